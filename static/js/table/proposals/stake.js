// What accepting means, in one line: what it is worth after all costs, and what happens next.

import { html } from "../../dom.js";
import { Countdown } from "../../elements/clock.js";
import { againstWalkAway } from "../../elements/worth.js";
import { list, points } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { useTable } from "../model.js";
import { outlook } from "./worths.js";

/** @typedef {import("../../entities").Proposal} Proposal */

/** @param {{proposal: Proposal}} props */
export function Stake({ proposal }) {
  return html`<p class="stake"><${WorthToMe} proposal=${proposal} /> <${Next} proposal=${proposal} /></p>`;
}

/** @param {{proposal: Proposal}} props the worth against my walk-away, in words */
function WorthToMe({ proposal }) {
  const { mandate: own, forum } = useTable();
  const mandate = own.value;
  if (mandate === undefined || proposal.worth === null) return null;
  const whole = { ...forum.value?.settled, ...proposal.package };
  const { sure, cost, reach, complete } = outlook(mandate, whole);
  const below = reach < mandate.reservation;
  const gap = complete ? againstWalkAway(sure, mandate) : "";
  const said = { n: points(sure), gap, most: points(reach), cost: points(cost) };
  const words = complete
    ? cost > 0
      ? t("{n} to you: {gap}, after {cost} for what it crosses.", said)
      : t("{n} to you: {gap}.", said)
    : below
      ? cost > 0
        ? t(
            "{n} to you so far, after {cost} for what it crosses; can no longer reach your walk-away.",
            said,
          )
        : t("{n} to you so far; can no longer reach your walk-away.", said)
      : cost > 0
        ? t(
            "{n} to you so far, after {cost} for what it crosses; up to {most} with the rest.",
            said,
          )
        : t("{n} to you so far, up to {most} with the rest.", said);
  return html`<b class=${below ? "down" : complete ? "up" : "so-far"}>${words}</b>`;
}

/** @param {{proposal: Proposal}} props */
function Next({ proposal }) {
  const table = useTable();
  const forum = table.forum.value;
  const { state, silence_ends_at: ends } = proposal;
  if (state === "adopted") return t("Adopted.");
  if (state === "withdrawn") return t("Withdrawn by its author.");
  if (state === "lapsed") return t("Lapsed: it can no longer be adopted.");
  if (!forum || !table.open.value) return null;
  if (state === "silence" && ends !== null)
    return html`<span class="silence">${t("Silence period: adopted in")} <${Countdown} until=${ends} line=${table.line} /> ${t("unless a party breaks it.")}</span>`;
  if (state !== "tabled") return null;
  const seconds = forum.rule?.silence_seconds ?? 0;
  if (proposal.decides)
    return seconds > 0
      ? tn(
          seconds,
          "If you accept, its silence period begins: adopted {n} second later unless a party breaks it.",
          "If you accept, its silence period begins: adopted {n} seconds later unless a party breaks it.",
        )
      : t("If you accept, it is adopted at once.");
  return stillNeeded(table, proposal);
}

/**
 * @param {import("../model.js").Table} table
 * @param {Proposal} proposal
 */
function stillNeeded(table, proposal) {
  const mine = table.mine.value;
  const others = proposal.missing.filter((id) => id !== mine);
  const short = (table.forum.value?.rule?.at_least ?? proposal.of) - proposal.accepts;
  const i = proposal.missing.includes(mine) ? 1 : 0;
  if (short - i < others.length)
    return tn(
      Math.max(short - i, 1),
      "Besides yours it needs {n} more acceptance.",
      "Besides yours it needs {n} more acceptances.",
    );
  const codes = others.map((id) => table.store.get(`delegation/${id}`)?.code ?? id);
  return codes.length > 0 ? t("Still to accept: {who}.", { who: list(codes) }) : "";
}
