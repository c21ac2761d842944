// The picture and the map beyond links: a card at the mark, arrow keys from mark to mark, and the
// list and the picture lighting each other up. Everything is heard on the document, for htmx
// replaces the picture with each view. Loaded by site.js at first use.

export const MARKS = ".over-cell > a"; // what arrow keys go to
export const CARDS = `${MARKS}, .over-step, #map a`; // what a card tells about
const GAP = 8; // pixels between a card and its mark, and between it and the window's edge
const LINGER = 250; // milliseconds for the pointer to get from a mark to its card
const PRESS = 500; // milliseconds after which a finger has asked for the card
export const TRAVEL = 6; // pixels before a press is a drag

export const picture = () => document.getElementById("overview");
export const closest = (target, selector) => target?.closest?.(selector) ?? null;

// -- what the server tells about the marks of a view, asked once -----------------------------------

let asked = "";
let answer = Promise.resolve(null);

export function details(part) {
  const address = closest(part, "[data-marks]")?.dataset.marks ?? "";
  if (address !== asked) {
    asked = address;
    answer = address
      ? fetch(address).then((got) => (got.ok ? got.json() : null)).catch(() => null)
      : Promise.resolve(null);
  }
  return answer;
}

// -- the card --------------------------------------------------------------------------------------

const card = document.createElement("div");
card.id = "mark-card";
card.className = "mark-card data";
card.setAttribute("role", "tooltip");
card.popover = "manual"; // above everything, whatever stands around the picture
document.querySelector("main").append(card);
let shown = null; // the mark that the card tells about
let leaving;

// Places are rules of a sheet of our own: attributes of style are against the policy of the site,
// also when htmx copies the page for its history.
const rules = new Map();
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

export function styled(selector, declarations) {
  if (declarations) rules.set(selector, declarations);
  else rules.delete(selector);
  sheet.replaceSync([...rules].map(([name, said]) => `${name} { ${said} }`).join("\n"));
}

const line = (name, text) => {
  const part = document.createElement(name);
  part.textContent = text;
  return part;
};

// The words of a mark, which a browser would otherwise show a second time in its own way.
function nameOf(mark) {
  if (mark.title) {
    mark.setAttribute("aria-label", mark.title);
    mark.removeAttribute("title");
  }
  return mark.getAttribute("aria-label") || mark.textContent.trim();
}

function evidence(told) {
  const parts = [`${told.excerpts} excerpt${told.excerpts === 1 ? "" : "s"}`];
  if (told.origins.length) {
    const more = told.more_origins ? ` and ${told.more_origins} more` : "";
    parts.push(`${told.origins.length > 1 ? "origins" : "origin"}: ${told.origins.join(", ")}${more}`);
  }
  return parts.join(" · ");
}

function fill(mark, told) {
  if (!told) return card.replaceChildren(line("b", nameOf(mark)));
  const when = told.known ? `${told.when} (${told.known})` : told.when;
  card.replaceChildren(line("b", told.title), line("span", when), line("span", evidence(told)));
  if (told.differ) card.append(line("strong", "sources differ"));
}

function place(mark) {
  const at = mark.getBoundingClientRect();
  styled("#mark-card", null); // so that its size is not that of another place
  const { width, height } = card.getBoundingClientRect();
  const within = (value, size, all) => Math.max(GAP, Math.min(value, all - size - GAP));
  const below = at.bottom + GAP;
  const above = at.top - GAP - height;
  let left = within(at.left - GAP, width, innerWidth);
  let top = below;
  if (below + height > innerHeight - GAP) {
    top = above;
    if (above < GAP) {
      // Room is neither below nor above: beside it.
      top = within(at.top, height, innerHeight);
      left = at.right + GAP + width < innerWidth ? at.right + GAP : at.left - GAP - width;
    }
  }
  styled("#mark-card", `left: ${left}px; top: ${top}px;`);
}

export async function show(mark) {
  clearTimeout(leaving);
  if (mark === shown) return;
  hide();
  shown = mark;
  fill(mark, null);
  card.showPopover();
  place(mark);
  mark.setAttribute("aria-describedby", card.id);
  spread(mark);
  light(mark.dataset.event);
  const told = (await details(mark))?.events[mark.dataset.event];
  if (!told || shown !== mark) return;
  fill(mark, told);
  place(mark);
}

export function hide() {
  clearTimeout(leaving);
  if (!shown) return unsay();
  shown.removeAttribute("aria-describedby");
  shown = null;
  card.hidePopover();
  spread(null);
  light(null);
}

// The card goes a little after the pointer does, which may be on its way to it.
function hideSoon(slug) {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    hide();
    light(slug);
  }, LINGER);
}

// What is said of a stretch while it is being chosen, at the part that is moved.
export function say(part, text) {
  clearTimeout(leaving);
  if (shown) hide();
  card.replaceChildren(line("b", text));
  if (!card.matches(":popover-open")) card.showPopover();
  place(part);
}

export function unsay() {
  if (!shown && card.matches(":popover-open")) card.hidePopover();
}

