// What HTML and htmx cannot do for the timeline page. Without this file everything still works.

const results = () => document.getElementById("results");
const sheet = () => document.getElementById("filters");
const announcer = document.getElementById("announce");
const KEPT = "details[id]";
let open = new Set();
let focused = null;
let place = null;

// What the reader has in hand: the control used and what it stands in, innermost first, with their
// places in the window.
function placeOf(control) {
  const held = [];
  for (let part = control; part && part !== results(); part = part.parentElement) {
    if (part.id) held.push({ id: part.id, top: part.getBoundingClientRect().top });
  }
  if (control?.closest?.(".tools")) held.splice(0, held.length - 1); // which stands still by itself
  return { held, over: isSheet(control?.closest?.("#filters")) };
}

// After a swap what the reader had in hand is where it was; if it is gone, or lies over the page as
// a sheet does, the first results are in sight.
function keepPlace({ held, over }) {
  for (const { id, top } of over ? [] : held) {
    const part = document.getElementById(id);
    if (!part) continue;
    scrollBy({ top: part.getBoundingClientRect().top - top, behavior: "instant" });
    if (id === "tools") showFirst();
    return;
  }
  showFirst();
}

// The list begins right below the toolbar, unless it begins further down in the window anyway.
function showFirst() {
  const tools = document.getElementById("tools").getBoundingClientRect();
  const start = results().querySelector(".body").getBoundingClientRect().top;
  if (start < tools.bottom || start > innerHeight / 2) {
    scrollBy({ top: start - tools.height, behavior: "instant" });
  }
}

function announce(text) {
  if (!announcer) return;
  announcer.textContent = ""; // so that the same words are said again
  setTimeout(() => (announcer.textContent = text), 50);
}

function announceView() {
  const nothing = document.getElementById("nothing");
  const count = document.getElementById("count");
  if (!count) return;
  const order = count.dataset.order && `, ${count.dataset.order}`;
  announce(nothing ? `${count.textContent}. ${nothing.textContent}` : count.textContent + order);
}

// A sheet or a folded list that the reader has opened stays open when its content is replaced.
// A form that is sent closes the sheet.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== results()) return;
  const control = event.detail.requestConfig?.elt;
  if (control?.matches?.("form") && isSheet(control.closest("#filters"))) sheet().open = false;
  open = new Set([...results().querySelectorAll(KEPT)].filter((d) => d.open).map((d) => d.id));
  focused = results().contains(document.activeElement) ? document.activeElement.id : null;
  const led = control?.closest?.(".pages");
  place = control && !led ? placeOf(control.matches("form") ? document.activeElement : control) : null;
  remember();
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== results()) return; // part of a page: citations, excerpts
  const now = results();
  for (const details of now.querySelectorAll(KEPT)) {
    if (open.has(details.id)) details.open = true;
  }
  // htmx puts the focus back on what has the same id; what was removed hands it to the heading.
  if (focused !== null && document.activeElement === document.body) {
    const again = focused && document.getElementById(focused);
    (again || document.getElementById("main")).focus({ preventScroll: true });
  }
  focused = null;
  if (place) keepPlace(place);
  place = null;
  showWalk();
  announceView();
});

// On a phone the filters are a sheet over the page: until it is closed nothing else can be reached.
let held = [];

function isSheet(part) {
  return Boolean(part?.open) && getComputedStyle(part).position === "fixed";
}

function letGo() {
  for (const part of held) part.inert = false;
  held = [];
}

function holdOthers(part) {
  letGo();
  for (let inner = part; inner !== document.body; inner = inner.parentElement) {
    for (const other of inner.parentElement.children) {
      if (other !== inner && !other.inert && other !== announcer) {
        other.inert = true;
        held.push(other);
      }
    }
  }
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.id !== "filters") return;
    if (isSheet(target)) holdOthers(target);
    else letGo();
  },
  true,
);
addEventListener("resize", () => held.length && !isSheet(sheet()) && letGo());

document.addEventListener("click", ({ target }) => {
  const part = sheet();
  if (isSheet(part) && target.isConnected && !part.contains(target)) part.open = false;
});

// Who comes back finds the place and what was unfolded, also while that is fetched.
const key = () => `unfolded ${location.pathname}${location.search}`;

function remember() {
  const ids = [...results().querySelectorAll(`.list ${KEPT}`)].filter((d) => d.open).map((d) => d.id);
  sessionStorage.setItem(key(), JSON.stringify({ ids, top: scrollY }));
}

