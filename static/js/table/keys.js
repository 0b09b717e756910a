// Single-letter shortcuts, with a switch to turn them off (WCAG 2.1.4), and their list.

import { signal } from "@preact/signals";
import { html, kept } from "../dom.js";
import { Dialog } from "../elements/dialog.js";
import { t } from "../i18n.js";
import { byPromise } from "./sheet.js";

const on = signal(kept.get("keys", true));

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

/**
 * Listen for shortcuts; they never act while somebody types or a dialog is open.
 * @param {import("./model.js").Table} table
 */
export function listenForKeys(table) {
  document.addEventListener("keydown", (event) => {
    if (!on.value || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
      return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    if (press(table, event.key)) event.preventDefault();
  });
}

/** @param {string} selector focus what it finds once the panel is drawn */
function focusSoon(selector) {
  requestAnimationFrame(() => {
    /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
  });
}

/**
 * @param {import("./model.js").Table} table
 * @param {number} step
 */
function move(table, step) {
  const all = byPromise(table.proposals.peek());
  const at = all.findIndex((p) => p.id === table.selected.peek()?.id);
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  if (next) {
    table.select(next.id);
    focusSoon(`#p-${CSS.escape(next.id)} .number`);
  }
}

/**
 * @param {import("./model.js").Table} table
 * @param {string} key
 */
function press(table, key) {
  switch (key) {
    case "t":
      table.go("text");
      focusSoon(".panel.text .fold");
      return true;
    case "p":
      table.go("proposals");
      focusSoon(".card.on-show .number");
      return true;
    case "j":
      move(table, 1);
      return true;
    case "k":
      move(table, -1);
      return true;
    case "b":
      table.panel.value = "proposals";
      table.building.value = !table.building.value;
      focusSoon(".builder .toggle");
      return true;
    case "m":
      table.go("mandate");
      focusSoon(".panel.mandate summary");
      return true;
    case "c":
      table.go("talk");
      focusSoon(".composer textarea");
      return true;
    case "o":
      table.go("room");
      focusSoon(".agenda button");
      return true;
    case "r":
      /** @type {HTMLElement | null} */ (document.querySelector("#ready"))?.click();
      return true;
    case "h":
      table.go("talk");
      table.channel.value = "facilitator";
      focusSoon(".composer textarea");
      return true;
    case "?":
      table.dialog.value = { kind: "keys" };
      return true;
    default:
      return false;
  }
}

/** @param {{onClose: () => void}} props */
export function KeysDialog({ onClose }) {
  return html`<${Dialog} title=${t("Keyboard shortcuts")} onClose=${onClose}>
    <label class="check"><input type="checkbox" checked=${on.value} onChange=${() => {
      on.value = !on.value;
      kept.set("keys", on.value ? undefined : false);
    }} /> ${t("Single-letter shortcuts")}</label>
    <table class="keys"><tbody>${LIST().map(([key, what]) => html`<tr key=${key}><th scope="row"><kbd>${key}</kbd></th><td>${what}</td></tr>`)}</tbody></table>
    <p class="note">${t("Enter sends a message, Shift+Enter breaks the line.")}</p>
  </${Dialog}>`;
}
