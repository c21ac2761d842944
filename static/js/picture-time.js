// Stretches of time on the picture: dragged over, chosen by two sliders, and zoomed into. Without
// this file its steps and moves are links. Loaded by site.js at first use.

const SETTLED = 250; // milliseconds without a further zoom before the server is asked
const PINCHED = 1.25; // how far two fingers spread for one step of zooming

let marks; // what picture.js lends: the card, and where marks are

const closest = (target, selector) => target?.closest?.(selector) ?? null;
const picture = () => document.querySelector("#results #overview"); // one that can be replaced
const steps = () => [...(picture()?.querySelectorAll(".over-step") ?? [])];
const isEarlier = (step) => !new URL(step.href).searchParams.has("from");
const nameOf = (step) => step.getAttribute("aria-label").split(":")[0];

// -- from one step to another ----------------------------------------------------------------------

// The address of the view from one step to another, both included.
function addressOf([first, last]) {
  const all = steps();
  const address = new URL(all[first].href);
  address.searchParams.set("to", new URL(all[last].href).searchParams.get("to"));
  return address.pathname + address.search;
}

let replacing = false;
let focused = null;

// Show another view in place of this one. A zoom is no step to go back to: one would have to leave
// them one by one.
function open(address, { replace = false } = {}) {
  marks.hide();
  highlight(null);
  if (address === location.pathname + location.search) return;
  if (!window.htmx) return location.assign(address);
  replacing = replace;
  const focus = closest(document.activeElement, "#overview") && document.activeElement;
  focused = focus && { event: focus.dataset.event, end: focus.dataset.end, id: focus.id };
  htmx.ajax("GET", address, { source: "#overview", target: "#results", swap: "innerHTML" });
}

// The focus stays in the picture: on the same event or control, else on the first mark.
function restore() {
  const figure = picture();
  if (!focused || !figure) return;
  const { event, end, id } = focused;
  focused = null;
  const wanted = [
    event && figure.querySelector(`a[data-event="${CSS.escape(event)}"]`),
    end && figure.querySelector(`[data-end="${end}"]`),
    id && document.getElementById(id),
    ...figure.querySelectorAll(marks.MARKS),
  ];
  marks.seen(wanted.filter(Boolean))[0]?.focus({ preventScroll: true });
}

// The column nearest to a place across.
function columnAt(x) {
  const away = (step) => {
    const box = step.getBoundingClientRect();
    return Math.max(box.left - x, x - box.right, 0);
  };
  const all = steps();
  return all.reduce((best, step, at) => (away(step) < away(all[best]) ? at : best), 0);
}

function highlight(range) {
  for (const row of picture()?.querySelectorAll(".over-row, .over-axis") ?? []) {
    [...row.querySelectorAll(".over-cell, .over-step")].forEach((part, at) =>
      part.classList.toggle("chosen", Boolean(range) && range[0] <= at && at <= range[1]),
    );
  }
}

// “3 to 8 January 2020: 6 certain, 18 possible”; without the numbers where they do not come.
async function wordsOf([first, last]) {
  const all = steps();
  const said = (await marks.details(all[0]))?.stretches;
  if (!said?.length) return `${nameOf(all[first])} to ${nameOf(all[last])}`;
  const before = first * all.length - (first * (first - 1)) / 2; // those from earlier columns
  const [name, certain, possible] = said[before + last - first];
  const more = possible ? `, ${possible.toLocaleString("en-GB")} possible` : "";
  return `${name[0].toUpperCase()}${name.slice(1)}: ${certain.toLocaleString("en-GB")} certain${more}`;
}

// -- two sliders -----------------------------------------------------------------------------------

const thumbs = () => [...(picture()?.querySelectorAll(".over-thumb") ?? [])];
const valueOf = (thumb) => Number(thumb.getAttribute("aria-valuenow"));
const rangeOf = () => thumbs().map(valueOf);

