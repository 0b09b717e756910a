// What all forums together could have given, beside what this table came to: asked for when it is
// opened, since the server has every outcome of the conference to look at.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { points } from "../format.js";
import { t, tn } from "../i18n.js";

/** @typedef {import("./data").Conference} Conference */
/** @typedef {import("./names.js").Names} Names */

/** @param {{names: Names, path: string, token?: string}} props */
export function WholeConference({ names, path, token }) {
  const [found, keep] = useState(/** @type {Conference | null} */ (null));
  const [problem, tell] = useState("");
  const ask = async () => {
    if (found !== null) return;
    /** @type {Record<string, string>} */
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    try {
      const answer = await fetch(path, { headers });
      if (answer.ok) keep(await answer.json());
      else tell(t("This conference has too many outcomes to be looked at."));
    } catch {
      tell(t("The server cannot be reached. Close this and open it again."));
    }
  };
  /** @param {Event} event */
  const toggled = (event) => {
    if (/** @type {HTMLDetailsElement} */ (event.currentTarget).open) ask();
  };
  return html`<details class="proposals conference" onToggle=${toggled}><summary>${t("What the whole conference could have given")}</summary>
    ${found ? html`<${Given} found=${found} names=${names} />` : html`<p role="status">${problem || t("Looking at every outcome …")}</p>`}</details>`;
}

/** @param {{found: Conference, names: Names}} props */
function Given({ found, names }) {
  const sides = names.data.delegations.map((d) => d.id).filter((d) => d in found.ideal);
  const me = names.data.delegation;
  const best = found.best_sum;
  const columns = [found.without_agreement, found.here, best.totals, found.ideal];
  return html`<p>${summary(found, sides)}</p>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("Totals of the conference")}><table class="lines">
      <caption>${t("Totals from agreements, linkages and red lines alone: tracks, rungs, obligations and events are left out")}</caption>
      <thead><tr><th scope="col">${t("Delegation")}</th><th scope="col">${t("Without any agreement")}</th><th scope="col">${t("At this table")}</th><th scope="col">${t("Where all together have most")}</th><th scope="col">${t("At its own best")}</th></tr></thead>
      <tbody>${sides.map((d) => html`<tr key=${d} class=${d === me ? "me" : ""}><th scope="row">${names.short(d)}</th>${columns.map((column, n) => html`<td key=${n}>${points(column[d])}</td>`)}</tr>`)}</tbody>
    </table></div>
    <h3>${t("Where all together have most")}</h3>
    <dl class="package">${found.forums.map((f) => {
      const forum = names.data.forums.find((one) => one.id === f);
      return html`<div key=${f}><dt>${forum?.title ?? f}</dt><dd>${settled(forum, best.agreements[f], names)}</dd></div>`;
    })}</dl>`;
}

/**
 * @param {import("./data").DebriefForum | undefined} forum
 * @param {Record<string, string> | null} agreed
 * @param {Names} names
 */
function settled(forum, agreed, names) {
  if (agreed === null) return t("no agreement");
  return Object.entries(agreed)
    .map(([issue, option]) => (forum ? names.option(forum, issue, option) : option))
    .join(" · ");
}

/** @param {Conference} found @param {string[]} sides */
function summary(found, sides) {
  const sum = (/** @type {Record<string, number>} */ totals) =>
    sides.reduce((all, d) => all + totals[d], 0);
  const room = sum(found.best_sum.totals) - sum(found.without_agreement);
  const gained = sum(found.here) - sum(found.without_agreement);
  const harmed = sides.filter((d) => found.best_sum.totals[d] < found.without_agreement[d]);
  const said = [
    tn(
      found.linkages.length,
      "All forums together, with the linkage between them ({n}).",
      "All forums together, with the {n} linkages between them.",
    ),
  ];
  if (room > 0)
    said.push(
      t("Of the {room} points that all together could gain, this table gained {gained}.", {
        room: points(room),
        gained: points(gained),
      }),
    );
  if (harmed.length === 0) said.push(t("Nobody would have lost by what is best for all together."));
  if (found.efficient !== null)
    said.push(
      tn(
        found.efficient,
        "{n} outcome could not be improved for one without loss to another.",
        "{n} outcomes could not be improved for one without loss to another.",
      ),
    );
  return said.join(" ");
}
