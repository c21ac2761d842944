// Selecting a passage in the text of a source, by mouse, touch or keyboard, opens its form. Without
// this file a passage is pasted instead.
//
// Places are kept as offsets into the column's text, which is the source's text character for
// character; the server is told code points, as it counts them.

const desk = () => document.getElementById("source-desk");
const column = () => document.getElementById("desk-text");
const panel = () => document.getElementById("mark-panel");
const said = () => document.getElementById("desk-said");

let text = ""; // of the column
let bases = []; // where each paragraph begins in it
let sentences = null; // [start, end] of each, made when first needed
let chosen = null; // {start, end} of the passage that is selected or was marked last
let touched = new Set(); // names of the fields that were typed in, to keep with another passage
let kept = [];

function read() {
  text = "";
  bases = [];
  sentences = null;
  for (const paragraph of column()?.children ?? []) {
    bases.push(text.length);
    text += paragraph.textContent;
  }
}

const codePoints = (words) => {
  let count = 0;
  for (const _ of words) count += 1;
  return count;
};

// -- places of the text and of the document --------------------------------------------------

function offsetOf(node, offset) {
  const whole = column();
  if (!whole.contains(node)) {
    const before = whole.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    return before ? 0 : text.length;
  }
  if (node === whole) return bases[offset] ?? text.length;
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const paragraph = element.closest("p[data-start]");
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(node, offset);
  return bases[[...whole.children].indexOf(paragraph)] + range.toString().length;
}

function paragraphAt(offset) {
  let low = 0;
  let high = bases.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (bases[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function pointAt(offset, atEnd) {
  // The end of a passage belongs to the paragraph of its last character.
  const number = paragraphAt(atEnd ? Math.max(0, offset - 1) : offset);
  const walker = document.createTreeWalker(column().children[number], NodeFilter.SHOW_TEXT);
  let left = offset - bases[number];
  let node = walker.nextNode();
  while (node && left > node.length) {
    left -= node.length;
    node = walker.nextNode();
  }
  return [node, left];
}

function rangeOf({ start, end }) {
  const range = document.createRange();
  range.setStart(...pointAt(start, false));
  range.setEnd(...pointAt(end, true));
  return range;
}

function selected() {
  const selection = document.getSelection();
  if (!column() || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(column())) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return text.slice(start, end).trim() ? { start, end } : null;
}

// -- opening the form --------------------------------------------------------------------------

function open({ start, end }) {
  chosen = { start, end };
  const first = codePoints(text.slice(0, start));
  const query = new URLSearchParams({
    start: first,
    end: first + codePoints(text.slice(start, end)),
    text: desk().dataset.sha256,
  });
  // Focus moves to the form, and the selection with it: what was selected stays visible.
  if (window.CSS?.highlights) CSS.highlights.set("passage", new Highlight(rangeOf(chosen)));
  const form = document.getElementById("mark-form");
  const corrected = (form ?? document.querySelector(".desk-paste"))?.elements.excerpt;
  if (corrected) query.set("excerpt", corrected.value);
  kept = form ? [...new FormData(form)].filter(([name]) => touched.has(name)) : [];
  htmx.ajax("GET", `${desk().dataset.url}?${query}`, { target: "#mark-panel", swap: "innerHTML" });
}

function showButton(visible) {
  const use = document.getElementById("desk-use");
  if (use) use.hidden = !visible;
}

document.addEventListener("selectionchange", () => showButton(Boolean(panel() && selected())));

document.addEventListener("pointerup", (event) => {
  if (event.pointerType !== "mouse" || !panel()) return;
  if (event.target.closest?.("#mark-panel, #desk-use, a, summary")) return;
  // A click on a selection removes it only after this event.
  setTimeout(() => {
    const passage = selected();
    if (passage) open(passage);
  });
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#desk-use-button")) {
    const passage = selected() ?? chosen;
    if (passage) open(passage);
  }
});

// -- the keyboard ------------------------------------------------------------------------------

const segmenter = (granularity) =>
  new Intl.Segmenter(column().lang || undefined, { granularity });

function readSentences() {
  sentences = [];
  const cutter = segmenter("sentence");
  [...column().children].forEach((paragraph, number) => {
    for (const { segment, index } of cutter.segment(paragraph.textContent)) {
      if (!segment.trim()) continue;
      const start = bases[number] + index + (segment.length - segment.trimStart().length);
      sentences.push({ start, end: start + segment.trim().length });
    }
  });
}

function firstVisible() {
  const paragraphs = [...column().children];
  const number = paragraphs.findIndex((one) => one.getBoundingClientRect().bottom > 0);
  const base = bases[Math.max(0, number)] ?? 0;
  return Math.max(0, sentences.findIndex((one) => one.start >= base));
}

function sentenceKey(step, extend) {
  if (!chosen) return sentences[firstVisible()];
  if (extend) {
    const ends = sentences.map((one) => one.end);
    const end =
      step > 0 ? ends.find((one) => one > chosen.end) : ends.findLast((one) => one < chosen.end);
    return end > chosen.start ? { start: chosen.start, end } : chosen;
  }
  const next =
    step > 0
      ? sentences.find((one) => one.start >= chosen.end)
      : sentences.findLast((one) => one.end <= chosen.start);
  return next ?? chosen;
}

function wordKey(step, extend) {
  if (!chosen) return sentences[firstVisible()];
  const from = bases[paragraphAt(chosen.start)];
  const last = paragraphAt(chosen.end) + 1;
  const upTo = bases[last + 1] ?? text.length;
  const words = [...segmenter("word").segment(text.slice(from, upTo))].filter((one) => !/^\s+$/.test(one.segment));
  const edges = words.map((one) => from + one.index + (extend ? one.segment.length : 0));
  const place = extend ? chosen.end : chosen.start;
  const moved = step > 0 ? edges.find((one) => one > place) : edges.findLast((one) => one < place);
  if (moved === undefined) return chosen;
  const next = extend ? { ...chosen, end: moved } : { ...chosen, start: moved };
  return next.start < next.end ? next : chosen;
}

function choose(passage) {
  chosen = passage;
  const range = rangeOf(passage);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const box = range.getBoundingClientRect();
  if (box.top < 60 || box.bottom > innerHeight - 90) {
    window.scrollBy(0, box.top - innerHeight / 3);
  }
  const words = text.slice(passage.start, passage.end);
  if (said()) said().textContent = `${words.slice(0, 400)} (${codePoints(words)} characters)`;
}

document.addEventListener("keydown", (event) => {
  if (event.target !== column() || !panel()) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter" && chosen) {
    event.preventDefault();
    open(chosen);
    return;
  }
  if (event.key === "Escape") {
    document.getSelection().removeAllRanges();
    return;
  }
  const vertical = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  let horizontal = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!vertical && !horizontal) return;
  event.preventDefault();
  if (!sentences) readSentences();
  if (!sentences.length) return;
  chosen = selected() ?? chosen;
  if (horizontal && chosen) {
    const paragraph = column().children[paragraphAt(chosen.start)];
    if (getComputedStyle(paragraph).direction === "rtl") horizontal = -horizontal;
  }
  choose(vertical ? sentenceKey(vertical, event.shiftKey) : wordKey(horizontal, event.shiftKey));
});

