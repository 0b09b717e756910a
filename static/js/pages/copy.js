// Copy buttons: <button data-copy="#where" data-copied="Copied" hidden>. Shown only where copying
// works; without this script the text is there to be selected.

import { write } from "../clipboard.js";

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  const label = button.textContent ?? "";
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy ?? "");
    const text = source?.textContent?.trim() ?? "";
    if (!text || !(await write(text))) return;
    button.textContent = button.dataset.copied ?? label;
    button.focus();
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}
