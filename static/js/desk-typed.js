// What is typed into a form of the desk is kept in this browser until it is saved, and offered when
// the form is opened again; it is never put in without being asked for. Whoever leaves a page on
// which something is not saved is warned. Signing out forgets what that person typed.

const me = document.querySelector("meta[name=desk-user]");
const PREFIX = "desk-typed:";
const DAYS = 30;
const DAY = 86_400_000;
const PAUSE = 700; // milliseconds after the last key
const OFFERED = 3;
const SENT = "desk-sent"; // in this tab: the key of the form that was sent last
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "image", "reset"]);
const SHORT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

// -- the store, which may be full, or forbidden ------------------------------------------------------

function stored() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then there is nothing in it either.
  }
}

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function forgetSaved() {
  const marks = /(?:^|; )desk-saved=([a-z0-9.]+)/.exec(document.cookie)?.[1].split(".") ?? [];
  if (!marks.length) return;
  for (const key of stored()) if (marks.includes(key.slice(key.lastIndexOf(":") + 1))) forget(key);
  document.cookie = "desk-saved=; path=/admin/; max-age=0; samesite=lax";
}

function forgetOld() {
  for (const key of stored()) {
    const at = recall(key)?.at;
    if (!(at > Date.now() - DAYS * DAY)) forget(key);
  }
}

// -- a form ------------------------------------------------------------------------------------------

const typedFields = (form) =>
  [...form.elements].filter(
    (one) =>
      one.name && !one.disabled && !SKIPPED.has(one.type) && one.localName !== "button" &&
      one.localName !== "fieldset" && one.localName !== "output" &&
      one.autocomplete !== "one-time-code" && !one.name.includes("__prefix__"),
  );

// Each field once: name, values, and the words of what was chosen.
function valuesOf(form) {
  const found = new Map();
  for (const one of typedFields(form)) {
    const entry = found.get(one.name) ?? { name: one.name, values: [], words: [] };
    found.set(one.name, entry);
    if (one.type === "checkbox" || one.type === "radio") {
      if (one.checked) entry.values.push(one.value);
    } else if (one.localName === "select") {
      for (const option of one.selectedOptions) {
        entry.values.push(option.value);
        entry.words.push(option.textContent.trim());
      }
    } else {
      entry.values.push(one.value);
    }
  }
  return [...found.values()];
}

const sameValues = (one, other) => JSON.stringify(one?.values ?? []) === JSON.stringify(other?.values ?? []);

function differing(now, before) {
  const known = new Map(before.map((one) => [one.name, one]));
  // A row that is not there is as good as an empty one.
  return now.filter((one) => !sameValues(one, known.get(one.name) ?? { values: one.values.map(() => "") }));
}

function versionOf(form) {
  try {
    return String(JSON.parse(form.querySelector("input[name=_opened]").value).version);
  } catch {
    return "0";
  }
}

const forms = new Map(); // form -> {start, key, mark, base, version, dirty}

function watch(form, number) {
  if (forms.has(form) || !typedFields(form).length) return;
  if (form.getAttribute("method")?.toLowerCase() !== "post" || form.closest("dialog")) return;
  if (["logout-form", "login-form", "changelist-form"].includes(form.getAttribute("id"))) return;
  const mark = crypto.getRandomValues(new Uint32Array(3)).reduce((all, one) => all + one.toString(36), "").padEnd(8, "0");
  const base = `${PREFIX}${me.content}:${location.pathname}#${form.getAttribute("id") || number}:`;
  const version = versionOf(form);
  const one = { start: valuesOf(form), base, version, mark: mark.slice(0, 32), dirty: false };
  one.key = `${base}${version}:${one.mark}`;
  forms.set(form, one);
  if (me.dataset.answer) goOn(one);
  else offer(form, one);
}

// A form that was refused has in it what was typed: what was kept of it stays the same copy.
function goOn(one) {
  one.dirty = Boolean(document.querySelector("#content .errornote, #content .errorlist, .desk-conflict"));
  const sent = sessionStorage.getItem(SENT) ?? "";
  if (!sent.startsWith(one.base)) return;
  one.key = sent;
  one.mark = sent.slice(sent.lastIndexOf(":") + 1);
  const typed = new Set(recall(sent)?.fields?.map((field) => field.name));
  one.start = one.start.map((field) => (typed.has(field.name) ? { ...field, values: null } : field));
}

function write(form) {
  const one = forms.get(form);
  if (!one || !form.isConnected) return;
  const now = valuesOf(form);
  const typed = differing(now, one.start);
  if (!typed.length) {
    if (!me.dataset.answer) {
      one.dirty = false;
      forget(one.key);
    }
    return;
  }
  one.dirty = true;
  const kept = keep(one.key, { at: Date.now(), fields: typed });
  say(form, kept ? "" : "This is too much for the browser to keep a copy of. Save it before you leave the page.");
}

function say(form, words) {
  let note = form.querySelector(":scope > .desk-not-kept");
  if (!note && !words) return;
  if (!note) {
    note = document.createElement("p");
    note.className = "desk-not-kept help";
    note.setAttribute("role", "status");
    form.prepend(note);
  }
  note.textContent = words;
}

// -- offering -----------------------------------------------------------------------------------------

