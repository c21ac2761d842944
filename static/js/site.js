// What every page does beyond links and forms. What a page seldom needs comes at first use: the
// element that needs it names its script (`data-script`).

document.documentElement.classList.add("scripted");

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
  const { copy } = await import(document.querySelector("script[data-copies]").dataset.copies);
  copy(button);
});

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
