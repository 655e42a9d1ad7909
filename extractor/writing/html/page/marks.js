// The text of an article with its entries marked: marks within marks where entries overlap.

const LONGEST_BLOCK = 4000;
const DRAWN_AT_ONCE = 60_000;

/** The stretches of all entries of an article, in units, the outer before the inner. */
function stretches(one, text) {
  const found = [];
  for (const kind of KINDS) {
    for (const entry of one[kind]) {
      spansOf(entry).forEach(([start, end], mention) => found.push({ entry, mention, start: text.at(start), end: text.at(end) }));
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Lines of the text; one that is very long is cut, at a blank if there is one. */
function blocks(units) {
  const made = [];
  let from = 0;
  while (from < units.length) {
    let to = units.indexOf("\n", from);
    if (to < 0) to = units.length;
    for (; to - from > LONGEST_BLOCK; from = made.at(-1).end) made.push({ start: from, end: cut(units, from), cut: true });
    made.push({ start: from, end: to });
    from = to + 1;
  }
  return made;
}

function cut(units, from) {
  const end = from + LONGEST_BLOCK;
  const blank = units.lastIndexOf(" ", end);
  const place = blank > from + LONGEST_BLOCK / 2 ? blank + 1 : end;
  const code = units.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}

/**
 * The text as blocks, drawn when they come near the screen if there are many.
 * Gives the element, and a function that draws the block of a place in the text.
 */
function markedText(units, spans) {
  const frame = el("div", { class: "text", id: "text", role: "group", "aria-label": t("text"), lang: "vi" });
  const parts = blocks(units);
  const undrawn = new Map();
  const watcher = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) draw(one.target);
  }, { rootMargin: "1500px" });
  let next = 0;
  let open = [];
  for (const part of parts) {
    while (next < spans.length && spans[next].start < part.end) open.push(spans[next++]);
    const own = open.filter((span) => span.end > part.start);
    open = own.filter((span) => span.end > part.end);
    const block = el("p", { class: part.cut ? "cut" : null, dir: "auto" });
    frame.append(block);
    if (part.end <= DRAWN_AT_ONCE) fill(block, units, part, own);
    else {
      block.style.minHeight = `${Math.ceil((part.end - part.start) / 70 + 1) * 1.5}em`;
      undrawn.set(block, [part, own]);
      watcher.observe(block);
    }
  }
  function draw(block) {
    const [part, own] = undrawn.get(block) ?? [];
    if (!part) return;
    undrawn.delete(block);
    watcher.unobserve(block);
    block.style.minHeight = "";
    fill(block, units, part, own);
  }
  const drawAt = (place) => {
    const index = parts.findIndex((part) => place <= part.end);
    if (index >= 0) draw(frame.children[index]);
  };
  window.addEventListener("beforeprint", () => [...undrawn.keys()].forEach(draw));
  return { frame, drawAt };
}

/** Fills a block: each entry one mark, or several where entries cross. */
function fill(block, units, part, spans) {
  const queue = [...spans];
  const open = [];
  let at = part.start;
  const top = () => open.at(-1);
  const write = (until) => {
    if (until > at) (top()?.node ?? block).append(...shown(units.slice(at, until)));
    at = Math.max(at, until);
  };
  const close = (until) => {
    while (open.length && top().end <= until) {
      write(top().end);
      const { node, depth } = open.pop();
      if (open.length) top().depth = Math.max(top().depth, depth + 1);
      node.classList.add(`over-${Math.min(depth, 3)}`);
    }
    write(until);
  };
  while (queue.length) {
    const span = queue.shift();
    const start = Math.max(span.start, part.start);
    close(start);
    let end = Math.min(span.end, part.end);
    if (open.length && top().end < end) {
      // Two entries cross: what lies beyond the end of the one that is open becomes a mark of its own.
      insert(queue, { ...span, start: top().end });
      end = top().end;
    }
    if (end <= start) continue;
    const node = markOf(span);
    (top()?.node ?? block).append(node);
    open.push({ node, end, depth: 0 });
  }
  close(part.end);
}

function insert(queue, span) {
  const place = queue.findIndex((other) => other.start > span.start || (other.start === span.start && other.end < span.end));
  queue.splice(place < 0 ? queue.length : place, 0, span);
}

function markOf({ entry }) {
  return el("mark", { class: `kind-${entry.list}`, "data-list": entry.list, "data-index": entry.index, tabindex: -1, "aria-describedby": "tip" });
}
