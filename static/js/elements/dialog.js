// A modal dialog on the browser's own <dialog>: Esc closes, focus stays inside and goes back after.

import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { html } from "../dom.js";
import { t } from "../i18n.js";

/** What a page shows over everything: a modal dialog covers the page, so it shows it too. */
export const Beside = createContext(/** @type {(() => any) | null} */ (null));

/**
 * @param {{title: string, onClose: () => void, children?: unknown, actions?: unknown}} props
 *   `actions` are buttons; the safe one first, it gets the focus
 */
export function Dialog({ title, onClose, children, actions }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const over = useContext(Beside);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return html`<dialog class="dialog" ref=${box} aria-label=${title} onClose=${onClose}>
    <header><h2>${title}</h2>
      <button type="button" class="plain" onClick=${() => box.current?.close()} aria-label=${t("Close")}>✕</button>
    </header>
    <div class="inside">${children}</div>
    ${over && html`<${over} />`}
    ${actions && html`<footer>${actions}</footer>`}
  </dialog>`;
}

/**
 * Ask before something that is hard to undo; the safe answer has the focus.
 * @param {{title: string, children?: unknown, yes: string, no?: string, danger?: boolean,
 *   off?: string, onYes: () => void, onClose: () => void}} props `off`: why it can no longer be done
 */
export function Confirm({ title, children, yes, no, danger, off, onYes, onClose }) {
  const answer = () => {
    if (off) return;
    onClose();
    onYes();
  };
  return html`<${Dialog} title=${title} onClose=${onClose} actions=${html`
    <button type="button" autofocus onClick=${onClose}>${no ?? t("Cancel")}</button>
    <button type="button" class=${danger ? "danger" : "primary"} aria-disabled=${off ? "true" : undefined} onClick=${answer}>${yes}</button>`}>${off && html`<p class="warn-line">${off}</p>`}${children}</${Dialog}>`;
}
