// Values as a reader of the language writes them.

const locale = settings.lang === "vi" ? "vi-VN" : "en-GB";
const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const rough = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const MARKS = { about: "≈ ", over: "> ", under: "< ", at_least: "≥ ", at_most: "≤ ", order: "~ " };
const SIGNS = { increase: "+", decrease: "−" };

function number(value) {
  return value === undefined || value === null ? "" : digits.format(value);
}

/** A sum for a reader who wants its size: with two decimals at most. */
function roughly(grams) {
  if (grams >= 1e6) return `${whole.format(grams / 1000)} kg`;
  return grams >= 1000 ? `${rough.format(grams / 1000)} kg` : `${rough.format(grams)} g`;
}

/** `> 6,4 kg`, `+278 vụ`, `3–5 người`, `445.000.000 đồng`. */
function amount(figure) {
  const last = figure.max === undefined ? "" : `–${number(figure.max)}`;
  const said = `${MARKS[figure.qualifier] ?? ""}${SIGNS[figure.change] ?? ""}${number(figure.value)}${last}`;
  return figure.unit === "%" ? `${said}%` : `${said} ${labels.currency[figure.unit] ?? figure.unit}`;
}

/** The value in the base unit, in the handiest size. */
function measured(value, unit) {
  const large = { g: "kg", m: "km" }[unit];
  if (large && value >= 1000) return `${number(value / 1000)} ${large}`;
  return `${number(value)} ${unit === "m2" ? "m²" : unit}`;
}

/** A date value for a reader: `2017-05-19` → `19/5/2017`; English keeps it. */
function period(value) {
  if (!value) return "";
  if (settings.lang !== "vi") return value.replace("/", " – ").replace("T", " ");
  return value.split("/").map(point).join(" – ");
}

function point(value) {
  const [day, time] = value.split("T");
  const [year, month, date] = day.split("-");
  const number = (part) => String(Number(part));
  if (!month) return t("year_of", year);
  if (month.startsWith("Q")) return t("quarter_of", month.slice(1), year);
  if (month.startsWith("H")) return t(month === "H1" ? "first_half_of" : "second_half_of", year);
  if (month.startsWith("W")) return t("week_of", number(month.slice(1)), year);
  if (!date) return `${number(month)}/${year}`;
  return `${time ? `${time} ` : ""}${number(date)}/${number(month)}/${year}`;
}

/** What a figure is about: the verb and what is counted. */
function about(figure) {
  return [figure.action, figure.item].filter(Boolean).join(" ");
}

/** The title of an article, or its first words. */
function titleOf(one) {
  return one.title ?? one.head ?? (one.id || t("article_number", one.number + 1));
}
