// Folds of a form say their present setting while they are closed: it follows what is chosen inside.

document.addEventListener("change", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
  const said = /** @type {HTMLElement | null} */ (
    document.querySelector(`[data-now="${CSS.escape(field.name)}"]`)
  );
  if (said === null) return;
  if (field instanceof HTMLSelectElement) said.textContent = field.selectedOptions[0]?.text ?? "";
  else if (field.type === "checkbox")
    said.textContent = (field.checked ? said.dataset.on : said.dataset.off) ?? "";
  else said.textContent = field.value;
});

export {};
