// The form for a reason, under the buttons of the card it belongs to; it stays until it is closed.

import { html } from "../../dom.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";

/** @typedef {import("../../entities").Proposal} Proposal */

/** @param {{proposal: Proposal, seen: Proposal, act: "reject" | "break", place: string, done: () => void}} props */
export function Reason({ proposal, seen, act, place, done }) {
  const table = useTable();
  const draft = table.drafts.of(`reason:${proposal.id}`, "");
  const breaks = act === "break";
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const reason = draft.value.trim();
    const meant = breaks
      ? { name: "break_silence", more: { reason }, label: t("Break silence") }
      : { name: "take_stance", more: { stance: "reject", reason }, label: t("Reject") };
    if (!(await table.act(meant, seen, place))) return;
    draft.value = "";
    done();
  };
  const id = `reason-${proposal.id}`;
  return html`<form class="reason" onSubmit=${send}>
    <label for=${id}>${breaks ? t("Why you break silence (all parties read it)") : t("Why you reject (all parties read it)")}</label>
    <textarea id=${id} rows="2" maxlength=${limits.text} required=${!breaks} autofocus value=${draft}
      onInput=${(/** @type {any} */ e) => {
        draft.value = e.currentTarget.value;
      }}></textarea>
    <div class="acts">
      <button class="primary">${breaks ? t("Break silence") : t("Reject")}</button>
      <button type="button" onClick=${done}>${t("Cancel")}</button>
    </div>
  </form>`;
}
