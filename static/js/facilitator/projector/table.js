// One table on the projector: clock, forums, agreed clauses, readiness, scores as the policy allows.

import { useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { Clock } from "../../elements/clock.js";
import { Code, seated } from "../../elements/code.js";
import { Stage, useStore } from "../../elements/context.js";
import { verdictWord } from "../../elements/endorsements.js";
import { Entry } from "../../elements/ledger.js";
import { linesOf } from "../../elements/negotiated.js";
import { inOrder, isBroken, Tally } from "../../elements/obligations.js";
import { stanceSign, stanceWord } from "../../elements/stances.js";
import { progress } from "../../elements/treaty.js";
import { dayText, phaseWord } from "../../elements/words.js";
import { Ladder, Tracks } from "../../elements/world.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { newsOf } from "../../table/news/reading.js";
import { Debriefing } from "./debrief.js";
import { Fitted } from "./fit.js";
import { Pages } from "./pages.js";
import { stateText } from "./tile.js";

/**
 * @param {{store: import("../../store.js").Store, wall: import("../../store.js").Store,
 *   line: import("../../connection.js").Connection, boot: import("../../entities").Boot}} props
 */
export function ScreenTable({ store, wall, line, boot }) {
  return html`<${Stage.Provider} value=${store}><${Page} wall=${wall} line=${line} boot=${boot} /></${Stage.Provider}>`;
}

/** @param {{wall: import("../../store.js").Store, line: import("../../connection.js").Connection, boot: import("../../entities").Boot}} props */
function Page({ wall, line, boot }) {
  const store = useStore();
  const talks = store.get("talks");
  if (talks === undefined) return html`<p role="status">${t("Opening the screen …")}</p>`;
  const room = /** @type {any} */ (wall.get("classroom"));
  const over = talks.state !== "running" && talks.state !== "lobby";
  const title = over ? talks.title : talks.round_title || talks.title;
  return html`<div class=${cx("screen table-screen", over && "ended")}>
    <header><h1>${boot.talks ? `${t("Table {n}", { n: talks.table })}: ${title}` : title}</h1>
      ${room?.open && !over && html`<p class="small-code">${t("Join")}: <b>${room.join_code}</b></p>`}</header>
    ${over && html`<${Debriefing} tables=${[{ talks: talks.id, table: talks.table, revealed: talks.revealed }]} boot=${boot} open=${() => store} results=${() => floorSheets({ over: true, apart: true, of: "", settled: () => undefined })} />`}
    ${
      !over &&
      html`<div class="top"><div class="stage"><${Clock} line=${line} store=${store} />
      <p>${talks.round > 0 && html`<b>${t("Round {n} of {of}", { n: talks.round, of: talks.rounds.length })}</b> `}<span>${[phaseWord(talks), talks.paused && t("paused")].filter(Boolean).join(" · ")}</span></p></div>
      <${News} /></div><${Floor} />`
    }
  </div>`;
}

/** How large the floor is drawn beside the clauses, the largest first ... */
const BESIDE = ["115%", "100%", "88%"];

/** ... and what has a page of its own. */
const ALONE = ["145%", "120%", "100%", "85%", "70%"];

/** What lies on the table and what is agreed, beside each other or page after page. */
function Floor() {
  const store = useStore();
  const [apart, setApart] = useState(false);
  const of = JSON.stringify([
    ...store.all("forum").map((x) => [x.id, x.state, x.now]),
    ...store.all("proposal").map((x) => [x.id, x.state]),
    ...store.all("obligation").map((x) => [x.id, x.status]),
    store.all("agreement").length,
    store.all("message").filter((x) => x.kind === "press").length,
  ]);
  return html`<${Pages} sheets=${floorSheets({ over: false, apart, of, settled: (step) => setApart(step >= BESIDE.length) })} />`;
}

/**
 * @param {{over: boolean, apart: boolean, of: string, settled: (step: number) => void}} how
 *   `apart`: the clauses stand on a page of their own; `of`: what is drawn
 * @returns {import("./pages.js").Sheet[]}
 */
function floorSheets({ over, apart, of, settled }) {
  const clauses = html`<section class="clauses"><${Agreed} /><${World} /></section>`;
  const floor = html`<section class="floor"><${Lights} /><${OnTheTable} /><${Forums} over=${over} /><${Score} /><${Owed} /><${Press} /></section>`;
  const sizes = [...BESIDE, ...ALONE];
  const draw = (/** @type {number} */ step) => {
    const alone = step >= BESIDE.length;
    return html`<div class=${cx("body", alone && "one")} style=${{ fontSize: sizes[step] }}>${floor}${!alone && clauses}</div>`;
  };
  const drawClauses = (/** @type {number} */ step) =>
    html`<div class="body one" style=${{ fontSize: ALONE[step] }}>${clauses}</div>`;
  const sheets = [
    {
      key: "floor",
      name: t("On the table"),
      draw: () =>
        html`<${Fitted} of=${of} steps=${sizes.length} draw=${draw} settled=${settled} />`,
    },
  ];
  if (!apart) return sheets;
  const second = {
    key: "clauses",
    name: t("Agreed"),
    draw: () => html`<${Fitted} of=${of} steps=${ALONE.length} draw=${drawClauses} />`,
  };
  return [...sheets, second];
}

/** Who is here and ready; while something leads, where each stands on it. */
function Lights() {
  const store = useStore();
  const leading = leaderOf(store, store.get("talks")?.forums_now ?? []);
  return html`<ul class="lights" aria-label=${t("Seats")}>${seated(store).map((d) => {
    const stance = leading?.stances[d.id]?.stance;
    const here = d.bot
      ? d.bot.agent
        ? t("agent")
        : t("bot")
      : d.delegates.some((x) => x.present)
        ? t("here")
        : t("away");
    const said = leading ? stanceWord(stance) : d.ready ? t("ready") : here;
    const sign = leading ? stanceSign(stance) : d.ready ? "✓" : "·";
    return html`<li key=${d.id} class=${cx(leading ? stance : d.ready && "accept")} data-colour=${d.colour} title=${`${d.short}: ${said}`}>
      <b class="code" aria-hidden="true">${d.code}</b><i aria-hidden="true">${sign}</i><small aria-hidden="true">${here}</small>
      <span class="visually-hidden">${d.short}: ${here}, ${said}</span></li>`;
  })}</ul>`;
}

/** What is on the agenda, and how each forum stands. @param {{over: boolean}} props */
function Forums({ over }) {
  const store = useStore();
  const talks = store.get("talks");
  const beside = store.all("forum").filter((f) => f.kind === "initiative" && f.state === "agreed");
  const now = talks?.rounds[Math.max(0, (talks?.round ?? 1) - 1)]?.forums ?? [];
  const rounds = over || now.length === 0 ? (talks?.rounds.flatMap((r) => r.forums) ?? []) : now;
  const agenda = [...new Set([...rounds, ...beside.map((f) => f.id)])];
  if (agenda.length < 2 && talks?.phase === "negotiation") return null; // its name is the page's
  return html`<ul class="forums" aria-label=${t("Forums")}>${agenda.map((id) => {
    const forum = store.get(`forum/${id}`);
    return html`<li key=${id} class=${cx(forum?.state, forum?.now && "now")}><span>${forum?.title}</span><b>${stateText(forum?.state ?? "")}</b></li>`;
  })}</ul>`;
}

const CLAUSED = 1;

/** The clauses of the latest agreements, the newest first; of the earlier ones the titles. */
function Agreed() {
  const all = useStore()
    .all("agreement")
    .sort((a, b) => (b.adopted_at ?? 0) - (a.adopted_at ?? 0));
  return html`<h2>${t("Agreed")}</h2>
    ${all.length === 0 && html`<p class="note">${t("Nothing is agreed yet.")}</p>`}
    ${all.map(
      (a, n) =>
        html`<article key=${a.forum}><h3>${a.title}${a.endorsed !== null && html` <small>${verdictWord(a)}</small>`}</h3>${n < CLAUSED && html`<ol>${a.clauses.map((c) => html`<li key=${c.issue}>${c.clause}</li>`)}</ol>`}</article>`,
    )}`;
}

/** What last happened outside. */
function News() {
  const [last] = newsOf(useStore()).filter((one) => !one.undone);
  if (!last) return null;
  return html`<section class="headline"><h2>${t("News")}${last.date && html` <small>${dayText(last.date)}</small>`}</h2><p><b>${last.title}.</b> ${last.story}</p></section>`;
}

/** The constraints and the ladder. */
function World() {
  const store = useStore();
  const tracks = store.ids("track").length > 0;
  const ladder = store.get("ladder");
  if (!tracks && !ladder) return null;
  return html`<div class="world">
    ${tracks && html`<section><h2>${t("What holds the region back")}</h2><${Tracks} plain /></section>`}
    ${ladder && html`<section><h2>${t("The ladder")}</h2><${Ladder} plain /></section>`}
  </div>`;
}

/**
 * The proposal that is nearest to adoption in these forums.
 * @param {import("../../store.js").Store} store
 * @param {string[]} forums
 */
function leaderOf(store, forums) {
  const rank = (/** @type {import("../../entities").Proposal} */ p) =>
    (p.state === "silence" ? 1e9 : 0) + p.accepts * 1e6 + p.number;
  return store
    .all("proposal")
    .filter((p) => forums.includes(p.forum) && (p.state === "tabled" || p.state === "silence"))
    .sort((a, b) => rank(b) - rank(a))[0];
}

/** How far the open forums are: the text in a sentence, and the package most accept. */
function OnTheTable() {
  const store = useStore();
  const open = store.all("forum").filter((f) => f.now && f.state === "open");
  if (store.get("talks")?.phase !== "negotiation") return null;
  // What is open at any time is shown once somebody works there.
  const shown = open.filter((f) => f.kind !== "initiative" || leaderOf(store, [f.id]));
  return shown.map((forum) => {
    const leading = leaderOf(store, [forum.id]);
    return html`<section key=${forum.id} class="on-the-table"><h2>${t("On the table")}${shown.length > 1 && html`: ${forum.title}`}</h2>
      ${!leading && html`<p>${progress(linesOf(store, forum))}</p>`}
      ${
        leading &&
        html`<p class="leading">${leading.label} <${Code} id=${leading.by} />: ${t("{accepts} of {of} accept", { accepts: leading.accepts, of: leading.of })}</p>
        <dl>${forum.issues?.map((issue) => {
          const option = issue.options.find((o) => o.id === leading.package[issue.id]);
          return (
            option &&
            html`<div key=${issue.id}><dt>${issue.title}</dt><dd>${option.text}</dd></div>`
          );
        })}</dl>`
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

function Score() {
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
