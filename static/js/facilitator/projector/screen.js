// The projector: what a whole room may see, large enough for the last row.

import { cx, html } from "../../dom.js";
import { dayText } from "../../elements/words.js";
import { list } from "../../format.js";
import { t } from "../../i18n.js";
import { beat } from "../../time.js";
import { phaseText } from "../wall/glance.js";
import { Compared, Debrief } from "./debrief.js";
import { Lobby } from "./lobby.js";
import { TableTile, Time } from "./tile.js";
import { FRESH_MS, inOrder, latestNews, roomClock, sameClock } from "./together.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {{title: string, join_code: string, open: boolean}} Room */

/** With more tables than this a tile has no room for the texts of packages and clauses. */
const TEXTS = 3;

/** @param {{wall: import("../../store.js").Store, line: import("../../connection.js").Connection, boot: import("../../entities").Boot}} props */
export function Screen({ wall, line, boot }) {
  const all = inOrder(/** @type {Glance[]} */ (/** @type {unknown} */ (wall.all("table"))));
  const room = /** @type {Room | undefined} */ (/** @type {unknown} */ (wall.get("classroom")));
  // A table at which nobody sits does not keep the others in the lobby.
  const waiting = all.filter((x) => x.state === "lobby" && peopleAt(x) > 0);
  const begun = all.filter((x) => x.state !== "lobby");
  const lobby = waiting.length > 0 || begun.length === 0;
  const tables = lobby ? all : begun;
  const over = !lobby && tables.every((x) => x.state !== "running");
  const now = () => line.now();
  return html`<div class=${cx("screen", lobby && "in-lobby", over && "ended")}>
    <header><h1 dir="auto">${room?.title}</h1>
      ${room?.open && !lobby && !over && html`<p class="small-code">${t("Join")}: <b>${room.join_code}</b></p>`}</header>
    ${
      lobby
        ? room && html`<${Lobby} room=${room} tables=${tables} urls=${boot.urls ?? {}} />`
        : html`<${Running} tables=${tables} now=${now} over=${over} boot=${boot} />`
    }
  </div>`;
}

/** @param {{tables: Glance[], now: () => number, over: boolean, boot: import("../../entities").Boot}} props */
function Running({ tables, now, over, boot }) {
  const clock = roomClock(tables);
  return html`
    <div class="top">${over ? html`<div class="stage"><p><b>${t("Debrief")}</b></p></div>` : clock && html`<${RoomClock} table=${clock} now=${now} />`}
      ${!over && html`<${News} tables=${tables} now=${now} />`}</div>
    ${over && html`<${Debrief} boot=${boot} tables=${tables} />`}
    <div class=${cx("grid", density(tables.length))}>${tables.map(
      (x) => html`<${TableTile} key=${x.table} table=${x} now=${now} brief=${tables.length > TEXTS}
        apart=${!over && (clock === null || !sameClock(clock, x))} />`,
    )}</div>
    ${!over && html`<${Compared} boot=${boot} tables=${tables} />`}`;
}

/** One clock for the whole room. @param {{table: Glance, now: () => number}} props */
function RoomClock({ table, now }) {
  return html`<div class="stage">
    <${Time} table=${table} now=${now} />
    <p><b>${t("Round {n} of {of}", { n: table.round, of: table.rounds })}</b> <span>${[phaseText(table), table.round_title].filter(Boolean).join(" · ")}</span></p>
  </div>`;
}

/** What last happened outside: at length while it is new. @param {{tables: Glance[], now: () => number}} props */
function News({ tables, now }) {
  beat.value;
  const news = latestNews(tables);
  if (news === null) return null;
  const fresh = now() - news.at < FRESH_MS;
  const where = list(news.tables.map((n) => t("Table {n}", { n })));
  return html`<section class=${cx("headline", fresh && "fresh")}><h2>${t("News")}${news.date && html` <small>${dayText(news.date)}</small>`}${!news.everywhere && html` <small>${where}</small>`}</h2>
    <p><b>${news.title}.</b>${fresh && html` ${news.story}`}</p></section>`;
}

/** @param {Glance} table */
const peopleAt = (table) => Object.values(table.seats).flatMap((s) => s.people).length;

/** @param {number} n how many tables */
function density(n) {
  if (n <= TEXTS) return "few";
  if (n === 4) return "four";
  return n <= 9 ? "some" : "many";
}
