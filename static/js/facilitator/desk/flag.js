// A mark on a message or a proposal, with a note for the debrief; and the list of a table's marks.

import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { names } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { Dialog } from "../../elements/dialog.js";
import { timeOfDay } from "../../format.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";

/** @typedef {"message" | "proposal"} Kind */
/** @typedef {(name: string, body: object) => unknown} Give */

/** @param {{kind: Kind, id: string, give?: Give}} props without `give`, for a guest, there is none */
export function FlagButton(props) {
  return props.give ? html`<${Marking} ...${props} />` : null;
}

/** @param {{kind: Kind, id: string, give: Give}} props */
function Marking({ kind, id, give }) {
  const mark = useStore().get(`flag/${kind}/${id}`);
  const [open, setOpen] = useState(false);
  const [note, write] = useState("");
  const begin = () => {
    write(mark?.note ?? "");
    setOpen(true);
  };
  const keep = () => {
    give("flag", { kind, ref: id, note: note.trim() });
    setOpen(false);
  };
  return html`<button type="button" class="plain marking" aria-pressed=${mark ? "true" : "false"} onClick=${begin}
      title=${mark?.note || t("Flag for the debrief; only facilitators see it")}>${mark ? "⚑" : "⚐"} ${mark ? t("Flagged") : t("Flag")}</button>
    ${mark?.note && html`<span class="flag-note">${mark.note}</span>`}
    ${
      open &&
      html`<${Dialog} title=${t("Flag for the debrief")} onClose=${() => setOpen(false)} actions=${html`
        <button type="button" onClick=${() => setOpen(false)}>${t("Cancel")}</button>
        ${
          mark &&
          html`<button type="button" onClick=${() => {
            give("unflag", { kind, ref: id });
            setOpen(false);
          }}>${t("Take the flag away")}</button>`
        }
        <button type="button" class="primary" onClick=${keep}>${t("Keep the flag")}</button>`}>
        <p class="note">${t("Only facilitators and their assistants see flags and notes.")}</p>
        <label>${t("Note")}<textarea rows="3" maxlength=${limits.text} autofocus value=${note} onInput=${(/** @type {any} */ e) => write(e.currentTarget.value)}></textarea></label>
      </${Dialog}>`
    }`;
}

/** @param {{give: Give}} props */
export function Flags({ give }) {
  const store = useStore();
  const marks = store.all("flag").sort((a, b) => b.at - a.at);
  if (marks.length === 0)
    return html`<section class="pane"><p class="note">${t("Nothing is flagged. Flag messages and proposals that you want to come back to in the debrief.")}</p></section>`;
  return html`<section class="pane"><ol class="said">${marks.map(
    (
      mark,
    ) => html`<li key=${mark.kind + mark.ref}><time>${timeOfDay(mark.at)}</time> <span class="note"><bdi>${mark.by}</bdi></span>
    <p>${whatText(store, mark)}</p><${FlagButton} kind=${mark.kind} id=${mark.ref} give=${give} /></li>`,
  )}</ol></section>`;
}

/**
 * @param {import("../../store.js").Store} store
 * @param {{kind: Kind, ref: string}} mark
 */
function whatText(store, { kind, ref }) {
  if (kind === "message") {
    const said = store.get(`message/${ref}`);
    const who = said?.by ? names(store, [said.by]) : t("Facilitator");
    return said ? `${who}: ${said.text}` : ref;
  }
  const p = store.get(`proposal/${ref}`);
  return p
    ? t("{n} by {who}", { n: p.label, who: names(store, [p.by]) })
    : t("A proposal that was undone");
}
