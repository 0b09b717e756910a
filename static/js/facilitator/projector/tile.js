// One table among others: its six lights and what leads, what it agreed, or what it came to.

import { cx, html } from "../../dom.js";
import { urgency } from "../../elements/clock.js";
import { stanceSign, stanceWord } from "../../elements/stances.js";
import { clockText, points } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { beat } from "../../time.js";
import { leadingText, left, phaseText } from "../wall/glance.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */

/**
 * @param {{table: Glance, now: () => number, apart: boolean, brief: boolean}} props
 *   `apart`: it stands elsewhere than the room's clock says; `brief`: there is no room for texts
 */
export function TableTile({ table, now, apart, brief }) {
  const working = table.state === "running" && table.phase !== "result";
  return html`<article class=${cx("tile", table.leading?.state === "silence" && "silent")} aria-label=${t("Table {n}", { n: table.table })}>
    <header><h2>${t("Table {n}", { n: table.table })}</h2>
      ${table.silences?.map((x) => html`<p class="counting" key=${x.name}><span>${t("Silence period on {name}", { name: x.name })}</span> <${Left} until=${x.ends_at} table=${table} now=${now} /></p>`)}
      ${apart && html`<p class="where">${[table.round_title, phaseText(table)].filter(Boolean).join(" · ")}</p><${Time} table=${table} now=${now} />`}</header>
    ${working && html`<${Lights} table=${table} />`}
    ${working && html`<${Leading} table=${table} brief=${brief} />`}
    ${!working && html`<${Outcome} table=${table} />`}
    <${Agreed} table=${table} brief=${brief} />
    ${!brief && html`<${World} table=${table} />`}
    <${Totals} table=${table} />
  </article>`;
}

/** What is left of a silence period. @param {{until: number, table: Glance, now: () => number}} props */
function Left({ until, table, now }) {
  beat.value;
  const at = table.paused ? table.clock.server_now : now();
  return html`<b class="time" role="timer">${clockText(Math.max(0, until - at))}</b>`;
}

/** Six lights: where each delegation stands on what leads, or who is ready. @param {{table: Glance}} props */
function Lights({ table }) {
  const led = table.phase === "negotiation" && table.leading !== null;
  return html`<ul class="lights" aria-label=${t("Seats")}>${Object.entries(table.seats).map(
    ([id, s]) => {
      const stance = led ? (s.stance ?? undefined) : undefined;
      const ready = !led && s.ready;
      const said = led ? stanceWord(stance) : ready ? t("ready") : t("not ready");
      return html`<li key=${id} class=${cx(stance, ready && "accept")} data-colour=${s.colour} title=${`${s.short}: ${said}`}>
        <b class="code" aria-hidden="true">${s.code}</b><i aria-hidden="true">${led ? stanceSign(stance) : ready ? "✓" : "·"}</i>
        <span class="visually-hidden">${s.short}: ${said}</span></li>`;
    },
  )}</ul>`;
}

/** @param {{table: Glance, brief: boolean}} props */
function Leading({ table, brief }) {
  const lines = table.leading?.lines ?? [];
  const forum = table.forums[table.leading?.forum ?? ""]?.title;
  return html`<div class="leading">
    <p><b>${leadingText(table)}</b>${forum && table.leading && html` <span>${forum}</span>`}</p>
    ${!brief && lines.length > 0 && html`<dl>${lines.map((x) => html`<div key=${x.issue}><dt>${x.issue}</dt><dd>${x.option}</dd></div>`)}</dl>`}
  </div>`;
}

/** What became of the forums: of this round, or at the end of all of them. @param {{table: Glance}} props */
function Outcome({ table }) {
  const over = table.state !== "running";
  const shown = Object.entries(table.forums).filter(([, f]) => over || f.now);
  return html`<ul class="forums">${shown.map(([id, f]) => html`<li key=${id} class=${f.state}><span>${f.title}</span><b>${over && f.state === "closed" ? t("not reached") : stateText(f.state)}</b></li>`)}</ul>`;
}

/** The clauses that were agreed last. @param {{table: Glance, brief: boolean}} props */
function Agreed({ table, brief }) {
  if (table.agreements === 0 || table.state === "lobby") return null;
  const latest = (table.agreed ?? []).slice(table.phase === "result" ? -2 : -1);
  return html`<section class="settled"><p class="note">${tn(table.agreements, "{n} agreement", "{n} agreements")}</p>
    ${!brief && latest.map((a) => html`<div key=${a.forum}><h3>${a.title}${a.partial && html` <small>${t("in part")}</small>`}</h3><ul>${a.clauses.map((c) => html`<li key=${c}>${c}</li>`)}</ul></div>`)}</section>`;
}

/** Where the region stands, between rounds and at the end. @param {{table: Glance}} props */
function World({ table }) {
  const { world } = table;
  if (!world || (table.state === "running" && table.phase !== "result")) return null;
  const values = Object.values(world.tracks);
  const sum = values.reduce((a, b) => a + b, 0);
  return html`<ul class="tile-world">
    ${world.rungs.of > 0 && html`<li><span>${t("The ladder")}</span> <b>${t("{n} of {of} rungs", { n: world.rungs.reached, of: world.rungs.of })}</b></li>`}
    ${values.length > 0 && html`<li><span>${t("What holds the region back")}</span> <b>${t("{n} of {of}", { n: sum, of: 10 * values.length })}</b></li>`}
  </ul>`;
}

/** @param {{table: Glance}} props */
function Totals({ table }) {
  if (!table.totals) return null;
  const totals = table.totals;
  return html`<ul class="totals-row" aria-label=${t("Scores")}>${Object.entries(table.seats).map(
    ([id, s]) =>
      html`<li key=${id} data-colour=${s.colour}><b class="code">${s.code}</b> <span data-total=${id}>${points(totals[id] ?? 0)}</span></li>`,
  )}</ul>`;
}

/** @param {{table: Glance, now: () => number}} props */
export function Time({ table, now }) {
  beat.value;
  const ms = left(table, now());
  if (table.paused)
    return html`<b class="time held">${t("Paused")}${ms !== null && html` <small role="timer" aria-label=${t("Time left")}>${clockText(ms)}</small>`}</b>`;
  if (ms === null) return null;
  return html`<b class=${cx("time", urgency(ms, table.clock.length_ms))} role="timer">${clockText(ms)}</b>`;
}

/** @param {string} state */
export function stateText(state) {
  const words = {
    closed: t("later"),
    open: t("open"),
    agreed: t("agreed"),
    failed: t("not agreed"),
  };
  return words[/** @type {keyof typeof words} */ (state)] ?? state;
}
