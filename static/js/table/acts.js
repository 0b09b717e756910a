// What I can do with a proposal: the sensible act first, the others beside it, each with its reason
// when it is off.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { Confirm } from "../elements/dialog.js";
import { againstWalkAway } from "../elements/worth.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";
import { CommandButton, Refused } from "./parts.js";
import { actsFor } from "./sheet.js";

/** @typedef {import("../entities").Proposal} Proposal */
/** @typedef {import("./sheet.js").Act} Act */

/** @type {Record<Act, string>} */
const COMMANDS = {
  accept: "take_stance",
  reject: "take_stance",
  reserve: "take_stance",
  amend: "amend_proposal",
  reuse: "table_proposal",
  withdraw: "withdraw_proposal",
  cosponsor: "cosponsor",
  break: "break_silence",
};

/**
 * @param {Act} act
 * @param {boolean} bad
 */
function label(act, bad) {
  switch (act) {
    case "accept":
      return bad ? t("Accept anyway…") : t("Accept");
    case "reject":
      return t("Reject…");
    case "reserve":
      return t("Reserve");
    case "amend":
      return t("Amend…");
    case "reuse":
      return t("Use as a start…");
    case "withdraw":
      return t("Withdraw");
    case "cosponsor":
      return t("Co-sponsor");
    case "break":
      return t("Break silence…");
  }
}

/** @param {{proposal: Proposal}} props */
export function Acts({ proposal }) {
  const table = useTable();
  const [asking, ask] = useState(/** @type {Act | null} */ (null));
  const bad = table.isBad(proposal);
  const { primary, others } = actsFor(proposal, {
    me: table.mine.value,
    party: table.party.value,
    bad,
    open: table.open.value,
  });
  const place = `proposal/${proposal.id}`;
  const proposal_id = proposal.id;
  /** @param {Act} act */
  const start = (act) => {
    if (act === "amend") table.build({ package: { ...proposal.package }, amends: proposal.id });
    else if (act === "reuse") table.build({ package: { ...proposal.package } });
    else if (act === "reject" || act === "break" || act === "withdraw" || (act === "accept" && bad))
      ask(act);
    else if (act === "cosponsor") table.give("cosponsor", { proposal_id }, place);
    else table.give("take_stance", { proposal_id, stance: act, reason: "" }, place);
  };
  if (primary === null && others.length === 0) return html`<${Refused} place=${place} />`;
  const mine = proposal.stances[table.mine.value]?.stance;
  return html`<div class="acts">
    ${primary && html`<${CommandButton} command=${COMMANDS[primary]} class="primary" onClick=${() => start(primary)}>${label(primary, bad)}</${CommandButton}>`}
    ${others.map((act) => html`<${CommandButton} key=${act} command=${COMMANDS[act]} onClick=${() => start(act)}>${label(act, bad)}</${CommandButton}>`)}
    ${mine === "accept" && html`<span class="note yours">✓ ${t("You accept this.")}</span>`}
  </div>
  <${Refused} place=${place} />
  ${(asking === "reject" || asking === "break") && html`<${Reason} proposal=${proposal} act=${asking} done=${() => ask(null)} />`}
  ${
    asking === "withdraw" &&
    html`<${Confirm} title=${t("Withdraw P{n}?", { n: proposal.number })} yes=${t("Withdraw")} danger
    onClose=${() => ask(null)} onYes=${() => table.give("withdraw_proposal", { proposal_id }, place)}>
    <p>${t("It leaves the table and stays on the record.")}</p></${Confirm}>`
  }
  ${
    asking === "accept" &&
    html`<${Confirm} title=${t("Accept P{n} anyway?", { n: proposal.number })} yes=${t("Accept anyway")} danger
    onClose=${() => ask(null)} onYes=${() => table.give("take_stance", { proposal_id, stance: "accept", reason: "" }, place)}>
    <${Warnings} proposal=${proposal} /></${Confirm}>`
  }`;
}

/** @param {{proposal: Proposal}} props why a package is bad for me, in words */
function Warnings({ proposal }) {
  const mandate = useTable().mandate.value;
  if (mandate === undefined) return null;
  const below = proposal.worth !== null && proposal.worth < mandate.reservation;
  return html`${below && html`<p>${t("This package is {gap}. Without an agreement here your delegation does better.", { gap: againstWalkAway(/** @type {number} */ (proposal.worth), mandate) })}</p>`}
    ${proposal.red_lines.map((line) => html`<p key=${line.issue} class="warn-line">${t("Crosses your red line: {why}", { why: line.why })}</p>`)}`;
}

/** @param {{proposal: Proposal, act: "reject" | "break", done: () => void}} props */
function Reason({ proposal, act, done }) {
  const table = useTable();
  const place = `proposal/${proposal.id}`;
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
    <textarea id=${id} rows="2" maxlength="4000" required=${act === "reject"} autofocus value=${draft}
      onInput=${(/** @type {any} */ e) => {
        draft.value = e.currentTarget.value;
      }}></textarea>
    <div class="acts">
      <button class="primary">${act === "break" ? t("Break silence") : t("Reject")}</button>
      <button type="button" onClick=${done}>${t("Cancel")}</button>
    </div>
  </form>`;
}
