// One table in full, for the facilitator: bar, forums, proposals with everybody's worth, every channel,
// mandates, scores, help; record or void an agreement; look through a delegation's eyes.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { cx, html, later } from "../../dom.js";
import { Clock } from "../../elements/clock.js";
import { names, seated } from "../../elements/code.js";
import { Stage, useStore } from "../../elements/context.js";
import { Endorsements, reported, Verdict } from "../../elements/endorsements.js";
import { LiveRegion } from "../../elements/live.js";
import { Mandates } from "../../elements/mandates.js";
import { linesOf } from "../../elements/negotiated.js";
import { Room } from "../../elements/room.js";
import { ThemeChoice } from "../../elements/theme.js";
import { progress, Treaty } from "../../elements/treaty.js";
import { phaseWord, stateWord } from "../../elements/words.js";
import { Ladder, Linkages, Tracks } from "../../elements/world.js";
import { t } from "../../i18n.js";
import { sheet } from "../../sheets.js";
import { Count } from "../../table/parts.js";
import { Control } from "../control.js";
import { HelpQueue } from "../helpqueue.js";
import { InjectButton } from "../injects/deck.js";
import { SeatMap } from "../seats/table.js";
import { meant } from "../seen.js";
import { missing, Starting } from "../wall/starting.js";
import { Agreement } from "./agreement.js";
import { Capitals } from "./capital.js";
import { Debrief } from "./debrief.js";
import { Flags } from "./flag.js";
import { DeskHints } from "./hints.js";
import { Papers } from "./ledger.js";
import { Preparation } from "./preparation.js";
import { Proposals } from "./proposals.js";
import { Records } from "./records.js";
import { RollBack } from "./rollback.js";
import { Scores } from "./scores.js";
import { Transcript } from "./transcript.js";

/** @typedef {import("../seats/table.js").Give} Give */
/** @typedef {"proposals"|"text"|"ledger"|"talk"|"mandates"|"seats"|"flags"|"records"|"world"} Pane */

/** The message that a search led to. */
const sought = new URLSearchParams(location.search).get("message");
const TableMoments = later(() =>
  Promise.all([import("../moments.js"), sheet("moments")]).then(([m]) => m.TableMoments),
);
const pane = signal(/** @type {Pane} */ (sought === null ? "proposals" : "talk"));

/**
 * @param {{store: import("../../store.js").Store, line: import("../../connection.js").Connection,
 *   boot: import("../../entities").Boot}} props
 */
export function Desk({ store, line, boot }) {
  return html`<${Stage.Provider} value=${store}><${Page} line=${line} boot=${boot} /><${TableMoments} store=${store} line=${line} /><${LiveRegion} /></${Stage.Provider}>`;
}

