// The switch between the system's colours, light and dark. The server renders the choice from a
// cookie, so the first paint is right; without this script the buttons send a form instead.

/** @typedef {"" | "light" | "dark"} Theme  "" follows the system */

const YEAR = 60 * 60 * 24 * 365;

/** The choice in force. @returns {Theme} */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "";
}

/** Change the page at once and remember it for the pages to come. @param {Theme} choice */
export function setTheme(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  const age = choice ? YEAR : 0;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax`;
  try {
    localStorage.setItem("theme", choice);
  } catch {
    // Storage may be forbidden; the cookie is enough.
  }
  for (const button of buttons())
    button.setAttribute("aria-pressed", String(button.value === choice));
}

/** @returns {HTMLButtonElement[]} */
function buttons() {
  return [...document.querySelectorAll("form.theme button")].filter(
    (b) => b instanceof HTMLButtonElement,
  );
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("form.theme")) return;
  if (!(event.submitter instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const value = event.submitter.value;
  setTheme(value === "light" || value === "dark" ? value : "");
});

// Another tab of this browser changed it.
addEventListener("storage", (event) => {
  if (event.key === "theme" && event.newValue !== null && event.newValue !== theme()) {
    setTheme(event.newValue === "light" || event.newValue === "dark" ? event.newValue : "");
  }
});
