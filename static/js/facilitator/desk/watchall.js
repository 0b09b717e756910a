// A table with all its secrets, to look at: what the desk shows, and nothing that acts.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { html, later } from "../../dom.js";
import { Clock } from "../../elements/clock.js";
import { names } from "../../elements/code.js";
import { Stage, useStore } from "../../elements/context.js";
import { LiveRegion } from "../../elements/live.js";
import { Mandates } from "../../elements/mandates.js";
import { linesOf } from "../../elements/negotiated.js";
import { Room } from "../../elements/room.js";
import { ThemeChoice } from "../../elements/theme.js";
import { progress, Treaty } from "../../elements/treaty.js";
import { phaseWord, stateWord } from "../../elements/words.js";
import { timeOfDay } from "../../format.js";
import { t } from "../../i18n.js";
import { sheet } from "../../sheets.js";
import { Proposals } from "./proposals.js";
import { Scores } from "./scores.js";
import { Transcript } from "./transcript.js";

/** @typedef {"proposals"|"text"|"talk"|"mandates"} Pane */

const TableMoments = later(() =>
  Promise.all([import("../moments.js"), sheet("moments")]).then(([m]) => m.TableMoments),
);
const pane = signal(/** @type {Pane} */ ("proposals"));

/**
 * @param {{store: import("../../store.js").Store, line: import("../../connection.js").Connection}} props
 */
export function WatchAll({ store, line }) {
  return html`<${Stage.Provider} value=${store}><${Page} line=${line} /><${TableMoments} store=${store} line=${line} words /><${LiveRegion} /></${Stage.Provider}>`;
}

/** @param {{line: import("../../connection.js").Connection}} props */
function Page({ line }) {
  const store = useStore();
  const talks = store.get("talks");
  const [chosen, choose] = useState(/** @type {string | null} */ (null));
  if (talks === undefined) return html`<p role="status">${t("Opening the table …")}</p>`;
  const agenda = [...new Set(talks.rounds.flatMap((r) => r.forums))];
  const shown = chosen ?? talks.forums_now[0] ?? agenda[0];
  const forum = store.get(`forum/${shown}`);
  const ready = talks.state === "lobby" || talks.phase !== "negotiation";
  return html`<header class="desk-head">
      <div><h1>${t("Table {n}", { n: talks.table })}${talks.state === "running" && html`: ${talks.round_title}`}</h1>
        <p class="note">${[phaseWord(talks), talks.paused && t("paused")].filter(Boolean).join(" · ")}</p></div>
      <${Clock} line=${line} store=${store} />
    </header>
    <div class="desk">
      <div class="desk-side">
        <section class="pane"><${Room} forum=${forum} showReady=${ready} proposal=${leading(store, shown)} /></section>
        <section class="pane"><h2>${t("Forums")}</h2><ul class="forum-list">${agenda.map(
          (id) =>
            html`<li key=${id}><button type="button" class="plain" aria-current=${id === shown ? "true" : undefined} onClick=${() => choose(id)}>
            ${store.get(`forum/${id}`)?.title}<small>${stateWord(store.get(`forum/${id}`)?.state ?? "")}</small></button></li>`,
        )}</ul></section>
        <${Asked} />
        <${Scores} />
        <section class="pane"><${ThemeChoice} /></section>
      </div>
      <div class="desk-main">
        <nav class="panes" aria-label=${t("Panels")}>${PANES().map(
          ([id, label]) =>
            html`<button key=${id} type="button" class="plain" aria-current=${pane.value === id ? "true" : undefined} onClick=${() => {
              pane.value = id;
            }}>${label}</button>`,
        )}</nav>
        ${
          pane.value === "text" &&
          forum &&
          html`<section class="pane"><h2>${forum.title}</h2>
          <p class="note">${forum.rule_text} ${forum.chair ? t("Chair: {who}.", { who: names(store, [forum.chair]) }) : ""}</p>
          <${Treaty} forum=${forum} /><p class="note">${progress(linesOf(store, forum))}</p></section>`
        }
        ${pane.value === "proposals" && forum && html`<${Proposals} forum=${forum} line=${line} />`}
        ${pane.value === "talk" && html`<${Transcript} />`}
        ${pane.value === "mandates" && forum && html`<${Mandates} forum=${forum} />`}
      </div>
    </div>`;
}

/** @returns {[Pane, string][]} */
const PANES = () => [
  ["proposals", t("Proposals")],
  ["text", t("Negotiating text")],
  ["talk", t("All channels")],
  ["mandates", t("Mandates")],
];

/** What delegates asked the facilitator. */
function Asked() {
  const helps = useStore()
    .all("help")
    .sort((a, b) => b.at - a.at);
  if (helps.length === 0) return null;
  return html`<section class="pane"><h2>${t("Questions to the facilitator")}</h2>
    <ol class="need">${helps.slice(0, 12).map((h) => html`<li key=${h.id}><b><bdi>${h.name}</bdi></b>, ${timeOfDay(h.at)}: <q>${h.text}</q></li>`)}</ol></section>`;
}

/**
 * @param {import("../../store.js").Store} store
 * @param {string} forum
 */
function leading(store, forum) {
  const open = store
    .all("proposal")
    .filter((p) => p.forum === forum && (p.state === "tabled" || p.state === "silence"));
  return open.sort((a, b) => b.accepts - a.accepts || b.number - a.number)[0] ?? null;
}
