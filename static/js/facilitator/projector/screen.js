// The projector: what a whole room may see, large enough for the last row.

import { useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { Board, boardChange, useBoard } from "../../elements/board.js";
import { dayText } from "../../elements/words.js";
import { list } from "../../format.js";
import { t } from "../../i18n.js";
import { beat } from "../../time.js";
import { comparable, phaseText } from "../wall/glance.js";
import { agreedSheets } from "./agreed.js";
import { Debriefing } from "./debrief.js";
import { Fitted } from "./fit.js";
import { Lobby } from "./lobby.js";
import { Pages } from "./pages.js";
import { Time } from "./tile.js";
import { TEXTS, Tiles } from "./tiles.js";
import { FRESH_MS, inOrder, latestNews, roomClock } from "./together.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {import("./pages.js").Sheet} Sheet */
/** @typedef {{title: string, join_code: string, open: boolean}} Room */

/** As many tables as a page can show. */
const A_PAGE = 12;

/**
 * @param {{wall: import("../../store.js").Store, line: import("../../connection.js").Connection,
 *   boot: import("../../entities").Boot, open: (talks: string) => import("../../store.js").Store}} props
 *   `open` follows one table
 */
export function Screen({ wall, line, boot, open }) {
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
    ${lobby && room && html`<${Lobby} room=${room} tables=${tables} urls=${boot.urls ?? {}} here=${boot.only_here} />`}
    ${!lobby && !over && html`<${Running} tables=${tables} now=${now} boot=${boot} />`}
    ${over && html`<${Debriefing} tables=${tables} boot=${boot} open=${open} results=${(/** @type {any} */ board) => results(tables, now, board)} />`}
  </div>`;
}

/** @param {{tables: Glance[], now: () => number, boot: import("../../entities").Boot}} props */
function Running({ tables, now, boot }) {
  const clock = roomClock(tables);
  const board = useBoard(`/classrooms/${boot.classroom}/board`, boardChange(tables), boot.token);
  const [brief, setBrief] = useState(false);
  const settled = (/** @type {boolean} */ texts) => setBrief(!texts);
  const sheets = [
    ...tileSheets(tables, now, clock, settled),
    ...(brief || tables.length > TEXTS ? agreedSheets(tables) : []),
    ...(comparable(tables) ? boardSheet(board) : []),
  ];
  return html`
    <div class="top">${clock && html`<${RoomClock} table=${clock} now=${now} />`}
      <${News} tables=${tables} now=${now} /></div>
    <${Pages} sheets=${sheets} />`;
}

/**
 * Pages of tables side by side; while silence runs at some, the room watches those.
 * @param {Glance[]} tables
 * @param {() => number} now
 * @param {Glance | null} clock the table whose clock the room watches
 * @param {(texts: boolean) => void} [settled]
 * @returns {Sheet[]}
 */
function tileSheets(tables, now, clock, settled) {
  const pages = Math.ceil(tables.length / A_PAGE);
  const size = Math.ceil(tables.length / pages);
  const silent = (/** @type {Glance} */ x) => (x.silences ?? []).length > 0;
  return Array.from({ length: pages }, (_, n) => {
    const some = tables.slice(n * size, (n + 1) * size);
    const [first, last] = [some[0], some[some.length - 1]];
    return {
      key: `tables/${n}`,
      name:
        pages > 1
          ? t("Tables {first} to {last}", { first: first.table, last: last.table })
          : t("The tables"),
      urgent: some.some(silent),
      draw: () => html`<${Tiles} tables=${some} clock=${clock} now=${now} settled=${settled} />`,
    };
  });
}

/**
 * What the talks came to, table by table, and the tables side by side.
 * @param {Glance[]} tables
 * @param {() => number} now
 * @param {import("../../elements/board.js").BoardData | null} board
 */
const results = (tables, now, board) => [...tileSheets(tables, now, null), ...boardSheet(board)];

/** How large the comparison may be, the largest first. */
const SIZES = ["130%", "110%", "95%", "80%", "70%"];

/**
 * The tables side by side, as far as the policies show them.
 * @param {import("../../elements/board.js").BoardData | null} board
 * @returns {Sheet[]}
 */
export function boardSheet(board) {
  if (board === null || board.tables.length === 0) return [];
  const draw = (/** @type {number} */ step) =>
    html`<section class="compared" style=${{ fontSize: SIZES[step] }}><h2>${t("Tables side by side")}</h2><${Board} board=${board} /></section>`;
  const of = JSON.stringify(board);
  return [
    {
      key: "board",
      name: t("Tables side by side"),
      draw: () => html`<${Fitted} of=${of} steps=${SIZES.length} draw=${draw} />`,
    },
  ];
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
