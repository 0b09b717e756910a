// On pages drawn by a script: say so when the browser knows modules but not import maps (spring
// 2023), or when the page's own module did not start. What is shown stands in the HTML already.

const PATIENCE_MS = 12_000;

/** @param {string} id */
function show(id) {
  const notice = document.getElementById(id);
  // The page was drawn over it: all is well. Or it has started and says itself what it waits for.
  if (!notice || document.getElementById("no-text")?.hidden === false) return;
  notice.hidden = false;
  const waiting = document.getElementById("waiting");
  if (waiting) waiting.hidden = true;
}

if (!HTMLScriptElement.supports?.("importmap")) show("unsupported");
else setTimeout(() => show("failed"), PATIENCE_MS);

export {};
