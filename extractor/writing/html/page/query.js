// What is asked for: the view and the filters, kept in the address, so that "back" goes back.

const FILTERS = ["q", "province", "from", "to", "unit", "kind", "offence"];
const NARROWER = ["month", "drug", "official", "sum", "left"];
const NONE = "none";
const ANY = "any";

/** Reads the address: `#/figures?kind=cases` → `{view: "figures", path: [], kind: "cases"}`. */
function readAddress() {
  const [path, query = ""] = location.hash.slice(1).split("?", 2);
  const [view = "", ...rest] = path.split("/").filter(Boolean);
  const asked = { view, path: rest };
  for (const [name, value] of new URLSearchParams(query)) if (value) asked[name] = value;
  return asked;
}

/** The address of a view with these filters. */
function address(view, asked = {}) {
  const query = new URLSearchParams();
  for (const name of [...FILTERS, ...NARROWER, "map", "sort"]) {
    if (asked[name]) query.set(name, asked[name]);
  }
  const words = query.toString();
  return `#/${view}${words ? `?${words}` : ""}`;
}

/** The filters of an address without the view. */
function filtersOf(asked) {
  const { view, path, ...rest } = asked;
  return rest;
}

/** Goes to an address; the view is drawn by the listener of the address. */
function go(to, { replace = false } = {}) {
  if (to === location.hash) return;
  if (replace) {
    history.replaceState(null, "", to);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = to;
}

/** The province of an entry, of then or of now. */
function provinceOf(entry, map) {
  if (map !== "now") return entry.level === "province" && entry.list === "locations" ? entry.name : entry.province;
  if (entry.list === "locations" && entry.level === "province") return entry.province_now ?? settings.merged[entry.name] ?? entry.name;
  return entry.province_now ?? settings.merged[entry.province] ?? entry.province;
}

/** The month of a figure, if it belongs to one; null for a longer period or none. */
function monthOf(figure) {
  const [first, last] = figure.months ?? [null, undefined];
  return first === last ? first : null;
}

/** What is alleged or punished, as it is listed. */
function offenceOf(figure) {
  return ["cases", "suspects", "penalties"].includes(figure.kind) && figure.item ? composed(figure.item) : null;
}

/** A test of entries for the filters; the texts must be open where something is searched for. */
function matcher(asked) {
  const tests = [];
  const { q, province, map, from, to, unit, kind, offence, month, drug, official } = asked;
  if (kind) tests.push(onFigures((figure) => kind.split(",").includes(figure.kind)));
  if (offence) tests.push(onFigures(ofOffence(offence)));
  if (province === NONE) tests.push((entry) => !provinceOf(entry, map));
  else if (province) tests.push((entry) => inProvince(entry, province, map));
  if (from || to) tests.push((entry) => inPeriod(entry, from ?? "", to ?? "9999"));
  if (unit) tests.push(ofUnit(unit));
  if (month === NONE) tests.push((entry) => monthOf(entry) === null);
  else if (month) tests.push((entry) => monthOf(entry) === month);
  if (drug) tests.push((entry) => (drug === ANY ? Boolean(entry.drug) : entry.drug === drug));
  if (official) tests.push((entry) => entry.list === "officials" && composed(entry.name) === composed(official));
  if (q) tests.push(searcher(q));
  return (entry) => tests.every((test) => test(entry));
}

/** What is asked of figures is asked, for another entry, of the figures of its article. */
function onFigures(test) {
  const known = new Map();
  return (entry) => {
    if (entry.list === "figures") return test(entry);
    if (!known.has(entry.of)) known.set(entry.of, entry.of.figures?.some(test) ?? false);
    return known.get(entry.of);
  };
}

/** Whether an entry belongs to a province; one that has no place of its own is where its article is. */
function inProvince(entry, province, map) {
  if (["figures", "locations", "units"].includes(entry.list)) return provinceOf(entry, map) === province;
  return (entry.of.locations ?? []).some((place) => provinceOf(place, map) === province);
}

/** Whether an entry's time, else its article's, touches the months asked for. */
function inPeriod(entry, from, to) {
  const [first, last] = entry.months
    ?? (entry.list === "dates" ? [entry.from, entry.to] : entry.list === "figures" ? [null] : [entry.of.date, entry.of.date]);
  return Boolean(first) && first.slice(0, 7) <= to && last.slice(0, 7) >= from;
}

/** A name that is known is meant as it is; any other is looked for in the names. */
function nameTest(asked, known) {
  if (known.has(asked)) return (name) => name === asked;
  const wanted = folded(asked);
  return (name) => folded(name).includes(wanted);
}

function ofOffence(offence) {
  const test = nameTest(composed(offence), offences());
  return (figure) => test(offenceOf(figure) ?? "");
}

/** A test whether a unit acted, is named, or has the official; else whether the article names it. */
function ofUnit(unit) {
  const test = nameTest(unit, unitNames());
  return (entry) => {
    if (entry.list === "figures") return (entry.by ?? []).some(test);
    if (entry.list === "units") return test(entry.name);
    if (entry.list === "officials") return (entry.positions ?? []).some((one) => one.unit && test(one.unit));
    return (entry.of.units ?? []).some((one) => test(one.name));
  };
}

/** All offences of the run, the most frequent first. */
function offences() {
  offences.known ??= frequent(entriesOf("figures").map(offenceOf));
  return offences.known;
}

/** All names of units of the run, the most frequent first. */
function unitNames() {
  unitNames.known ??= frequent([...entriesOf("units").map((one) => one.name), ...entriesOf("figures").flatMap((one) => one.by ?? [])]);
  return unitNames.known;
}

function frequent(names) {
  const counts = new Map();
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set([...counts].sort((one, other) => other[1] - one[1]).map(([name]) => name));
}

/** A test for what is searched for: in the entry or its sentence. */
function searcher(asked) {
  const test = phrases(asked);
  return (entry) => test(wordsOf(entry));
}

/**
 * A test whether words hold each phrase asked for; commas stand between phrases. A word of
 * Vietnamese is mostly two syllables, "ma túy", each of which stands in every other article. The
 * last may be only begun. Phrases without tone marks are found with any.
 */
function phrases(asked) {
  const fold = folded(asked) === composed(asked) ? folded : composed;
  const wanted = fold(asked).split(/,(?=\s|$)/).filter((phrase) => phrase.trim()).map((phrase) => {
    const syllables = phrase.trim().split(/\s+/).map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    return new RegExp(`(?<![\\p{L}\\p{N}])${syllables.join("[^\\S\\n]+")}`, "u");
  });
  return (words) => {
    const hay = fold(words);
    return wanted.every((phrase) => phrase.test(hay));
  };
}

/** All words of an entry that a search looks at. */
function wordsOf(entry) {
  const text = texts.get(entry.of);
  const own = Object.values(entry).filter((value) => typeof value === "string");
  const more = [...(entry.by ?? []), ...(entry.positions ?? []).flatMap((one) => [one.text, one.unit ?? ""])];
  return [...own, ...more, text ? around(entry, text) : ""].join("\n");
}

/** Opens all texts: what is searched for may stand in any. */
async function openTexts() {
  for (const one of articles) await textOf(one);
}
