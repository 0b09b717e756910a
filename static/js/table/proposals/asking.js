// What is asked before an act: a reason, or whether it is really meant.

import { html } from "../../dom.js";
import { Confirm } from "../../elements/dialog.js";
import { againstWalkAway } from "../../elements/worth.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";

/** @typedef {import("../../entities").Proposal} Proposal */

/**
 * @param {{proposal: Proposal, act: import("./worths.js").Act, place: string, done: () => void}} props
 *   `place` is where a refusal is shown
 */
export function Asking({ proposal, act, place, done }) {
  const table = useTable();
  const proposal_id = proposal.id;
  const n = proposal.label;
  if (act === "reject" || act === "break") {
    return html`<${Reason} proposal=${proposal} act=${act} place=${place} done=${done} />`;
  }
  if (act === "withdraw") {
    return html`<${Confirm} title=${t("Withdraw {n}?", { n })} yes=${t("Withdraw")} danger onClose=${done}
      onYes=${() => table.give("withdraw_proposal", { proposal_id }, place)}>
      <p>${t("It leaves the table and stays on the record.")}</p></${Confirm}>`;
  }
  return html`<${Confirm} title=${t("Accept {n} anyway?", { n })} yes=${t("Accept anyway")} danger onClose=${done}
    onYes=${() => table.give("take_stance", { proposal_id, stance: "accept", reason: "" }, place)}>
    <${Warnings} proposal=${proposal} /></${Confirm}>`;
}

/** @param {{proposal: Proposal}} props why a package is bad for me, in words */
function Warnings({ proposal }) {
  const { mandate: own, talks } = useTable();
  const mandate = own.value;
  if (mandate === undefined) return null;
  const asks = talks.value?.policies.capital_approval === true && proposal.red_lines.length > 0;
  const below = proposal.worth !== null && proposal.worth < mandate.reservation;
  return html`${below && html`<p>${t("This package is {gap}. Without an agreement here your delegation does better.", { gap: againstWalkAway(/** @type {number} */ (proposal.worth), mandate) })}</p>`}
    ${proposal.red_lines.map((line) => html`<p key=${line.issue} class="warn-line">${t("Crosses your red line: {why}", { why: line.why })}</p>`)}
    ${asks && html`<p><b>${t("Your capital is asked first; until it answers, nobody knows that you would accept.")}</b></p>`}`;
}

/** @param {{proposal: Proposal, act: "reject" | "break", place: string, done: () => void}} props */
function Reason({ proposal, act, place, done }) {
  const table = useTable();
  const draft = table.drafts.of(`reason:${proposal.id}`, "");
  const proposal_id = proposal.id;
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const reason = draft.value.trim();
    const accepted =
      act === "break"
        ? await table.give("break_silence", { proposal_id, reason }, place)
        : await table.give("take_stance", { proposal_id, stance: "reject", reason }, place);
    if (!accepted) return;
    draft.value = "";
    done();
  };
  const id = `reason-${proposal.id}`;
  return html`<form class="reason" onSubmit=${send}>
    <label for=${id}>${act === "break" ? t("Why you break silence (all parties read it)") : t("Why you reject (all parties read it)")}</label>
    <textarea id=${id} rows="2" maxlength=${limits.text} required=${act === "reject"} autofocus value=${draft}
      onInput=${(/** @type {any} */ e) => {
        draft.value = e.currentTarget.value;
      }}></textarea>
    <div class="acts">
      <button class="primary">${act === "break" ? t("Break silence") : t("Reject")}</button>
      <button type="button" onClick=${done}>${t("Cancel")}</button>
    </div>
  </form>`;
}
