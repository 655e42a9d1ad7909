// Bar charts by Chart.js, in the colours of the page; each has its numbers in a table beside it.

const MOST_BARS = 15;

/** @type {object[]} The charts that are shown. */
const charts = [];

/** Whether bars stand on a logarithmic axis; null until the numbers or the reader decide. */
let logarithmic = null;

/** Whether a few numbers dwarf the others. */
function skewed(values) {
  const some = values.filter((value) => value > 0).sort((one, other) => one - other);
  return some.length > 2 && some.at(-1) > 100 * some[Math.floor(some.length / 2)];
}

function dropCharts() {
  for (const chart of charts.splice(0)) chart.destroy();
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/**
 * A bar chart in a frame of its own height.
 * @param rows the names along the axis
 * @param sets `[{label, colour, values, links}]`: a bar with a link leads there
 */
function barChart(label, rows, sets, { horizontal = false, stacked = false } = {}) {
  const canvas = el("canvas", { role: "img", "aria-label": label });
  const frame = el("div", { class: "chart" }, canvas);
  frame.style.height = horizontal ? `${rows.length * 1.6 + 2.5}rem` : "18rem";
  const text = colour("text");
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  const least = Math.min(...sets.flatMap((set) => set.values).filter((size) => size > 0));
  const isPower = (tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6);
  const value = {
    ...(logarithmic ? { type: "logarithmic", min: least / 2 } : { beginAtZero: true }),
    stacked,
    ticks: { color: text, maxRotation: 0, callback: (tick) => (logarithmic && !isPower(tick) ? "" : number(tick)) },
    grid: { color: colour("line") },
  };
  const key = { stacked, ticks: { color: text, autoSkip: !horizontal, maxRotation: 60 }, grid: { display: false } };
  charts.push(new Chart(canvas, {
    type: "bar",
    data: { labels: rows, datasets: sets.map((set) => ({ label: set.label, data: set.values, backgroundColor: colour(set.colour), borderRadius: 3, maxBarThickness: 26 })) },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: horizontal ? "y" : "x",
      locale,
      interaction: { mode: horizontal ? "nearest" : "index", intersect: horizontal },
      scales: horizontal ? { x: value, y: key } : { x: key, y: value },
      plugins: {
        legend: { display: sets.length > 1, labels: { color: text, boxWidth: 14 } },
        tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${number(item.raw)}` } },
      },
      onHover: (event, bars) => { event.native.target.style.cursor = bars.length ? "pointer" : "default"; },
      onClick: (event, _, chart) => {
        const [bar] = chart.getElementsAtEventForMode(event, "nearest", { intersect: true }, false);
        const link = bar && sets[bar.datasetIndex].links[bar.index];
        if (link) go(link);
      },
    },
  }));
  return frame;
}

/** A table of numbers, each of which leads to the entries that make it up. */
function numbers(caption, heads, rows) {
  const body = el("tbody");
  lazily(body, rows.length, (index) => {
    const [name, ...cells] = rows[index];
    return el("tr", {}, el("th", { scope: "row" }, name), cells.map((one) => el("td", { class: "number" }, one)));
  });
  return el("div", { class: "numbers", tabindex: 0, role: "group", "aria-label": caption }, el("table", {}, el("caption", { class: "unseen" }, caption),
    el("thead", {}, el("tr", {}, heads.map((head, place) => el("th", { scope: "col", class: place ? "number" : null }, head)))), body));
}

/** A number that leads to its entries; nothing where there is none. */
function linked(amountOrWords, link) {
  if (!amountOrWords) return "";
  return el("a", { href: link }, typeof amountOrWords === "number" ? number(amountOrWords) : amountOrWords);
}
