// What I can do with a proposal: every act always in its place, the sensible one marked, each with
// its reason when it is off. A press acts on what stood there when it began.

import { useRef, useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { Term } from "../../elements/term.js";
import { t } from "../../i18n.js";
import { focusSoon } from "../focus.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";
import { Reason } from "./reason.js";
import { actsFor } from "./worths.js";

/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("./worths.js").Act} Act */

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
 * @param {import("./worths.js").Slot} slot
 * @param {boolean} bad
 */
function label({ act, pressed }, bad) {
  switch (act) {
    case "accept":
      return pressed ? t("Accepted") : bad ? t("Accept anyway…") : t("Accept");
    case "reject":
      return pressed ? t("Rejected…") : t("Reject…");
    case "reserve":
      return pressed ? t("Reserved") : t("Reserve");
    case "amend":
      return t("Amend…");
    case "reuse":
      return t("Use as a start…");
    case "withdraw":
      return t("Withdraw…");
    case "cosponsor":
      return pressed ? t("Co-sponsored") : t("Co-sponsor");
    case "break":
      return t("Break silence…");
  }
}

/** @param {{proposal: Proposal}} props */
export function Acts({ proposal }) {
  const table = useTable();
  const [reasoning, reason] = useState(
    /** @type {{act: "reject" | "break", seen: Proposal} | null} */ (null),
  );
  const begun = useRef(/** @type {Proposal | null} */ (null));
  const bad = table.isBad(proposal);
  const slots = actsFor(proposal, {
    me: table.mine.value,
    party: table.party.value,
    bad,
    open: table.open.value,
  });
  const place = `proposal/${proposal.id}`;
  /** @param {import("./worths.js").Slot} slot */
  const start = ({ act, pressed }) => {
    const seen = begun.current ?? proposal;
    begun.current = null;
    if (act === "amend") table.build({ package: { ...seen.package }, amends: seen.id });
    else if (act === "reuse") table.build({ package: { ...seen.package } });
    else if (act === "reject" || act === "break") reason({ act, seen });
    else if (pressed) return;
    else if (act === "withdraw" || (act === "accept" && bad))
      table.dialog.value = { kind: "asking", act, seen, place };
    else if (act === "cosponsor")
      table.act({ name: "cosponsor", label: t("Co-sponsor") }, seen, place);
    else table.act(stance(act), seen, place);
  };
  if (table.watches || (slots.length === 0 && !reasoning))
    return html`<${Refused} place=${place} />`;
  const close = () => {
    reason(null);
    focusSoon(`#p-${CSS.escape(proposal.id)} .act-${reasoning?.act}`);
  };
  return html`<div class="acts" onPointerDown=${() => {
    begun.current = proposal;
  }} onPointerLeave=${(/** @type {PointerEvent} */ event) => {
    // A finger that is lifted leaves as well, before its press counts.
    if (event.pointerType === "mouse") begun.current = null;
  }} onPointerCancel=${() => {
    begun.current = null;
  }}>
    ${slots.map(
      (
        slot,
      ) => html`<${CommandButton} key=${slot.act} command=${COMMANDS[slot.act]} pressed=${slot.pressed || undefined}
      why=${slot.idle ? t("In a silence period one breaks silence instead.") : null}
      class=${cx(`act-${slot.act}`, slot.primary && "primary", slot.pressed && "is-mine")} onClick=${() => start(slot)}>${slot.pressed && html`<span aria-hidden="true">✓ </span>`}${label(slot, bad)}</${CommandButton}>`,
    )}
    ${slots.some((slot) => slot.act === "reserve") && html`<${Term} word="reserve" of=${t("Reserve")} />`}
  </div>
  <${Refused} place=${place} />
  ${reasoning && html`<${Reason} proposal=${proposal} seen=${reasoning.seen} act=${reasoning.act} place=${place} done=${close} />`}`;
}

/** @param {"accept" | "reserve"} kind @returns {import("../model.js").Act} */
const stance = (kind) => ({
  name: "take_stance",
  more: { stance: kind, reason: "" },
  label: kind === "accept" ? t("Accept") : t("Reserve"),
});