// Where an event of unknown day may have been, drawn only for the one that is pointed at.
function spread(mark) {
  for (const cell of document.querySelectorAll(".over-cell.within")) cell.classList.remove("within");
  if (!mark?.dataset.until) return;
  const cells = [...mark.closest(".over-row").children];
  const first = cells.indexOf(mark.closest(".over-cell"));
  for (const cell of cells.slice(first, Number(mark.dataset.until) + 1)) cell.classList.add("within");
}

// The marks, cards and steps of one event light up together.
function light(slug) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!slug) return;
  for (const one of document.querySelectorAll(`[data-event="${CSS.escape(slug)}"]`)) {
    one.classList.add("lit");
  }
  const listed = document.getElementById(slug);
  if (listed?.matches(".event")) listed.classList.add("lit");
}

function point(target) {
  const mark = closest(target, CARDS);
  if (mark) return show(mark);
  if (closest(target, "#mark-card")) return clearTimeout(leaving);
  const event = closest(target, ".event[id]");
  const slug = event?.id ?? closest(target, "[data-event]")?.dataset.event;
  if (shown) return hideSoon(slug);
  light(slug);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "touch" && !event.buttons) point(event.target);
});
document.addEventListener("focusin", (event) => {
  rove(closest(event.target, MARKS));
  if (event.target.matches?.(":focus-visible")) point(event.target);
});
document.addEventListener("focusout", (event) => {
  if (event.target === shown && !shown.matches(":hover")) hide();
});
addEventListener("scroll", () => shown && place(shown), { passive: true, capture: true });
addEventListener("resize", () => {
  hide();
  rove(null);
});

// -- one stop for the Tab key, arrow keys from there -----------------------------------------------

export const seen = (marks) => [...marks].filter((mark) => mark.checkVisibility());

// The mark that the Tab key comes to: the one given, or that of before, or the first.
export function rove(mark) {
  const figure = picture();
  if (!figure) return;
  const marks = seen(figure.querySelectorAll(MARKS));
  const ready = marks.filter((one) => one.tabIndex === 0);
  if (!mark && ready.length === 1) return;
  const stop = mark ?? marks[0];
  for (const one of figure.querySelectorAll(MARKS)) one.tabIndex = one === stop ? 0 : -1;
}

export const middle = (part) => {
  const box = part.getBoundingClientRect();
  return box.left + box.width / 2;
};

const nearest = (marks, x) =>
  marks.reduce((best, one) => (Math.abs(middle(one) - x) < Math.abs(middle(best) - x) ? one : best));

function next(mark, key) {
  const lane = mark.closest(".over-lane");
  const row = seen(lane.querySelectorAll(MARKS));
  const at = row.indexOf(mark);
  const lanes = [...lane.parentElement.children];
  const here = lanes.indexOf(lane);
  const beyond = { ArrowUp: lanes.slice(0, here).reverse(), ArrowDown: lanes.slice(here + 1) }[key];
  if (beyond) {
    const rows = beyond.map((one) => seen(one.querySelectorAll(MARKS)));
    const found = rows.find((one) => one.length);
    return found && nearest(found, middle(mark));
  }
  return { ArrowRight: row[at + 1], ArrowLeft: row[at - 1], Home: row[0], End: row.at(-1) }[key];
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return hide();
  const mark = closest(event.target, MARKS);
  if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = next(mark, event.key);
  if (!to) return;
  event.preventDefault();
  to.focus();
});

document.addEventListener("htmx:beforeSwap", hide);
document.addEventListener("htmx:afterSettle", () => rove(null));

// -- a finger that rests ---------------------------------------------------------------------------

let held = false;
let rest = null;

// What a press ends on is not what was meant: the click that follows, however late a busy device
// brings it, leads nowhere. Whatever is pressed next is meant.
export function swallowClick() {
  const over = new AbortController();
  const once = { capture: true, signal: over.signal };
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
    over.abort();
  };
  document.addEventListener("click", swallow, once);
  for (const next of ["pointerdown", "keydown"]) {
    document.addEventListener(next, () => over.abort(), once);
  }
  setTimeout(() => over.abort(), 1000);
}

function down(event) {
  held = false;
  lift();
  if (event.pointerType !== "touch") return;
  const mark = closest(event.target, CARDS);
  if (!mark) return closest(event.target, "#mark-card") ? null : hide();
  const timer = setTimeout(() => {
    held = true;
    show(mark);
  }, PRESS);
  rest = { timer, x: event.clientX, y: event.clientY };
}

function lift() {
  clearTimeout(rest?.timer);
  rest = null;
}

document.addEventListener("pointerdown", down);
document.addEventListener("pointermove", (event) => {
  if (rest && Math.hypot(event.clientX - rest.x, event.clientY - rest.y) > TRAVEL) lift();
});
document.addEventListener("pointercancel", lift);
document.addEventListener("pointerup", () => {
  lift();
  if (held) swallowClick();
});

// The finger has the card, not the browser's own menu for links.
document.addEventListener("contextmenu", (event) => {
  if ((rest || held) && closest(event.target, CARDS)) event.preventDefault();
});

// What was pointed at, focused or pressed while this was coming.
export function start(finger) {
  const focus = document.activeElement;
  rove(closest(focus, MARKS));
  if (finger?.pointerType === "touch") return down(finger);
  point(focus.matches(":focus-visible") ? focus : [...document.querySelectorAll(":hover")].at(-1));
}
