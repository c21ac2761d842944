// The search of a copy of the timeline: events that have all words, by their beginnings.
"use strict";
(() => {
  const box = document.getElementById("mirror-search");
  if (!box || !window.MIRROR) return;
  const field = box.querySelector("input");
  const list = box.querySelector("ol");
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  const find = () => {
    const asked = fold(field.value);
    const found = asked.length
      ? window.MIRROR.filter(([title, date, , words]) => {
          const all = [...words.split(" "), ...fold(title), ...fold(date)];
          return asked.every((word) => all.some((one) => one.startsWith(word)));
        })
      : [];
    list.replaceChildren(
      ...found.slice(0, 30).map(([title, date, path]) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = box.dataset.up + path;
        link.textContent = `${title} (${date})`;
        item.append(link);
        return item;
      }),
    );
    list.hidden = !found.length;
  };
  field.addEventListener("input", find);
})();
