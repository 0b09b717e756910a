// Plain forms: go to the list of errors when there is one, say that cookies are blocked, and send
// a form once.

const AGAIN_MS = 8000;

const errors = document.getElementById("errors");
if (errors) {
  document.title = `! ${document.title}`;
  errors.focus();
}

// Said before anybody fills in a form that cannot be sent.
const blocked = document.getElementById("no-cookies");
if (blocked && !navigator.cookieEnabled) {
  blocked.hidden = false;
  blocked.textContent = blocked.dataset.say ?? "";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, AGAIN_MS); // an answer that never came
});

// Back by the history: the page is shown as it was left, so the form must be usable again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

export {};
