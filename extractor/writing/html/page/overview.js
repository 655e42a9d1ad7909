// The overview of many articles: what the filters leave, added up; every number leads to its entries.

const CHARTED = ["cases", "suspects", "seizures"];
const MOST_RANKED = 100;

/** Everything that the overview shows, for the filters asked for. */
async function showOverview(asked) {
  if (asked.q) await openTexts();
  const test = matcher(asked);
  const figures = entriesOf("figures").filter(test);
  const filters = Object.fromEntries([...FILTERS, "map"].map((name) => [name, asked[name]]));
  logarithmic ??= isSkewed(figures, asked.map);
  const scale = el("input", { type: "checkbox", id: "logarithmic", checked: logarithmic, onchange: () => {
    logarithmic = scale.checked;
    draw();
  } });
  const made = [
    el("h1", { class: "unseen" }, t("overview")),
    tiles(figures, filters),
    el("p", { class: "note" }, t("sum_rules")),
    el("p", { class: "note" }, el("label", {}, scale, " ", t("logarithmic"))),
  ];
  if (figures.length) made.push(monthsCard(figures, filters));
  const cards = [
    provincesCard(figures, filters),
    drugsCard(figures, filters),
    unitsCard(figures, filters),
    officialsCard(entriesOf("officials").filter(test), filters),
    offencesCard(figures, filters),
    kindsCard(figures, filters),
  ];
  made.push(el("div", { class: "cards" }, cards), failures());
  return made;
}

/** Whether the charts need a logarithmic axis, so that more than the greatest bar is seen. */
function isSkewed(figures, map) {
  return CHARTED.some((kind) => {
    const ofKind = figures.filter((figure) => figure.kind === kind);
    return [(figure) => provinceOf(figure, map), monthOf].some((key) => skewed([...grouped(ofKind, key).values()].map((group) => amountOf(kind, group))));
  });
}

/** The address of the entries behind a number. */
function behind(filters, more, view = "figures") {
  return address(view, { ...filters, ...more });
}

function tiles(figures, filters) {
  const groups = grouped(figures, (figure) => figure.kind);
  const found = new Set(figures.map((figure) => figure.of)).size;
  const asks = FILTERS.some((name) => filters[name]);
  const tile = (label, value, link, note) => el("a", { class: "tile", href: link }, el("span", {}, label), el("strong", {}, value), el("small", {}, note));
  const made = [tile(t("articles"), number(asks ? found : articles.length), address("articles", filters), asks ? t("with_figures") : t("facts", number(factCount())))];
  for (const kind of ["cases", "suspects", "seizures", "victims", "tips"]) {
    const group = groups.get(kind) ?? [];
    if (group.length) made.push(tile(named("figure_kind", kind), number(amountOf(kind, group)), behind(filters, { kind, sum: "1" }), t(SUMMED.includes(kind) ? "from_entries" : "times_seized", number(SUMMED.includes(kind) ? counted(group).length : group.length))));
  }
  const drugs = figures.filter((figure) => figure.drug);
  if (drugs.length) made.push(tile(t("drugs"), roughly(sum(counted(drugs), "base_value")), behind(filters, { drug: ANY, sum: "1" }), t("from_entries", number(counted(drugs).length))));
  return el("div", { class: "tiles" }, made);
}

function factCount() {
  return articles.reduce((all, one) => all + KINDS.reduce((sum, kind) => sum + one[kind].length, 0), 0);
}

function card(title, note, ...children) {
  const id = `card-${folded(title).replace(/\W+/g, "-")}`;
  return el("section", { class: "card", "aria-labelledby": id }, el("h2", { id }, title), note ? el("p", { class: "note" }, note) : null, ...children);
}

