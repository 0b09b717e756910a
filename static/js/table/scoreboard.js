// The shared scoreboard: what is agreed, my own score to the last hundredth, others as the policy says.

import { cx, html } from "../dom.js";
import { causeWord, signed } from "../effects.js";
import { Code, seated } from "../elements/code.js";
import { JointLeftOut } from "../elements/joint.js";
import { Term } from "../elements/term.js";
import { stateWord } from "../elements/words.js";
import { Ladder, Tracks } from "../elements/world.js";
import { points } from "../format.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";

/** @typedef {import("../entities").ScoreLine} ScoreLine */

export function ScoreboardPanel() {
  const { store } = useTable();
  const board = store.get("scoreboard");
  if (!board) return null;
  return html`<section class="scoreboard" aria-label=${t("Scoreboard")}>
    <h2>${t("Scoreboard")}</h2>
    <dl class="marks">
      <div><dt>${t("Agreed")}</dt><dd>${board.agreed} <small>/ ${board.forums}</small></dd></div>
      ${board.mine && begun(board.mine.lines) && html`<div><dt>${t("My score")} <${Term} word="score" of=${t("My score")} /></dt><dd>${points(board.mine.total)}</dd></div>`}
    </dl>
    ${board.mine && !begun(board.mine.lines) && html`<p class="note">${t("Your score begins with the first result.")}</p>`}
    ${board.mine && begun(board.mine.lines) && html`<details><summary>${t("How it adds up")}</summary><${ScoreLines} lines=${board.mine.lines} total=${board.mine.total} /></details>`}
    <${Others} />
    <${World} />
  </section>`;
}

/**
 * True once something has happened that counts: before that a total only adds up walk-aways.
 * @param {readonly ScoreLine[]} lines
 */
export const begun = (lines) => lines.some((line) => line.kind !== "open");

/** Where the region stands: its constraints, and the steps of institution building. */
export function World() {
  const { store } = useTable();
  const board = store.get("scoreboard");
  return html`
    ${store.ids("track").length > 0 && html`<h3>${t("What holds the region back")} <${Term} word="tracks" of=${t("What holds the region back")} /></h3><${Tracks} />`}
    ${board && board.rungs.of > 0 && html`<h3>${t("The ladder")} <small>${t("{n} of {of} rungs", { n: board.rungs.reached, of: board.rungs.of })}</small> <${Term} word="ladder" of=${t("The ladder")} /></h3><${Ladder} />`}`;
}

/** @param {ScoreLine} line */
function lineWord(line) {
  switch (line.kind) {
    case "agreement":
      return t("agreed");
    case "no_agreement":
      return t("not agreed: walk-away");
    case "open":
      return t("open: walk-away so far");
    case "red_line":
      return t("red line crossed");
    case "track":
      return line.cause
        ? t("{steps} by {cause} ({kind})", {
            steps: signed(line.steps),
            cause: line.cause.title,
            kind: causeWord(line.cause.kind),
          })
        : "";
    case "effect":
      return line.cause ? causeWord(line.cause.kind) : "";
    default:
      return line.kind;
  }
}

/** @param {{lines: ScoreLine[], total: number}} props */
export function ScoreLines({ lines, total }) {
  return html`<table class="lines">
    <thead><tr><th scope="col">${t("Forum")}</th><th scope="col">${t("Score")}</th><th scope="col">${t("Weight")}</th><th scope="col">${t("Adds")}</th></tr></thead>
    <tbody>${lines.map(
      (line, at) => html`<tr key=${at} class=${line.kind}>
      <th scope="row">${line.text} <small>${lineWord(line)}</small></th>
      <td>${line.weights ? points(line.score) : ""}</td>
      <td>${weight(line)}</td><td>${points(line.amount)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row" colspan="3">${t("Total")}</th><td>${points(total)}</td></tr></tfoot>
  </table>`;
}

/** @param {ScoreLine} line */
function weight(line) {
  if (!line.weights) return "";
  return line.weights && line.weights !== 100
    ? `${line.weight}/${line.weights}`
    : `${line.weight}%`;
}

/** Everybody's totals and the joint gain, where the policy shows them. */
export function Others() {
  const { store, mine } = useTable();
  const board = store.get("scoreboard");
  if (!board?.others) return html`<p class="note">${policySentence(board?.policy)}</p>`;
  const totals = board.others;
  const top = Math.max(...Object.values(totals), 1);
  const shares = Object.entries(board.joint ?? {});
  return html`<ul class="totals">${seated(store)
    .filter((d) => d.id in totals)
    .map(
      (d) => html`<li key=${d.id} class=${cx(d.id === mine.value && "me")} data-colour=${d.colour}>
      <${Code} id=${d.id} /><span class="bar-line" style=${{ "--at": `${(100 * totals[d.id]) / top}%` }}></span><b>${points(totals[d.id])}</b></li>`,
    )}</ul>
    ${shares.map(([id, share], at) => share.sum_share_bp !== null && html`<p key=${id} class="note">${t("{forum}: the agreement brings all together {n}% of the most they could have gained over their walk-aways.", { forum: store.get(`forum/${id}`)?.title ?? id, n: Math.round(share.sum_share_bp / 100) })} ${at === 0 && html`<${Term} word="joint_gain" of=${t("Joint gain")} />`}</p>`)}
    <${JointLeftOut} />
    <${OnlyTheOwn} />`;
}

/** What the others' points leave out, until the scores lie open. */
function OnlyTheOwn() {
  const { talks } = useTable();
  if (talks.value?.revealed.includes("scores")) return null;
  return html`<p class="note">${t("The others' points leave out what only they were told.")}</p>`;
}

/** @param {string | undefined} policy */
function policySentence(policy) {
  switch (policy) {
    case "round_end":
      return t("The others' scores are shown when a round ends.");
    case "debrief":
      return t("The others' scores are shown at the debrief.");
    case "hidden":
      return t("The others' scores stay with them.");
    default:
      return "";
  }
}

/** Which forums are agreed, as a list. */
export function Agreements() {
  const board = useTable().store.get("scoreboard");
  return html`<ul class="agreements">${board?.agreements.map((a) => html`<li key=${a.forum} class=${a.state}><span>${a.title}</span> <small>${stateWord(a.state) || t("not reached")}</small></li>`)}</ul>`;
}
