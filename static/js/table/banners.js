// States of the whole page, each said in words where nobody can miss it.

import { useEffect } from "preact/hooks";
import { html, later } from "../dom.js";
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
    ${table.me.value?.moved && html`<${Moved} />`}
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

const Moved = later(() => import("./moved.js").then((m) => m.Moved));
const Coach = later(() => dressed("coach", import("./coach/coach.js")).then((m) => m.Coach));

/** True at somebody's first table, until they know the way. @param {import("./model.js").Table} table */
function coached(table) {
  const { state, phase } = table.talks.value ?? {};
  // The other steps can be done while one negotiates.
  const reads = phase === "briefing" && !memory.value.done.includes("read");
  const running = state === "running" && (phase === "negotiation" || reads);
  return running && table.mine.value !== "" && !table.watches && !isAway.value;
}
