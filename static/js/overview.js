// The overview picture beyond links: a range by dragging, marks by arrow keys, their names in a line.
// Without this file the steps, years, phases and marks are links. Everything is heard on the
// document, for htmx replaces the picture with each view.

const TRAVEL = 5; // pixels before a press is a drag
let drag = null;

const steps = (svg) => [...svg.querySelectorAll("a[data-o]")];

function boxOf(link, svg) {
  const box = link.querySelector(".h").getBoundingClientRect();
  const whole = svg.getBoundingClientRect();
  return { start: box.left - whole.left, end: box.right - whole.left };
}

function open(url) {
  if (window.htmx) {
    window.htmx.ajax("GET", url, { source: "#overview", target: "#results", swap: "innerHTML" });
  } else {
    location.assign(url);
  }
}

// The steps from the one nearest to where the drag began to the one nearest to where it is.
function chosen(x) {
  const nearest = (at) =>
    drag.boxes.reduce((best, box, number) => {
      const away = (b) => Math.max(b.start - at, at - b.end, 0);
      return away(box) < away(drag.boxes[best]) ? number : best;
    }, 0);
  return [nearest(drag.x), nearest(x)].sort((a, b) => a - b);
}

function stop() {
  drag?.band?.remove();
  drag = null;
}

document.addEventListener("pointerdown", (event) => {
  const svg = event.target.closest?.(".o-lying, .o-strip");
  if (!svg || event.button !== 0 || event.pointerType === "touch") return;
  const links = steps(svg);
  if (!links.length) return;
  const x = event.clientX - svg.getBoundingClientRect().left;
  drag = { svg, links, boxes: links.map((link) => boxOf(link, svg)), x, startX: event.clientX };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.band) {
    if (Math.abs(event.clientX - drag.startX) < TRAVEL) return;
    drag.band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    drag.band.setAttribute("class", "band");
    drag.band.setAttribute("height", "100%");
    drag.svg.append(drag.band);
    getSelection()?.removeAllRanges();
  }
  event.preventDefault();
  const [first, last] = chosen(event.clientX - drag.svg.getBoundingClientRect().left);
  const { start } = drag.boxes[first];
  drag.band.setAttribute("x", start);
  drag.band.setAttribute("width", drag.boxes[last].end - start);
});

document.addEventListener("pointerup", (event) => {
  if (!drag?.band) return stop();
  const [first, last] = chosen(event.clientX - drag.svg.getBoundingClientRect().left);
  const address = new URL(drag.links[first].getAttribute("href"), location.href);
  const to = new URL(drag.links[last].getAttribute("href"), location.href).searchParams.get("to");
  if (to) address.searchParams.set("to", to);
  else address.searchParams.delete("to");
  stop();
  // The press ends on some link, which is not what was meant.
  const swallow = (click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  open(address.pathname + address.search);
});

document.addEventListener("pointercancel", stop);

// The browser would drag the link itself along.
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.(".o svg")) event.preventDefault();
});

// htmx takes over a click on a link of HTML, but lets one of SVG lead away as well.
document.addEventListener("click", (event) => {
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (window.htmx && !elsewhere && event.target.closest?.("svg a[hx-get]")) event.preventDefault();
});

const marks = (mark) => [...mark.closest("svg").querySelectorAll("a[tabindex]")];

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return stop();
  const mark = event.target.closest?.(".o-lying a[tabindex]");
  if (!mark) return;
  const all = marks(mark);
  const at = all.indexOf(mark);
  const next = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (next === undefined || !all[next]) return;
  event.preventDefault();
  mark.setAttribute("tabindex", "-1");
  all[next].setAttribute("tabindex", "0");
  all[next].focus();
});

// The name of the mark that is pointed at, in a line below: a tooltip takes its time.
for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const figure = event.target.closest?.(".o");
    const line = figure?.querySelector(".o-say");
    const title = event.target.closest?.("a")?.querySelector("title");
    if (line) line.textContent = title ? title.textContent : "";
  });
}
