// The wall: every table of a class, those that need somebody first, and one bar for all of them.

import { computed, signal } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";
import { html, kept, later } from "../../dom.js";
import { Board, boardChange, useBoard } from "../../elements/board.js";
import { LiveRegion } from "../../elements/live.js";
import { ThemeChoice } from "../../elements/theme.js";
import { list } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { sheet } from "../../sheets.js";
import { Control } from "../control.js";
import { RecordsDialog } from "../desk/records.js";
import { InjectButton } from "../injects/deck.js";
import { meant } from "../seen.js";
import { AfterTheEnd, ended } from "./after.js";
import { Card } from "./card.js";
import { AtTheDoor } from "./door.js";
import { byNeed, comparable, phaseText } from "./glance.js";
import { useWallKeys, WallKeys } from "./keys.js";
import { Needs } from "./needs.js";
import { Search } from "./search.js";
import { missing, Starting } from "./starting.js";

/** @typedef {import("./glance.js").Glance} Glance */
/** @typedef {{id: string, title: string, join_code: string, open: boolean, join_url: string,
 *   expected?: string[], letters?: Record<string, string>,
 *   waiting?: import("./door.js").Knock[]}} Room */

const ClassMoments = later(() =>
  Promise.all([import("../moments.js"), sheet("moments")]).then(([m]) => m.ClassMoments),
);
/** @type {string[]} */
const NOBODY = [];
const safe = signal(kept.get("wall-safe", false));

/**
 * @param {{store: import("../../store.js").Store, line: import("../../connection.js").Connection,
 *   door: import("../door.js").Door, boot: import("../../entities").Boot}} props
 */
