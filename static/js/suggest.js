// Suggestions under the search field: a combobox with a list (WAI-ARIA Authoring Practices, "editable
// combobox with list autocomplete"). Without this file the field is a plain search field.

const DELAY = 150; // milliseconds after the last key
let timer = null;
let asked = 0;

function listOf(input) {
  return document.getElementById(`${input.id}-options`);
}

function prepare(input) {
  const field = input.parentElement;
  field.classList.add("suggest");
  const list = document.createElement("ul");
  list.id = `${input.id}-options`;
  list.className = "options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  field.append(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  input.setAttribute("aria-controls", list.id);
  input.dataset.ready = "";
}

function close(input) {
  const list = listOf(input);
  if (!list) return;
  list.hidden = true;
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function show(input, rows) {
  const list = listOf(input);
  if (!list) return;
  list.replaceChildren(
    ...rows.map((row, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = row.url;
      const label = document.createElement("span");
      label.textContent = row.by ? `${row.label} (${row.by})` : row.label;
      const kind = document.createElement("span");
      kind.className = "soft";
      kind.textContent = row.kind;
      const count = document.createElement("span");
      count.className = "n";
      count.textContent = `${row.count} event${row.count === 1 ? "" : "s"}`;
      option.append(label, " ", kind, " ", count);
      return option;
    }),
  );
  list.hidden = rows.length === 0;
  input.setAttribute("aria-expanded", String(rows.length > 0));
  input.removeAttribute("aria-activedescendant");
  const announcer = document.getElementById("announce");
  if (announcer) {
    announcer.textContent = `${rows.length || "No"} suggestion${rows.length === 1 ? "" : "s"}`;
  }
}

async function ask(input) {
  const typed = input.value.trim();
  const number = ++asked;
  if (typed.length < 2) return close(input);
  const address = new URL(input.dataset.suggest, location.href);
  // What the page shows, without what of the address could not be used.
  const shown = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  for (const [name, value] of new URL(shown).searchParams) address.searchParams.append(name, value);
  address.searchParams.set("typed", typed);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || number !== asked || document.activeElement !== input) return;
    show(input, (await answer.json()).suggestions);
  } catch {
    close(input); // suggestions are a convenience: the search itself still works
  }
}

function move(input, step) {
  const options = [...listOf(input).children];
  if (!options.length) return;
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  let next = now + step;
  if (next < -1) next = options.length - 1;
  if (next >= options.length) next = -1; // back in the field
  options.forEach((o, number) => o.setAttribute("aria-selected", String(number === next)));
  if (next < 0) {
    input.removeAttribute("aria-activedescendant");
  } else {
    input.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  }
}

function choose(input, option) {
  const url = option.dataset.url;
  input.value = "";
  close(input);
  if (url.startsWith("/?") && window.htmx) {
    window.htmx.ajax("GET", url, { source: input, target: "#results", swap: "innerHTML" });
  } else {
    location.assign(url);
  }
}

const suggesting = (target) => target instanceof HTMLInputElement && "suggest" in target.dataset;

function begin({ target }) {
  if (suggesting(target) && !("ready" in target.dataset)) prepare(target);
}
document.addEventListener("focusin", begin);
// This file comes when the field is first used, and may come after the first keys.
const focused = document.activeElement;
begin({ target: focused });
if (suggesting(focused) && focused.value !== focused.defaultValue) ask(focused);

document.addEventListener("input", ({ target }) => {
  if (!suggesting(target)) return;
  clearTimeout(timer);
  timer = setTimeout(() => ask(target), DELAY);
});

document.addEventListener("focusout", ({ target }) => {
  if (suggesting(target)) setTimeout(() => document.activeElement !== target && close(target), 150);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!suggesting(input) || input.getAttribute("aria-expanded") !== "true") return;
  const selected = listOf(input).querySelector('[aria-selected="true"]');
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    move(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && selected) {
    choose(input, selected);
  } else if (event.key === "Escape") {
    close(input);
    event.stopPropagation();
  } else {
    return;
  }
  event.preventDefault();
}, true);

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.('[role="option"]');
  const input = option && document.querySelector(`[aria-controls="${option.parentElement.id}"]`);
  if (!input) return;
  event.preventDefault();
  choose(input, option);
});
