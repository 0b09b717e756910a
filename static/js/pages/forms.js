// Plain forms: go to the list of errors when there is one, say that cookies are blocked, send a form
// once, and leave nothing of somebody who gives a shared computer to the next.

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
  if ("forgets" in form.dataset) forget();
  setTimeout(() => delete form.dataset.sent, AGAIN_MS); // an answer that never came
});

/** What a table keeps in this browser: drafts, what was read, how far the guide came. */
function forget() {
  try {
    const ours = Object.keys(localStorage).filter((key) => key.startsWith("sixparty:"));
    for (const key of ours) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

// Back by the history: the page is shown as it was left, so the form must be usable again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

export {};
