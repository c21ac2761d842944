// Loads what makes the picture and the map more than links, when somebody first comes to them.

const WHERE = "#overview, #map, .event[id], [data-event]";
const { picture, time } = document.querySelector("script[data-picture]").dataset;
const NAMES = ["pointerover", "pointerdown", "focusin"];
let finger = null; // what is down while the rest is coming

async function load(event) {
  if (event.type === "pointerdown") finger = event;
  if (!event.target.closest?.(WHERE)) return;
  for (const name of NAMES) document.removeEventListener(name, load);
  const [marks, stretches] = await Promise.all([import(picture), import(time)]);
  stretches.start(marks);
  marks.start(finger);
}

for (const name of NAMES) document.addEventListener(name, load, { passive: true });
for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => (finger = null), { passive: true });
}