export function Wall({ store, line, door, boot }) {
  const tables = useMemo(
    () => computed(() => byNeed(/** @type {any} */ (store.all("table")))),
    [store],
  ).value;
  const room = /** @type {Room | undefined} */ (/** @type {unknown} */ (store.get("classroom")));
  const [shown, show] = useState(/** @type {import("./keys.js").Shown} */ (""));
  const [picked, pick] = useState(/** @type {ReadonlySet<string>} */ (new Set()));
  const chosen = tables.filter((x) => picked.has(x.talks));
  const steered = chosen.length > 0 ? chosen : tables;
  useWallKeys(show, () => pick(new Set()));
  const toggle = (/** @type {string} */ talks) => {
    const next = new Set(picked);
    if (!next.delete(talks)) next.add(talks);
    pick(next);
  };
  const [refused, refuse] = useState("");
  const [checked, starting] = useState(/** @type {Glance[]} */ ([]));
  const urls = boot.urls ?? {};
  const desk = (/** @type {string} */ talks) => (urls.desk ?? "").replace("TALKS", talks);
  const now = () => line.now();
  /**
   * @param {Glance} table
   * @param {string} name
   * @param {object} [body]
   */
  const give = async (table, name, body) => {
    if (name === "start" && missing(table).length > 0 && !(body && "sure" in body))
      return starting([table]) ?? "";
    const receipt = await door.give(
      table.talks,
      name,
      meant(name, name === "start" ? {} : body, table),
    );
    const refusal = receipt.accepted ? "" : (receipt.message ?? "");
    refuse(refusal);
    return refusal;
  };
  /**
   * @param {string} name
   * @param {object} [body]
   * @param {any[]} [seen] the tables as they stood when the command was chosen
   */
  const giveAll = async (name, body, seen = steered) => {
    const fitting = seen.filter((x) => fits(name, x, body));
    if (name === "start" && fitting.some((x) => missing(x).length > 0)) {
      starting(fitting);
      return [];
    }
    const refusals = await door.giveAll(fitting, name, body);
    return refusals.map((r) => r.message ?? "");
  };
  return html`<div class="wall-page">
    <header class="masthead">
      <div><h1>${room?.title}</h1><p class="note">${tn(tables.length, "{n} table", "{n} tables")} · <${LineWord} line=${line} /></p>
        <nav class="links" aria-label=${t("Class")}>
      ${urls.screen && html`<a href=${urls.screen} target="_blank">${t("Projector")}</a>`}
      ${urls.learning && html`<a href=${urls.learning}>${t("What students did")}</a>`}
      ${urls.files && html`<a href=${urls.files}>${t("Files")}</a>`}
      ${urls.seats && html`<a href=${urls.seats}>${t("Seat map")}</a>`}
      ${urls.people && html`<a href=${urls.people}>${t("People")}</a>`}
      ${urls.settings && html`<a href=${urls.settings}>${t("Settings")}</a>`}
      <a href=${urls.account}>${t("My account")}</a>
        </nav></div>
      <${Code} room=${room} urls=${urls} only=${boot.only_here} />
    </header>
    <${Control} tables=${steered} give=${giveAll} scope=${html`<${Scope} chosen=${chosen} all=${tables.length} clear=${() => pick(new Set())} />`}
      whom=${chosen.length > 0 ? t("Only the chosen tables read it.") : t("Every table reads it.")}
      talk=${!safe.value && html`<${InjectButton} tables=${steered.filter((x) => x.state === "running")} running=${true} give=${giveAll} csrf=${boot.csrf ?? ""} />`}>
      <div role="group" aria-label=${t("Records")}>
        ${
          !safe.value &&
          html`<button type="button" data-act="search" onClick=${() => show("search")}>${t("Search…")}</button>
        <button type="button" data-act="records" onClick=${() => show("records")}>${t("Records…")}</button>`
        }
        <button type="button" onClick=${() => show("keys")} aria-label=${t("Keyboard shortcuts")} title=${t("Keyboard shortcuts")}>?</button></div>
      <span class="gap"></span>
      <button type="button" data-act="safe" aria-pressed=${safe.value ? "true" : "false"} title=${t("Hides alarms, help requests and private things")}
        onClick=${() => {
          safe.value = !safe.value;
          kept.set("wall-safe", safe.value);
        }}>${safe.value ? t("Safe to project: on") : t("Safe to project: off")}</button>
    </${Control}>
    ${refused && html`<p class="refused" role="alert">${refused}</p>`}
    ${
      ended(tables) &&
      html`<${AfterTheEnd} tables=${tables} urls=${urls} lettered=${Object.keys(room?.letters ?? {}).length > 0} give=${async (
        /** @type {string} */ name,
        /** @type {object} */ body,
        /** @type {Glance[]} */ seen,
      ) => {
        refuse((await giveAll(name, body, seen)).find(Boolean) ?? "");
      }} />`
    }
    <div class=${safe.value ? "wall alone" : "wall"}>
      <section class="cards" aria-label=${t("Tables")}>
        ${tables.map(
          (
            x,
          ) => html`<${Card} key=${x.talks} table=${x} now=${now} href=${desk(x.talks)} expected=${room?.expected ?? NOBODY} letter=${room?.letters?.[x.talks]} safe=${safe.value}
            picked=${picked.has(x.talks)} pick=${() => toggle(x.talks)}
            give=${(/** @type {string} */ name, /** @type {object} */ body) => give(x, name, body)}
            seats=${() => location.assign(urls.seats ? `${urls.seats}#table-${x.table}` : desk(x.talks))} />`,
        )}
        ${!safe.value && html`<${SideBySide} room=${boot.classroom} tables=${tables} />`}
      </section>
      <aside class="side">
        ${!safe.value && html`<${AtTheDoor} room=${boot.classroom} waiting=${room?.waiting ?? []} tables=${tables} csrf=${boot.csrf ?? ""} />`}
        ${!safe.value && html`<${Needs} tables=${tables} now=${now} desk=${desk} give=${give} />`}
        <${SoFar} tables=${tables} />
        <section><${ThemeChoice} /></section>
      </aside>
    </div>
    <${ClassMoments} tables=${[...tables].sort((a, b) => a.table - b.table)} known=${store.etag.value !== null} line=${line} />
    ${
      checked.length > 0 &&
      html`<${Starting} tables=${checked} refuse=${refuse} onClose=${() => starting([])}
        start=${(/** @type {Glance} */ x) => give(x, "start", { sure: true })}
        seatBot=${(/** @type {Glance} */ x, /** @type {string} */ delegation) => give(x, "seat_bot", { delegation })} />`
    }
    ${shown === "keys" && html`<${WallKeys} onClose=${() => show("")} />`}
    ${shown === "search" && html`<${Search} room=${boot.classroom} tables=${tables} desk=${desk} onClose=${() => show("")} />`}
    ${shown === "records" && html`<${RecordsDialog} room=${boot.classroom} tables=${tables} onClose=${() => show("")} />`}
    <${LiveRegion} />
  </div>`;
}

