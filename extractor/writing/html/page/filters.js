// The head of the page: where one can go, and the filters, which hold for every view.

const MOST_SUGGESTED = 500;

/** The views of this page: no overview where there is one article. */
function views() {
  const lists = KINDS.map((kind) => [kind, t(`kind_${kind}`)]);
  if (articles.length === 1) return [["article/1", t("article")], ...lists];
  return [["overview", t("overview")], ["articles", t("articles")], ...lists];
}

/** Draws the head once; `sync` follows the address. */
function makeHead() {
  document.getElementById("skip").textContent = t("skip");
  const form = articles.length > 1 ? filterForm() : null;
  document.getElementById("top").append(el("div", { class: "bar" },
    el("p", { class: "brand" }, t("title"), " ", el("span", { class: "faint" }, t("articles_found", number(articles.length)))),
    el("nav", { "aria-label": t("views") }, el("ul", {}, views().map(([view, label]) =>
      el("li", {}, el("a", { href: `#/${view}`, "data-view": view.split("/")[0] }, label)))))), form ?? "");
}

/** Marks the view that is shown, carries the filters along, and fills them in. */
function sync(asked) {
  const kept = Object.fromEntries([...FILTERS, "map"].map((name) => [name, asked[name]]));
  for (const link of document.querySelectorAll("nav a")) {
    const view = link.dataset.view;
    if (view !== "article") link.href = address(view, kept);
    if (view === asked.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const form = document.getElementById("filters");
  if (!form) return;
  form.hidden = asked.view === "article";
  fillProvinces(form.elements.province, asked);
  for (const name of [...FILTERS, "map"]) {
    const field = form.elements[name];
    if (field !== document.activeElement || field.tagName === "SELECT") field.value = asked[name] ?? (name === "map" ? "then" : "");
  }
  form.querySelector(".chips").replaceChildren(...chips(asked));
}

function filterForm() {
  const form = el("form", { id: "filters", role: "search", onsubmit: (event) => event.preventDefault() });
  const now = el("select", { name: "map" }, el("option", { value: "then" }, t("map_then_short")), el("option", { value: "now" }, t("map_now_short")));
  const kinds = Object.keys(labels.figure_kind).filter((kind) => entriesOf("figures").some((figure) => figure.kind === kind));
  const fields = el("div", { class: "fields" },
    field("province", el("select", { name: "province" })),
    field("map", now),
    field("from", monthSelect("from")),
    field("to", monthSelect("to")),
    field("kind", select("kind", kinds.map((kind) => [kind, named("figure_kind", kind)]))),
    ...suggesting("unit", unitNames()),
    ...suggesting("offence", offences()));
  const search = el("input", { type: "search", name: "q", placeholder: t("search_hint"), autocomplete: "off", spellcheck: "false" });
  const more = el("details", { class: "more", open: isWide() }, el("summary", {}, t("filters")), fields);
  form.append(field("q", search), more, el("div", { class: "chips", role: "group", "aria-label": t("active_filters") }));
  form.addEventListener("change", () => change(form));
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change(form), 250);
  });
  return form;
}

function field(name, control) {
  return el("label", { class: `field field-${name}` }, el("span", {}, t(`filter_${name}`)), control);
}

function select(name, options) {
  return el("select", { name }, el("option", { value: "" }, t("any")), options.map(([value, label]) => el("option", { value }, label)));
}

function monthSelect(name) {
  const months = [...new Set(entriesOf("figures").flatMap((figure) => figure.months ?? []))].sort();
  return select(name, months.map((month) => [month, period(month)]));
}

function suggesting(name, known) {
  const list = el("datalist", { id: `known-${name}` }, [...known].slice(0, MOST_SUGGESTED).map((value) => el("option", { value: plain(value) })));
  return [field(name, el("input", { name, list: list.id, autocomplete: "off", placeholder: t("any") })), list];
}

/** The provinces of the map that is asked for. */
function fillProvinces(control, asked) {
  const map = asked.map ?? "then";
  if (control.dataset.map === map) return;
  control.dataset.map = map;
  const names = new Set(["figures", "locations", "units"].flatMap((kind) => entriesOf(kind).map((entry) => provinceOf(entry, map))).filter(Boolean));
  const options = [["", t("any")], ...[...names].sort(byText).map((name) => [name, name]), [NONE, t("no_province")]];
  control.replaceChildren(...options.map(([value, label]) => el("option", { value }, label)));
}

function change(form) {
  const asked = readAddress();
  const filters = filtersOf(asked);
  for (const name of [...FILTERS, "map"]) filters[name] = form.elements[name].value.trim();
  if (filters.map === "then") delete filters.map;
  if (filters.map !== asked.map && filters.province === asked.province) delete filters.province;
  go(address(asked.view || "overview", filters), { replace: true });
}

/** What narrows the list, each with a button that takes it away. */
function chips(asked) {
  const set = [...FILTERS, ...NARROWER].filter((name) => asked[name]);
  const made = set.map((name) => {
    const { [name]: taken, ...rest } = filtersOf(asked);
    const words = `${t(`filter_${name}`)}${name === "sum" ? "" : `: ${chipValue(name, taken)}`}`;
    return el("button", { type: "button", class: "chip", onclick: () => go(address(asked.view, rest)), "aria-label": t("remove_filter", plain(words)) },
      quote(words), el("span", { "aria-hidden": "true" }, " ×"));
  });
  const map = asked.map ? { map: asked.map } : {};
  if (made.length > 1) made.push(el("button", { type: "button", class: "chip clear", onclick: () => go(address(asked.view, map)) }, t("remove_filters")));
  return made;
}

function chipValue(name, value) {
  if (name === "kind") return value.split(",").map((kind) => named("figure_kind", kind)).join(", ");
  if (value === ANY) return t("any");
  if (name === "left") return t(`left_${value}`);
  if (value === NONE) return t(name === "month" ? "no_month" : "no_province");
  return ["from", "to", "month"].includes(name) ? period(value) : value;
}
