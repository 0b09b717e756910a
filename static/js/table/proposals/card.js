// One proposal as a card: a row of fixed height until it is opened; then its package, what accepting
// means and what I can do, in a footer that covers nothing; below it what others said, so that
// nothing that arrives moves a button.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { Countdown } from "../../elements/clock.js";
import { Code } from "../../elements/code.js";
import { PackageList } from "../../elements/package.js";
import { Reasons, Stances } from "../../elements/stances.js";
import { Worth } from "../../elements/worth.js";
import { points } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { useMyWorth } from "../mandate/mandate.js";
import { useTable } from "../model.js";
import { CommandButton } from "../parts.js";
import { Acts } from "./acts.js";
import { Ballots, CapitalSays } from "./ballots.js";
import { Stake } from "./stake.js";
import { isLive, outlook } from "./worths.js";

/** @typedef {import("../../entities").Proposal} Proposal */

/** @param {Proposal} proposal */
function stateLine(proposal) {
  switch (proposal.state) {
    case "adopted":
      return t("adopted");
    case "withdrawn":
      return t("withdrawn");
    case "lapsed":
      return t("lapsed");
    default:
      return "";
  }
}

/** @param {{id: string, fresh?: boolean}} props */
export function Card({ id, fresh }) {
  const table = useTable();
  const proposal = table.store.get(`proposal/${id}`);
  const forum = table.forum.value;
  if (!proposal || !forum) return null;
  const amended = proposal.amends ? table.store.get(`proposal/${proposal.amends}`) : undefined;
  const open = table.laid.isOpen(id);
  const state = stateLine(proposal);
  const changed = Object.keys(proposal.changes ?? {}).length;
  const toggle = () => {
    if (open) table.laid.set(id, false);
    else table.select(id);
  };
  return html`<article id=${`p-${id}`} class=${cx("card", open && "on-show", proposal.state, state && "closed")}
    aria-label=${t("Proposal {n}", { n: proposal.label })}>
    <header>
      <button type="button" class="plain number" aria-expanded=${open ? "true" : "false"} onClick=${toggle}>${proposal.label}</button>
      <span class="from">
        <${Code} id=${proposal.by} />
        ${proposal.cosponsors.map((who) => html` <${Code} key=${who} id=${who} />`)}
        <small>
          ${amended && tn(changed, "amends {p} in {n} place", "amends {p} in {n} places", { p: amended.label })}
          ${!proposal.complete && html` <span class="tag">${t("partial")}</span>`}
          ${fresh && html` <span class="tag new">${t("new")}</span>`}
          ${state && html` <span class="tag">${state}</span>`}
          ${!open && proposal.silence_ends_at !== null && html` <span class="tag silence">${t("silence")} <${Countdown} until=${proposal.silence_ends_at} line=${table.line} /></span>`}
        </small>
      </span>
      <${Stances} proposal=${proposal} parties=${forum.parties} me=${table.mine.value} />
      <${CardWorth} proposal=${proposal} />
    </header>
    ${open && html`<${Inside} proposal=${proposal} forum=${forum} old=${amended?.package ?? null} />`}
  </article>`;
}

/** @param {{proposal: Proposal, forum: import("../../entities").Forum, old: import("../../entities").Package | null}} props */
function Inside({ proposal, forum, old }) {
  const table = useTable();
  const worthOf = useMyWorth();
  const crossed = new Set(proposal.red_lines.map((line) => line.issue));
  return html`
    <${PackageList} forum=${forum} package=${proposal.package} old=${old}
      worthOf=${table.mandate.value && worthOf} crossed=${crossed} />
    ${proposal.red_lines.map((line) => html`<p key=${line.issue + line.option} class="warn-line">${t("Crosses your red line: {why}", { why: line.why })}</p>`)}
    ${proposal.note && html`<p class="said">${proposal.note}</p>`}
    <${Foot} key=${table.layout.value} proposal=${proposal} />
    <${CapitalSays} proposal=${proposal} />
    <${Ballots} proposal=${proposal} />
    <${Voices} proposal=${proposal} />`;
}

/**
 * What accepting means and what I can do. It never becomes lower than it was, so that what lies
 * below stays where it is when there is less to say or to do.
 * @param {{proposal: Proposal}} props
 */
function Foot({ proposal }) {
  const foot = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (foot.current) foot.current.style.minBlockSize = `${foot.current.offsetHeight}px`;
  });
  return html`<footer ref=${foot}><${Stake} proposal=${proposal} /><${Acts} proposal=${proposal} /></footer>`;
}

/**
 * What the others say of it, in room that is there before anybody has spoken.
 * @param {{proposal: Proposal}} props
 */
function Voices({ proposal }) {
  const [live] = useState(isLive(proposal));
  const spoken = Object.values(proposal.stances).some((stance) => stance.reason);
  if (!live) return html`<${Reasons} proposal=${proposal} />`;
  return html`<div class="voices" tabindex="0" role="group" aria-label=${t("What they say of it")}>
    <${AskAbout} proposal=${proposal} />
    ${spoken ? html`<${Reasons} proposal=${proposal} />` : html`<p class="note">${t("Nobody has given a reason yet.")}</p>`}
  </div>`;
}

/**
 * Ask one of those who do not accept it.
 * @param {{proposal: Proposal}} props
 */
function AskAbout({ proposal }) {
  const table = useTable();
  const mine = table.mine.value;
  if (table.watches || !isLive(proposal) || !table.attends(proposal.forum)) return null;
  // Who objects is asked before who has said nothing; the author only where all others agree.
  const open = proposal.missing.filter((id) => id !== mine && id !== proposal.by);
  const to = open.find((id) => proposal.stances[id]) ?? open[0] ?? proposal.by;
  return html`<${CommandButton} command="say" class="plain ask-about" onClick=${() => {
    table.dialog.value = { kind: "ask", proposal: proposal.id, to };
  }}>${t("Ask about {p}…", { p: proposal.label })}</${CommandButton}>`;
}

/** @param {{proposal: Proposal}} props */
function CardWorth({ proposal }) {
  const { mandate, forum } = useTable();
  const m = mandate.value;
  if (m === undefined || proposal.worth === null) return null;
  const { sure, reach, complete } = outlook(m, { ...forum.value?.settled, ...proposal.package });
  if (complete) return html`<${Worth} worth=${sure} mandate=${m} />`;
  const below = reach < m.reservation;
  return html`<span class=${cx("worth", below ? "down" : "so-far")}>
    <b>${points(sure)}</b> <small aria-hidden="true">${below ? "▼" : "…"}</small>
    <span class="visually-hidden">${below ? t("so far; can no longer reach your walk-away") : t("so far, up to {n} with the rest", { n: points(reach) })}</span>
  </span>`;
}
