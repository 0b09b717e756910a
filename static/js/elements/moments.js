// The moments that a whole room should see: a silence period that runs, an agreement, a failure.
// For every page: they are told what to show and read no store.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { cx, html } from "../dom.js";
import { clockText } from "../format.js";
import { t } from "../i18n.js";
import { beat } from "../time.js";

/**
 * A delegation's mark: its code in its hue and pattern.
 * @typedef {{id: string, code: string, short: string, colour: string, pattern?: string}} Mark
 */

/** @param {{marks: readonly Mark[], sign?: string, label: string}} props a row of marks */
export function Marks({ marks, sign = "", label }) {
  return html`<ul class="mark-row" aria-label=${label}>${marks.map(
    (m) => html`<li key=${m.id} data-colour=${m.colour} title=${m.short}>
      <span class="code" data-pattern=${m.pattern} aria-hidden="true">${m.code}${sign && ` ${sign}`}</span>
      <span class="visually-hidden">${m.short}</span></li>`,
  )}</ul>`;
}

/**
 * A running silence period, as wide as it is given: what is about to be agreed, how long one can
 * still object, and who. It counts and says nothing: whoever listens was told when it began.
 * @param {{name: string, by?: Mark, forum: string, table?: string, terms: readonly string[],
 *   breakers: readonly Mark[], until: number, seconds: number, stopped: number | null,
 *   line: import("../connection.js").Connection, children?: unknown}} props
 *   `name` of the proposal; `stopped`: the server's time at which the clock was stopped, if it is
 */
export function SilenceStrip(props) {
  const { name, by, forum, table, terms, breakers, until, seconds, stopped, line } = props;
  const left = useMemo(
    () => computed(() => Math.max(0, until - (stopped ?? beat.value + line.offset.value))),
    [until, stopped, line],
  );
  const text = useMemo(() => computed(() => clockText(left.value)), [left]);
  const part = useMemo(
    () => computed(() => ({ "--left": String(Math.min(1, left.value / (1000 * (seconds || 1)))) })),
    [left, seconds],
  );
  return html`<section class=${cx("silence-strip", stopped !== null && "held")} aria-label=${t("Silence period on {name}", { name })}>
    <b class="left" role="timer" aria-label=${t("Time left to break silence")}>${text}</b>
    <div class="about">
      <p class="what"><b>${stopped === null ? t("Silence period") : t("Silence period, stopped")}</b>
        <span>${[table, forum].filter(Boolean).join(" · ")} · ${name}${by && html` <span class="code" data-colour=${by.colour} title=${by.short}>${by.code}</span>`}</span></p>
      <p class="terms">${terms.join(" · ")}</p>
      <div class="breakers">${
        breakers.length > 0
          ? html`<span>${t("Can still break it:")}</span> <${Marks} marks=${breakers} label=${t("Can still break silence")} />`
          : html`<span>${t("Every party has broken it once; a party can still change its stance.")}</span>`
      }</div>
    </div>
    ${props.children}
    <i class="runs" style=${part.value}></i>
  </section>`;
}

/**
 * An agreement as it stands on paper, with the marks of those who agreed.
 * @param {{title: string, table?: string, clauses: readonly string[], marks: readonly Mark[],
 *   partial?: boolean, recorded?: boolean, children?: unknown}} props
 */
export function AgreedSheet({ title, table, clauses, marks, partial, recorded, children }) {
  return html`<article class="moment agreed">
    <header><h2>${partial ? t("Agreed in part") : t("Agreed")}</h2>
      <p>${[table, title].filter(Boolean).join(" · ")}</p>${children}</header>
    <ol class="articles" tabindex="0" aria-label=${t("Clauses")}>${clauses.map((clause, n) => html`<li key=${n}>${clause}</li>`)}</ol>
    <${Marks} marks=${marks} sign="✓" label=${t("Agreed by")} />
    ${recorded && html`<p class="note">${t("Reached face to face, recorded by the facilitator.")}</p>`}
  </article>`;
}

/**
 * Said as plainly: forums that closed without an agreement.
 * @param {{titles: readonly string[], table?: string, children?: unknown}} props
 */
export function NotAgreed({ titles, table, children }) {
  return html`<article class="moment failed">
    <header><h2>${t("Not agreed")}</h2><p>${[table, ...titles].filter(Boolean).join(" · ")}</p>${children}</header>
    <p>${t("It closed before a proposal was adopted. Each party keeps what it has without an agreement: its walk-away.")}</p>
  </article>`;
}
