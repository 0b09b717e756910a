// Every proposal of a forum, newest first, with what it is worth to each party.

import { cx, html } from "../../dom.js";
import { Countdown } from "../../elements/clock.js";
import { Code, names } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { PackageList } from "../../elements/package.js";
import { Reasons, Stances } from "../../elements/stances.js";
import { againstWalkAway } from "../../elements/worth.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { FlagButton } from "./flag.js";

/** @typedef {import("../../entities").Forum} Forum */
/** @typedef {import("../../entities").Proposal} Proposal */

/** @param {{forum: Forum, line: import("../../connection.js").Connection, give?: import("./flag.js").Give}} props */
export function Proposals({ forum, line, give }) {
  const store = useStore();
  const all = store
    .all("proposal")
    .filter((p) => p.forum === forum.id)
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.number - a.number);
  if (all.length === 0)
    return html`<section class="pane"><p class="note">${t("Nothing is tabled here yet.")}</p></section>`;
  return html`<div class="desk-proposals">${all.map((p) => html`<${Card} key=${p.id} proposal=${p} forum=${forum} line=${line} give=${give} />`)}</div>`;
}

/** @param {Proposal} p */
const isOpen = (p) => p.state === "tabled" || p.state === "silence";

/** @param {string} state */
export function proposalState(state) {
  const words = {
    tabled: t("Tabled"),
    silence: t("Silence period"),
    adopted: t("Adopted"),
    withdrawn: t("Withdrawn"),
    lapsed: t("Lapsed"),
  };
  return words[/** @type {keyof typeof words} */ (state)] ?? state;
}

/** @param {{proposal: Proposal, forum: Forum, line: import("../../connection.js").Connection,
 *   give?: import("./flag.js").Give}} props */
function Card({ proposal, forum, line, give }) {
  const store = useStore();
  const amended = proposal.amends ? store.get(`proposal/${proposal.amends}`) : undefined;
  return html`<article class=${cx("pane", "proposal", !isOpen(proposal) && "closed")}>
    <header><h3>${proposal.label} <${Code} id=${proposal.by} /></h3>
      ${proposal.cosponsors.length > 0 && html`<span class="note">${t("with {who}", { who: names(store, proposal.cosponsors) })}</span>`}
      ${amended && html`<span class="note">${t("amends {n}", { n: amended.label })}</span>`}
      <span class="tag">${proposalState(proposal.state)}</span>
      ${proposal.silence_ends_at !== null && html`<${Countdown} until=${proposal.silence_ends_at} line=${line} />`}
      <span class="note">${proposal.needs}</span></header>
    ${proposal.note && html`<p><q>${proposal.note}</q></p>`}
    <${PackageList} forum=${forum} package=${proposal.package} old=${amended?.package} />
    <${Stances} proposal=${proposal} parties=${forum.parties} />
    <${Reasons} proposal=${proposal} />
    <p><${FlagButton} kind="proposal" id=${proposal.id} give=${give} /></p>
    <${WorthToAll} forum=${forum} chosen=${{ ...forum.settled, ...proposal.package }} />
  </article>`;
}

/**
 * What a package is worth to everybody who has a mandate here, against their walk-aways.
 * @param {{forum: Forum, chosen: Record<string, string>}} props
 */
export function WorthToAll({ forum, chosen }) {
  const store = useStore();
  const seats = [...forum.parties, ...(forum.observers ?? [])];
  const worths = seats.flatMap((id) => {
    const mandate = store.get(`mandate/${forum.id}/${id}`);
    if (mandate === undefined) return [];
    const worth = Object.entries(chosen).reduce(
      (sum, [issue, option]) => sum + (mandate.issues[issue]?.worth[option] ?? 0),
      0,
    );
    return [{ id, mandate, worth }];
  });
  return html`<ul class="worths" aria-label=${t("Worth to each delegation")}>${worths.map(
    ({
      id,
      mandate,
      worth,
    }) => html`<li key=${id} class=${worth < mandate.reservation ? "down" : "up"} title=${againstWalkAway(worth, mandate)}>
      <${Code} id=${id} /> <b>${points(worth)}</b>
      <small><span aria-hidden="true">${worth < mandate.reservation ? "▼" : "▲"}</span> ${againstWalkAway(worth, mandate)}</small></li>`,
  )}</ul>`;
}
