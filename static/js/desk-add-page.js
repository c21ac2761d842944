// “Add this page”: a file that is dropped, a page that the bookmarklet sends, and a passage that is
// selected in the text. Without this file one chooses the file, and pastes the passage.

const form = document.getElementById("read-page");

if (form) {
  const drop = document.getElementById("page-drop");
  const file = form.elements.namedItem("file");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
  });

  const link = document.getElementById("bookmarklet");
  const desk = JSON.stringify(location.origin);
  const path = JSON.stringify(link.dataset.path);
  // The window that it opens says when it is ready; only then, and only to the desk, the page is
  // sent. It fills a form in: nothing is stored before a person sends that.
  link.href =
    `javascript:(()=>{const d=${desk},w=open(d+${path});addEventListener("message",function f(e){` +
    `if(e.source===w&&e.origin===d&&e.data==="aftermath-ready"){removeEventListener("message",f);` +
    `w.postMessage({aftermath:1,url:location.href,html:document.documentElement.outerHTML},d)}})})()`;
  document.getElementById("page-bookmarklet").hidden = false;

  const empty = () => !form.elements.namedItem("html").value && !file.files.length;
  addEventListener("message", (event) => {
    const sent = event.data;
    if (event.source !== window.opener || !sent || sent.aftermath !== 1 || !empty()) return;
    form.elements.namedItem("address").value = String(sent.url).slice(0, 1000);
    form.elements.namedItem("html").value = String(sent.html);
    const came = document.getElementById("page-came");
    came.textContent = `${event.origin} sent the page that you were reading. Read it, or close this window: nothing is saved yet.`;
    came.hidden = false;
    form.querySelector("button[name=read]").focus();
  });
  if (window.opener) window.opener.postMessage("aftermath-ready", "*");
}

const panel = document.getElementById("add-page-form");

if (panel) {
  const text = panel.elements.namedItem("text");
  const button = document.getElementById("quote-selection");
  button.hidden = false;
  button.addEventListener("click", () => {
    const quote = panel.elements.namedItem("quote");
    const chosen = text.value.slice(text.selectionStart, text.selectionEnd).trim();
    if (chosen) quote.value = chosen;
    quote.focus();
  });
}