/** @param {{chosen: Glance[], all: number, clear: () => void}} props */
function Scope({ chosen, all, clear }) {
  if (chosen.length === 0)
    return html`<span class="scope">${tn(all, "For {n} table:", "For all {n} tables:")}</span>`;
  const numbers = list(chosen.map((x) => String(x.table)).sort((a, b) => Number(a) - Number(b)));
  return html`<span class="scope chosen" role="status">${tn(chosen.length, "Only table {numbers}:", "Only tables {numbers}:", { numbers })}
    <button type="button" class="plain" onClick=${clear}>${t("All tables")}</button></span>`;
}

/**
 * Whether a command for several tables makes sense at this one.
 * @param {string} name
 * @param {Glance} table
 * @param {any} [body]
 */
function fits(name, table, body) {
  switch (name) {
    case "set_policy":
      return table.early_end !== body?.early_end && table.state !== "archived";
    case "start":
      return table.state === "lobby";
    case "pause":
      return table.state === "running" && !table.paused;
    case "resume":
      return table.paused;
    case "extend":
    case "advance":
    case "step_back":
    case "inject":
    case "write_inject":
    case "undo_inject":
      return table.state === "running";
    case "conclude":
      return table.state === "running" || table.state === "lobby";
    default:
      return table.state !== "archived";
  }
}

/** @param {{line: import("../../connection.js").Connection}} props */
function LineWord({ line }) {
  const words = {
    connecting: t("connecting"),
    connected: t("connected"),
    reconnecting: t("reconnecting"),
    offline: t("offline"),
    replaced: t("open elsewhere"),
    refused: t("not connected"),
  };
  return html`<span class="line ${line.status.value}">${words[line.status.value]}</span>`;
}

/** @param {{room: Room | undefined, urls: Record<string, string>, only?: string}} props */
function Code({ room, urls, only }) {
  const [copied, copy] = useState(false);
  if (room === undefined) return null;
  return html`<div class="joining">
    <img class="qr" src=${urls.qr} alt=${t("QR code of the join link")} width="96" height="96" />
    <p><span class="note">${room.open ? t("Join code") : t("Join code, closed")}</span>
      <b class="join-code">${room.join_code}</b>
      <span class="note">${urls.join}</span>
      <button type="button" class="plain" onClick=${async () => {
        await navigator.clipboard?.writeText(urls.join);
        copy(true);
      }}>${copied ? t("Copied") : t("Copy the link")}</button></p>
    ${only && room.open && html`<p class="only-here" role="note">${only}</p>`}
  </div>`;
}

/** @param {{room: string | undefined, tables: Glance[]}} props */
function SideBySide({ room, tables }) {
  const board = useBoard(`/classrooms/${room}/board`, boardChange(tables));
  if (board === null || !comparable(tables)) return null;
  return html`<section class="pane wide"><h2>${t("Tables side by side")}</h2><${Board} board=${board} totals /></section>`;
}

/** What all tables have come to, forum by forum. @param {{tables: Glance[]}} props */
function SoFar({ tables }) {
  const forums = Object.entries(tables[0]?.forums ?? {});
  if (forums.length === 0) return null;
  const count = (/** @type {string} */ id, /** @type {string} */ state) =>
    tables.filter((x) => x.forums[id]?.state === state).length;
  return html`<section><h2>${t("All tables so far")}</h2>
    <p class="note">${t("At how many tables each forum is agreed, and at how many it is still open.")}</p>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("All tables so far")}><table class="lines"><thead><tr><th scope="col">${t("Forum")}</th><th scope="col">${t("Agreed")}</th><th scope="col">${t("Open")}</th></tr></thead>
    <tbody>${forums.map(([id, f]) => html`<tr key=${id}><th scope="row">${f.title}</th><td>${count(id, "agreed")} / ${tables.length}</td><td>${count(id, "open")} / ${tables.length}</td></tr>`)}</tbody></table></div>
    <ul class="note plain-list">${tables.map((x) => html`<li key=${x.talks}>${t("Table {n}", { n: x.table })}: ${phaseText(x)}</li>`)}</ul>
  </section>`;
}
