// The settings, elements made of text alone, and words that are compared without tone marks.

const settings = JSON.parse(document.getElementById("settings").textContent);
const labels = settings.labels;
const KINDS = settings.kinds;

/** A label; `{0}`, `{1}` … in it become the values. */
function t(key, ...values) {
  const label = labels[key] ?? key;
  return values.length ? label.replace(/\{(\d)\}/g, (_, place) => values[place]) : label;
}

/** The label of a value of the model, or the value itself where it has none. */
function named(group, value) {
  return value === undefined || value === null ? "" : (labels[group][value] ?? String(value));
}

/**
 * An element. Attributes that begin with "on" are listeners; what is no node becomes text.
 * Nothing here, nor anywhere else in the page, reads a string as markup.
 */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

// What moves or hides the text around it: controls, and what turns the direction of writing.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Words of an article as nodes: a control character is shown by its code point, and does nothing. */
function shown(words) {
  const nodes = [];
  let from = 0;
  for (const found of String(words).matchAll(CONTROLS)) {
    if (found.index > from) nodes.push(words.slice(from, found.index));
    const code = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(el("span", { class: "control" }, `U+${code}`));
    from = found.index + 1;
  }
  nodes.push(from ? words.slice(from) : String(words));
  return nodes;
}

/** Words of an article, their direction kept from what stands around them. */
function quote(words, attributes = {}) {
  return el("bdi", attributes, shown(words ?? ""));
}

/** Words of an article where only a string will do: without control characters. */
function plain(words) {
  return String(words ?? "").replace(CONTROLS, "\ufffd");
}

/** Lower case, without tone marks: "Đắk Lắk" and "dak lak" are the same. */
function folded(words) {
  return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("đ", "d");
}

function composed(words) {
  return words.normalize("NFC").toLowerCase();
}

/** Tells a screen reader. */
function say(message) {
  document.getElementById("say").textContent = message;
}

/** Gives the browser a moment to show what is there. */
function breath() {
  return new Promise((done) => setTimeout(done, 0));
}

const byText = new Intl.Collator(settings.lang === "vi" ? "vi" : "en").compare;
