// The projector: what a whole room may see, large enough for the last row.

import { cx, html } from "../../dom.js";
import { Board, boardChange, useBoard } from "../../elements/board.js";
import { urgency } from "../../elements/clock.js";
import { clockText, points } from "../../format.js";
import { isolated, t, tn } from "../../i18n.js";
import { beat } from "../../time.js";
import { left, phaseText } from "../wall/glance.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {import("../../store.js").Store} Store */
/** @typedef {import("../../connection.js").Connection} Connection */
/** @typedef {{title: string, join_code: string, open: boolean}} Room */

/** @param {{wall: Store, line: Connection, boot: import("../../entities").Boot}} props */
export function Screen({ wall, line, boot }) {
  const tables = /** @type {Glance[]} */ (/** @type {unknown} */ (wall.all("table"))).sort(
    (a, b) => a.table - b.table,
  );
  const room = /** @type {Room | undefined} */ (/** @type {unknown} */ (wall.get("classroom")));
  const lobby = tables.some((x) => x.state === "lobby");
  const now = () => line.now();
  return html`<div class="screen">
    <header><h1>${room?.title}</h1>
      ${room?.open && !lobby && html`<p class="small-code">${t("Join")}: <b>${room.join_code}</b></p>`}</header>
    ${lobby && room && html`<${Lobby} room=${room} tables=${tables} urls=${boot.urls ?? {}} />`}
    ${!lobby && html`<div class=${cx("grid", tables.length === 1 && "one")}>${tables.map((x) => html`<${TableTile} key=${x.talks} table=${x} now=${now} />`)}</div>`}
    ${boot.page === "screen" && !lobby && html`<${Compared} boot=${boot} tables=${tables} />`}
  </div>`;
}

/** The tables side by side, as far as the policies show them. @param {{boot: import("../../entities").Boot, tables: Glance[]}} props */
function Compared({ boot, tables }) {
  const board = useBoard(`/classrooms/${boot.classroom}/board`, boardChange(tables), boot.token);
  if (board === null || board.tables.length === 0) return null;
  return html`<section class="compared"><h2>${t("Tables side by side")}</h2><${Board} board=${board} /></section>`;
}

/** @param {{room: Room, tables: Glance[], urls: Record<string, string>}} props */
function Lobby({ room, tables, urls }) {
  return html`<div class="lobby">
    <section class="join">
      <p>${t("Join at")} <b>${urls.join}</b></p>
      <p class="giant">${room.join_code}</p>
      <img class="qr" src=${urls.qr} alt=${t("QR code of the join link")} width="320" height="320" />
    </section>
    <section class="who">${tables.map(
      (x) =>
        html`<div key=${x.talks}><h2>${t("Table {n}", { n: x.table })}</h2><ul>${Object.entries(
          x.seats,
        ).map(
          ([id, s]) => html`<li key=${id} data-colour=${s.colour}><b class="code">${s.code}</b>
          <span>${s.bot ? t("automated") : s.people.length ? s.people.map(isolated).join(", ") : t("free")}</span>
          ${s.ready && html`<b class="tick" title=${t("ready")}>✓<span class="visually-hidden">${t("ready")}</span></b>`}</li>`,
        )}</ul></div>`,
    )}</section>
  </div>`;
}

/** @param {{table: Glance, now: () => number}} props */
function TableTile({ table, now }) {
  const forums = Object.entries(table.forums);
  return html`<article class="tile" aria-label=${t("Table {n}", { n: table.table })}>
    <header><h2>${t("Table {n}", { n: table.table })}</h2><p>${[table.round_title, phaseText(table)].filter(Boolean).join(" · ")}</p><${Time} table=${table} now=${now} /></header>
    <ul class="forums">${forums.map(([id, f]) => html`<li key=${id} class=${f.state}><span>${f.title}</span><b>${stateText(f.state)}</b></li>`)}</ul>
    <p class="note">${[tn(table.agreements, "{n} agreement", "{n} agreements"), table.state === "running" && tn(table.proposals_open, "{n} open proposal", "{n} open proposals")].filter(Boolean).join(" · ")}</p>
    <${World} table=${table} />
    <${Totals} table=${table} />
  </article>`;
}

/** Where the region stands at this table, in a line each. @param {{table: Glance}} props */
function World({ table }) {
  const { world } = table;
  if (!world) return null;
  const values = Object.values(world.tracks);
  const sum = values.reduce((a, b) => a + b, 0);
  return html`<ul class="tile-world">
    ${world.news && html`<li><span>${t("News")}</span> <b>${world.news.title}</b></li>`}
    ${world.rungs.of > 0 && html`<li><span>${t("The ladder")}</span> <b>${t("{n} of {of} rungs", { n: world.rungs.reached, of: world.rungs.of })}</b></li>`}
    ${values.length > 0 && html`<li><span>${t("What holds the region back")}</span> <b>${t("{n} of {of}", { n: sum, of: 10 * values.length })}</b></li>`}
  </ul>`;
}

/** @param {{table: Glance}} props */
export function Totals({ table }) {
  if (!table.totals) return null;
  const totals = table.totals;
  return html`<ul class="totals-row" aria-label=${t("Scores")}>${Object.entries(table.seats).map(
    ([id, s]) =>
      html`<li key=${id} data-colour=${s.colour}><b class="code">${s.code}</b> <span data-total=${id}>${points(totals[id] ?? 0)}</span></li>`,
  )}</ul>`;
}

/** @param {{table: Glance, now: () => number}} props */
function Time({ table, now }) {
  beat.value;
  const ms = left(table, now());
  if (table.paused) return html`<b class="time held">${t("Paused")}</b>`;
  if (ms === null) return null;
  return html`<b class=${cx("time", urgency(ms))} role="timer">${clockText(ms)}</b>`;
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
