// One table on the projector: clock, forums, agreed clauses, readiness, scores as the policy allows.

import { cx, html } from "../../dom.js";
import { Clock } from "../../elements/clock.js";
import { Code, seated } from "../../elements/code.js";
import { Stage, useStore } from "../../elements/context.js";
import { verdictWord } from "../../elements/endorsements.js";
import { Entry } from "../../elements/ledger.js";
import { inOrder, isBroken, Tally } from "../../elements/obligations.js";
import { Stances } from "../../elements/stances.js";
import { progress } from "../../elements/treaty.js";
import { dayText, phaseWord } from "../../elements/words.js";
import { Ladder, Tracks } from "../../elements/world.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { newsOf } from "../../table/news/reading.js";
import { stateText } from "./screen.js";

/** @param {{store: import("../../store.js").Store, line: import("../../connection.js").Connection}} props */
export function ScreenTable({ store, line }) {
  return html`<${Stage.Provider} value=${store}><${Page} line=${line} /></${Stage.Provider}>`;
}

/** @param {{line: import("../../connection.js").Connection}} props */
function Page({ line }) {
  const store = useStore();
  const talks = store.get("talks");
  if (talks === undefined) return html`<p role="status">${t("Opening the screen …")}</p>`;
  const beside = store.all("forum").filter((f) => f.kind === "initiative" && f.state === "agreed");
  const rounds = talks.rounds.flatMap((r) => r.forums);
  const agenda = [...new Set([...rounds, ...beside.map((f) => f.id)])];
  const agreements = store.all("agreement");
  return html`<div class="screen table-screen">
    <header><h1>${t("Table {n}", { n: talks.table })}: ${talks.state === "running" ? talks.round_title : talks.title}</h1>
      <p>${[phaseWord(talks), talks.paused && t("paused")].filter(Boolean).join(" · ")}</p>
      <${Clock} line=${line} store=${store} /></header>
    <div class="body">
      <section><h2>${t("Forums")}</h2><ul class="forums">${agenda.map((id) => {
        const forum = store.get(`forum/${id}`);
        return html`<li key=${id} class=${cx(forum?.state, forum?.now && "now")}><span>${forum?.title}</span><b>${stateText(forum?.state ?? "")}</b></li>`;
      })}</ul>
        <ul class="ready-row">${seated(store).map((d) => html`<li key=${d.id} class=${d.ready ? "ready" : ""}><${Code} id=${d.id} /> ${d.bot ? t("bot") : d.delegates.some((x) => x.present) ? t("here") : t("away")}${d.ready && html` <b>✓ ${t("ready")}</b>`}</li>`)}</ul>
        <${Board} /><${Owed} /><${Press} /></section>
      <section class="clauses"><h2>${t("Agreed")}</h2>
        ${agreements.length === 0 && html`<p>${t("Nothing is agreed yet.")}</p>`}
        <${OnTheTable} />
        ${agreements.map((a) => html`<article key=${a.forum}><h3>${a.title}${a.endorsed !== null && html` <small>${verdictWord(a)}</small>`}</h3><ol>${a.clauses.map((c) => html`<li key=${c.issue}>${c.clause}</li>`)}</ol></article>`)}
      </section>
    </div>
    <${World} />
  </div>`;
}

/** What last happened outside, the constraints and the ladder. */
function World() {
  const store = useStore();
  const [last] = newsOf(store).filter((one) => !one.undone);
  const tracks = store.ids("track").length > 0;
  const ladder = store.get("ladder");
  if (!last && !tracks && !ladder) return null;
  return html`<div class="world">
    ${last && html`<section class="headline"><h2>${t("News")}${last.date && html` <small>${dayText(last.date)}</small>`}</h2><p><b>${last.title}.</b> ${last.story}</p></section>`}
    ${tracks && html`<section><h2>${t("What holds the region back")}</h2><${Tracks} plain /></section>`}
    ${ladder && html`<section><h2>${t("The ladder")}</h2><${Ladder} plain /></section>`}
  </div>`;
}

/** How far the open forums are: the text in a sentence, and the proposal most accept. */
function OnTheTable() {
  const store = useStore();
  const open = store.all("forum").filter((f) => f.now && f.state === "open");
  if (store.get("talks")?.phase !== "negotiation") return null;
  const leader = (/** @type {string} */ forum) =>
    store
      .all("proposal")
      .filter((p) => p.forum === forum && (p.state === "tabled" || p.state === "silence"))
      .sort((a, b) => b.accepts - a.accepts || b.number - a.number)[0];
  // What is open at any time is shown once somebody works there.
  const shown = open.filter((f) => f.kind !== "initiative" || leader(f.id));
  return shown.map((forum) => {
    const leading = leader(forum.id);
    return html`<section key=${forum.id} class="on-the-table"><h2>${t("On the table")}${shown.length > 1 && html`: ${forum.title}`}</h2><p>${progress(forum)}</p>
      ${
        leading &&
        html`<p class="leading">${leading.label} <${Code} id=${leading.by} />: ${t("{accepts} of {of} accept", { accepts: leading.accepts, of: leading.of })}</p>
        <${Stances} proposal=${leading} parties=${forum.parties} />`
      }</section>`;
  });
}

const PRESSED = 4;

/** The latest statements to the press. */
function Press() {
  const store = useStore();
  const said = store.all("message").filter((m) => m.kind === "press");
  if (said.length === 0) return null;
  const latest = said.sort((a, b) => b.at - a.at).slice(0, PRESSED);
  return html`<section class="press"><h2>${t("To the press")}</h2><ul>${latest.map((m) => html`<li key=${m.id}>${m.by && html`<${Code} id=${m.by} /> `}<q dir="auto">${m.text}</q></li>`)}</ul></section>`;
}

function Board() {
  const store = useStore();
  const board = store.get("scoreboard");
  return html`<section class="board"><p><b>${board?.agreed}</b> / ${board?.forums} ${t("forums agreed")}</p>
    ${board?.others && html`<ul class="totals-row" aria-label=${t("Scores")}>${seated(store).map((d) => html`<li key=${d.id}><${Code} id=${d.id} /> <span data-total=${d.id}>${points(board.others?.[d.id] ?? 0)}</span></li>`)}</ul>`}
  </section>`;
}

/** What is owed in public: the numbers, what falls due now, and what was broken. */
function Owed() {
  const all = useStore()
    .all("obligation")
    .filter((o) => o.source.kind === "forum");
  if (all.length === 0) return null;
  const now = all.filter((o) => o.due_now || o.status === "contested" || isBroken(o));
  return html`<section class="board owed-board"><h2>${t("Obligations")}</h2><${Tally} />
    <ul class="owed">${now
      .sort(inOrder)
      .slice(0, 4)
      .map((o) => html`<${Entry} key=${o.id} o=${o} brief />`)}</ul></section>`;
}
