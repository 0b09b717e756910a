// What stands in the centre before and after negotiation: lobby, briefing, result, conclusion.

import { useState } from "preact/hooks";
import { html, later } from "../dom.js";
import { Board, useBoard } from "../elements/board.js";
import { Code, Flag, seated } from "../elements/code.js";
import { Mandates } from "../elements/mandates.js";
import { automatedWord, roleWord } from "../elements/words.js";
import { points } from "../format.js";
import { t, tn } from "../i18n.js";
import { limits } from "../limits.js";
import { dressed } from "../sheets.js";
import { MandatePanel } from "./mandate/mandate.js";
import { Position, Quiz } from "./mandate/preparing.js";
import { useTable } from "./model.js";
import { Refused } from "./parts.js";
import { AgreementCard } from "./proposals/cards.js";
import { Agreements, Others, ScoreLines } from "./scoreboard.js";
import { StatementLink } from "./statement.js";

const alone = (/** @type {"Introduction" | "Begin" | "After"} */ part) =>
  later(() => dressed("alone", import("./solo/alone.js")).then((m) => m[part]));
const [Introduction, Begin, After] = [alone("Introduction"), alone("Begin"), alone("After")];

/** @param {{children?: unknown, label: string}} props */
function StagePanel({ children, label }) {
  return html`<section class="panel stage" data-name="proposals" aria-label=${label}><div class="scroll">${children}</div></section>`;
}

export function Lobby() {
  const { store, mine, boot } = useTable();
  const all = seated(store);
  const here = all.filter((d) => d.bot !== null || d.delegates.some((one) => one.present)).length;
  const brief = boot.urls?.brief;
  return html`<${StagePanel} label=${t("Lobby")}>
    <h2>${t("The delegations gather")}</h2>
    <p class="lead">${t("The talks begin when the facilitator starts them.")} ${tn(here, "{n} of {of} delegation is here.", "{n} of {of} delegations are here.", { of: all.length })}</p>
    ${!boot.watching && mine.value !== "" && html`<${Introduction} />`}
    <ul class="gathering">${all.map(
      (d) => html`<li key=${d.id} class=${d.id === mine.value ? "me" : ""} data-colour=${d.colour}>
      <${Flag} id=${d.id} large /><div><h3><${Code} id=${d.id} /> ${d.name}</h3>
      ${d.bot !== null && html`<p class="note">${d.bot.agent ? html`${automatedWord(d.bot)}: <bdi>${[d.bot.agent.name, d.bot.agent.operator, d.bot.agent.model].filter(Boolean).join(", ")}</bdi>` : t("automated negotiator")}</p>`}
      ${d.delegates.map((one) => html`<p key=${one.name} class=${one.present ? "here" : "away"}><bdi>${one.name}</bdi> <small>${roleWord(one.role)}${!one.present && ` · ${t("away")}`}</small></p>`)}
      ${d.bot === null && d.delegates.length === 0 && html`<p class="note">${t("nobody yet")}</p>`}</div>
      ${d.ready && html`<b class="ticked">✓ ${t("ready")}</b>`}</li>`,
    )}</ul>
    ${brief && html`<p><a class="button primary" href=${brief} target="_blank">${t("Read my brief")}</a></p>`}
    <${Quiz} /><${Position} />
  </${StagePanel}>`;
}

export function Briefing() {
  const table = useTable();
  const forum = table.forum.value;
  return html`<section class="panel stage" data-name="proposals" aria-label=${t("Briefing")}>
    <div class="scroll">
      ${table.boot.solo && html`<${Introduction} />`}
      <h2>${table.guest.value ? t("Briefing") : t("Read your mandate")}</h2>
      ${forum?.setting && html`<p class="lead">${forum.setting}</p>`}
      ${forum?.rule_text && html`<p class="note">${forum.rule_text}</p>`}
      ${table.guest.value ? html`<p>${t("The delegations read their mandates.")}</p>` : html`<${MandatePanel} full />`}
      <${Quiz} />${table.boot.solo ? html`<${Begin} />` : html`<${Position} />`}
    </div>
  </section>`;
}

export function Result() {
  const table = useTable();
  const { store } = table;
  const now = table.place.forums.value;
  const lines = store.get("scoreboard")?.mine?.lines ?? [];
  return html`<${StagePanel} label=${t("Result")}>
    <h2>${t("Result of the round")}</h2>
    ${now.map((id) => {
      const forum = store.get(`forum/${id}`);
      const agreement = store.get(`agreement/${id}`);
      const own = lines.filter((line) => line.forum === id);
      return html`<section key=${id} class="outcome">
        <h3>${forum?.title}</h3>
        ${agreement && forum?.state === "agreed" ? html`<${AgreementCard} agreement=${agreement} forum=${forum} />` : html`<p class="notice warn">${t("No agreement was reached here.")}</p>`}
        ${own.map((line) => html`<p key=${line.kind} class="own">${scoreSentence(line)}</p>`)}
      </section>`;
    })}
    <${Reflection} prompt=${roundPrompt(table.place.at.value.round || 1)} />
  </${StagePanel}>`;
}

/** @param {import("../entities").ScoreLine} line */
function scoreSentence(line) {
  const n = points(line.score ?? line.amount);
  if (line.kind === "red_line") return t("You crossed a red line: {n}.", { n });
  return line.kind === "agreement"
    ? t("It is worth {n} to you.", { n })
    : t("Your walk-away counts: {n}.", { n });
}

