// Copy buttons: <button data-copy="#where" data-copied="Copied" hidden>. Shown only where copying
// works; without this script the text is there to be selected.

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Plain http on a classroom network has no clipboard API; the old way still works there. @param {string} text */
function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  const label = button.textContent ?? "";
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy ?? "");
    const text = source?.textContent?.trim() ?? "";
    if (!text || !(await copy(text))) return;
    button.textContent = button.dataset.copied ?? label;
    button.focus();
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}
