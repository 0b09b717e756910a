// The second click of a double click gives no second command: a hand used to double clicking would
// otherwise table, sign or fire twice, or answer a question that has only just appeared.

const BUTTONS = "button.primary, button.danger, form button:not([type=button])";

/** @param {MouseEvent} event */
function stop(event) {
  // The keyboard and assistive tools press with 0, a single click counts 1.
  if (event.detail < 2 || !(event.target instanceof Element)) return;
  if (event.target.closest(BUTTONS) === null) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Listen on the whole page, before any button hears of the click. */
export function clickOnce() {
  document.addEventListener("click", stop, { capture: true });
}
