// What an inject would do to the zones of agreement, asked of the server before anybody is told.

import { useEffect, useState } from "preact/hooks";
import { at } from "../../address.js";
import { html } from "../../dom.js";
import { forumTitle } from "../../effects.js";
import { useStore } from "../../elements/context.js";
import { t, tn } from "../../i18n.js";

/** @typedef {{talks: string, table: number}} TableRef */
/** @typedef {{forums: Record<string, {before: number | null, after: number | null}>, warnings: {forum: string, message: string}[]}} Answer */
/** @typedef {{table: TableRef, answer?: Answer, problem?: string}} Found */

/** How long to wait after the last keystroke. */
const PAUSE_MS = 350;

/**
 * @param {TableRef} table
 * @param {object} body {inject} or {modifiers}, and to
 * @param {string} csrf
 * @returns {Promise<Found>} never rejects
 */
async function askFor(table, body, csrf) {
  try {
    const response = await fetch(at(`/api/v1/talks/${encodeURIComponent(table.talks)}/preview`), {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    return response.ok
      ? { table, answer }
      : { table, problem: answer.error?.message ?? t("That was not possible.") };
  } catch {
    return { table, problem: t("The server cannot be reached.") };
  }
}

/**
 * The previews of all tables, anew whenever what would be fired changes.
 * @param {readonly TableRef[]} tables
 * @param {object | null} body null: nothing to ask yet
 * @param {string} csrf
 * @returns {Found[] | null} null while asking
 */
export function usePreviews(tables, body, csrf) {
  const [found, find] = useState(/** @type {Found[] | null} */ (null));
  const asked = body === null ? "" : JSON.stringify(body);
  useEffect(() => {
    let wanted = true;
    find(null);
    if (asked === "") return undefined;
    const timer = setTimeout(async () => {
      const all = await Promise.all(tables.map((x) => askFor(x, JSON.parse(asked), csrf)));
      if (wanted) find(all);
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [asked, tables.map((x) => x.talks).join()]);
  return found;
}

/** @param {readonly Found[] | null} found true when some table would be left with nothing to agree */
export const isDangerous = (found) =>
  (found ?? []).some((f) => (f.answer?.warnings.length ?? 0) > 0);

/** @param {{found: readonly Found[] | null}} props */
export function ZonePreview({ found }) {
  return html`<section class="zone-preview" role="status"><h3>${t("What it does to the zones of agreement")}</h3>
    ${found === null ? html`<p class="note">${t("Counting …")}</p>` : found.map((f) => html`<${One} key=${f.table.talks} found=${f} many=${found.length > 1} />`)}
    <p class="note">${t("How many packages every party whose consent is needed prefers to no agreement, with what is in force now.")}</p></section>`;
}

/** @param {{found: Found, many: boolean}} props */
function One({ found, many }) {
  const store = useStore();
  const { answer, problem, table } = found;
  const rows = Object.entries(answer?.forums ?? {});
  return html`<div>${many && html`<h4>${t("Table {n}", { n: table.table })}</h4>`}
    ${problem && html`<p class="warn-line">${problem}</p>`}
    ${answer?.warnings.map((w) => html`<p key=${w.forum} class="warn-line">${w.message}</p>`)}
    ${answer && rows.length === 0 && html`<p>${t("No zone of a forum that is still to come changes.")}</p>`}
    ${rows.length > 0 && html`<ul>${rows.map(([id, zone]) => html`<li key=${id}>${zoneText(forumTitle(store, id), zone.before, zone.after)}</li>`)}</ul>`}</div>`;
}

/**
 * @param {string} forum
 * @param {number | null} before
 * @param {number | null} after
 */
export function zoneText(forum, before, after) {
  if (before === null || after === null) return t("{forum}: too large to count", { forum });
  if (before === after)
    return tn(after, "{forum}: {n} package, as before", "{forum}: {n} packages, as before", {
      forum,
    });
  return tn(after, "{forum}: {before} → {n} package", "{forum}: {before} → {n} packages", {
    forum,
    before,
  });
}
