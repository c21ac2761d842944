// What every page does beyond links and forms. What a page seldom needs comes at first use: the
// element that needs it names its script (`data-script`).

document.documentElement.classList.add("scripted");

const { copies, picture, time } = document.querySelector("script[data-copies]").dataset;
const loaded = new Set();
function load({ target }) {
  const part = target.closest?.("[data-script]");
  if (!part || loaded.has(part.dataset.script)) return;
  loaded.add(part.dataset.script);
  import(part.dataset.script);
}
for (const name of ["focusin", "pointerover", "pointerdown"]) {
  document.addEventListener(name, load, { passive: true });
}

// What unfolds comes when it is unfolded; without this file its link leads there.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const link = target.open && target.querySelector?.(":scope > p > a.unfold");
    if (!link || !window.htmx || loaded.has(link)) return;
    loaded.add(link);
    const part = { source: target, target: link.parentElement, swap: "outerHTML" };
    window.htmx.ajax("GET", link.getAttribute("href"), part);
  },
  true,
);

// Buttons that copy a text.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy]");
  if (!button) return;
  const { copy } = await import(copies);
  copy(button);
});

// What makes the picture and the map more than links comes when somebody first comes to them.
const PICTURE = "#overview, #map, .event[id], [data-event]";
const COMING = ["pointerover", "pointerdown", "focusin"];
let finger = null; // what is down while the rest is coming

async function begin(event) {
  if (event.type === "pointerdown") finger = event;
  if (!event.target.closest?.(PICTURE)) return;
  for (const name of COMING) document.removeEventListener(name, begin);
  const [marks, stretches] = await Promise.all([import(picture), import(time)]);
  stretches.start(marks);
  marks.start(finger);
  if (event.type === "pointerover") event.target.dispatchEvent(new PointerEvent(event.type, event));
}

for (const name of COMING) document.addEventListener(name, begin, { passive: true });
for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => (finger = null), { passive: true });
}

// Menus that lie over the page: Escape closes the innermost and gives the focus back, and so does a
// press elsewhere, without the focus.
const MENUS = ".menu[open], .share[open]";
const over = (menu) => getComputedStyle(menu.lastElementChild).position === "absolute";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const menu = event.target.closest?.(MENUS) ?? [...document.querySelectorAll(MENUS)].find(over);
  if (!menu) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("pointerdown", ({ target }) => {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(target) && over(menu)) menu.open = false;
  }
});