function restore() {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  const kept = sessionStorage.getItem(key());
  if (!kept || (type !== "back_forward" && type !== "reload")) return;
  const { ids, top } = JSON.parse(kept);
  if (!ids.length) return;
  const again = () => scrollTo({ top, behavior: "instant" });
  const stop = () => document.body.removeEventListener("htmx:afterSettle", again);
  document.body.addEventListener("htmx:afterSettle", again);
  for (const name of ["wheel", "pointerdown", "keydown", "touchstart"]) {
    addEventListener(name, stop, { once: true, passive: true });
  }
  for (const id of ids) document.getElementById(id)?.setAttribute("open", "");
}

addEventListener("pagehide", remember);
document.addEventListener("DOMContentLoaded", restore);

// Back and Next go through the story without leaving the page.
function showWalk() {
  const walk = document.querySelector(".walk");
  if (walk) walk.hidden = false;
}

document.addEventListener("click", ({ target }) => {
  const by = { "story-next": 1, "story-back": -1 }[target.closest?.(".walk button")?.id];
  if (!by) return;
  const steps = [...document.querySelectorAll(".steps > li")];
  const now = steps.findIndex((step) => step.hasAttribute("aria-current"));
  const next = Math.max(0, Math.min(steps.length - 1, now + by));
  steps[now]?.removeAttribute("aria-current");
  steps[next].setAttribute("aria-current", "step");
  steps[next].scrollIntoView({ block: "nearest" });
  steps[next].dispatchEvent(new PointerEvent("pointerover", { bubbles: true })); // lights its mark
  announce(`Step ${next + 1} of ${steps.length}: ${steps[next].querySelector("b").textContent}`);
});
document.addEventListener("DOMContentLoaded", showWalk);

// Who goes back twice in a hurry is at the earlier address before htmx is there to notice: the page
// still shows the later one, which it names as its own.
document.addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector("link[rel=canonical]");
  const query = (address) => new URL(address).searchParams.toString();
  if (!shown || document.querySelector(".problem")) return;
  if (query(shown.href) !== query(location.href)) location.reload();
});

// A transition between two views that the next click cuts short is no fault: the view is there.
window.addEventListener("unhandledrejection", (event) => {
  if (/transition/i.test(event.reason?.message)) event.preventDefault();
});

// Links that change the results in place.
const SWAPS = "a:is([hx-get], [hx-boost=true], [hx-boost=true] :not([hx-boost=false]))";

// With Ctrl, Cmd or Shift a link opens elsewhere, as everywhere: htmx must not see that click.
document.addEventListener(
  "click",
  (event) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (elsewhere && event.target.closest?.(SWAPS)) event.stopPropagation();
  },
  true,
);

// An answer that takes long is said to be coming; the bar at the top of the page shows it too.
let slow;
document.body.addEventListener("htmx:beforeRequest", () => {
  announcer?.classList.add("vh");
  clearTimeout(slow);
  slow = setTimeout(() => announcer && (announcer.textContent = "Loading the events"), 1000);
});
document.body.addEventListener("htmx:afterRequest", () => clearTimeout(slow));

// A request that fails leaves the page as it is, says so, and offers the address itself.
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.body.addEventListener(name, (event) => {
    if (!announcer) return;
    const again = document.createElement("a");
    again.href = event.detail.pathInfo?.finalRequestPath || location.href;
    again.textContent = "Try again";
    announcer.replaceChildren(
      "The events could not be loaded. The page still shows the earlier view. ",
      again,
    );
    announcer.classList.remove("vh");
  });
}

// What the pointer rests on, or a finger comes down on, is asked for before the click.
const RESTING = 80; // milliseconds
const asked = new Set();
let resting;
const askAhead = (link) => {
  const address = link.getAttribute("hx-get") ?? link.getAttribute("href");
  if (asked.has(address) || navigator.connection?.saveData) return;
  asked.add(address);
  fetch(address, { headers: { "HX-Request": "true" }, priority: "low" }).catch(() => {});
};
document.addEventListener("pointerover", (event) => {
  clearTimeout(resting);
  const unfolding = event.target.closest?.("summary")?.nextElementSibling;
  const link = event.target.closest?.(SWAPS) ?? unfolding?.querySelector(".unfold");
  if (link) resting = setTimeout(askAhead, RESTING, link);
});
document.addEventListener(
  "touchstart",
  (event) => {
    const link = event.target.closest?.(SWAPS);
    if (link) askAhead(link);
  },
  { passive: true },
);

// Escape closes the sheet of filters, or the menu in it first, and gives the focus back.
document.addEventListener("keydown", (event) => {
  const part = sheet();
  if (event.key !== "Escape" || event.defaultPrevented || !isSheet(part)) return;
  part.open = false;
  part.querySelector("summary").focus();
});
