// What is asked before an act on a proposal: whether it is really meant, and meant still.

import { html } from "../../dom.js";
import { Confirm, Dialog } from "../../elements/dialog.js";
import { againstWalkAway } from "../../elements/worth.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { Stake } from "./stake.js";
import { isLive, outlook } from "./worths.js";

/** @typedef {import("../../entities").Proposal} Proposal */

/**
 * @param {{seen: Proposal, act: "accept" | "withdraw", place: string, onClose: () => void}} props
 *   `seen` is the proposal as it stood when the reader pressed; `place` where a refusal is shown
 */
export function Asking({ seen, act, place, onClose }) {
  const table = useTable();
  const n = seen.label;
  const off = tooLate(table, seen);
  if (act === "withdraw") {
    return html`<${Confirm} title=${t("Withdraw {n}?", { n })} yes=${t("Withdraw")} danger off=${off} onClose=${onClose}
      onYes=${() => table.act({ name: "withdraw_proposal", label: t("Withdraw") }, seen, place)}>
      <p>${t("It leaves the table and stays on the record.")}</p></${Confirm}>`;
  }
  const meant = {
    name: "take_stance",
    more: { stance: "accept", reason: "" },
    label: t("Accept anyway"),
  };
  return html`<${Confirm} title=${t("Accept {n} anyway?", { n })} yes=${meant.label} danger off=${off} onClose=${onClose}
    onYes=${() => table.act(meant, seen, place)}>
    <${Warnings} proposal=${seen} /><${Stake} proposal=${seen} /></${Confirm}>`;
}

/**
 * Nothing was done, because the proposal became another one while the reader pressed.
 * @param {{act: import("../model.js").Act, id: string, place: string, onClose: () => void}} props
 */
export function Again({ act, id, place, onClose }) {
  const table = useTable();
  const now = table.store.get(`proposal/${id}`);
  if (!now || !isLive(now)) {
    return html`<${Dialog} title=${t("It is no longer on the table")} onClose=${onClose}
      actions=${html`<button type="button" autofocus onClick=${onClose}>${t("Close")}</button>`}>
      <p>${t("Your press changed nothing.")}</p></${Dialog}>`;
  }
  return html`<${Confirm} title=${t("{n} changed as you pressed", { n: now.label })} yes=${act.label} off=${tooLate(table, now)} onClose=${onClose}
    onYes=${() => table.act(act, now, place)}>
    <p>${t("Nothing was done yet. This is how it stands now:")}</p>
    <${Stake} proposal=${now} /></${Confirm}>`;
}

/**
 * Why a proposal can no longer be acted on, said in the dialog that is open about it.
 * @param {import("../model.js").Table} table
 * @param {Proposal} seen
 */
function tooLate(table, seen) {
  if (!table.open.value) return t("This forum is not negotiated now.");
  const now = table.store.get(`proposal/${seen.id}`);
  return now && isLive(now) ? undefined : t("It is no longer on the table");
}

/** @param {{proposal: Proposal}} props why a package is bad for me, in words */
function Warnings({ proposal }) {
  const { mandate: own, talks, forum } = useTable();
  const mandate = own.value;
  if (mandate === undefined) return null;
  const asks = talks.value?.policies.capital_approval === true && proposal.red_lines.length > 0;
  const { reach } = outlook(mandate, { ...forum.value?.settled, ...proposal.package });
  const below = proposal.worth !== null && reach < mandate.reservation;
  return html`${below && html`<p>${t("This package is {gap}. Without an agreement here your delegation does better.", { gap: againstWalkAway(reach, mandate) })}</p>`}
    ${proposal.red_lines.map((line) => html`<p key=${line.issue} class="warn-line">${t("Crosses your red line: {why}", { why: line.why })}${line.cost ? ` ${t("It costs you {n} points.", { n: points(line.cost) })}` : ""}</p>`)}
    ${asks && html`<p><b>${t("Your capital is asked first; until it answers, nobody knows that you would accept.")}</b></p>`}`;
}
