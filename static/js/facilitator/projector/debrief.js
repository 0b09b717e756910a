// After the end: the cards that were turned, each with its pictures, and what the talks came to.

import { useEffect, useRef, useState } from "preact/hooks";
import { at } from "../../address.js";
import { cx, html, later } from "../../dom.js";
import { boardChange, useBoard } from "../../elements/board.js";
import { t } from "../../i18n.js";
import { dressed } from "../../sheets.js";
import { cards } from "../desk/debrief.js";
import { agreedSheets } from "./agreed.js";
import { Pages } from "./pages.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {import("./pages.js").Sheet} Sheet */
/** @typedef {Pick<Glance, "talks" | "table" | "revealed"> & Partial<Glance>} Over */

const Picture = later(() =>
  dressed("debrief", import("./pictures.js")).then((module) => module.Picture),
);

/**
 * @param {{tables: readonly Over[], boot: import("../../entities").Boot,
 *   open: (talks: string) => import("../../store.js").Store,
 *   results: (board: import("../../elements/board.js").BoardData | null) => Sheet[]}} props
 */
export function Debriefing({ tables, boot, open, results }) {
  const path = `/classrooms/${boot.classroom}/board`;
  const board = useBoard(path, boardChange(tables), boot.token);
  // In the order in which they were turned.
  const laidOpen = [...new Set(tables.flatMap((x) => x.revealed ?? []))];
  const turned = cards().filter(([stage]) => laidOpen.includes(stage));
  const [card, choose] = useTurned(laidOpen);
  const data = useDebriefs(tables, boot);
  const here = turned.find(([stage]) => stage === card);
  const all = results(board);
  const sheets = here ? cardSheets(here, { tables, boot, open, data, all }) : all;
  return html`<div class="debriefing">
    <div class="turned-row"><p class="stage"><b>${t("Debrief")}</b></p>
      ${
        turned.length > 0 &&
        html`<ul class="turned" aria-label=${t("Laid open")}>
        <li><button type="button" class=${cx(!here && "on")} aria-pressed=${here ? "false" : "true"} onClick=${() => choose("")}>${t("The result")}</button></li>
        ${turned.map(([stage, title]) => html`<li key=${stage} data-stage=${stage}><h2><button type="button" class=${cx(stage === card && "on")} aria-pressed=${stage === card ? "true" : "false"} onClick=${() => choose(stage)}>${title}</button></h2></li>`)}</ul>`
      }
      <${ToDebrief} boot=${boot} tables=${tables} /></div>
    ${sheets.length > 0 && html`<${Pages} key=${here ? card : ""} sheets=${sheets} />`}
  </div>`;
}

/**
 * The card on show: the one that was turned last, or that somebody chose.
 * @param {string[]} open
 * @returns {[string, (stage: string) => void]}
 */
function useTurned(open) {
  const [card, choose] = useState(open[open.length - 1] ?? "");
  const before = useRef(open);
  useEffect(() => {
    const fresh = open.filter((stage) => !before.current.includes(stage));
    before.current = open;
    if (fresh.length > 0) choose(fresh[fresh.length - 1]);
  }, [open.join()]);
  return [card, choose];
}

/**
 * The debrief of each table that has a name here, renewed when a card is turned.
 * @param {readonly Over[]} tables
 * @param {import("../../entities").Boot} boot
 */
function useDebriefs(tables, boot) {
  const [data, keep] = useState(
    /** @type {Record<string, import("../../debrief/data").Debrief>} */ ({}),
  );
  const known = tables.filter((x) => x.talks !== null);
  useEffect(() => {
    let wanted = true;
    for (const { talks, revealed } of known) {
      if (!revealed?.length) continue;
      const headers = { Authorization: `Bearer ${boot.token}` };
      fetch(at(`/api/v1/talks/${talks}/debrief`), { headers })
        .then((answer) => (answer.ok ? answer.json() : null))
        .then((one) => wanted && one && keep((all) => ({ ...all, [talks]: one })))
        .catch(() => undefined /* the next card asks again */);
    }
    return () => {
      wanted = false;
    };
  }, [JSON.stringify(known.map((x) => [x.talks, x.revealed]))]);
  return data;
}

