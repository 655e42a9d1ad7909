// What is known of one entry: beside the mark that the reader points at, or at the foot of a small screen.

const tip = document.getElementById("tip");

/** The facts of an entry as pairs of a label and what stands for it. */
function factsOf(entry) {
  const pairs = {
    figures: () => [
      ["value", amount(entry)],
      ["base_value", entry.base_unit ? `${measured(entry.base_value, entry.base_unit)}` : null],
      ["item", entry.item],
      ["action", entry.action],
      ["by", (entry.by ?? []).join("; ")],
      ["period", period(entry.period)],
      ["place", entry.place],
      ["province", provinceWords(entry)],
      ["part_of", entry.part_of === undefined ? null : amount(entry.of.figures[entry.part_of])],
      ["repeats", entry.repeats === undefined ? null : t("said_before")],
      ["change", entry.change && named("change", entry.change)],
      ["certainty", named("modality", entry.modality ?? "reported")],
    ],
    dates: () => [
      ["value", entry.value],
      ["from", period(entry.from)],
      ["to", period(entry.to)],
      ["part", named("part", entry.part ?? entry.role)],
    ],
    locations: () => [
      ["name", entry.name],
      ["level", named("level", entry.level)],
      ["district", entry.district],
      ["province", provinceWords(entry)],
      ["code", entry.code],
    ],
    units: () => [
      ["name", entry.name],
      ["branch", named("branch", entry.branch)],
      ["level", named("level", entry.level)],
      ["province", entry.province],
    ],
    officials: () => [
      ["name", entry.name],
      ["rank", entry.rank],
      ...(entry.positions ?? []).map((one) => ["position", positionWords(one)]),
    ],
    documents: () => [["type", entry.type], ["number", entry.number], ["date_value", period(entry.date)]],
  };
  return pairs[entry.list]().filter(([, words]) => words);
}

function provinceWords(entry) {
  const now = provinceOf(entry, "now");
  const then = provinceOf(entry, "then");
  return then && now && now !== then ? t("province_since", then, now) : then;
}

/** Which rule found the entry, of what parts, and what context added. */
function reasons(why) {
  if (!why) return [];
  const parts = Object.entries(why.parts ?? {}).map(([slot, words]) => `${slot}: ${words}`);
  return [["rule", why.rule], ["parts", parts.join(" · ")], ["steps", (why.steps ?? []).join(" · ")]].filter(([, words]) => words);
}

function showTip(entry, words, why, mark) {
  const kind = entry.list === "figures" ? `${t("one_figures")} · ${named("figure_kind", entry.kind)}` : t(`one_${entry.list}`);
  const pairs = (facts) => facts.flatMap(([name, value]) => [el("dt", {}, t(`field_${name}`)), el("dd", {}, quote(value))]);
  tip.replaceChildren(
    el("p", { class: `tip-kind kind-${entry.list}` }, kind),
    el("p", { class: "tip-words" }, "“", quote(words.length > 240 ? `${words.slice(0, 240)}…` : words), "”"),
    el("dl", {}, pairs(factsOf(entry))),
    el("dl", { class: "why" }, pairs(reasons(why))),
    // A large screen shows text and table side by side, and the tip is gone with the pointer.
    el("p", { class: "tip-foot" },
      el("button", { type: "button", class: "action", onclick: () => choose(entry, { scroll: "row" }) }, t("to_table")),
      el("button", { type: "button", class: "action", onclick: hideTip }, t("close"))));
  tip.hidden = false;
  tip.anchor = mark;
  if (isWide()) beside(mark);
  else tip.removeAttribute("style");
}

/** Whether text and table stand side by side. */
function isWide() {
  return matchMedia("(min-width: 60rem)").matches;
}

/** Puts the tip under the mark, or over it where there is more room. */
function beside(mark) {
  const box = mark.getClientRects()[0];
  if (!box) return;
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  const under = box.bottom + 6;
  const top = under + height < innerHeight || box.top < height + 6 ? Math.min(under, innerHeight - height - 6) : box.top - height - 6;
  tip.style.left = `${Math.max(6, Math.min(box.left, innerWidth - width - 6))}px`;
  tip.style.top = `${Math.max(6, top)}px`;
}

/** The tip stays beside its mark when the page moves. */
function followMark() {
  if (!tip.hidden && isWide()) beside(tip.anchor);
}

function hideTip() {
  tip.hidden = true;
}
