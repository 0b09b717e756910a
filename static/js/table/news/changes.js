// What linkages, news, rungs and agreements changed in my mandate: the marks, and why.

import { html } from "../../dom.js";
import { causeWord, shiftText } from "../../effects.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";

/** @typedef {import("../../entities").Mandate} Mandate */
/** @typedef {import("../../entities").Change} Change */
/** @typedef {import("../../entities").Shift} Shift */

/**
 * What in the mandate carries a mark.
 * @param {Mandate | undefined} mandate
 */
export function marksOf(mandate) {
  const all = (mandate?.changed ?? []).flatMap((cause) => cause.changes);
  const walk = all.filter((s) => s.kind === "reservation");
  return {
    walkAwayWas: walk.length > 0 ? (walk[0].before ?? null) : null,
    issues: new Set(all.filter((s) => s.issue !== null).map((s) => s.issue)),
    options: new Set(
      all
        .filter((s) => s.kind === "value" || s.kind === "no_red_line" || s.kind === "red_line")
        .map((s) => `${s.issue}/${s.option}`),
    ),
    weights: all.some((s) => s.kind === "weight"),
  };
}

/** A small word beside what changed. */
export function Mark() {
  return html`<b class="tag changed-mark">${t("changed")}</b>`;
}

/**
 * The causes with their changes; for one issue only what concerns it.
 * @param {{mandate: Mandate, issue?: string}} props
 */
export function Causes({ mandate, issue }) {
  const { store } = useTable();
  const shown = mandate.changed
    .map((cause) => ({
      ...cause,
      changes: cause.changes.filter((s) => issue === undefined || s.issue === issue),
    }))
    .filter((cause) => cause.changes.length > 0);
  if (shown.length === 0) return null;
  return html`<ul class="causes">${shown.map(
    (cause) => html`<li key=${`${cause.kind}/${cause.id}`}>
      <p><b>${cause.title}</b> <small class="tag">${causeWord(cause.kind)}</small></p>
      ${issue === undefined && cause.rule && html`<p class="note">${cause.rule}</p>`}
      ${cause.changes.map((s, at) => html`<p key=${at}>${shiftText(store, s)}${s.why && html` <small>${s.why}</small>`}</p>`)}
    </li>`,
  )}</ul>`;
}

/** All that changed, on top of the mandate. @param {{mandate: Mandate}} props */
export function Changes({ mandate }) {
  const n = mandate.changed.length;
  if (n === 0) return null;
  const marks = marksOf(mandate);
  return html`<details class="changes">
    <summary><${Mark} /> ${t("What changed, and why")} <small>(${n})</small></summary>
    <${Causes} mandate=${mandate} />
    ${marks.weights && html`<p class="note">${t("Where one issue weighs more or less, the others give or take in proportion; the weights sum to 100.")}</p>`}
  </details>`;
}

/** What the walk-away was at first, beside it. @param {{was: number | null, now: number}} props */
export function Was({ was, now }) {
  if (was === null || was === now) return null;
  return html`<small> ${t("was {n}", { n: points(was) })}</small>`;
}