/** Cases, suspects and seizures by month: figures that belong to one month. */
function monthsCard(figures, filters) {
  const charted = figures.filter((figure) => CHARTED.includes(figure.kind));
  const groups = grouped(charted, monthOf);
  const months = busiest(groups);
  const others = charted.filter((figure) => monthOf(figure) === null);
  const ofKind = (month, kind) => (groups.get(month) ?? []).filter((figure) => figure.kind === kind);
  const link = (month, kind) => behind(filters, { kind, month, sum: "1" });
  const sets = CHARTED.map((kind) => ({
    label: named("figure_kind", kind),
    colour: `chart-${kind}`,
    values: months.map((month) => amountOf(kind, ofKind(month, kind))),
    links: months.map((month) => link(month, kind)),
  }));
  const rows = [...groups.keys()].sort().map((month) => [period(month), ...CHARTED.map((kind) => linked(amountOf(kind, ofKind(month, kind)), link(month, kind)))]);
  const none = el("p", { class: "note" }, t("outside_months", ""), " ", linked(others.length, behind(filters, { month: NONE, kind: CHARTED.join() })));
  const title = t("by_month");
  if (!rows.length) return card(title, t("nothing"), none);
  return card(title, t("by_month_note"), barChart(title, months.map((month) => period(month)), sets),
    el("details", {}, el("summary", {}, t("as_table")), numbers(title, [t("month"), ...sets.map((set) => set.label)], rows.filter((row) => row.slice(1).some(Boolean)))), others.length ? none : null);
}

const MOST_MONTHS = 36;

/** The months in a row that have the most figures: all of them, where they are few. */
function busiest(groups) {
  const count = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const sizes = new Map([...groups].map(([month, group]) => [count(month), group.length]));
  const known = [...sizes.keys()].sort((one, other) => one - other);
  if (!known.length) return [];
  const within = (first) => known.filter((month) => month >= first && month < first + MOST_MONTHS);
  const weight = (first) => within(first).reduce((all, month) => all + sizes.get(month), 0);
  const first = known.reduce((best, month) => (weight(month) > weight(best) ? month : best));
  const last = within(first).at(-1);
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const month = first + place;
    return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}

function provincesCard(figures, filters) {
  const charted = figures.filter((figure) => CHARTED.includes(figure.kind));
  const groups = grouped(charted, (figure) => provinceOf(figure, filters.map));
  const rows = [...groups].map(([name, group]) => ({ name, amounts: CHARTED.map((kind) => amountOf(kind, group.filter((figure) => figure.kind === kind))) }));
  const metric = el("select", { "aria-label": t("order_by") }, CHARTED.map((kind) => el("option", { value: kind }, named("figure_kind", kind))));
  const place = el("div");
  const title = t("by_province");
  const link = (name, kind) => behind(filters, { province: name, kind, sum: "1" });
  const draw = () => {
    const by = CHARTED.indexOf(metric.value);
    const ordered = [...rows].sort((one, other) => other.amounts[by] - one.amounts[by] || byText(one.name, other.name));
    const top = ordered.filter((row) => row.amounts[by]).slice(0, MOST_BARS);
    const set = { label: named("figure_kind", metric.value), colour: `chart-${metric.value}`, values: top.map((row) => row.amounts[by]), links: top.map((row) => link(row.name, metric.value)) };
    place.replaceChildren(top.length ? barChart(title, top.map((row) => plain(row.name)), [set], { horizontal: true }) : el("p", { class: "note" }, t("nothing")),
      numbers(title, [t("province"), ...CHARTED.map((kind) => named("figure_kind", kind))],
        ordered.map((row) => [quote(row.name), ...row.amounts.map((value, kind) => linked(value, link(row.name, CHARTED[kind])))])));
  };
  metric.addEventListener("change", draw);
  draw();
  const unplaced = charted.filter((figure) => !provinceOf(figure, filters.map));
  const note = unplaced.length ? el("p", { class: "note" }, t("outside_provinces"), " ", linked(unplaced.length, behind(filters, { province: NONE, kind: CHARTED.join() }))) : null;
  return card(title, t(filters.map === "now" ? "map_now" : "map_then"), el("label", { class: "inline" }, t("order_by"), " ", metric), place, note);
}

