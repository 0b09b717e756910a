// States of the whole page, each said in words where nobody can miss it.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { at } from "../address.js";
import { html, kept, later } from "../dom.js";
import { shortName } from "../elements/code.js";
import { t } from "../i18n.js";
import { dressed } from "../sheets.js";
import { isAway, memory } from "./coach/away.js";
import { DueNotice } from "./letters/papers.js";
import { useTable } from "./model.js";

const NewsBanner = later(() =>
  dressed("world", import("./news/newsroom.js")).then((m) => m.NewsBanner),
);
const SinceYouLeft = later(() => import("./news/since_you_left.js").then((m) => m.SinceYouLeft));

export function Banners() {
  const table = useTable();
  const status = table.line.status.value;
  const talks = table.talks.value;
  return html`<div class="banners">
    ${status === "reconnecting" && html`<p class="banner warn"><b>${t("Reconnecting …")}</b> ${t("What you do now is sent when the line is back; your seat is kept.")}</p>`}
    ${status === "offline" && html`<p class="banner warn"><b>${t("No network.")}</b> ${t("You can read and draft; what you send waits until the line is back.")}</p>`}
    ${talks?.paused && html`<p class="banner"><b>${t("Paused.")}</b> ${t("Clocks stand still. You can read and draft, and act when the talks resume.")}</p>`}
    ${
      table.me.value?.stepped_out &&
      html`<p class="banner"><b>${t("You stepped out of role.")}</b> ${t("Only the facilitator knows.")}
      <button type="button" onClick=${() => table.give("step_out", { on: false }, "step_out")}>${t("Step back in")}</button></p>`
    }
    <${Missed} />
    ${table.reading.fresh.value.length > 0 && html`<${NewsBanner} />`}
    <${DueNotice} />
    <${Moved} />
    ${coached(table) && html`<div class="coach-room"><${Coach} /></div>`}
    ${talks?.state === "archived" && html`<p class="banner">${t("These talks are archived; you can read everything.")}</p>`}
  </div>`;
}

/** What a delegate missed; somebody who only watches misses nothing that waits for them. */
export function Missed() {
  const table = useTable();
  const { absence, line } = table;
  const follows = !table.watches && table.me.value?.audience === "delegate";
  useEffect(
    () => (follows ? absence.follow(() => line.status.peek() === "connected") : undefined),
    [absence, follows],
  );
  return follows && absence.away.value !== null && html`<${SinceYouLeft} />`;
}

const Coach = later(() => dressed("coach", import("./coach/coach.js")).then((m) => m.Coach));

/** True at somebody's first table, until they know the way. @param {import("./model.js").Table} table */
function coached(table) {
  const { state, phase } = table.talks.value ?? {};
  // The other steps can be done while one negotiates.
  const reads = phase === "briefing" && !memory.value.done.includes("read");
  const running = state === "running" && (phase === "negotiation" || reads);
  return running && table.mine.value !== "" && !table.watches && !isAway.value;
}

const understood = signal(kept.get("moved", 0));

/** Said to whoever was moved without their doing, until they have read it. */
function Moved() {
  const table = useTable();
  const me = table.me.value;
  const moved = me?.moved;
  if (!moved || (moved.kind !== "released" && moved.at <= understood.value)) return null;
  const n = table.talks.value?.table ?? 0;
  if (moved.kind === "released") {
    return html`<p class="banner warn" role="alert"><b>${t("You have no seat at this table now.")}</b> ${
      moved.reason === "moved"
        ? t("Your facilitator gave you a seat at another one.")
        : moved.reason
          ? t("Your facilitator says: {reason}", { reason: moved.reason })
          : t("Your facilitator released it; ask them for another.")
    } <a class="button" href="">${t("Open the page again")}</a></p>`;
  }
  const where = me?.delegation ? shortName(table.store, me.delegation) : "";
  return html`<p class="banner warn" role="status"><b>${
    moved.kind === "observer"
      ? t("You watch table {n} now.", { n })
      : t("Your facilitator gave you this seat: {where}, table {n}.", { where, n })
  }</b> ${
    moved.kind === "observer"
      ? t("You read what everybody may read, and act for no delegation.")
      : t("The mandates here are those of your seat; those you had are no longer yours to use.")
  } <button type="button" onClick=${() => {
    understood.value = moved.at;
    kept.set("moved", moved.at);
  }}>${t("Understood")}</button></p>`;
}

/** What stands instead of the table when this page may not show it. */
export function Elsewhere() {
  const { line } = useTable();
  return html`<div class="elsewhere"><h1>${t("Your seat is open in another tab or device")}</h1>
    <p>${t("The newest one counts, so that you never act twice. Nothing is lost.")}</p>
    <button type="button" class="primary big" onClick=${() => line.takeBack()}>${t("Use it here")}</button></div>`;
}

export function NotLetIn() {
  const { line, boot } = useTable();
  return html`<div class="elsewhere"><h1>${t("This seat could not be opened")}</h1>
    <p>${line.refusal.value?.message}</p>
    <p><a class="button big" href="">${t("Open the page again")}</a></p>
    <p><a class="button primary big" href=${boot.urls?.rejoin ?? at("/rejoin")}>${t("Enter my rejoin code")}</a></p></div>`;
}
