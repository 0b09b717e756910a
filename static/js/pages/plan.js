// The time plan: the length of each round and of all of them, while numbers are typed.

import { useCatalogue } from "../i18n.js";
import { lengthWords } from "../length.js";

const plan = document.querySelector("[data-plan]");
const total = document.querySelector("[data-plan-length]");
const words = document.getElementById("plan-words");
if (words) useCatalogue(JSON.parse(words.textContent ?? "{}"), document.documentElement.lang);

/** @param {Element} within */
function minutes(within) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    within.querySelectorAll("[data-minutes]")
  );
  return [...fields].reduce((sum, field) => sum + Math.max(0, Math.floor(+field.value || 0)), 0);
}

function count() {
  if (!plan || !total) return;
  for (const round of plan.children) {
    const place = round.querySelector("[data-round-minutes]");
    if (place) place.textContent = lengthWords(minutes(round));
  }
  const said = lengthWords(minutes(plan));
  if (total.textContent !== said) total.textContent = said;
}

plan?.addEventListener("input", count);
// Enter in a field must not press the first button, which would move a round.
plan?.addEventListener("keydown", (event) => {
  const { key, target } = /** @type {KeyboardEvent} */ (event);
  if (key === "Enter" && target instanceof HTMLInputElement && target.type !== "checkbox")
    event.preventDefault();
});