// -- when saving fails -------------------------------------------------------------------------

// Who signs in again in another tab has a new token, which this page was not rendered with.
document.addEventListener("htmx:configRequest", (event) => {
  const token = /(?:^|; )(?:__Secure-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (token && event.detail.verb === "post") event.detail.parameters.csrfmiddlewaretoken = token;
});

function warn(words) {
  let note = document.getElementById("desk-warning");
  if (!note) {
    note = document.createElement("p");
    note.id = "desk-warning";
    note.className = "errornote";
    note.setAttribute("role", "alert");
    panel().prepend(note);
  }
  note.textContent = `${words} What you typed is still here.`;
}

document.addEventListener("htmx:responseError", (event) => {
  if (panel()) warn(`The server answered with an error (${event.detail.xhr.status}).`);
});

document.addEventListener("htmx:sendError", () => {
  if (panel()) warn("The server could not be reached.");
});

// -- the form and what comes back ----------------------------------------------------------------

document.addEventListener("input", (event) => {
  if (event.target.form?.id === "mark-form") touched.add(event.target.name);
});

const OF_THE_PASSAGE = new Set(["quote", "prefix", "suffix", "locator", "opened"]);

function restore() {
  const form = document.getElementById("mark-form");
  for (const [name, value] of kept) {
    if (!form || OF_THE_PASSAGE.has(name)) continue;
    const field = form.elements[name];
    if (field) field.value = value; // a group of radio buttons takes it too
  }
  kept = [];
}

function settleFocus() {
  const wrong = panel().querySelector(".has-errors :is(input, textarea, select)");
  const field = wrong ?? document.getElementById("mark-event");
  (field?.offsetParent ? field : document.getElementById("panel-heading")).focus();
}

function showTarget() {
  for (const mark of document.querySelectorAll("mark.is-target")) mark.classList.remove("is-target");
  if (!location.hash.startsWith("#passage-")) return;
  showMark(location.hash.slice("#passage-".length));
}

function showMark(key) {
  for (const mark of document.querySelectorAll("#desk-text mark")) {
    if (mark.dataset.excerpts.split(" ").includes(key)) mark.classList.add("is-target");
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  const saved = document.querySelector(".desk-saved[data-passage]");
  if (saved) {
    const key = saved.dataset.passage.slice("passage-".length);
    delete saved.dataset.passage;
    touched.clear();
    kept = [];
    window.CSS?.highlights?.delete("passage");
    read();
    showMark(key);
    column().focus({ preventScroll: true });
    document.getElementById(`passage-${key}`)?.scrollIntoView({ block: "center" });
    if (said()) said().textContent = saved.textContent.trim().replace(/\s+/g, " ");
  } else if (event.detail.target === panel()) {
    restore();
    settleFocus();
  }
});

window.addEventListener("hashchange", showTarget);
read();
showTarget();
