// Why something in my mandate changed.

import { html } from "../../dom.js";
import { causeWord, shiftText } from "../../effects.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { Mark, marksOf } from "./changes.js";

/** @typedef {import("../../entities").Mandate} Mandate */

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