function labelOf(form, name) {
  const one = [].concat(form.elements[name] ?? []).flatMap((found) => (found instanceof RadioNodeList ? [...found] : [found]))[0];
  const words = one?.type === "radio" ? one.closest("fieldset")?.querySelector("legend") : one?.labels?.[0];
  return words?.textContent.trim().replace(/:$/, "") || name.replaceAll(/[-_]+/g, " ");
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function textOf(field) {
  return (field.words.length ? field.words : field.values).join(", ") || "(empty)";
}

function offer(form, one) {
  const found = stored()
    .filter((key) => key.startsWith(one.base))
    .map((key) => ({ key, version: key.slice(one.base.length).split(":")[0], entry: recall(key) }))
    .filter(({ entry }) => Array.isArray(entry?.fields))
    .sort((a, b) => b.entry.at - a.entry.at);
  for (const { key, version, entry } of found.slice(0, OFFERED)) {
    const fields = differing(entry.fields, one.start);
    if (fields.length) form.before(offered(form, one, key, version, entry, fields));
    else forget(key);
  }
}

function offered(form, one, key, version, entry, fields) {
  const box = document.createElement("section");
  box.className = "desk-typed desk-stage";
  box.setAttribute("aria-label", "What you typed before");
  const words = document.createElement("p");
  const names = fields.map((field) => labelOf(form, field.name)).join(", ");
  words.textContent = `On ${SHORT.format(entry.at)} you typed here and did not save: ${names}.`;
  if (version !== one.version) words.textContent += " This has been saved since; compare before you save.";
  const list = document.createElement("dl");
  for (const field of fields) {
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    term.textContent = labelOf(form, field.name);
    text.textContent = textOf(field);
    text.dir = "auto";
    list.append(term, text);
  }
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "What it was";
  details.append(summary, list);
  const buttons = document.createElement("p");
  buttons.className = "desk-buttons";
  buttons.append(
    button("Put it back", () => {
      putBack(form, fields);
      write(form);
      forget(key);
      box.remove();
      typedFields(form).find((field) => field.name === fields[0].name)?.focus();
    }),
    button("Forget it", () => {
      forget(key);
      box.remove();
    }),
  );
  box.append(words, details, buttons);
  return box;
}

function addRows(form, fields) {
  for (const { name } of fields) {
    const [, prefix, row] = /^(.+)-(\d+)-[^-]+$/.exec(name) ?? [];
    const total = prefix && form.querySelector(`input[name="${CSS.escape(prefix)}-TOTAL_FORMS"]`);
    while (total && Number(total.value) <= Number(row)) {
      const add = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
      const before = total.value;
      add?.click();
      if (total.value === before) break;
    }
  }
}

function putBack(form, fields) {
  addRows(form, fields);
  const typed = new Map(fields.map((field) => [field.name, field]));
  for (const one of typedFields(form)) {
    const field = typed.get(one.name);
    if (!field) continue;
    if (one.type === "checkbox" || one.type === "radio") {
      one.checked = field.values.includes(one.value);
    } else if (one.localName === "select") {
      field.values.forEach((value, number) => {
        if (![...one.options].some((option) => option.value === value)) {
          one.add(new Option(field.words[number] ?? value, value)); // of suggestions that were typed for
        }
      });
      for (const option of one.options) option.selected = field.values.includes(option.value);
    } else {
      one.value = field.values[0] ?? "";
    }
    one.dispatchEvent(new Event("change", { bubbles: true }));
    window.django?.jQuery?.(one).trigger("change.select2");
  }
}

// -- the life of a page ---------------------------------------------------------------------------------

const timers = new Map();
let leaving = false; // by sending a form
let signingOut = false;

function later(event) {
  const form = event.target.form;
  if (!forms.has(form)) return;
  signingOut = false; // whoever has stayed after all types on
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => write(form), PAUSE));
}

function watchAll() {
  [...document.forms].forEach(watch);
}

function flush() {
  for (const [form, timer] of timers) {
    clearTimeout(timer);
    write(form);
  }
  timers.clear();
}

function begin() {
  forgetSaved();
  forgetOld();
  watchAll();
  document.addEventListener("input", later);
  document.addEventListener("change", later);
  window.django?.jQuery?.(document).on("change", "select", later); // as select2 tells it

  document.addEventListener("submit", (event) => {
    const form = event.target;
    signingOut = form.getAttribute("id") === "logout-form";
    flush();
    const one = forms.get(form);
    if (!one || form.hasAttribute("hx-post")) return;
    leaving = !event.defaultPrevented;
    if (form.querySelector("[name=_typed]")) return;
    const mark = document.createElement("input");
    mark.type = "hidden";
    mark.name = "_typed";
    mark.value = one.mark;
    form.append(mark);
    sessionStorage.setItem(SENT, one.key);
  });

  window.addEventListener("beforeunload", (event) => {
    flush();
    const dirty = [...forms].some(([form, one]) => form.isConnected && one.dirty);
    if (dirty && !leaving) event.preventDefault();
    leaving = false;
  });

  window.addEventListener("pagehide", () => {
    if (signingOut) for (const key of stored()) if (key.startsWith(`${PREFIX}${me.content}:`)) forget(key);
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) flush();
  });

  // A panel that a script has put into the page has forms of its own; what was saved there is told by
  // what comes back.
  document.addEventListener("htmx:afterSettle", () => {
    const saved = Boolean(document.querySelector(".desk-saved"));
    for (const [form, one] of forms) {
      if (form.isConnected) continue;
      if (saved && form.getAttribute("id") === "mark-form") forget(one.key);
      forms.delete(form);
    }
    watchAll();
  });
}

if (me) begin();