/**
 * A card's pages: a picture for each table and forum that has one; under letters what the class may
 * compare; else its words.
 * @param {[string, string, string]} card
 * @param {{tables: readonly Over[], boot: import("../../entities").Boot, all: Sheet[],
 *   open: (talks: string) => import("../../store.js").Store,
 *   data: Record<string, import("../../debrief/data").Debrief>}} from
 * @returns {Sheet[]}
 */
function cardSheets([stage, title, what], { tables, boot, open, data, all }) {
  const several = tables.length > 1;
  const pictures = tables
    .filter((x) => x.revealed?.includes(stage) && data[x.talks])
    .flatMap((x) =>
      placesOf(stage, data[x.talks]).map(({ forum, part }) => {
        const name = data[x.talks].forums.find((f) => f.id === forum)?.title;
        const where = [several && t("Table {n}", { n: x.table }), name].filter(Boolean);
        return {
          key: `${stage}/${x.talks}/${forum}/${part}`,
          name: where.join(" · ") || title,
          draw: () =>
            html`<${Picture} card=${[stage, title, what]} data=${data[x.talks]} forum=${forum} part=${part} where=${where.join(" · ")} store=${open(x.talks)} boot=${boot} />`,
        };
      }),
    );
  // Of all guesses together, where delegates said what they think mattered to others.
  const misread = tables
    .filter((x) => stage === "mandates" && x.revealed?.includes(stage) && data[x.talks])
    .filter((x) => open(x.talks).get("reading")?.misread?.length)
    .map((x) => ({
      key: `misread/${x.talks}`,
      name: t("Who was misread most"),
      draw: () =>
        html`<${Picture} card=${[stage, title, what]} data=${data[x.talks]} forum="" part=${-1} where=${several ? t("Table {n}", { n: x.table }) : ""} store=${open(x.talks)} boot=${boot} />`,
    }));
  // Scores are the totals, and one picture of the whole class where there is another table.
  const board = stage === "scores" ? all.filter((x) => ["board", "floor"].includes(x.key)) : [];
  const compared = tables.some((x) => data[x.talks]?.others?.length);
  const own = stage === "scores" ? pictures.slice(0, compared ? 1 : 0) : pictures;
  const agreed =
    stage === "record" && own.length === 0
      ? agreedSheets(/** @type {Glance[]} */ (tables.filter((x) => x.agreed)))
      : [];
  const sheets = [...board, ...(stage === "mandates" ? misread : []), ...own, ...agreed];
  if (sheets.length > 0) return sheets;
  return [
    {
      key: stage,
      name: title,
      draw: () =>
        html`<div class="card-words"><h2>${title}</h2><p>${what}</p>${tables.every((x) => x.talks === null) && html`<p class="quiet">${t("Tables are compared by letters: each sees its own on its own page.")} ${t("To show pictures here, choose the tables by number in Settings, Policies.")}</p>`}</div>`,
    },
  ];
}

/** As many delegations as a picture has room for under each other. */
export const ROWS = 3;

/**
 * Of what a card has pictures: the forum, and which part of it; "" for the whole talks.
 * @param {string} stage
 * @param {import("../../debrief/data").Debrief} data
 * @returns {{forum: string, part: number}[]}
 */
function placesOf(stage, data) {
  const ended = data.forums.filter((f) => f.inside && ["agreed", "failed"].includes(f.state));
  const halves = Array.from({ length: Math.ceil(data.delegations.length / ROWS) }, (_, n) => n);
  if (stage === "mandates")
    return ended
      .filter((f) => f.offers.length > 0)
      .flatMap((f) => halves.map((part) => ({ forum: f.id, part })));
  if (stage === "possible" || stage === "record")
    return ended
      .filter((f) => stage === "record" || f.possible?.space)
      .map((f) => ({ forum: f.id, part: 0 }));
  if (stage === "moments") return (data.moments ?? []).map((_, part) => ({ forum: "", part }));
  return [{ forum: "", part: 0 }];
}

/**
 * The way to each table's debrief, for whoever runs the projector; tables under letters have none here.
 * @param {{boot: import("../../entities").Boot, tables: readonly Over[]}} props
 */
function ToDebrief({ boot, tables }) {
  const href = boot.urls?.debrief;
  const known = tables.filter((x) => x.talks !== null);
  if (!href || known.length === 0) return null;
  return html`<p class="to-debrief">${known.map((x) => html`<a key=${x.table} class="button" href=${href.replace("TALKS", x.talks)}>${t("Debrief of table {n}", { n: x.table })}</a>`)}</p>`;
}
