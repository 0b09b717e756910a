// What I can do with a proposal: the sensible act first, the others beside it, each with its reason
// when it is off.

import { useState } from "preact/hooks";
import { html, later } from "../../dom.js";
import { Term } from "../../elements/term.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";
import { actsFor } from "./worths.js";

/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("./worths.js").Act} Act */

const Asking = later(() => import("./asking.js").then((m) => m.Asking));

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
  if (table.watches) return null;
  const mine = proposal.stances[table.mine.value]?.stance;
  return html`<div class="acts">
    ${primary && html`<${CommandButton} command=${COMMANDS[primary]} class="primary" onClick=${() => start(primary)}>${label(primary, bad)}</${CommandButton}>`}
    ${others.map((act) => html`<${CommandButton} key=${act} command=${COMMANDS[act]} onClick=${() => start(act)}>${label(act, bad)}</${CommandButton}>`)}
    ${[primary, ...others].includes("reserve") && html`<${Term} word="reserve" of=${t("Reserve")} />`}
    ${mine === "accept" && html`<span class="note yours">✓ ${t("You accept this.")}</span>`}
  </div>
  <${Refused} place=${place} />
  ${asking && html`<${Asking} proposal=${proposal} act=${asking} place=${place} done=${() => ask(null)} />`}`;
}
