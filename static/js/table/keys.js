// Single-letter shortcuts; keylist.js lists them and has the switch to turn them off (WCAG 2.1.4).

import { signal } from "@preact/signals";
import { kept } from "../dom.js";
import { focusSoon } from "./focus.js";
import { isLive } from "./proposals/worths.js";

/** Whether single letters do anything. */
export const on = signal(kept.get("keys", true));

/**
 * Listen for shortcuts; they never act while somebody types or a dialog is open.
 * @param {import("./model.js").Table} table
 * @param {KeyboardEvent} [first] a key that was pressed before this was there
 */
export function listenForKeys(table, first) {
  const hear = (/** @type {KeyboardEvent} */ event) => {
    if (!on.value || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
      return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    if (press(table, event.key)) event.preventDefault();
  };
  document.addEventListener("keydown", hear);
  if (first) hear(first);
}

/**
 * @param {import("./model.js").Table} table
 * @param {number} step
 */
function move(table, step) {
  const all = table.laid.cards.peek().filter(isLive);
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
      if (table.boot.solo) return false;
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
