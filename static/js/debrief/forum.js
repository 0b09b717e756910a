// One forum of the debrief: what it came to, its pictures, its proposals.

import { html } from "../dom.js";
import { clockText, points } from "../format.js";
import { t } from "../i18n.js";
import { offerId } from "./findings.js";
import { forumState, offerState, stanceWord } from "./names.js";
import { Clauses } from "./pictures/clauses.js";
import { Dance } from "./pictures/dance.js";
import { PackageMap } from "./pictures/map.js";
import { Stances } from "./pictures/stances.js";

/** @typedef {import("./data").DebriefForum} DebriefForum */
/** @typedef {import("./names.js").Names} Names */

/**
 * @param {{forum: DebriefForum, names: Names, waits: boolean}} props `waits`: what was possible is
 *   found out first, in the exercise
 */
export function Forum({ forum, names, waits }) {
  return html`<section class="forum" aria-labelledby=${`forum-${forum.id}`}>
    <header><h2 id=${`forum-${forum.id}`}>${forum.title}</h2>
      <p><b class=${forum.state === "agreed" ? "up" : ""}>${forumState(forum.state)}</b>${forum.ended_clock !== null && ` · ${t("{clock} on the clock", { clock: clockText(forum.ended_clock) })}`}</p></header>
    ${
      forum.inside
        ? html`<${Outcome} forum=${forum} names=${names} />
      <${Dance} forum=${forum} names=${names} />
      <${Stances} forum=${forum} names=${names} />
      <${Clauses} forum=${forum} names=${names} />
      ${waits ? html`<p class="notice no-print">${t("What was possible here is drawn once you have found, seen or skipped the change.")} <a href="#exercises">${t("To the exercise")}</a></p>` : html`<${PackageMap} key=${forum.id} forum=${forum} names=${names} />`}
      <${Offers} forum=${forum} names=${names} />`
        : html`<p class="notice">${t("This forum met behind closed doors, and your delegation was not in it.")}</p>`
    }
  </section>`;
}

/** @param {{forum: DebriefForum, names: Names}} props */
function Outcome({ forum, names }) {
  const rows = Object.entries(forum.outcome);
  if (rows.length === 0 || (forum.state !== "agreed" && forum.state !== "failed")) return null;
  const mine = names.data.delegation;
  const own = mine ? forum.outcome[mine] : undefined;
  const agreed = forum.state === "agreed";
  if (own !== undefined && rows.length === 1) {
    const gain = own.score - own.walk_away;
    return html`<p class="lead">${
      !agreed
        ? t("Without an agreement your delegation has its walk-away: {points} points.", {
            points: points(own.walk_away),
          })
        : gain >= 0
          ? t("The agreement was worth {points} points to you, {gain} above your walk-away.", {
              points: points(own.score),
              gain: points(gain),
            })
          : t("The agreement was worth {points} points to you, {gain} below your walk-away.", {
              points: points(own.score),
              gain: points(-gain),
            })
    }</p>`;
  }
  if (!agreed) {
    const each = rows.map(([d, o]) => `${names.short(d)} ${points(o.walk_away)}`).join(", ");
    return html`<p>${t("No agreement left everybody with the walk-away: {points}.", { points: each })}</p>`;
  }
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("What it came to")}><table class="lines">
    <caption>${t("What the agreement was worth")}</caption>
    <thead><tr><th scope="col">${t("Delegation")}</th><th scope="col">${t("Worth")}</th><th scope="col">${t("Walk-away")}</th><th scope="col">${t("Gain")}</th></tr></thead>
    <tbody>${rows.map(
      ([
        d,
        o,
      ]) => html`<tr key=${d} class=${d === mine ? "me" : ""}><th scope="row">${names.short(d)}</th><td>${points(o.score)}</td><td>${points(o.walk_away)}</td>
      <td class=${o.score < o.walk_away ? "down" : ""}>${o.score < o.walk_away ? "−" : "+"}${points(Math.abs(o.score - o.walk_away))}</td></tr>`,
    )}</tbody></table></div>`;
}

/** @param {{forum: DebriefForum, names: Names}} props */
function Offers({ forum, names }) {
  if (forum.offers.length === 0)
    return html`<p class="notice">${t("Nothing was tabled here.")}</p>`;
  return html`<details class="proposals"><summary>${t("All proposals in full")}</summary>${forum.offers.map(
    (o) => html`<article key=${o.proposal} id=${offerId(o.proposal)} tabindex="-1">
      <h3>${names.called(o)} <small class="quiet">${t("round {n}, {clock} on the clock", { n: o.round, clock: clockText(o.clock) })} · ${offerState(o.state)}${!o.complete && ` · ${t("in part")}`}${o.opening && ` · ${t("opening position")}`}</small></h3>
      ${o.note && html`<p class="said" dir="auto">${o.note}</p>`}
      <dl class="package">${Object.entries(o.package).map(([i, x]) => html`<div key=${i}><dt>${names.issue(forum, i)}</dt><dd>${names.option(forum, i, x)}</dd></div>`)}</dl>
      <ul class="said-list">${o.said.map((s, n) => html`<li key=${n}><b>${names.short(s.by)}</b> ${stanceWord(s.stance)}${s.reason && html`: <q dir="auto">${s.reason}</q>`}</li>`)}</ul>
    </article>`,
  )}</details>`;
}
