// Shortcuts of the wall: single letters, never while somebody types, listed by "?".

import { useEffect } from "preact/hooks";
import { html, kept } from "../../dom.js";
import { Dialog } from "../../elements/dialog.js";
import { t } from "../../i18n.js";
import { on } from "../../table/keys.js";

/** @typedef {"" | "keys" | "search" | "records"} Shown */

/** Letter -> the button of the control bar that it presses. */
const PRESSES = { p: "pause", r: "resume", b: "broadcast", s: "safe", e: "extend" };

/** @type {Record<string, Shown>} */
const OPENS = { "?": "keys", "/": "search", l: "records" };

/**
 * @param {(what: Shown) => void} show
 * @param {() => void} clear nothing is chosen any more
 */
export function useWallKeys(show, clear) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
      if (!on.value || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      const target = /** @type {HTMLElement} */ (event.target);
      const typing = target.closest("input:not([type=checkbox]), textarea, select, dialog");
      if (typing || document.querySelector("dialog[open]")) return;
      if (act(event.key, show, clear)) event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
}

/**
 * @param {string} key
 * @param {(what: Shown) => void} show
 * @param {() => void} clear
 */
function act(key, show, clear) {
  const focus = (/** @type {string} */ selector) =>
    /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
  if (key in OPENS) {
    const what = OPENS[key];
    // Search and records are not there while the wall is safe to project.
    if (what !== "keys" && !document.querySelector(`.control [data-act=${what}]`)) return false;
    show(what);
  } else if (key in PRESSES) {
    const name = PRESSES[/** @type {keyof typeof PRESSES} */ (key)];
    const button = document.querySelector(`.control [data-act=${name}]`);
    if (button === null) return false;
    /** @type {HTMLElement} */ (button).click();
  } else if (key === "n") focus("#needs");
  else if (key === "t") focus(".wc h2 a");
  else if (key === "x") clear();
  else return false;
  return true;
}

/** @returns {[string, string][]} */
const LIST = () => [
  ["p", t("pause the tables the bar is for")],
  ["r", t("resume them, exactly where they stood")],
  ["e", t("one minute more")],
  ["b", t("broadcast")],
  ["n", t("to what needs you")],
  ["t", t("to the first table")],
  ["x", t("choose no table: the bar is for all again")],
  ["/", t("search in all messages")],
  ["l", t("records: who did what")],
  ["s", t("safe to project, or not")],
  ["?", t("this list")],
];

/** @param {{onClose: () => void}} props */
export function WallKeys({ onClose }) {
  return html`<${Dialog} title=${t("Keyboard shortcuts")} onClose=${onClose}>
    <label class="check"><input type="checkbox" checked=${on.value} onChange=${() => {
      on.value = !on.value;
      kept.set("keys", on.value ? undefined : false);
    }} /> ${t("Single-letter shortcuts")}</label>
    <table class="keys"><tbody>${LIST().map(([key, what]) => html`<tr key=${key}><th scope="row"><kbd>${key}</kbd></th><td>${what}</td></tr>`)}</tbody></table>
  </${Dialog}>`;
}
