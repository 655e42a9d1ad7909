// One article: its text and its entries side by side, each leading to the other.

/** @type {{one: object, text: Text, body: object, marks: object, rows: Map} | null} */
let current = null;

/** Shows an article; with a kind and a number, the entry that is meant. */
async function showArticle(path) {
  const one = articles[Number(path[0]) - 1];
  if (!one) return [el("p", { class: "notice" }, t("nothing"))];
  const text = await textOf(one);
  const body = await bodyOf(one);
  const marks = markedText(text.units, stretches(one, text));
  current = { one, text, body, marks, rows: new Map() };
  listenToText(marks.frame);
  const meta = [period(one.date), one.outlet, one.source ?? one.id].filter(Boolean);
  const page = el("article", { class: "article", id: "article" },
    el("div", { class: "article-head" }, neighbours(one), el("h1", {}, quote(titleOf(one))),
      el("p", { class: "meta" }, meta.flatMap((words, place) => [place ? " · " : "", quote(words)])), legend(one)),
    el("div", { class: "panes" }, marks.frame, entryTables(one, text)));
  const first = marks.frame.querySelector("mark");
  if (first) first.tabIndex = 0;
  return [page];
}

function neighbours(one) {
  if (articles.length === 1) return null;
  const link = (other, label, rel) => (other ? el("a", { href: `#/article/${other.number + 1}`, rel }, label) : el("span", { class: "faint" }, label));
  return el("p", { class: "neighbours" }, link(articles[one.number - 1], `← ${t("previous")}`, "prev"),
    el("span", { class: "faint" }, ` ${number(one.number + 1)} / ${number(articles.length)} `), link(articles[one.number + 1], `${t("next")} →`, "next"));
}

/** The kinds and how they are marked; a button each that hides its marks and rows. */
function legend(one) {
  const button = (kind) => {
    const made = el("button", { type: "button", class: "legend-kind", "aria-pressed": "true", onclick: () => {
      const hidden = document.getElementById("article").classList.toggle(`without-${kind}`);
      made.setAttribute("aria-pressed", String(!hidden));
    } }, el("mark", { class: `kind-${kind}` }, t(`kind_${kind}`)), ` ${number(one[kind].length)}`);
    return made;
  };
  return el("div", { class: "legend", role: "group", "aria-label": t("legend") }, KINDS.filter((kind) => one[kind].length).map(button), el("span", { class: "faint keys" }, t("keys")));
}

// Figures first: they are what is looked for.
const TABLE_ORDER = ["figures", "officials", "units", "locations", "dates", "documents"];

function entryTables(one, text) {
  const tables = TABLE_ORDER.filter((kind) => one[kind]?.length).map((kind) => {
    const body = el("tbody");
    current.rows.set(kind, lazily(body, one[kind].length, (index) => articleRow(one[kind][index], text)));
    const heads = ["column_text", "column_value", "column_known"];
    return el("section", { class: `entries of-${kind}` },
      el("h2", {}, el("mark", { class: `kind-${kind}` }, t(`kind_${kind}`)), ` ${number(one[kind].length)}`),
      el("div", { class: "scroll" }, el("table", { class: "list" }, el("caption", { class: "unseen" }, t(`kind_${kind}`)),
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, t(head))))), body)));
  });
  const pane = el("div", { class: "tables", id: "tables", role: "group", "aria-label": t("entries_head") }, tables.length ? tables : el("p", { class: "notice" }, t("nothing_found")));
  listenToTables(pane);
  return pane;
}

const LONGEST_CELL = 90;

function articleRow(entry, text) {
  const [start, end] = spansOf(entry)[0] ?? [0, 0];
  const words = text.slice(start, end) || t("open");
  const [[what, more], known] = SUMMARIES[entry.list](entry);
  const lines = known.map((line) => line.filter(Boolean).join(" · ")).filter(Boolean);
  const jump = el("button", { type: "button", class: "jump", "data-list": entry.list, "data-index": entry.index },
    quote(words.length > LONGEST_CELL ? `${words.slice(0, LONGEST_CELL)}…` : words));
  return el("tr", { class: entry.part_of === undefined ? null : "part" }, el("th", { scope: "row" }, jump),
    el("td", {}, el("strong", {}, quote(what)), more ? [" ", quote(more)] : null),
    el("td", { class: "known" }, lines.map((line) => el("div", {}, quote(line)))));
}

function entryAt(node) {
  const { list, index } = node.dataset;
  return current.one[list][Number(index)];
}

