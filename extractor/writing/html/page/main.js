// The start, and which view an address stands for.

const main = document.getElementById("main");
let drawing = 0;

async function draw() {
  const asked = readAddress();
  const turn = (drawing += 1);
  if (!asked.view) asked.view = articles.length === 1 ? "article" : "overview";
  if (asked.view === "article" && !asked.path.length) asked.path = ["1"];
  if (asked.view === "article" && goTo(asked.path)) return;
  hideTip();
  if (asked.q) main.setAttribute("aria-busy", "true");
  await breath();
  dropCharts();
  const made = await viewOf(asked);
  // Somebody who types is ahead of what is drawn: only the last is shown.
  if (turn !== drawing) return;
  const moved = main.dataset.view !== asked.view || asked.view === "article";
  main.dataset.view = asked.view;
  main.replaceChildren(...made.filter(Boolean));
  main.removeAttribute("aria-busy");
  sync(asked);
  document.title = `${asked.view === "article" ? plain(document.querySelector("h1")?.textContent) : t(asked.view in labels ? asked.view : `kind_${asked.view}`)} · ${t("title")}`;
  if (asked.view === "article") goTo(asked.path);
  if (moved && !asked.path[1]) window.scrollTo(0, 0);
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

async function viewOf(asked) {
  if (asked.view === "article") return showArticle(asked.path);
  current = null;
  if (asked.view === "articles") return showArticles(asked);
  if (KINDS.includes(asked.view)) return showEntries(asked.view, asked);
  return showOverview({ ...asked, view: "overview" });
}

/** Goes to an entry of the article that is shown; false if another is shown. */
function goTo([number, list, index]) {
  if (!current || !current.marks.frame.isConnected || current.one.number !== Number(number) - 1) return false;
  const entry = current.one[list]?.[Number(index) - 1];
  if (entry) choose(entry, { scroll: "mark", focus: "mark" });
  return Boolean(entry) || !list;
}

async function start() {
  if (!("DecompressionStream" in window)) {
    main.replaceChildren(el("p", { class: "notice" }, t("too_old")));
    return;
  }
  await load();
  if (!articles.length) {
    main.replaceChildren(...[el("p", { class: "notice" }, t("empty")), failures()].filter(Boolean));
    return;
  }
  makeHead();
  window.addEventListener("hashchange", draw);
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
  window.addEventListener("scroll", followMark, { passive: true, capture: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (charts.length) draw(); });
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  await draw();
}

start();
