// Focus goes where work goes on: never by what arrives, only after the reader's own act.

/**
 * Focus what the selector finds once the page is drawn.
 * @param {string} selector
 */
export function focusSoon(selector) {
  requestAnimationFrame(() => {
    /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
  });
}
