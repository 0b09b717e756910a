// The join code field: show what is typed as the server will read it, and take the code out of a
// pasted link. The server does the same, so nothing depends on this.

const CODE_IN_LINK = /\/join\/([^/?#\s]+)/i;

for (const field of document.querySelectorAll("input.code-input")) {
  if (!(field instanceof HTMLInputElement)) continue;
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    const found = CODE_IN_LINK.exec(text)?.[1];
    if (!found) return;
    event.preventDefault();
    field.value = found.toUpperCase();
  });
}

export {};
