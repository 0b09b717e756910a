// A private word from the wall: to a table, one of its delegations or one delegate.

import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Dialog } from "../../elements/dialog.js";
import { isolated, t } from "../../i18n.js";
import { limits } from "../../limits.js";

/**
 * @param {{table: import("./glance.js").Glance, give: (name: string, body: object) => void,
 *   onClose: () => void}} props
 */
export function Word({ table, give, onClose }) {
  const [to, choose] = useState("");
  const [text, write] = useState("");
  const ready = text.trim() !== "";
  const send = () => {
    if (!ready) return;
    if (to === "") give("announce", { text: text.trim() });
    else give("message", { to, text: text.trim() });
    onClose();
  };
  return html`<${Dialog} title=${t("A word to table {n}", { n: table.table })} onClose=${onClose} actions=${html`
    <button type="button" onClick=${onClose}>${t("Cancel")}</button>
    <button type="button" class="primary" aria-disabled=${ready ? undefined : "true"} onClick=${send}>${t("Send")}</button>`}>
    <label>${t("To")}<select value=${to} onChange=${(/** @type {any} */ e) => choose(e.currentTarget.value)}>
      <option value="">${t("the whole table")}</option>
      ${Object.entries(table.seats).map(
        ([id, s]) => html`<option key=${id} value=${id}>${s.short}</option>
        ${s.delegates?.map((d) => html`<option key=${d.person} value=${d.person}>${`\u00a0\u00a0${isolated(d.name)} (${s.code})`}</option>`)}`,
      )}</select></label>
    <label>${t("Text")}<textarea rows="4" maxlength=${limits.text} autofocus value=${text}
      onInput=${(/** @type {any} */ e) => write(e.currentTarget.value)}></textarea></label>
  </${Dialog}>`;
}