export function Concluded() {
  const table = useTable();
  const { store, boot } = table;
  const board = store.get("scoreboard");
  const debrief = ["debrief", "archived"].includes(table.talks.value?.state ?? "");
  return html`<${StagePanel} label=${t("Concluded")}>
    <h2>${t("The talks are concluded")}</h2>
    <p class="lead">${t("Agreed: {n} of {of} forums.", { n: board?.agreed ?? 0, of: board?.forums ?? 0 })}</p>
    <${Before} />
    ${boot.solo ? html`<${After} />` : debrief && boot.urls?.debrief && html`<p><a class="button primary" href=${boot.urls.debrief}>${t("What happened, and what was possible")}</a></p>`}
    <div class="closing">
      <section><h3>${t("Agreements")}</h3><${Agreements} /><${StatementLink} /></section>
      ${board?.mine && html`<section><h3>${t("My score")}</h3><p class="score">${points(board.mine.total)}</p><${ScoreLines} lines=${board.mine.lines} total=${board.mine.total} /></section>`}
      <section><h3>${t("All delegations")}</h3><${Others} /></section>
    </div>
    ${board?.mine && !boot.solo && html`<${Elsewhere} />`}
    ${table.talks.value?.revealed.includes("mandates") && html`<${OpenMandates} />`}
    ${debrief && boot.urls?.evidence && html`<p><a class="button" href=${boot.urls.evidence}>${t("What I contributed")}</a></p>`}
    <${Unsent} />
    <${Reflection} prompt=${t("What would you do differently?")} />
  </${StagePanel}>`;
}

/** Before the mandates lie open one may say what mattered to others; alone, one may go past it. */
function Before() {
  const table = useTable();
  const reading = table.store.get("reading");
  const to = table.boot.urls?.debrief;
  if (!reading?.open || reading.guesses !== null || !to || table.watches) return null;
  return html`<div class="notice"><p>${t("Before the mandates lie open: what mattered to the others?")}</p>
    <p class="acts"><a class=${table.boot.solo ? "button" : "button primary"} href=${to}>${t("Say what you think")}</a>
    ${table.boot.solo && html`<button type="button" onClick=${() => table.give("read_others", { guesses: [] }, "reading")}>${t("Skip")}</button>`}</p>
    <${Refused} place="reading" /></div>`;
}

/** What everybody wanted, once the facilitator has laid the mandates open. */
function OpenMandates() {
  const { store } = useTable();
  const open = store.all("forum").filter((f) => f.issues && isLaidOpen(store, f));
  if (open.length === 0) return null;
  return html`<section class="laid-open"><h3>${t("What everybody wanted")}</h3>
    ${open.map((forum) => html`<details key=${forum.id} class="more"><summary>${forum.title}</summary><${Mandates} forum=${forum} /></details>`)}</section>`;
}

/**
 * @param {import("../store.js").Store} store
 * @param {import("../entities").Forum} forum
 */
const isLaidOpen = (store, forum) =>
  [...forum.parties, ...(forum.observers ?? [])].some(
    (id) => store.get(`mandate/${forum.id}/${id}`) !== undefined,
  );

/** My delegation beside the same one at the other tables, once scores are laid open. */
function Elsewhere() {
  const { store, talks, mine, boot } = useTable();
  const open = Boolean(store.get("scoreboard")?.others);
  const as = new URLSearchParams(location.search).has("as") ? `?as=${mine.value}` : "";
  const board = useBoard(`/talks/${talks.value?.id}/board${as}`, String(open), boot.token);
  if (board === null || board.tables.length === 0) return null;
  return html`<section><h3>${t("My delegation at other tables")}</h3><${Board} board=${board} totals /></section>`;
}

/** The card of a round: another question each time. @param {number} round from 1 */
function roundPrompt(round) {
  const cards = [
    t("What moved the others, and what moved you?"),
    t("What do you know now of another delegation that you did not know before?"),
    t("What did you give, what did you get for it, and was it worth it?"),
    t("Where did your own delegation disagree, and how did you settle it?"),
    t("What did somebody say that you would want to have said?"),
  ];
  return cards[(round - 1) % cards.length];
}

/** What one was writing when the last round's time ran out: it may still be sent. */
function Unsent() {
  const table = useTable();
  const round = table.talks.value?.round ?? 0;
  const prompt = roundPrompt(round || 1);
  const [kept] = useState(() => draftOf(table, round, prompt).peek().trim() !== "");
  return kept && html`<${Reflection} prompt=${prompt} field="reflection-before" />`;
}

/** @param {import("./model.js").Table} table @param {number} round @param {string} prompt */
const draftOf = (table, round, prompt) => table.drafts.of(`reflect:${round}:${prompt}`, "");

/** @param {{prompt: string, field?: string}} props a minute to think; the facilitator and the delegate read it */
function Reflection({ prompt, field = "reflection" }) {
  const table = useTable();
  if (table.watches) return null;
  const round = table.talks.value?.round ?? 0;
  const draft = draftOf(table, round, prompt);
  const given = (table.me.value?.reflections ?? []).filter((r) => r.prompt === prompt);
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const text = draft.value.trim();
    if (text && (await table.give("reflect", { prompt, text }, "reflect"))) draft.value = "";
  };
  return html`<form class="reflection" onSubmit=${send}>
    <h3>${t("One minute to reflect")}</h3>
    ${given.map((r, at) => html`<p key=${at} class="said">${r.text}</p>`)}
    <label for=${field}>${prompt} <small class="quiet">${table.boot.solo ? t("Only you read it.") : t("Only you and the facilitator read it.")}</small></label>
    <textarea id=${field} rows="3" maxlength=${limits.text} dir="auto" value=${draft} onInput=${(
      /** @type {any} */ e,
    ) => {
      draft.value = e.currentTarget.value;
    }}></textarea>
    <div class="acts"><button class="primary">${t("Send")}</button>${given.length > 0 && html`<span class="note yours">✓ ${t("Sent.")}</span>`}</div>
    <${Refused} place="reflect" />
  </form>`;
}
