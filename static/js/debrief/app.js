// The debrief of a table: what stands out, then forum by forum; for a class card by card.

import { cx, html } from "../dom.js";
import { ThemeChoice } from "../elements/theme.js";
import { points } from "../format.js";
import { t } from "../i18n.js";
import { Cards } from "./cards.js";
import { WholeConference } from "./conference.js";
import { Exercises } from "./exercise.js";
import { useExercise } from "./exercising.js";
import { Zoom } from "./figure.js";
import { Findings, Questions } from "./findings.js";
import { Forum } from "./forum.js";
import { forumState, Names } from "./names.js";
import { Contacts } from "./pictures/contacts.js";
import { Owed } from "./pictures/owed.js";
import { Tables } from "./pictures/tables.js";
import { Tracks } from "./pictures/tracks.js";
import { Misread, Reading } from "./reading.js";

/** @typedef {import("./data").Debrief} Debrief */

/** How much larger a projector draws. */
const PROJECTED = 1.7;

/**
 * @param {{store: import("../store.js").Store, data: Debrief | null, problem: string, boot: import("../entities").Boot,
 *   turn: ((stage: string, everywhere: boolean) => Promise<string>) | null,
 *   plan: ((stage: string, at: number | null, everywhere: boolean) => Promise<string>) | null,
 *   give: import("./reading.js").Give}} props
 */
export function App({ store, data, problem, boot, turn, plan, give }) {
  const urls = boot.urls ?? {};
  const projected = boot.token !== undefined;
  const top = html`<nav class="debrief-top no-print" aria-label=${t("This page")}>
    <a href=${urls.back}>${projected ? t("Back to the screen") : t("Back to the table")}</a>
    <span class="gap"></span>
    ${urls.replay && html`<a href=${urls.replay}>${t("Replay")}</a>`}
    ${urls.share && html`<a href=${urls.share}>${t("Share the replay")}</a>`}
    ${urls.statement && html`<a href=${urls.statement}>${t("Joint Statement")}</a>`}
    ${urls.evidence && html`<a href=${urls.evidence}>${t("What you did")}</a>`}
    ${!projected && urls.debrief && html`<a href=${urls.debrief} download="debrief.json">${t("Save the data")}</a>`}
    <button type="button" onClick=${() => window.print()}>${t("Print")}</button>
    <${ThemeChoice} />
  </nav>`;
  if (data === null) {
    return html`<div class="debrief">${top}<h1>${t("Debrief")}</h1>
      ${problem ? html`<p class="notice" role="status">${problem}</p>` : html`<p class="lead" role="status">${t("Opening the debrief …")}</p>`}</div>`;
  }
  return html`<${Opened} store=${store} data=${data} problem=${problem} boot=${boot} turn=${turn} plan=${plan} give=${give} top=${top} />`;
}

/** @param {Omit<Parameters<typeof App>[0], "data"> & {data: Debrief, top: any}} props */
function Opened({ store, data, problem, boot, turn, plan, give, top }) {
  const urls = boot.urls ?? {};
  const projected = boot.token !== undefined;
  const names = new Names(data);
  const task = useExercise(data, projected);
  const forums = data.forums.filter((f) => f.state !== "closed");
  const reading = store.get("reading");
  const talks = store.get("talks");
  const alone = talks?.policies.opens_at_end === true;
  return html`<${Zoom.Provider} value=${projected ? PROJECTED : 1}><div class=${cx("debrief", projected && "projected")}>${top}
    <header><p class="over">${data.title} · ${t("Table {n}", { n: data.table })}</p><h1>${t("What happened, what was possible, and why")}</h1>
      <${Overview} data=${data} names=${names} /></header>
    ${problem && html`<p class="notice warn" role="status">${problem}</p>`}
    <${Reading} reading=${reading} names=${names} give=${give} solo=${alone} />
    <${Cards} cards=${data.cards} turn=${turn} alone=${turn === null && (alone || data.cards.open.length === data.cards.all.length)}
      reading=${reading} planned=${talks?.planned ?? {}} plan=${plan}>${reading?.open && html`<${Misread} reading=${reading} names=${names} />`}</${Cards}>
    ${reading?.open === false && html`<${Misread} reading=${reading} names=${names} />`}
    <${StandsOut} data=${data} names=${names} projected=${projected} replay=${urls.replay} task=${task} />
    <section class="whole" aria-labelledby="whole"><h2 id="whole">${t("The talks as a whole")}</h2>
      <${Contacts} store=${store} names=${names} />
      <${Owed} store=${store} names=${names} />
      <${Tracks} store=${store} names=${names} />
      ${urls.board && html`<${Tables} names=${names} path=${urls.board} token=${boot.token} />`}
      ${urls.conference && data.forums.length > 1 && data.cards.open.includes("possible") && task.waiting.length === 0 && html`<${WholeConference} names=${names} path=${urls.conference} token=${boot.token} />`}</section>
    ${forums.length > 1 && html`<nav class="forums no-print" aria-label=${t("Forums")}><ul>${forums.map((f) => html`<li key=${f.id}><a href=${`#forum-${f.id}`}>${f.title}</a> <small class="quiet">${forumState(f.state)}</small></li>`)}</ul></nav>`}
    ${forums.map((f) => html`<${Forum} key=${f.id} forum=${f} names=${names} waits=${task.waiting.includes(f.id)} />`)}
  </div></${Zoom.Provider}>`;
}

/** @param {{data: Debrief, names: Names}} props */
function Overview({ data, names }) {
  const ended = data.forums.filter((f) => f.state === "agreed" || f.state === "failed");
  const agreed = ended.filter((f) => f.state === "agreed").length;
  const mine = data.delegation ? data.totals[data.delegation] : undefined;
  return html`<p class="lead">${t("{agreed} of {all} forums came to an agreement.", { agreed, all: ended.length })}
    ${mine !== undefined && data.delegation && html` ${t("The total of {delegation}: {points} points.", { delegation: names.short(data.delegation), points: points(mine) })}`}</p>`;
}

/**
 * What stands out; for a delegation first as an exercise, unless it was read already.
 * @param {{data: Debrief, names: Names, projected: boolean, replay?: string,
 *   task: ReturnType<typeof useExercise>}} props
 */
function StandsOut({ data, names, projected, replay, task }) {
  const me = data.delegation;
  if (data.moments === null) return null;
  if (task.doing && me !== null)
    return html`<${Exercises} exercises=${task.tasks} me=${me} names=${names} settle=${task.settle} done=${task.done} />`;
  return html`<section aria-labelledby="findings"><h2 id="findings">${t("What stands out")}</h2>
    <p class="quiet">${t("Facts of these talks, with what was known then and what is clear only now. None of it is a grade.")}</p>
    <${Findings} moments=${data.moments} names=${names} replay=${replay} />
    <${Questions} moments=${data.moments} names=${names} />
    ${!projected && task.tasks.length > 0 && html`<p class="no-print"><button type="button" onClick=${task.again}>${t("To the exercise")}</button></p>`}</section>`;
}
