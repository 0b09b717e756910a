// Record what was agreed face to face, or undo an agreement.

import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { useStore } from "../../elements/context.js";
import { Dialog } from "../../elements/dialog.js";
import { t } from "../../i18n.js";
import { WorthToAll } from "./proposals.js";

/** @typedef {import("../../entities").Forum} Forum */
/** @typedef {(name: string, body: object) => Promise<string[]>} Act */

/** @param {{forum: Forum, give: Act}} props */
export function Agreement({ forum, give }) {
  const store = useStore();
  const [open, setOpen] = useState("");
  const running = store.get("talks")?.state === "running";
  if (!running || forum.state === "closed") return null;
  const agreed = forum.state === "agreed";
  return html`<p>${
    agreed
      ? html`<button type="button" class="danger" onClick=${() => setOpen("void")}>${t("Void the agreement…")}</button>`
      : html`<button type="button" onClick=${() => setOpen("record")}>${t("Record an agreement made face to face…")}</button>`
  }</p>
  ${open === "record" && html`<${Record} forum=${forum} give=${give} onClose=${() => setOpen("")} />`}
  ${open === "void" && html`<${Void} forum=${forum} give=${give} onClose=${() => setOpen("")} />`}`;
}

/** @param {{forum: Forum, give: Act, onClose: () => void}} props */
function Record({ forum, give, onClose }) {
  const [chosen, choose] = useState(/** @type {Record<string, string>} */ ({ ...forum.settled }));
  const [refused, refuse] = useState("");
  const go = async () => {
    const sentences = await give("record_agreement", { forum: forum.id, package: chosen });
    if (sentences.length === 0) onClose();
    else refuse(sentences.join(" "));
  };
  return html`<${Dialog} title=${t("Record an agreement: {forum}", { forum: forum.title })} onClose=${onClose} actions=${html`
    <button type="button" onClick=${onClose}>${t("Cancel")}</button>
    <button type="button" class="primary" onClick=${go}>${t("Record it")}</button>`}>
    ${forum.issues?.map(
      (issue) => html`<label key=${issue.id}>${issue.title}
        <select value=${chosen[issue.id] ?? ""} onChange=${(/** @type {any} */ e) => {
          const option = e.currentTarget.value;
          choose((before) => {
            const next = { ...before, [issue.id]: option };
            if (option === "") delete next[issue.id];
            return next;
          });
        }}><option value="">${t("choose …")}</option>
        ${issue.options.map((o) => html`<option key=${o.id} value=${o.id}>${o.text}</option>`)}</select></label>`,
    )}
    <${WorthToAll} forum=${forum} chosen=${chosen} />
    ${refused && html`<p class="refused" role="alert">${refused}</p>`}
  </${Dialog}>`;
}

/** @param {{forum: Forum, give: Act, onClose: () => void}} props */
function Void({ forum, give, onClose }) {
  const [reason, setReason] = useState("");
  const go = async () => {
    await give("void_agreement", { forum: forum.id, reason });
    onClose();
  };
  return html`<${Dialog} title=${t("Void the agreement?")} onClose=${onClose} actions=${html`
    <button type="button" autofocus onClick=${onClose}>${t("Keep it")}</button>
    <button type="button" class="danger" onClick=${go}>${t("Void it")}</button>`}>
    <p>${t("Nothing is settled any more. Everybody at the table sees it; the log keeps both.")}</p>
    <label>${t("Reason")}<input value=${reason} maxlength="500" onInput=${(/** @type {any} */ e) => setReason(e.currentTarget.value)} /></label>
  </${Dialog}>`;
}
