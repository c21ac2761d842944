// What a button that copies a text does. Without this file every text can be selected and copied by hand.

const announcer = document.getElementById("announce");
const SHOWN = 2000; // milliseconds for which a button says what it did

function select(text) {
  if ("select" in text) {
    text.focus();
    text.select();
  } else {
    getSelection().selectAllChildren(text);
  }
}

export async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  const label = button.firstChild;
  const before = button.dataset.label ?? label.data;
  button.dataset.label = before;
  try {
    // Not there where the page has come without TLS, and refused where the reader has said so.
    await navigator.clipboard.writeText("value" in text ? text.value : text.textContent);
    label.data = "Copied";
  } catch {
    select(text);
    label.data = "Selected";
  }
  announcer?.classList.add("vh");
  if (announcer) {
    announcer.textContent =
      label.data === "Copied" ? "Copied" : "The text is selected. Copy it with the keyboard.";
  }
  setTimeout(() => (label.data = before), SHOWN);
}