function tipFor(mark) {
  const entry = entryAt(mark);
  const [start, end] = spansOf(entry)[0] ?? [0, 0];
  showTip(entry, current.text.slice(start, end), current.body.why[entry.list]?.[entry.index], mark);
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Moves the focus among the things that are shown; the one that has it is the one that Tab comes to. */
function step(things, from, key) {
  const shownOnes = things.filter((thing) => thing.offsetParent !== null && thing.getClientRects().length);
  const place = shownOnes.indexOf(from);
  const to = key === "Home" ? 0 : key === "End" ? shownOnes.length - 1 : place + STEPS[key];
  shownOnes[to]?.focus();
}

function listenToText(frame) {
  const marks = () => [...frame.querySelectorAll("mark")];
  const markAt = (event) => event.target.closest("mark");
  frame.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") markAt(event) ? tipFor(markAt(event)) : hideTip();
  });
  frame.addEventListener("pointerleave", () => { if (!frame.contains(document.activeElement)) hideTip(); });
  frame.addEventListener("click", (event) => { 
    if (markAt(event)) choose(entryAt(markAt(event)), { scroll: isWide() ? "row" : null, tip: markAt(event) });
  });
  frame.addEventListener("focusin", (event) => {
    const mark = markAt(event);
    if (!mark) return;
    for (const other of frame.querySelectorAll('mark[tabindex="0"]')) other.tabIndex = -1;
    mark.tabIndex = 0;
    highlight(entryAt(mark));
    tipFor(mark);
  });
  frame.addEventListener("focusout", (event) => { if (!tip.contains(event.relatedTarget)) hideTip(); });
  frame.addEventListener("keydown", (event) => {
    const mark = markAt(event);
    if (!mark) return;
    if (event.key in STEPS || event.key === "Home" || event.key === "End") {
      event.preventDefault();
      step(marks(), mark, event.key);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(entryAt(mark), { focus: "row", scroll: "row" });
    }
  });
}

function listenToTables(pane) {
  pane.addEventListener("click", (event) => {
    const jump = event.target.closest("tr")?.querySelector(".jump");
    // A button that is pressed by the keyboard is a click without a place.
    if (jump) choose(entryAt(jump), { focus: event.detail ? null : "mark", scroll: "mark" });
  });
  pane.addEventListener("focusin", (event) => { if (event.target.matches(".jump")) highlight(entryAt(event.target)); });
  pane.addEventListener("keydown", (event) => {
    if (!event.target.matches(".jump") || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    step([...pane.querySelectorAll(".jump")], event.target, event.key);
  });
}

const selector = (entry) => `[data-list="${entry.list}"][data-index="${entry.index}"]`;

/** Marks an entry in the text and in the table as the one that is looked at. */
function highlight(entry) {
  for (const node of document.querySelectorAll(".chosen")) node.classList.remove("chosen");
  for (const node of document.querySelectorAll(`#text mark${selector(entry)}`)) node.classList.add("chosen");
  document.querySelector(`#tables .jump${selector(entry)}`)?.closest("tr").classList.add("chosen");
}

/** Goes to an entry: the address tells it, and its row or its mark comes into sight. */
function choose(entry, { focus, scroll, tip: mark }) {
  current.rows.get(entry.list)?.(entry.index);
  const [start] = spansOf(entry)[0] ?? [0];
  current.marks.drawAt(current.text.at(start));
  highlight(entry);
  history.replaceState(null, "", place(entry));
  const nodes = { row: document.querySelector(`#tables .jump${selector(entry)}`), mark: document.querySelector(`#text mark${selector(entry)}`) };
  const other = nodes[scroll === "row" ? "mark" : "row"];
  // Where text and table stand side by side, the one that is not gone to comes into sight, too.
  if (scroll && isWide()) other?.scrollIntoView({ block: "nearest" });
  if (nodes[scroll]) bringIntoSight(nodes[scroll]);
  if (focus) nodes[focus]?.focus({ preventScroll: true });
  if (mark) tipFor(mark);
}

const TRIES = 6;

/** Scrolls to a node, and again where what is drawn on the way has moved it. */
function bringIntoSight(node, tries = TRIES) {
  const far = Math.abs(node.getBoundingClientRect().top) > 3 * innerHeight;
  node.scrollIntoView({ block: "center", behavior: calm() || far ? "auto" : "smooth" });
  const isInSight = () => {
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  if (far && tries) setTimeout(() => { if (node.isConnected && !isInSight()) bringIntoSight(node, tries - 1); }, 100);
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