function put(thumb, at) {
  const all = steps();
  const isFirst = thumb.dataset.end === "first";
  const [first, last] = rangeOf();
  const to = isFirst ? Math.max(0, Math.min(at, last)) : Math.min(all.length - 1, Math.max(at, first));
  const box = all[to].getBoundingClientRect();
  const track = thumb.parentElement.getBoundingClientRect();
  thumb.setAttribute("aria-valuenow", to);
  thumb.setAttribute("aria-valuetext", nameOf(all[to]));
  const edge = (isFirst ? box.left : box.right) - track.left;
  const selector = `.over-thumb[data-end="${thumb.dataset.end}"]`;
  marks.styled(selector, `inset-inline: calc(${edge}px - .75rem) auto;`);
}

// Put a slider on a column, the first at its beginning, the last at its end, and say what is between.
async function move(thumb, at) {
  put(thumb, at);
  const range = rangeOf();
  highlight(range);
  const text = await wordsOf(range);
  if (!thumb.isConnected || String(range) !== String(rangeOf())) return;
  thumb.setAttribute("aria-valuetext", text);
  if (choosing || thumb === document.activeElement) marks.say(thumb, text);
}

function reset() {
  for (const thumb of thumbs()) {
    const at = thumb.dataset.end === "first" ? 0 : steps().length - 1;
    if (valueOf(thumb) !== at) {
      thumb.setAttribute("aria-valuenow", at);
      thumb.setAttribute("aria-valuetext", nameOf(steps()[at]));
    }
    marks.styled(`.over-thumb[data-end="${thumb.dataset.end}"]`, null);
  }
}

function apply() {
  const range = rangeOf();
  if (range[0] > 0 || range[1] < steps().length - 1) open(addressOf(range));
}

function slide(thumb, key) {
  const now = valueOf(thumb);
  const to = {
    ArrowRight: now + 1,
    ArrowUp: now + 1,
    ArrowLeft: now - 1,
    ArrowDown: now - 1,
    Home: 0,
    End: steps().length - 1,
  }[key];
  if (to !== undefined) move(thumb, to);
  else if (key === "Enter" || key === " ") apply();
  else return false;
  return true;
}

// -- pressed and dragged ---------------------------------------------------------------------------

let choosing = null; // a drag over the grid, or of a slider
const fingers = new Map();
let spread = 0; // pixels between two fingers as they came down

const apart = () => {
  const [one, other] = [...fingers.values()];
  return Math.hypot(one.x - other.x, one.y - other.y);
};

function stop() {
  choosing = null;
  highlight(null);
  marks.unsay();
}

function down(event) {
  const grid = closest(event.target, "#results #overview .over-grid");
  if (!grid || event.button !== 0) return;
  const at = { x: event.clientX, y: event.clientY };
  if (event.pointerType === "touch") fingers.set(event.pointerId, at);
  if (fingers.size > 1) {
    stop();
    spread = apart();
    return;
  }
  const thumb = closest(event.target, ".over-thumb");
  choosing = { ...at, id: event.pointerId, thumb, range: null };
  if (thumb) {
    thumb.setPointerCapture(event.pointerId);
    thumb.focus();
    event.preventDefault();
  }
}

async function drag(event) {
  if (fingers.has(event.pointerId)) {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }
  if (choosing?.id !== event.pointerId) return;
  if (!choosing.range && Math.abs(event.clientX - choosing.x) < marks.TRAVEL) return;
  if (!choosing.range) marks.hide();
  const at = columnAt(event.clientX);
  const range = [columnAt(choosing.x), at].sort((one, other) => one - other);
  if (String(choosing.range) === String(range)) return;
  choosing.range = range;
  if (choosing.thumb) return move(choosing.thumb, at);
  getSelection()?.removeAllRanges();
  highlight(range);
  const text = await wordsOf(range);
  if (choosing?.range === range) marks.say(steps()[at], text);
}

