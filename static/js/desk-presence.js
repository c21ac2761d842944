// Says once a minute that this form is still open, and shows who else has it open.

const MINUTE = 60_000;
const hint = document.getElementById("desk-here");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");

async function sayHere() {
  if (document.hidden) {
    return; // a forgotten tab is not somebody at work
  }
  try {
    const response = await fetch(hint.dataset.url, {
      method: "POST",
      headers: { "X-CSRFToken": token.value },
    });
    if (!response.ok) {
      return;
    }
    const { others } = await response.json();
    if (hint.textContent !== others) {
      hint.textContent = others;
    }
    hint.hidden = !others;
  } catch {
    // Only a hint: without a connection the next minute tries again.
  }
}

if (hint && token) {
  setInterval(sayHere, MINUTE);
  document.addEventListener("visibilitychange", sayHere);
}