/** @param {{line: import("../../connection.js").Connection, boot: import("../../entities").Boot}} props */
function Page({ line, boot }) {
  const store = useStore();
  const talks = store.get("talks");
  const [chosen, choose] = useState(/** @type {string | null} */ (null));
  const [checking, check] = useState(false);
  const [refused, refuse] = useState("");
  if (talks === undefined) return html`<p role="status">${t("Opening the table …")}</p>`;
  const rounds = talks.rounds.flatMap((r) => r.forums);
  const agenda = [...new Set([...rounds, ...store.ids("forum")])];
  const shown = chosen ?? talks.forums_now[0] ?? agenda[0];
  const forum = store.get(`forum/${shown}`);
  const contested = store.all("obligation").filter((o) => o.status === "contested").length;
  /** @type {Give} */
  const give = (name, body) => line.send(name, body);
  /**
   * @param {string} name
   * @param {object} [body]
   * @param {import("../seen.js").Seen[]} [seen] the table as it stood when the command was chosen
   */
  const act = async (name, body, [seen] = [talks]) => {
    if (
      name === "start" &&
      !(body && "sure" in body) &&
      missing({ seats: sat(store) }).length > 0
    ) {
      check(true);
      return [];
    }
    const receipt = await line.send(name, meant(name, name === "start" ? {} : body, seen));
    return receipt.accepted ? [] : [receipt.message ?? ""];
  };
  return html`<header class="desk-head">
      <div><p><a href=${boot.urls?.wall}>${t("All tables")}</a></p>
        <h1>${t("Table {n}", { n: talks.table })}${talks.state === "running" && html`: ${talks.round_title}`}</h1>
        <p class="note">${[phaseWord(talks), talks.paused && t("paused")].filter(Boolean).join(" · ")}</p></div>
      <${Clock} line=${line} store=${store} />
    </header>
    <${Control} tables=${[{ ...talks, early_end: Boolean(talks.policies.early_end) }]} give=${act}
      talk=${html`<${InjectButton} tables=${[{ talks: talks.id, table: talks.table }]} running=${talks.state === "running"} give=${act} csrf=${boot.csrf ?? ""} store=${store} />`}>
      <div role="group" aria-label=${t("Records")}><${RollBack} give=${act} />
        ${boot.urls?.files && html`<a class="button" href=${boot.urls.files}>${t("Files")}</a>`}</div>
      <span class="gap"></span>
      <${ViewAs} boot=${boot} />
    </${Control}>
    ${refused && html`<p class="refused" role="alert">${refused}</p>`}
    ${
      checking &&
      html`<${Starting} tables=${[{ talks: talks.id, table: talks.table, seats: sat(store) }]} refuse=${refuse} onClose=${() => check(false)}
        start=${() => act("start", { sure: true }).then(first)}
        seatBot=${(/** @type {unknown} */ _, /** @type {string} */ delegation) => act("seat_bot", { delegation }).then(first)} />`
    }
    <div class="desk">
      <div class="desk-side">
        <section class="pane"><${Room} forum=${forum} showReady=${talks.state === "lobby" || talks.phase !== "negotiation"} proposal=${leading(store, shown)} /></section>
        <section class="pane"><h2>${t("Forums")}</h2><ul class="forum-list">${agenda.map(
          (id) =>
            html`<li key=${id}><button type="button" class="plain" aria-current=${id === shown ? "true" : undefined} onClick=${() => choose(id)}>
            ${store.get(`forum/${id}`)?.title}<small>${stateWord(store.get(`forum/${id}`)?.state ?? "")}</small></button></li>`,
        )}</ul>
          ${boot.urls?.statement && (store.get("scoreboard")?.agreed ?? 0) > 0 && html`<p><a href=${boot.urls.statement} target="_blank">${t("Joint Statement")}</a></p>`}</section>
        <${DeskHints} talks=${talks.id} now=${() => line.now()} give=${act} />
        <${Capitals} give=${act} show=${choose} />
        <${HelpQueue} give=${give} />
        <${Scores} />
        <section class="pane"><${ThemeChoice} /></section>
      </div>
      <div class="desk-main">
        <${Debrief} href=${boot.urls?.debrief} give=${act} />
        <nav class="panes" aria-label=${t("Panels")}>${PANES().map(
          ([id, label]) =>
            html`<button key=${id} type="button" class=${cx("plain")} aria-current=${pane.value === id ? "true" : undefined} onClick=${() => {
              pane.value = id;
            }}>${label}${id === "ledger" && html` <${Count} n=${contested} label=${t("contested")} />`}</button>`,
        )}</nav>
        ${forum && html`<${Agreement} forum=${forum} give=${act} />`}
        ${pane.value === "text" && forum && html`<${Text} forum=${forum} />`}
        ${pane.value === "proposals" && forum?.endorses && html`<${Reports} plenary=${forum} />`}
        ${pane.value === "proposals" && forum && html`<${Proposals} forum=${forum} line=${line} give=${give} />`}
        ${pane.value === "ledger" && html`<${Papers} give=${act} />`}
        ${pane.value === "talk" && html`<${Transcript} give=${act} at=${sought} />`}
        ${pane.value === "mandates" && forum && html`<${Mandates} forum=${forum} />`}
        ${pane.value === "mandates" && html`<${Preparation} />`}
        ${pane.value === "flags" && html`<${Flags} give=${act} />`}
        ${pane.value === "records" && html`<section class="pane"><${Records} room=${boot.classroom} tables=${[talks.table]} about=${about(store)} /></section>`}
        ${pane.value === "world" && html`<${World} />`}
        ${pane.value === "seats" && html`<section class="pane"><${SeatMap} give=${give} others=${[]} csrf=${boot.csrf ?? ""} /></section>`}
      </div>
    </div>`;
}

