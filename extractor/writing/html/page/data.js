// The packed blocks of the page: the facts of all articles at once, texts when they are asked for.

/** @type {object[]} All articles, in the order of the run; each has its number and its entries. */
const articles = [];

/** @type {Map<object, Promise<object[]>>} */
const opened = new Map();

async function unpack(block) {
  const packed = atob(block.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let place = 0; place < packed.length; place += 1) bytes[place] = packed.charCodeAt(place);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/** Reads the facts of all articles. */
async function load() {
  const blocks = document.querySelectorAll("script.facts");
  const bodies = document.querySelectorAll("script.bodies");
  for (let number = 0; number < blocks.length; number += 1) {
    const rows = await unpack(blocks[number]);
    blocks[number].remove();
    rows.forEach((row, place) => articles.push(article(row, bodies[number], place)));
  }
}

function article(row, block, place) {
  const made = { ...row, number: articles.length, block, place };
  for (const kind of KINDS) {
    made[kind] = (row[kind] ?? []).map((entry, index) => ({ ...entry, list: kind, index, of: made }));
  }
  return made;
}

/** The text of an article, and why its entries are what they are. */
async function bodyOf(one) {
  if (!opened.has(one.block)) opened.set(one.block, unpack(one.block));
  return (await opened.get(one.block))[one.place];
}

/** All entries of one kind. */
function entriesOf(kind) {
  return articles.flatMap((one) => one[kind] ?? []);
}

/** The text of a body, by offsets that count code points as those of the model do. */
class Text {
  constructor(body) {
    this.units = body.text;
    this.unit = /[\ud800-\udbff]/.test(this.units) ? unitOffsets(this.units) : null;
  }

  /** The place of a code point among the units that JavaScript counts. */
  at(point) {
    return this.unit ? this.unit[Math.min(point, this.unit.length - 1)] : point;
  }

  slice(start, end) {
    return this.units.slice(this.at(start), this.at(end));
  }
}

function unitOffsets(units) {
  const offsets = [];
  for (let unit = 0; unit < units.length; unit += 1) {
    offsets.push(unit);
    if (units.codePointAt(unit) > 0xffff) unit += 1;
  }
  offsets.push(units.length);
  return offsets;
}

/** The stretches of the text that an entry stands on. */
function spansOf(entry) {
  return entry.mentions ?? [[entry.start, entry.end]];
}

/** @type {Map<object, Text>} */
const texts = new Map();

async function textOf(one) {
  if (!texts.has(one)) texts.set(one, new Text(await bodyOf(one)));
  return texts.get(one);
}

const REACH = 110;

/** The sentence that an entry stands in; where it is not told, the line, cut near the entry. */
function around(entry, text) {
  if (entry.sentence) return text.slice(...entry.sentence);
  const [start, end] = (spansOf(entry)[0] ?? [0, 0]).map((place) => text.at(place));
  const units = text.units;
  const lineEnd = units.indexOf("\n", end);
  const line = [units.lastIndexOf("\n", start - 1) + 1, lineEnd < 0 ? units.length : lineEnd];
  const blank = units.indexOf(" ", start - REACH) + 1;
  const left = start - line[0] > REACH ? (blank > 0 && blank <= start ? blank : start - REACH) : line[0];
  const right = line[1] - end > REACH ? Math.max(end, units.lastIndexOf(" ", end + REACH)) : line[1];
  return `${left > line[0] ? "… " : ""}${units.slice(left, right).trim()}${right < line[1] ? " …" : ""}`;
}
