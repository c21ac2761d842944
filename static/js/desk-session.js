// Signing in again on the page where something was typed: before a form is sent, and when a script
// of the page is told that the session has ended.

const me = document.querySelector("meta[name=desk-user]");
const JSON_ONLY = { Accept: "application/json" };
const NOT_OURS = new Set(["logout-form", "desk-sign-in-form"]);

function takeToken(token) {
  if (!token) return;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
}

async function ask(address, fields) {
  const sent = fields && { method: "POST", body: new URLSearchParams(fields) };
  const response = await fetch(address, { headers: JSON_ONLY, cache: "no-store", ...sent });
  const said = await response.json();
  takeToken(said.token);
  return said;
}

const session = () => ask(me.dataset.session);

// -- the dialog ------------------------------------------------------------------------------------

function make(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

function field(label, properties) {
  const input = make("input", { id: `desk-sign-in-${properties.name}`, ...properties });
  return [make("p", {}, make("label", { htmlFor: input.id, textContent: label }), input), input];
}

let asking = null; // the promise of the dialog that is open

// Resolves to whether the person is signed in now, or goes on as they are.
function signIn(words, other) {
  asking ??= new Promise((resolve) => show(words, other, resolve)).finally(() => {
    asking = null;
  });
  return asking;
}

function show(words, other, resolve) {
  const [nameRow, name] = field("Username", { name: "username", value: me.dataset.name, autocomplete: "username", required: true });
  const [passwordRow, password] = field("Password", { name: "password", type: "password", autocomplete: "current-password", required: true });
  const [codeRow, code] = field("Code of your app, or a recovery code", { name: "code", autocomplete: "one-time-code", disabled: true });
  codeRow.hidden = true;
  const wrong = make("p", { className: "errornote", hidden: true });
  wrong.setAttribute("role", "alert");
  const later = make("button", { type: "button", className: "button", textContent: "Not now" });
  const buttons = make("p", { className: "desk-buttons" }, make("button", { className: "button default", textContent: "Sign in" }), later);
  const form = make(
    "form", { id: "desk-sign-in-form" },
    make("h2", { id: "desk-sign-in-heading", textContent: "Sign in again" }),
    make("p", { textContent: words }), wrong, nameRow, passwordRow, codeRow, buttons,
  );
  const dialog = make("dialog", { className: "desk-dialog" }, form);
  dialog.setAttribute("aria-labelledby", "desk-sign-in-heading");
  let done = false;
  const close = (result) => {
    done = result;
    dialog.close();
  };
  if (other) {
    const go = make("button", { type: "button", className: "button", textContent: `Go on as ${other}` });
    go.addEventListener("click", () => close(true));
    buttons.append(go);
  }
  later.addEventListener("click", () => close(false));
  dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(done);
  });
  const say = (errors) => {
    wrong.textContent = errors.join(" ");
    wrong.hidden = !errors.length;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { token } = await session();
      const coded = !codeRow.hidden;
      const fields = coded ? { code: code.value } : { username: name.value, password: password.value };
      const said = await ask(coded ? me.dataset.code : me.dataset.login, { ...fields, csrfmiddlewaretoken: token });
      if (said.signed_in) return close(true);
      const forCode = said.code || (coded && !said.again);
      codeRow.hidden = code.disabled = !forCode;
      nameRow.hidden = name.disabled = passwordRow.hidden = password.disabled = forCode;
      say(said.errors ?? []);
      (forCode ? code : password).focus();
    } catch {
      say(["The server could not be reached. Try again in a moment."]);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  password.focus();
}

function tell(words) {
  const close = make("button", { className: "button default", textContent: "Close" });
  const dialog = make("dialog", { className: "desk-dialog" }, make("form", { method: "dialog", id: "desk-sign-in-form" }, make("p", { textContent: words }), close));
  dialog.setAttribute("aria-label", "Not sent");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// -- before a form is sent -------------------------------------------------------------------------

async function mayBeSent() {
  try {
    const { user, name } = await session();
    if (user === me.content) return true;
    if (!user) return await signIn("Your session has ended. What you typed is still here, and is sent once you have signed in.");
    return await signIn(`${name} has signed in in this browser since you opened this page. What you typed is still here.`, name);
  } catch {
    tell("The server could not be reached, so nothing was sent. What you typed is still here.");
    return false;
  }
}

const checked = new WeakSet(); // forms whose sending was just allowed
const waiting = new WeakSet();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const byPost = form.getAttribute("method")?.toLowerCase() === "post";
  if (!me || event.defaultPrevented || !byPost || NOT_OURS.has(form.getAttribute("id"))) return;
  if (form.hasAttribute("hx-post") || checked.delete(form)) return;
  event.preventDefault();
  if (waiting.has(form)) return;
  waiting.add(form);
  const { submitter } = event;
  const allowed = await mayBeSent();
  waiting.delete(form);
  if (!allowed) return;
  checked.add(form);
  HTMLFormElement.prototype.requestSubmit.call(form, submitter?.isConnected ? submitter : null);
  checked.delete(form); // when the browser itself refused, the next try asks again
});

// -- when a script is told so ----------------------------------------------------------------------

const ENDED = "Your session has ended. What you typed is still here. Sign in, then go on.";

document.addEventListener("htmx:responseError", async (event) => {
  const { xhr, elt, requestConfig } = event.detail;
  if (!me || (xhr.status !== 401 && xhr.status !== 403)) return;
  event.stopImmediatePropagation();
  // 403: the token of an earlier session; the person may have signed in again elsewhere.
  const here = xhr.status === 403 && (await session()).user === me.content;
  const again = here || (await signIn(ENDED));
  if (again && requestConfig.verb === "post" && elt.isConnected && elt.localName === "form") {
    HTMLFormElement.prototype.requestSubmit.call(elt);
  }
}, { capture: true });

// The admin's lists of suggestions ask by jQuery, which would show an empty list.
if (me && window.django?.jQuery) {
  window.django.jQuery(document).on("ajaxError", (event, xhr) => {
    if (xhr.status === 401) signIn(ENDED);
  });
}
