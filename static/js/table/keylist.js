// The list of shortcuts and the switch to turn single letters off.

import { html, kept } from "../dom.js";
import { Dialog } from "../elements/dialog.js";
import { t } from "../i18n.js";
import { on } from "./keys.js";
import { useTable } from "./model.js";

/** @returns {[string, string][]} */
const LIST = () => [
  ["t", t("negotiating text")],
  ["p", t("proposals: the selected one")],
  ["j / k", t("next, previous proposal")],
  ["b", t("build a package")],
  ["m", t("my mandate")],
  ["c", t("channels: write a message")],
  ["o", t("the room")],
  ["r", t("ready, or not")],
  ["h", t("ask the facilitator")],
  ["?", t("this list")],
  ["Esc", t("close")],
];

/** @param {{onClose: () => void}} props */
export function KeysDialog({ onClose }) {
  const table = useTable();
  return html`<${Dialog} title=${t("Keyboard shortcuts")} onClose=${onClose}>
    <label class="check"><input type="checkbox" checked=${on.value} onChange=${() => {
      on.value = !on.value;
      kept.set("keys", on.value ? undefined : false);
    }} /> ${t("Single-letter shortcuts")}</label>
    <table class="keys"><tbody>${LIST()
      .filter(([key]) => key !== "h" || !table.boot.solo)
      .map(
        ([key, what]) =>
          html`<tr key=${key}><th scope="row"><kbd>${key}</kbd></th><td>${what}</td></tr>`,
      )}</tbody></table>
    <p class="note">${t("Enter sends a message, Shift+Enter breaks the line.")}</p>
  </${Dialog}>`;
}