function up(event) {
  if (fingers.size > 1 && spread) {
    const [one, other] = [...fingers.values()];
    const ratio = apart() / spread;
    fingers.clear();
    spread = 0;
    marks.swallowClick();
    if (ratio > PINCHED) zoom(1, columnAt((one.x + other.x) / 2));
    else if (ratio < 1 / PINCHED) zoom(-1);
    return;
  }
  fingers.delete(event.pointerId);
  if (choosing?.id !== event.pointerId) return;
  const { range, thumb } = choosing;
  stop();
  if (!range) return;
  marks.swallowClick();
  if (thumb) apply();
  else open(addressOf(range));
}

function cancel(event) {
  fingers.delete(event.pointerId);
  spread = 0;
  if (choosing) stop();
}

// -- closer and wider ------------------------------------------------------------------------------

let pending = { levels: 0, at: null, timer: 0 };

// Closer about a column, or wider: the server is asked once, when no more is coming.
function zoom(levels, at = null) {
  clearTimeout(pending.timer);
  const total = Math.max(-2, Math.min(4, pending.levels + levels));
  pending = { levels: total, at: pending.at ?? at, timer: setTimeout(settle, SETTLED) };
  highlight(total > 0 ? closer(total, pending.at) : null);
}

// The columns around one that are left when there are half as many, and half of these, and so on.
function closer(levels, at) {
  const all = steps();
  const from = isEarlier(all[0]) ? 1 : 0;
  const count = all.length - from;
  if (count < 2) return null;
  const size = Math.max(1, Math.floor(count / 2 ** levels));
  const centre = Math.max(from, at ?? from + Math.floor(count / 2));
  const first = Math.min(Math.max(from, centre - Math.floor((size - 1) / 2)), all.length - size);
  return [first, first + size - 1];
}

function settle() {
  const { levels, at } = pending;
  pending = { levels: 0, at: null, timer: 0 };
  const range = levels > 0 && closer(levels, at);
  const wider = document.getElementById(levels < -1 ? "zoom-whole" : "zoom-wider");
  highlight(null);
  if (range) open(addressOf(range), { replace: true });
  else if (levels < 0 && wider) open(wider.getAttribute("href"), { replace: true });
}

function wheel(event) {
  if (!(event.ctrlKey || event.metaKey) || !closest(event.target, "#results .over-grid")) return;
  event.preventDefault(); // the plain wheel scrolls the page, as everywhere
  zoom(event.deltaY < 0 ? 1 : -1, columnAt(event.clientX));
}

// -- keys ------------------------------------------------------------------------------------------

function press(event) {
  if (event.key === "Escape") {
    stop();
    reset();
    return;
  }
  if (!closest(event.target, "#results #overview")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const thumb = closest(event.target, ".over-thumb");
  const mark = closest(event.target, marks.MARKS);
  const whole = document.getElementById("zoom-whole");
  if (thumb && slide(thumb, event.key)) event.preventDefault();
  else if (event.key === "+" || event.key === "=") zoom(1, mark && columnAt(marks.middle(mark)));
  else if (event.key === "-") zoom(-1);
  else if (event.key === "0" && whole) open(whole.getAttribute("href"), { replace: true });
}

export function start(lent) {
  marks = lent;
  const on = (name, heard, options) => document.addEventListener(name, heard, options);
  on("pointerdown", down);
  on("pointermove", drag);
  on("pointerup", up);
  on("pointercancel", cancel);
  on("wheel", wheel, { passive: false });
  on("keydown", press);
  on("focusout", (event) => {
    if (event.target.matches?.(".over-thumb") && !choosing) {
      highlight(null);
      marks.unsay();
    }
  });
  on("dragstart", (event) => {
    if (closest(event.target, "#overview")) event.preventDefault(); // the link would go along
  });
  on("htmx:beforeHistoryUpdate", (event) => {
    if (replacing) event.detail.history.type = "replace";
    replacing = false;
  });
  on("htmx:afterSettle", () => {
    reset();
    restore();
  });
}
