// What HTML and htmx cannot do for the timeline page. Without this file everything still works.

const results = () => document.getElementById("results");
const announcer = document.getElementById("announce");
const KEPT = "details[id]";
let open = new Set();
let focused = null;
let place = null;

// What of the page the reader has in hand: the control used and what it stands in, innermost first,
// with their places in the window. What has no id is not found again.
function placeOf(control) {
  const held = [];
  for (let part = control; part && part !== results(); part = part.parentElement) {
    if (part.id) held.push({ id: part.id, top: part.getBoundingClientRect().top });
  }
  const sheet = control?.closest?.("#filters");
  return { held, over: Boolean(sheet) && getComputedStyle(sheet).position === "fixed" };
}

// After a swap what the reader had in hand is where it was; if it is gone, or lies over the page as
// a sheet does, the first results are in sight. The pager says by hx-swap where it leads.
function keepPlace({ held, over }) {
  for (const { id, top } of over ? [] : held) {
    const part = document.getElementById(id);
    if (!part) continue;
    scrollBy({ top: part.getBoundingClientRect().top - top, behavior: "instant" });
    return;
  }
  const list = results().querySelector(".list");
  list?.scrollIntoView({ block: "start", behavior: "instant" });
}

// A sheet or a folded list that the reader has opened stays open when its content is replaced.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== results()) return;
  open = new Set([...results().querySelectorAll(KEPT)].filter((d) => d.open).map((d) => d.id));
  focused = results().contains(document.activeElement) ? document.activeElement.id : null;
  const control = event.detail.requestConfig?.elt;
  const led = control?.closest?.(".pages");
  place = control && !led ? placeOf(control.matches("form") ? document.activeElement : control) : null;
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.closest?.(".share")) return; // citations, which change no view
  const now = results();
  if (!now) return;
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
  const count = document.getElementById("count");
  if (announcer && count) announcer.textContent = count.textContent;
});

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

// With Ctrl, Cmd or Shift a link opens elsewhere, as everywhere: htmx must not see that click.
document.addEventListener(
  "click",
  (event) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (elsewhere && event.target.closest?.("a[hx-get]")) event.stopPropagation();
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

// What the pointer rests on, or a finger comes down on, is asked for at once: by the time of the
// click the browser holds the answer, and only asks whether it is still so.
const RESTING = 80; // milliseconds
const asked = new Set();
let resting;
const askAhead = (link) => {
  const address = link.getAttribute("hx-get");
  if (asked.has(address) || navigator.connection?.saveData) return;
  asked.add(address);
  fetch(address, { headers: { "HX-Request": "true" }, priority: "low" }).catch(() => {});
};
document.addEventListener("pointerover", (event) => {
  clearTimeout(resting);
  const link = event.target.closest?.("a[hx-get]");
  if (link) resting = setTimeout(askAhead, RESTING, link);
});
document.addEventListener(
  "touchstart",
  (event) => {
    const link = event.target.closest?.("a[hx-get]");
    if (link) askAhead(link);
  },
  { passive: true },
);

// Escape closes the sheet of filters and gives the focus back to its button.
document.addEventListener("keydown", (event) => {
  const sheet = document.getElementById("filters");
  if (event.key === "Escape" && sheet?.open) {
    sheet.open = false;
    sheet.querySelector("summary").focus();
  }
});
