// The columns of each list of entries: how a cell is shown, how rows are sorted, what a CSV file holds.

/** A column: its label, the words of a cell, and what it is sorted by if not by those. */
function column(name, words, { by, numeric, short } = {}) {
  return { name, words, by: by ?? words, numeric, short };
}

const COLUMNS = {
  figures: [
    column("figure", amount, { by: (entry) => entry.base_value ?? entry.value, numeric: true }),
    column("kind", (entry) => named("figure_kind", entry.kind), { short: true }),
    column("what", about),
    column("by", (entry) => (entry.by ?? []).join("; ")),
    column("period", (entry) => period(entry.period), { by: (entry) => entry.months?.[0] && entry.period, short: true }),
    column("place", (entry) => [...new Set([entry.place, entry.province])].filter(Boolean).join(", ")),
    column("certainty", (entry) => named("modality", entry.modality)),
  ],
  dates: [
    column("date_value", (entry) => period(entry.value), { by: (entry) => entry.value }),
    column("from", (entry) => period(entry.from), { by: (entry) => entry.from }),
    column("to", (entry) => period(entry.to), { by: (entry) => entry.to }),
    column("part", (entry) => named("part", entry.part ?? entry.role)),
  ],
  locations: [
    column("name", (entry) => entry.name),
    column("level", (entry) => named("level", entry.level)),
    column("district", (entry) => entry.district ?? ""),
    column("province", (entry) => entry.province ?? ""),
    column("province_now", (entry) => provinceOf(entry, "now") ?? ""),
    column("code", (entry) => entry.code ?? ""),
  ],
  units: [
    column("name", (entry) => entry.name),
    column("branch", (entry) => named("branch", entry.branch)),
    column("level", (entry) => named("level", entry.level)),
    column("province", (entry) => entry.province ?? ""),
  ],
  officials: [
    column("name", (entry) => entry.name),
    column("rank", (entry) => entry.rank ?? ""),
    column("positions", (entry) => (entry.positions ?? []).map(positionWords).join("; ")),
    column("mentions", (entry) => number((entry.mentions ?? []).length), { by: (entry) => (entry.mentions ?? []).length, numeric: true }),
  ],
  documents: [
    column("type", (entry) => entry.type),
    column("number", (entry) => entry.number ?? ""),
    column("date_value", (entry) => period(entry.date), { by: (entry) => entry.date }),
  ],
};

/** An entry in a few words: what it is, and beneath it what is known of it. */
const SUMMARIES = {
  figures: (entry) => [[amount(entry), about(entry)], [
    [named("figure_kind", entry.kind), entry.change && named("change", entry.change), entry.modality && named("modality", entry.modality)],
    [(entry.by ?? []).join("; ")], [period(entry.period), entry.place]]],
  dates: (entry) => [[period(entry.value)], [[entry.from === entry.to ? "" : `${period(entry.from)} – ${period(entry.to)}`], [named("part", entry.part ?? entry.role)]]],
  locations: (entry) => [[entry.name], [[named("level", entry.level), entry.district, provinceWords(entry)]]],
  units: (entry) => [[entry.name], [[named("branch", entry.branch), named("level", entry.level), entry.province]]],
  officials: (entry) => [[[entry.rank, entry.name].filter(Boolean).join(" ")], (entry.positions ?? []).map((one) => [positionWords(one)])],
  documents: (entry) => [[[entry.type, entry.number].filter(Boolean).join(" ")], [[period(entry.date)]]],
};

function positionWords(position) {
  return position.unit && !position.text.includes(position.unit) ? `${position.title} ${position.unit}` : position.text;
}

/** Rows in the order of a column, those without a value last; the order of the run among equals. */
function sorted(rows, by, descending) {
  const keyed = rows.map((row) => [by(row) ?? "", row]);
  const known = keyed.filter(([key]) => key !== "");
  const unknown = keyed.filter(([key]) => key === "");
  const compare = (one, other) => (typeof one === "number" ? one - other : byText(String(one), String(other)));
  known.sort(([one], [other]) => (descending ? compare(other, one) : compare(one, other)));
  return [...known, ...unknown].map(([, row]) => row);
}

const FIELDS = {
  figures: ["value", "max", "qualifier", "unit", "kind", "item", "action", "change", "base_value", "base_unit", "by", "period", "place", "province", "province_now", "part_of", "modality"],
  dates: ["value", "from", "to", "part", "role"],
  locations: ["name", "level", "district", "province", "code", "province_now"],
  units: ["name", "branch", "level", "province"],
  officials: ["name", "rank", "positions"],
  documents: ["type", "number", "date"],
};

/** A cell that no spreadsheet takes for a formula, quoted where it must be. */
function csvCell(value) {
  if (typeof value === "number") return String(value);
  let words = String(value ?? "");
  if (/^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(words)) words = `'${words}`;
  return /[",\r\n;\t]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

/** CSV of entries: the names of the model's fields, with the article and the words of each. */
async function csvOf(kind, entries) {
  const lines = [["article", "title", "published", "source", "text", "start", "end", ...FIELDS[kind], "sentence"].join(",")];
  for (const entry of entries) {
    const text = await textOf(entry.of);
    const [start, end] = spansOf(entry)[0] ?? [];
    const own = FIELDS[kind].map((field) => flat(entry[field]));
    const { id, date, source } = entry.of;
    const words = start === undefined ? "" : text.slice(start, end);
    lines.push([id, titleOf(entry.of), date, source, words, start, end, ...own, around(entry, text)].map(csvCell).join(","));
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function flat(value) {
  if (!Array.isArray(value)) return value;
  return value.map((one) => (typeof one === "string" ? one : positionWords(one))).join("; ");
}

/** Hands the reader a file. */
function save(name, content) {
  const link = el("a", { download: name, href: URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
