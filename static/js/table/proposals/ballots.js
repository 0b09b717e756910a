// On a proposal's card, for the own delegation only: its people's ballots, and its capital's answer.

import { cx, html } from "../../dom.js";
import { stanceSign, stanceWord } from "../../elements/stances.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";

/** @typedef {import("../../entities").Proposal} Proposal */

/** @param {{proposal: Proposal}} props */
export function Ballots({ proposal }) {
  const table = useTable();
  const mine = table.mine.value;
  const team = table.store.get(`team/${mine}`);
  const cast = table.store.get(`ballots/${proposal.id}/${mine}`);
  const isOpen = proposal.state === "tabled" || proposal.state === "silence";
  const several = (team?.members.length ?? 0) > 1 && table.party.value;
  if (!several && (cast?.ballots.length ?? 0) === 0) return null;
  if (!isOpen && !cast) return null;
  const my = table.me.value?.ballots?.[proposal.id];
  const place = `ballot/${proposal.id}`;
  const give = (/** @type {string} */ stance) =>
    stance !== my && table.give("cast_ballot", { proposal_id: proposal.id, stance }, place);
  return html`<section class="inside" aria-label=${t("Ballots of your delegation")}>
    <h3>${t("Inside your delegation")} <small>${team?.decides === "vote" ? t("{n} of {of} decide", { n: cast?.needed ?? needed(team), of: team?.members.length ?? 0 }) : t("ballots advise the head")}</small></h3>
    ${cast && html`<ul class="cast">${cast.ballots.map((b, at) => html`<li key=${at} class=${b.stance}><span aria-hidden="true">${stanceSign(b.stance)}</span> <bdi>${b.name}</bdi> <small>${stanceWord(b.stance)}</small></li>`)}</ul>`}
    ${
      isOpen &&
      several &&
      html`<div class="acts" role="group" aria-label=${t("My ballot")}><span class="note">${t("My ballot")}</span>
        ${[
          ["accept", t("For")],
          ["reserve", t("Not yet")],
          ["reject", t("Against")],
        ].map(
          ([stance, label]) =>
            html`<${CommandButton} key=${stance} command="cast_ballot" class="small" pressed=${my === stance} onClick=${() => give(stance)}>${label}</${CommandButton}>`,
        )}</div>`
    }
    <${Refused} place=${place} />
  </section>`;
}

/** @param {import("../../wire").TeamEntity | undefined} team */
const needed = (team) => Math.floor((team?.members.length ?? 0) / 2) + 1;

/** What the capital was asked, and what it says. @param {{proposal: Proposal}} props */
export function CapitalSays({ proposal }) {
  const table = useTable();
  const asked = table.store.get(`approval/${proposal.id}/${table.mine.value}`);
  if (!asked) return null;
  const sentences = {
    pending: t(
      "This crosses a red line, so your capital is asked. Nobody else knows; until it answers, your acceptance is not cast.",
    ),
    approve: t("Your capital approved: your acceptance is cast."),
    send_back: t("Your capital does not let you accept this as it stands."),
    instruct: t("Your capital instructs you."),
    overtaken: t("Your capital was asked; the proposal closed before it answered."),
  };
  return html`<div class=${cx("capital", asked.state)}>
    <p><b>${t("Capital")}</b> ${sentences[asked.state]}</p>
    ${asked.text && html`<p class="said" dir="auto">${asked.text}</p>`}
  </div>`;
}