function drugsCard(figures, filters) {
  const groups = grouped(figures, (figure) => figure.drug);
  const rows = [...groups].map(([drug, group]) => ({ drug, grams: sum(counted(group), "base_value"), count: group.length }));
  rows.sort((one, other) => other.grams - one.grams);
  const title = t("drugs_by_mass");
  const link = (drug) => behind(filters, { drug, sum: "1" });
  const top = rows.slice(0, MOST_BARS);
  const set = { label: "kg", colour: "chart-seizures", values: top.map((row) => row.grams / 1000), links: top.map((row) => link(row.drug)) };
  const made = rows.length
    ? [barChart(title, top.map((row) => row.drug), [set], { horizontal: true }),
      numbers(title, [t("drug"), t("mass"), t("entries_head")], rows.map((row) => [row.drug, linked(roughly(row.grams), link(row.drug)), number(row.count)]))]
    : [el("p", { class: "note" }, t("nothing"))];
  return card(title, t("drugs_note"), ...made);
}

function unitsCard(figures, filters) {
  const groups = grouped(figures, (figure) => figure.by ?? []);
  const rows = [...groups].map(([name, group]) => ({ name, articles: new Set(group.map((figure) => figure.of)).size, group }));
  rows.sort((one, other) => other.articles - one.articles || other.group.length - one.group.length || byText(one.name, other.name));
  const cells = (row) => [quote(row.name), linked(row.articles, behind(filters, { unit: row.name }, "articles")), linked(row.group.length, behind(filters, { unit: row.name }))];
  return card(t("active_units"), t("active_units_note"), numbers(t("active_units"), [t("unit"), t("articles"), t("kind_figures")], rows.slice(0, MOST_RANKED).map(cells)));
}

function officialsCard(officials, filters) {
  const groups = grouped(officials, (official) => composed(official.name));
  const rows = [...groups].map(([, group]) => ({ group, articles: new Set(group.map((one) => one.of)).size, mentions: group.reduce((all, one) => all + (one.mentions ?? []).length, 0) }));
  rows.sort((one, other) => other.articles - one.articles || other.mentions - one.mentions || byText(one.group[0].name, other.group[0].name));
  const who = ({ group: [first] }) => el("span", {}, quote(first.name), el("small", { class: "faint" }, " ", quote([first.rank, (first.positions ?? [])[0]?.text].filter(Boolean).join(", "))));
  const link = (row) => behind(filters, { official: row.group[0].name }, "officials");
  return card(t("active_officials"), null, numbers(t("active_officials"), [t("official"), t("articles"), t("column_mentions")],
    rows.slice(0, MOST_RANKED).map((row) => [who(row), linked(row.articles, link(row)), number(row.mentions)])));
}

function offencesCard(figures, filters) {
  const kinds = ["cases", "suspects"];
  const groups = grouped(figures.filter((figure) => kinds.includes(figure.kind)), offenceOf);
  const rows = [...groups].map(([offence, group]) => ({ offence, amounts: kinds.map((kind) => amountOf(kind, group.filter((figure) => figure.kind === kind))) }));
  rows.sort((one, other) => other.amounts[0] + other.amounts[1] - one.amounts[0] - one.amounts[1] || byText(one.offence, other.offence));
  const cells = (row) => [quote(row.offence), ...row.amounts.map((value, place) => linked(value, behind(filters, { offence: row.offence, kind: kinds[place], sum: "1" })))];
  return card(t("by_offence"), null, numbers(t("by_offence"), [t("offence"), ...kinds.map((kind) => named("figure_kind", kind))], rows.slice(0, MOST_RANKED).map(cells)));
}

/** How many figures of each kind there are, how many count, and why the others do not. */
function kindsCard(figures, filters) {
  const groups = grouped(figures, (figure) => figure.kind);
  const reasons = ["part", "repeat", "change", "modality"];
  const rows = Object.keys(labels.figure_kind).filter((kind) => groups.has(kind)).map((kind) => {
    const group = groups.get(kind);
    const counting = counted(group).length;
    return [named("figure_kind", kind), linked(group.length, behind(filters, { kind })), linked(counting, behind(filters, { kind, sum: "1" })),
      ...reasons.map((reason) => linked(withFate(reason, group).length, behind(filters, { kind, left: reason })))];
  });
  return card(t("by_kind"), t("by_kind_note"), numbers(t("by_kind"), [t("column_kind"), t("entries_head"), t("counted"), ...reasons.map((reason) => t(`left_${reason}`))], rows));
}
