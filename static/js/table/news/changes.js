// What linkages, news, rungs and agreements changed in my mandate: the marks.

import { html } from "../../dom.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";

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

/** What the walk-away was at first, beside it. @param {{was: number | null, now: number}} props */
export function Was({ was, now }) {
  if (was === null || was === now) return null;
  return html`<small> ${t("was {n}", { n: points(was) })}</small>`;
}
