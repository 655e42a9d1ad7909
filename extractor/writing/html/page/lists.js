// Long lists, drawn as far as they are looked at.

const ROWS_AT_ONCE = 100;

/** Adds rows to a parent as the reader comes near its end; gives a function that draws up to a row. */
function lazily(parent, count, makeRow) {
  let drawn = 0;
  const end = el(parent.tagName === "TBODY" ? "tr" : "div", { class: "end", "aria-hidden": "true" });
  parent.append(end);
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) draw(drawn + ROWS_AT_ONCE);
  }, { rootMargin: "600px" });
  function draw(until) {
    const rows = [];
    while (drawn < Math.min(until, count)) rows.push(makeRow(drawn++));
    end.before(...rows);
    if (drawn >= count) {
      watcher.disconnect();
      end.remove();
    } else if (rows.length) {
      // Watched anew: where the end is still in sight, the next rows are drawn.
      watcher.unobserve(end);
      watcher.observe(end);
    }
  }
  draw(ROWS_AT_ONCE);
  if (drawn < count) watcher.observe(end);
  window.addEventListener("beforeprint", () => parent.isConnected && draw(5 * ROWS_AT_ONCE));
  return (row) => draw(row + 1);
}

/** The head of a table whose columns sort; `asked.sort` is `name` or `-name`. */
function sortableHead(columns, asked, view) {
  const [, sign, name] = (asked.sort ?? "").match(/^(-?)(.*)$/);
  return el("thead", {}, el("tr", {}, columns.map((one) => {
    const current = one.name === name;
    const next = current && !sign ? `-${one.name}` : one.name;
    const order = current ? (sign ? "descending" : "ascending") : "none";
    const arrow = current ? (sign ? " ▼" : " ▲") : "";
    const button = el("button", { type: "button", onclick: () => go(address(view, { ...asked, sort: next }), { replace: true }) },
      t(`column_${one.name}`), el("span", { "aria-hidden": "true" }, arrow));
    return el("th", { scope: "col", "aria-sort": order, class: one.numeric ? "number" : null }, button);
  })));
}

/** Rows in the order that is asked for. */
function inOrder(rows, columns, asked) {
  const [, sign, name] = (asked.sort ?? "").match(/^(-?)(.*)$/);
  const by = columns.find((one) => one.name === name)?.by;
  return by ? sorted(rows, by, Boolean(sign)) : rows;
}

/** A cell of a list; on a narrow screen its label stands before it. */
function cell(one, row) {
  const words = one.words(row);
  return el("td", { class: one.numeric ? "number" : one.short ? "short" : null, "data-label": t(`column_${one.name}`) }, words ? quote(words) : null);
}

/** The address of an entry in its article. */
function place(entry) {
  return `#/article/${entry.of.number + 1}/${entry.list}/${entry.index + 1}`;
}

/** All entries of one kind that pass the filters, as a table. */
async function showEntries(kind, asked) {
  if (asked.q) await openTexts();
  let entries = entriesOf(kind).filter(matcher(asked));
  if (asked.sum) entries = counted(entries);
  if (asked.left) entries = withFate(asked.left, entries);
  const link = column("article", (entry) => titleOf(entry.of));
  const columns = COLUMNS[kind];
  const rows = inOrder(entries, [...columns, link], asked);
  const head = el("div", { class: "list-head" },
    el("h1", {}, t(`kind_${kind}`), " ", el("span", { class: "faint" }, t("entries", number(entries.length)))),
    el("button", { type: "button", class: "action", id: "csv", onclick: async () => save(`${kind}.csv`, await csvOf(kind, rows)) }, t("save_csv")));
  const body = el("tbody");
  const table = el("table", { class: "list" }, el("caption", { class: "unseen" }, t(`kind_${kind}`)),
    sortableHead([...columns, link], asked, kind), body);
  const made = [head, sumLine(kind, asked, entries), entries.length ? el("div", { class: "scroll" }, table) : el("p", { class: "notice" }, t("nothing"))];
  lazily(body, rows.length, (index) => entryRow(rows[index], columns));
  say(t("entries", number(entries.length)));
  return made;
}

function entryRow(entry, columns) {
  const [first, ...others] = columns;
  const words = first.words(entry) || t("open");
  return el("tr", {},
    el("th", { scope: "row", class: first.numeric ? "number" : null }, el("a", { href: place(entry) }, quote(words))),
    others.map((one) => cell(one, entry)),
    el("td", { class: "title", "data-label": t("column_article") }, quote(titleOf(entry.of))));
}

/** What the figures of a list add up to, said where they can be added. */
function sumLine(kind, asked, entries) {
  if (kind !== "figures") return null;
  if (asked.drug) return el("p", { class: "sum" }, t("sum_is"), " ", el("strong", {}, measured(sum(counted(entries), "base_value"), "g")));
  if (!SUMMED.includes(asked.kind)) return null;
  return el("p", { class: "sum" }, t("sum_is"), " ", el("strong", {}, `${number(amountOf(asked.kind, entries))} ${t(`thing_${asked.kind}`)}`),
    asked.sum ? null : el("span", { class: "faint" }, ` ${t("sum_note")}`));
}

const ARTICLE_COLUMNS = [
  column("article", titleOf),
  column("published", (one) => period(one.date), { by: (one) => one.date }),
  column("outlet", (one) => one.outlet ?? ""),
  ...KINDS.map((kind) => column(`count_${kind}`, (one) => number(one[kind].length), { by: (one) => one[kind].length, numeric: true })),
];

/** All articles that pass the filters. */
async function showArticles(asked) {
  const asks = FILTERS.some((name) => asked[name]);
  if (asked.q) await openTexts();
  const found = asks ? articles.filter(articleMatcher(asked)) : articles;
  const rows = inOrder(found, ARTICLE_COLUMNS, asked);
  const body = el("tbody");
  const table = el("table", { class: "list" }, el("caption", { class: "unseen" }, t("articles")), sortableHead(ARTICLE_COLUMNS, asked, "articles"), body);
  const [first, ...others] = ARTICLE_COLUMNS;
  lazily(body, rows.length, (index) => el("tr", {},
    el("th", { scope: "row" }, el("a", { href: `#/article/${rows[index].number + 1}` }, quote(first.words(rows[index])))),
    others.map((one) => cell(one, rows[index]))));
  say(t("articles_found", number(found.length)));
  return [
    el("div", { class: "list-head" }, el("h1", {}, t("articles"), " ", el("span", { class: "faint" }, t("articles_found", number(found.length))))),
    found.length ? el("div", { class: "scroll" }, table) : el("p", { class: "notice" }, t("nothing")),
    failures(),
  ];
}

/** An article passes if what is searched for stands in it, and one entry passes all else. */
function articleMatcher(asked) {
  const { q, ...rest } = asked;
  const others = FILTERS.some((name) => rest[name]);
  const test = matcher(rest);
  const holds = phrases(q ?? "");
  return (one) => {
    if (others && !KINDS.some((kind) => one[kind].some(test))) return false;
    return !q || holds(`${titleOf(one)}\n${one.id ?? ""}\n${one.outlet ?? ""}\n${texts.get(one).units}`);
  };
}

/** The inputs that could not be read. */
function failures() {
  if (!settings.failed) return null;
  return el("details", { class: "failures" }, el("summary", {}, t("failed", number(settings.failed))),
    el("ul", {}, settings.failures.map((one) => el("li", {}, quote(one.reason)))));
}
