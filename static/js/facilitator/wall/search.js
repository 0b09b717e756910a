// Search in everything said at all tables; each hit leads to its place in the table's transcript.

import { useEffect, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Dialog } from "../../elements/dialog.js";
import { timeOfDay } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { ask } from "../questions.js";

/** @typedef {import("./glance.js").Glance} Glance */
/**
 * @typedef {{talks: string, table: number, id: string, kind: string, channel: string,
 *   members: string[], by: string | null, name: string, text: string, at: number,
 *   flagged: boolean}} Hit
 */

const PAUSE_MS = 250;

/**
 * @param {{room?: string, tables: Glance[], desk: (talks: string) => string, onClose: () => void}} props
 */
export function Search({ room, tables, desk, onClose }) {
  const [text, write] = useState("");
  const [table, at] = useState("0");
  const [delegation, by] = useState("");
  const [flagged, only] = useState(false);
  const [found, find] = useState(
    /** @type {{lines?: Hit[], more?: number, problem?: string}} */ ({}),
  );
  useEffect(() => {
    let wanted = true;
    const wait = setTimeout(async () => {
      const query = { text, table, delegation, ...(flagged ? { flagged: 1 } : {}) };
      const { answer, problem } = await ask(`/classrooms/${room}/search`, query);
      if (wanted) find(answer ?? { problem });
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(wait);
    };
  }, [text, table, delegation, flagged]);
  const seats = tables[0]?.seats ?? {};
  const numbers = [...tables].sort((a, b) => a.table - b.table);
  return html`<${Dialog} title=${t("Search in all messages")} onClose=${onClose}>
    <div class="filters search">
      <label>${t("Words")}<input type="search" autofocus value=${text} onInput=${(/** @type {any} */ e) => write(e.currentTarget.value)} /></label>
      <label>${t("Table")}<select value=${table} onChange=${(/** @type {any} */ e) => at(e.currentTarget.value)}>
        <option value="0">${t("All tables")}</option>
        ${numbers.map((x) => html`<option key=${x.talks} value=${String(x.table)}>${t("Table {n}", { n: x.table })}</option>`)}</select></label>
      <label>${t("Said by")}<select value=${delegation} onChange=${(/** @type {any} */ e) => by(e.currentTarget.value)}>
        <option value="">${t("Anybody")}</option>
        ${Object.entries(seats).map(([id, s]) => html`<option key=${id} value=${id}>${s.short}</option>`)}
        <option value="facilitator">${t("Facilitator")}</option></select></label>
      <label class="check"><input type="checkbox" checked=${flagged} onChange=${() => only(!flagged)} /> ${t("Only flagged")}</label>
    </div>
    <p class="note" role="status">${found.problem ?? (found.lines && tn(found.lines.length, "{n} message", "{n} messages"))}
      ${(found.more ?? 0) > 0 && t("and {n} older ones", { n: found.more ?? 0 })}</p>
    <ol class="said">${found.lines?.map((hit) => html`<li key=${`${hit.talks}/${hit.kind}/${hit.id}`}><${Line} hit=${hit} who=${seats[hit.by ?? ""]?.code} href=${hrefOf(hit, desk)} /></li>`)}</ol>
  </${Dialog}>`;
}

/**
 * Where a hit stands: the transcript of its table, or the table's queue.
 * @param {Hit} hit
 * @param {(talks: string) => string} desk
 */
export function hrefOf(hit, desk) {
  return hit.kind === "message"
    ? `${desk(hit.talks)}?message=${encodeURIComponent(hit.id)}`
    : desk(hit.talks);
}

/** @param {{hit: Hit, who?: string, href: string}} props */
function Line({ hit, who, href }) {
  return html`<a href=${href}><b>${t("Table {n}", { n: hit.table })}</b>, <time>${timeOfDay(hit.at)}</time></a>
    ${" "}<b>${who ?? t("Facilitator")}</b> <span class="note"><bdi>${hit.name}</bdi>${hit.name && " · "}${channelText(hit)}${hit.flagged ? ` · ⚑ ${t("flagged")}` : ""}</span>
    <p dir="auto">${hit.text}</p>`;
}

/** @param {Hit} hit */
function channelText(hit) {
  const words = {
    plenary: t("Plenary"),
    facilitator: t("to the facilitator"),
    delegation: t("{who} team", { who: hit.members.join() }),
  };
  return words[/** @type {keyof typeof words} */ (hit.channel)] ?? hit.members.join(", ");
}
