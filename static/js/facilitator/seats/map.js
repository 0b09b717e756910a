// The seat map: every table of the class with everybody at it. Pick somebody up (a click, a tap,
// Enter) and put them down, or drag them; one panel has everything else that can be done with them.

import { computed, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { at } from "../../address.js";
import { cx, html } from "../../dom.js";
import { LiveRegion } from "../../elements/live.js";
import { t, tn } from "../../i18n.js";
import { Chip } from "./chip.js";
import { peopleAt, Seating } from "./moves.js";
import { SeatPanel } from "./panel.js";
import { DelegationRow, Observers } from "./row.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {import("./moves.js").Somebody} Somebody */

/**
 * @param {{store: import("../../store.js").Store, door: import("../door.js").Door,
 *   boot: import("../../entities").Boot}} props
 */
export function Seats({ store, door, boot }) {
  const seating = useMemo(() => new Seating(door), [door]);
  const tables = useMemo(
    () =>
      computed(() =>
        /** @type {Glance[]} */ (/** @type {unknown} */ (store.all("table"))).sort(
          (a, b) => a.table - b.table,
        ),
      ),
    [store],
  ).value;
  const room = /** @type {{title: string} | undefined} */ (store.get("classroom"));
  const urls = boot.urls ?? {};
  const everybody = tables.flatMap(peopleAt);
  const seatless = useSeatless(urls.class_people, everybody);
  useKeys(seating);
  const locked = tables.length > 0 && tables.every((x) => x.locked);
  const picked = seating.picked.value;
  return html`<div class=${cx("seats-page", picked && !seating.dragging.value && "carrying")}>
    <header class="masthead">
      <div><h1>${t("Seat map")}</h1><p class="note">${room?.title} · ${tn(everybody.length, "{n} person", "{n} people")}</p></div>
      <p class="actions"><button type="button" aria-pressed=${locked ? "true" : "false"} disabled=${tables.length === 0}
        onClick=${() => seating.lock(tables, !locked)}>${locked ? t("All seats are locked: open them") : t("Lock all seats")}</button>
        <a class="button" href=${urls.wall}>${t("Back to the wall")}</a></p>
    </header>
    <${Told} seating=${seating} />
    ${(picked === null || seating.dragging.value) && html`<p class="note how">${t("Choose somebody, then the place; or drag them there. They are told, get the mandates of the new seat at once and lose the old ones. What they said and did stays where it was.")}</p>`}
    <p class="note how">${t("To hand a seat to an agent, a program of somebody's: open the table from the wall, then Seats.")} <a href=${at("/help/agents")}>${t("How an agent plays")}</a></p>
    <${Seatless} people=${seatless} seating=${seating} />
    <div class="tables-grid">
      ${tables.map((x) => html`<${TableSeats} key=${x.talks} table=${x} seating=${seating} />`)}
    </div>
    ${picked && !seating.dragging.value && html`<${SeatPanel} key=${picked.person} who=${picked} seating=${seating} tables=${tables} />`}
    <${LiveRegion} />
  </div>`;
}

/** What was done last, with the way back. @param {{seating: Seating}} props */
function Told({ seating }) {
  const told = seating.told.value;
  if (told === null) return null;
  return html`<p class=${cx("told", told.bad && "refused")} role=${told.bad ? "alert" : undefined}>${told.text}
    ${told.undo && html`<button type="button" disabled=${seating.busy.value} onClick=${() => seating.undo()}>${t("Undo")}</button>`}</p>`;
}

/** @param {{table: Glance, seating: Seating}} props */
function TableSeats({ table, seating }) {
  const people = peopleAt(table);
  const locked = table.locked ?? false;
  return html`<section class="table-seats" id=${`table-${table.table}`} aria-labelledby=${`h-${table.talks}`}>
    <header><h2 id=${`h-${table.talks}`}>${t("Table {n}", { n: table.table })}</h2>
      <span class="note">${tn(people.length, "{n} person", "{n} people")}</span>
      <button type="button" class="small" aria-pressed=${locked ? "true" : "false"} onClick=${() => seating.lock([table], !locked)}>
        ${locked ? t("Locked") : t("Lock")}<span class="visually-hidden"> ${t("Table {n}", { n: table.table })}</span></button></header>
    <ul>
      ${Object.entries(table.seats).map(
        ([
          id,
          seat,
        ]) => html`<${DelegationRow} key=${id} id=${id} seat=${seat} table=${table} seating=${seating}
          people=${people.filter((p) => p.delegation === id)} />`,
      )}
      <${Observers} table=${table} seating=${seating} people=${people.filter((p) => p.delegation === null)} />
    </ul>
  </section>`;
}

/** @param {{people: Somebody[], seating: Seating}} props */
function Seatless({ people, seating }) {
  if (people.length === 0) return null;
  return html`<section class="table-seats seatless" aria-labelledby="seatless">
    <header><h2 id="seatless">${t("Without a seat")}</h2><span class="note">${tn(people.length, "{n} person", "{n} people")}</span></header>
    <p class="chips">${people.map((p) => html`<${Chip} key=${p.person} who=${p} seating=${seating} />`)}</p>
  </section>`;
}

const listed = signal(/** @type {{person: string, name: string, talks: string | null}[]} */ ([]));

/**
 * Whoever of the class sits nowhere: asked for anew whenever somebody came or went.
 * @param {string | undefined} url
 * @param {Somebody[]} everybody
 * @returns {Somebody[]}
 */
function useSeatless(url, everybody) {
  const here = everybody.map((p) => p.person).sort();
  const key = here.join();
  useEffect(() => {
    if (!url) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const answer = await fetch(url).catch(() => null);
      if (!gone && answer?.ok) listed.value = (await answer.json()).people;
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [url, key]);
  const seated = new Set(here);
  return listed.value
    .filter((p) => !seated.has(p.person))
    .map(({ person, name }) => ({
      person,
      name,
      present: false,
      talks: null,
      table: null,
      delegation: null,
      code: "",
      role: null,
    }));
}

/** Esc puts back whoever is picked up. @param {Seating} seating */
function useKeys(seating) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
      const who = seating.picked.peek();
      if (event.key !== "Escape" || who === null) return;
      seating.picked.value = null;
      document.getElementById(`chip-${who.person}`)?.focus();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [seating]);
}