/** @param {string[]} sentences */
const first = ([sentence]) => sentence ?? "";

/**
 * Who sits where, as the check before a start asks.
 * @param {import("../../store.js").Store} store
 */
const sat = (store) =>
  Object.fromEntries(
    seated(store).map((d) => [
      d.id,
      {
        short: d.short,
        people: d.delegates.map((x) => x.name),
        present: d.delegates.some((x) => x.present),
        bot: d.bot !== null,
      },
    ]),
  );

/** @param {{forum: import("../../entities").Forum}} props */
function Text({ forum }) {
  const store = useStore();
  return html`<section class="pane"><h2>${forum.title}</h2>
    <p class="note">${forum.rule_text} ${forum.chair ? t("Chair: {who}.", { who: names(store, [forum.chair]) }) : ""}</p>
    <${Treaty} forum=${forum} /><p class="note">${progress(linesOf(store, forum))}</p></section>`;
}

/** The world round the table: ties between the groups, tracks and the ladder. */
function World() {
  const store = useStore();
  const all = store.all("linkage");
  if (all.length === 0 && store.ids("track").length === 0 && !store.get("ladder"))
    return html`<section class="pane"><p class="note">${t("This scenario has no ties between its forums, no tracks and no ladder.")}</p></section>`;
  return html`
    ${all.length > 0 && html`<section class="pane"><h2>${t("Ties between the groups")} (${t("{n} of {of} in force", { n: all.filter((x) => x.active).length, of: all.length })})</h2><${Linkages} /></section>`}
    ${store.ids("track").length > 0 && html`<section class="pane"><h2>${t("What holds the region back")}</h2><${Tracks} /></section>`}
    ${store.get("ladder") && html`<section class="pane"><h2>${t("The ladder")}</h2><${Ladder} /></section>`}`;
}

/** What the groups report to a closing plenary. @param {{plenary: import("../../entities").Forum}} props */
function Reports({ plenary }) {
  const all = reported(useStore(), plenary);
  return html`<section class="pane"><h2>${t("Before the plenary")}</h2>
    ${all.length === 0 && html`<p class="note">${t("No group has reported an agreement, so there is nothing to endorse.")}</p>`}
    ${all.map((a) => html`<div key=${a.forum}><p class="reported-line">${a.title} <${Verdict} agreement=${a} /></p><${Endorsements} agreement=${a} parties=${plenary.parties} /></div>`)}</section>`;
}

/** Names for sentences about this table. @param {import("../../store.js").Store} store */
const about = (store) => ({
  seats: Object.fromEntries(seated(store).map((d) => [d.id, d])),
  forums: Object.fromEntries(store.all("forum").map((f) => [f.id, f])),
});

/** @returns {[Pane, string][]} */
const PANES = () => [
  ["proposals", t("Proposals")],
  ["text", t("Negotiating text")],
  ["ledger", t("Obligations and letters")],
  ["talk", t("All channels")],
  ["mandates", t("Mandates")],
  ["world", t("Ties and tracks")],
  ["seats", t("Seats")],
  ["flags", t("Flags")],
  ["records", t("Records")],
];

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

/** @param {{boot: import("../../entities").Boot}} props */
function ViewAs({ boot }) {
  const store = useStore();
  const base = location.pathname;
  return html`<label class="view-as">${t("View as")}
    <select value="" onChange=${(/** @type {any} */ e) => {
      const as = e.currentTarget.value;
      e.currentTarget.value = "";
      if (as) window.open(`${base}?as=${as}`, "_blank", "noopener");
    }} title=${boot.urls?.wall && t("Opens what that delegation sees in a new tab, read only.")}>
      <option value="">${t("choose …")}</option>
      ${seated(store).map((d) => html`<option key=${d.id} value=${d.id}>${d.short}</option>`)}
    </select></label>`;
}
