// What is counted: each fact once, and only facts.

/** The kinds whose numbers count one sort of thing, so that they can be added up. */
const SUMMED = ["cases", "suspects", "victims", "tips"];

/** Why a figure stays out of all sums; null if it may count. */
function leftOut(figure) {
  if (figure.modality) return "modality";
  if (figure.change) return "change";
  if (figure.unit === "%") return "share";
  return null;
}

/**
 * The figures of a set that count: reported facts and no differences; a part only where its whole is
 * not in the set; what is said twice in an article once.
 */
function counted(figures) {
  const set = new Set(figures.filter((figure) => !leftOut(figure)));
  return [...set].filter((figure) => !isPart(figure, set) && !isSaidBefore(figure, set));
}

function isPart(figure, set) {
  const siblings = figure.of.figures;
  const seen = new Set();
  for (let whole = siblings[figure.part_of]; whole && !seen.has(whole); whole = siblings[whole.part_of]) {
    seen.add(whole);
    if (set.has(whole) && whole.kind === figure.kind) return true;
  }
  return false;
}

function isSaidBefore(figure, set) {
  return figure.repeats !== undefined && set.has(figure.of.figures[figure.repeats]);
}

/** Why a figure of a set is not counted in it; null if it is. */
function fate(figure, set) {
  return leftOut(figure) ?? (isPart(figure, set) ? "part" : isSaidBefore(figure, set) ? "repeat" : null);
}

/** The figures of a set that are not counted in it for this reason. */
function withFate(reason, figures) {
  const set = new Set(figures.filter((figure) => !leftOut(figure)));
  return figures.filter((figure) => fate(figure, set) === reason);
}

/** The sum of the numbers said; of a range the lower end. */
function sum(figures, field = "value") {
  let total = 0;
  for (const figure of figures) total += figure[field] ?? 0;
  return Math.round(total * 1000) / 1000;
}

/** What a kind amounts to: the sum where its numbers can be added, else how many entries. */
function amountOf(kind, figures) {
  const counting = counted(figures);
  return SUMMED.includes(kind) ? sum(counting) : counting.length;
}

/** Puts things into groups: a map from each key to its things; `null` and `undefined` are left out. */
function grouped(things, keyOf) {
  const groups = new Map();
  for (const thing of things) {
    for (const key of [keyOf(thing)].flat()) {
      if (key === null || key === undefined) continue;
      if (groups.has(key)) groups.get(key).push(thing);
      else groups.set(key, [thing]);
    }
  }
  return groups;
}

/** The amounts of a kind by a key: `[{key, amount, entries}]`, the greatest first. */
function ranked(kind, figures, keyOf) {
  const rows = [...grouped(figures, keyOf)].map(([key, group]) => ({ key, amount: amountOf(kind, group) }));
  return rows.filter((row) => row.amount > 0).sort((one, other) => other.amount - one.amount || byText(one.key, other.key));
}
