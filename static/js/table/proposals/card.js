// One proposal as a card: what it is worth to me leads; who stands where; what I can do.

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
import { outlook } from "./worths.js";

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

/** @param {{id: string}} props */
export function Card({ id }) {
  const table = useTable();
  const proposal = table.store.get(`proposal/${id}`);
  const forum = table.forum.value;
  const mandate = table.mandate.value;
  const worthOf = useMyWorth();
  if (!proposal || !forum) return null;
  const amended = proposal.amends ? table.store.get(`proposal/${proposal.amends}`) : undefined;
  const shown = table.selected.value?.id === id;
  const crossed = new Set(proposal.red_lines.map((line) => line.issue));
  const state = stateLine(proposal);
  const changed = Object.keys(proposal.changes ?? {}).length;
  return html`<article id=${`p-${id}`} class=${cx("card", shown && "on-show", proposal.state, state && "closed")}
    aria-label=${t("Proposal {n}", { n: proposal.label })}>
    <header>
      <button type="button" class="plain number" aria-expanded=${shown ? "true" : "false"} onClick=${() => table.select(id)}>
        ${proposal.label}
      </button>
      <span class="from">
        <${Code} id=${proposal.by} />
        ${proposal.cosponsors.map((who) => html` <${Code} key=${who} id=${who} />`)}
        <small>
          ${amended && tn(changed, "amends {p} in {n} place", "amends {p} in {n} places", { p: amended.label })}
          ${!proposal.complete && html` <span class="tag">${t("partial")}</span>`}
          ${state && html` <span class="tag">${state}</span>`}
        </small>
      </span>
      <${CardWorth} proposal=${proposal} />
    </header>
    <${CapitalSays} proposal=${proposal} />
    ${
      proposal.state === "silence" &&
      proposal.silence_ends_at !== null &&
      html`<p class="silence">
      ${t("Silence period: adopted in")} <${Countdown} until=${proposal.silence_ends_at} line=${table.line} />${" "}
      ${t("unless a party breaks it.")}</p>`
    }
    ${
      shown &&
      html`<${PackageList} forum=${forum} package=${proposal.package} old=${amended?.package ?? null}
      worthOf=${mandate && worthOf} crossed=${crossed} />`
    }
    ${shown && proposal.red_lines.map((line) => html`<p key=${line.issue + line.option} class="warn-line">${t("Crosses your red line: {why}", { why: line.why })}</p>`)}
    ${shown && proposal.note && html`<p class="said">${proposal.note}</p>`}
    <${Stances} proposal=${proposal} parties=${forum.parties} me=${table.mine.value} />
    ${shown && html`<${Reasons} proposal=${proposal} />`}
    ${shown && !state && html`<${AskAbout} proposal=${proposal} />`}
    ${shown && html`<${Ballots} proposal=${proposal} />`}
    ${shown && !state && proposal.needs && html`<p class="note needs">${proposal.needs}</p>`}
    ${shown && html`<${Acts} proposal=${proposal} />`}
  </article>`;
}

/**
 * Ask one of those who do not accept it.
 * @param {{proposal: Proposal}} props
 */
function AskAbout({ proposal }) {
  const table = useTable();
  const mine = table.mine.value;
  if (table.watches || !table.attends(proposal.forum)) return null;
  const to = proposal.missing.find((id) => id !== mine);
  return html`<${CommandButton} command="say" class="plain ask-about" onClick=${() => {
    table.dialog.value = { kind: "ask", proposal: proposal.id, to };
  }}>${t("Ask about {p}…", { p: proposal.label })}</${CommandButton}>`;
}

/** @param {{proposal: Proposal}} props */
function CardWorth({ proposal }) {
  const { mandate, forum } = useTable();
  const m = mandate.value;
  if (m === undefined || proposal.worth === null) return null;
  if (proposal.complete) return html`<${Worth} worth=${proposal.worth} mandate=${m} />`;
  const { sure, reach, complete } = outlook(m, { ...forum.value?.settled, ...proposal.package });
  if (complete) return html`<${Worth} worth=${sure} mandate=${m} />`;
  return html`<span class=${cx("worth", reach < m.reservation ? "down" : "so-far")}>
    <b>${points(sure)}</b>
    <small>${reach < m.reservation ? t("so far; can no longer reach your walk-away") : t("so far, up to {n} with the rest", { n: points(reach) })}</small>
  </span>`;
}
