// One table on the wall.

import { useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { urgency } from "../../elements/clock.js";
import { stanceSign, stanceWord } from "../../elements/stances.js";
import { automatedWord } from "../../elements/words.js";
import { clockText } from "../../format.js";
import { isolated, t, tn } from "../../i18n.js";
import { beat } from "../../time.js";
import { preparedWord } from "../desk/preparation.js";
import { combined, hintText } from "../hints.js";
import { leadingText, left, phaseText, tone } from "./glance.js";
import { Word } from "./word.js";

/** @typedef {import("./glance.js").Glance} Glance */

/**
 * @param {{table: Glance, now: () => number, href: string, safe: boolean,
 *   expected: readonly string[], letter?: string, picked: boolean, pick: () => void,
 *   give: (name: string, body?: object) => void, seats: () => void, children?: unknown}} props
 *   `safe`: the wall may be seen by students; `expected` are people of the list who never came;
 *   `letter`: what the projector calls the table, where that is not its number
 */
export function Card({ table, now, href, safe, expected, letter, picked, pick, give, seats }) {
  const running = table.state === "running";
  const [speaking, speak] = useState(false);
  const empty = Object.entries(table.seats).filter(([, s]) => !s.bot && s.people.length === 0);
  const led = running && table.leading !== null;
  const counted =
    !led && Object.values(table.seats).some((s) => !s.ready && quizSign(s).includes("/"));
  return html`<article class=${cx("wc", safe ? "ok" : tone(table), picked && "picked")} aria-label=${t("Table {n}", { n: table.table })}>
    <header>
      <h2><input type="checkbox" checked=${picked} onChange=${pick} aria-label=${t("Choose table {n}", { n: table.table })} /> <a href=${href}>${t("Table {n}", { n: table.table })}</a></h2>
      <span>${[running && table.round_title, phaseText(table)].filter(Boolean).join(" · ")}</span>
      <${Left} table=${table} now=${now} />
    </header>
    <ul class="dots" aria-label=${t("Seats")}>
      ${Object.entries(table.seats).map(([id, s]) => html`<${Dot} key=${id} seat=${s} running=${running} leading=${table.leading !== null} expected=${expected} />`)}
    </ul>
    ${counted && html`<p class="note">${t("Figures at a seat: how many quiz questions its head has right.")}</p>`}
    <p class="leading">${leadingText(table)}<${Silence} table=${table} now=${now} /></p>
    <p class="note">${[
      !safe &&
        letter &&
        table.state !== "lobby" &&
        t("Table {letter} on the projector", { letter }),
      tn(table.agreements, "{n} agreement", "{n} agreements"),
      running && tn(table.proposals_open, "{n} open proposal", "{n} open proposals"),
    ]
      .filter(Boolean)
      .join(" · ")}</p>
    ${!safe && (table.alarms ?? []).length > 0 && html`<${Alarms} table=${table} now=${now} />`}
    <footer>
      <a class="button" href=${href}>${t("Open")}</a>
      ${table.state === "lobby" && html`<button type="button" onClick=${() => give("start")}>${t("Start")}</button>`}
      ${running && !table.paused && html`<button type="button" onClick=${() => give("pause")}>${t("Pause")}</button>`}
      ${running && table.paused && html`<button type="button" class="primary" onClick=${() => give("resume")}>${t("Resume")}</button>`}
      ${running && html`<button type="button" onClick=${() => give("extend", { seconds: 60 })}>${t("+1 min")}</button>`}
      <button type="button" onClick=${seats}>${t("Seats…")}</button>
      ${!safe && html`<button type="button" onClick=${() => speak(true)}>${t("Word…")}</button>`}
      ${
        (running || table.state === "lobby") &&
        empty.length > 0 &&
        html`<button type="button" onClick=${() => {
          for (const [delegation] of empty) give("seat_bot", { delegation });
        }}>${tn(empty.length, "Bot in {n} empty seat", "Bots in {n} empty seats")}</button>`
      }
    </footer>
    ${speaking && html`<${Word} table=${table} give=${give} onClose=${() => speak(false)} />`}
  </article>`;
}

/** @param {{table: Glance, now: () => number}} props */
function Alarms({ table, now }) {
  beat.value;
  return html`<ul class="alarms">${combined(table.alarms ?? []).map((a) => html`<li key=${a.kind + (a.forum ?? "") + (a.delegation ?? "")} class=${a.urgent ? "urgent" : ""}>${hintText(a, table, now())}</li>`)}</ul>`;
}

/** @param {{seat: import("./glance.js").GlanceSeat, running: boolean, leading: boolean, expected: readonly string[]}} props */
function Dot({ seat, running, leading, expected }) {
  const here = seat.bot || seat.present;
  const never = seat.delegates?.length && seat.delegates.every((d) => expected.includes(d.person));
  const gone = never ? t("not here yet") : t("away");
  const sign =
    running && leading ? stanceSign(seat.stance ?? undefined) : seat.ready ? "✓" : quizSign(seat);
  const who = seat.bot
    ? automatedWord(seat)
    : seat.people.length === 0
      ? t("nobody")
      : `${seat.people.map(isolated).join(", ")}${here ? "" : `, ${gone}`}`;
  const stance =
    running && leading
      ? stanceWord(seat.stance ?? undefined)
      : seat.ready
        ? t("ready")
        : t("not ready");
  const quiz = seat.bot ? [] : (seat.delegates ?? []).map((d) => preparedWord(d.prepared));
  const said = [`${seat.short}: ${who}; ${stance}`, ...quiz].filter(Boolean).join("; ");
  const look = running && leading ? (seat.stance ?? "") : seat.ready ? "accept" : "";
  return html`<li class=${cx(look, !here && "off")} data-colour=${seat.colour} title=${said}>
    <span aria-hidden="true"><b>${seat.code}</b><i>${sign}</i></span>
    <small aria-hidden="true">${seat.bot ? (seat.agent ? t("agent") : t("bot")) : here ? t("here") : seat.people.length ? (never ? t("listed") : t("away")) : "–"}</small>
    <span class="visually-hidden">${said}</span>
  </li>`;
}

/**
 * How far the head of a delegation is with the quiz, where one is asked: "2/4".
 * @param {import("./glance.js").GlanceSeat} seat
 */
function quizSign(seat) {
  const head = seat.bot ? null : seat.delegates?.[0]?.prepared;
  return head ? `${head.right}/${head.of}` : "·";
}

/** @param {{table: Glance, now: () => number}} props */
function Left({ table, now }) {
  beat.value;
  const ms = left(table, now());
  if (table.paused)
    return html`<b class="left held">${[t("paused"), ms !== null && clockText(ms)].filter(Boolean).join(" ")}</b>`;
  if (ms === null) return null;
  return html`<b class=${cx("left", urgency(ms, table.clock.length_ms))}>${clockText(ms)}</b>`;
}

/** @param {{table: Glance, now: () => number}} props */
function Silence({ table, now }) {
  const until = table.leading?.silence_ends_at;
  if (!until || table.paused) return null;
  beat.value;
  return html` <b class="silence">${t("silence {time}", { time: clockText(until - now()) })}</b>`;
}
