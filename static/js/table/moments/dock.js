// The strip at the foot of the table, over every panel: silence periods, what was just agreed or not,
// and the facilitator's words. It takes no focus, moves nothing above it, and closes nothing.

import { useEffect, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { AgreedSheet, NotAgreed, SilenceStrip } from "../../elements/moments.js";
import { optionText } from "../../elements/package.js";
import { Term } from "../../elements/term.js";
import { Worth } from "../../elements/worth.js";
import { brief, timeOfDay } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";
import { sound } from "./state.js";

/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("./state.js").Moment} Moment */

const AGREED_MS = 12_000;
const FAILED_MS = 9_000;
const WORDS = 2;

/**
 * The marks of delegations, in seating order.
 * @param {import("../../store.js").Store} store
 * @param {readonly string[]} ids
 */
export function marksOf(store, ids) {
  return store
    .all("delegation")
    .filter((d) => ids.includes(d.id))
    .sort((a, b) => a.order - b.order);
}

/** @param {{within?: boolean}} props `within`: in a dialog, which is not to be crowded out */
export function Dock({ within = false }) {
  const { moments } = useTable();
  return html`<div class="moments">
    ${moments.shown.value.length > 0 && html`<div class="sheets"><${Sheets} /></div>`}
    <${Words} within=${within} />
    ${moments.silences.value.map((p) => html`<${Silence} key=${p.id} proposal=${p} />`)}
  </div>`;
}

/** @param {{proposal: Proposal}} props */
function Silence({ proposal }) {
  const table = useTable();
  const { store, line } = table;
  const [asking, ask] = useState(false);
  useChime("silence", `${proposal.id}/${proposal.silence_ends_at}`);
  const forum = store.get(`forum/${proposal.forum}`);
  const mandate = store.get(`mandate/${proposal.forum}`);
  if (!forum || proposal.silence_ends_at === null) return null;
  const terms = Object.entries(proposal.package).map(([issue, option]) =>
    brief(optionText(forum, issue, option)),
  );
  const clock = store.get("clock");
  const stopped = table.talks.value?.paused ? (clock?.server_now ?? null) : null;
  const party = forum.parties.includes(table.mine.value);
  // Its card is on the screen and has the same buttons.
  const seen = table.layout.value !== "phone" || table.panel.value === "proposals";
  const here =
    seen && table.forumId.value === proposal.forum && table.selected.value?.id === proposal.id;
  return html`<${SilenceStrip} name=${proposal.label} by=${marksOf(store, [proposal.by])[0]} forum=${forum.title} terms=${terms}
    breakers=${marksOf(store, proposal.may_break)} until=${proposal.silence_ends_at} seconds=${forum.rule?.silence_seconds ?? 0}
    stopped=${stopped} line=${line}>
    <div class="own">
      ${proposal.complete && !here && html`<${Worth} worth=${proposal.worth} mandate=${mandate} />`}
      <div class="acts">
        ${!here && party && proposal.may_break.includes(table.mine.value) && !asking && html`<${CommandButton} command="break_silence" class="danger" onClick=${() => ask(true)}>${t("Break silence…")}</${CommandButton}>`}
        ${
          !here &&
          html`<button type="button" onClick=${() => {
            table.showForum(proposal.forum);
            table.select(proposal.id);
            table.go("proposals");
          }}>${t("Show it")}</button>`
        }
        <${Term} word="silence" of=${t("Silence period")} />
      </div>
    </div>
    ${asking && html`<${Breaking} proposal=${proposal} done=${() => ask(false)} />`}
  </${SilenceStrip}>`;
}

/** @param {{proposal: Proposal, done: () => void}} props */
function Breaking({ proposal, done }) {
  const table = useTable();
  const draft = table.drafts.of(`reason:${proposal.id}`, "");
  const place = `moment/${proposal.id}`;
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const reason = draft.value.trim();
    if (
      !(await table.give(
        "break_silence",
        { proposal_id: proposal.id, reason, seen: proposal.version },
        place,
      ))
    )
      return;
    draft.value = "";
    done();
  };
  return html`<form class="breaking" onSubmit=${send}>
    <label><span>${t("Why you break silence (all parties read it)")}</span>
      <input type="text" maxlength=${limits.text} autofocus dir="auto" value=${draft} onInput=${(
        /** @type {any} */ e,
      ) => {
        draft.value = e.currentTarget.value;
      }} /></label>
    <button class="danger">${t("Break silence")}</button>
    <button type="button" onClick=${done}>${t("Cancel")}</button>
    <${Refused} place=${place} />
  </form>`;
}

/** What was just agreed or not, for a few seconds; the rest of the page goes on below. */
function Sheets() {
  const { moments } = useTable();
  const failed = moments.shown.value.filter((m) => m.kind === "failed");
  const agreed = moments.shown.value.filter((m) => m.kind === "agreed");
  return html`${agreed.map((m) => html`<${Agreed} key=${m.forum} moment=${m} />`)}
    ${failed.length > 0 && html`<${Failed} failed=${failed} />`}`;
}

/** @param {{moment: Moment}} props */
function Agreed({ moment }) {
  const table = useTable();
  const agreement = table.store.get(`agreement/${moment.forum}`);
  const stay = useGone([moment], AGREED_MS);
  useChime("agreed", `${moment.forum}/${moment.at}`);
  if (!agreement) return null;
  return html`<div ...${stay}><${AgreedSheet} title=${agreement.title} clauses=${agreement.clauses.map((c) => c.clause)}
    marks=${marksOf(table.store, agreement.signatories)} partial=${agreement.partial} recorded=${agreement.recorded}>
    <${Buttons} moments=${[moment]} />
  </${AgreedSheet}></div>`;
}

/** @param {{failed: Moment[]}} props */
function Failed({ failed }) {
  const { store } = useTable();
  const stay = useGone(failed, FAILED_MS);
  const titles = failed.map((m) => store.get(`forum/${m.forum}`)?.title ?? m.forum);
  return html`<div ...${stay}><${NotAgreed} titles=${titles}><${Buttons} moments=${failed} /></${NotAgreed}></div>`;
}

/** @param {{moments: Moment[]}} props */
function Buttons({ moments }) {
  const table = useTable();
  const [first] = moments;
  const away = () => {
    for (const moment of moments) table.moments.dismiss(moment);
  };
  const here = moments.some((m) => m.forum === table.forumId.value);
  return html`<span class="acts">${
    !here &&
    html`<button type="button" onClick=${() => {
      table.showForum(first.forum);
      table.go("proposals");
      away();
    }}>${t("Go there")}</button>`
  }<button type="button" class="plain" aria-label=${t("Put away")} onClick=${away}>✕</button></span>`;
}

/**
 * Put moments away by themselves, unless somebody reads them: the pointer or the focus is on them.
 * @param {Moment[]} moments
 * @param {number} after milliseconds
 */
function useGone(moments, after) {
  const table = useTable();
  const [round, again] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (table.moments.held) again(round + 1);
      else for (const moment of moments) table.moments.dismiss(moment);
    }, after);
    return () => clearTimeout(timer);
  }, [round, moments[0], moments.length]);
  const hold = (/** @type {boolean} */ on) => () => {
    table.moments.held = on;
  };
  return {
    onPointerEnter: hold(true),
    onPointerLeave: hold(false),
    onFocusIn: hold(true),
    onFocusOut: hold(false),
  };
}

/** Long enough to read a word to everybody. */
const READ_MS = 30_000;

/**
 * Words that stood for a while: in a line, until they are put away.
 * @param {{all: readonly import("./state.js").Word[], open: () => void}} props
 */
function Folded({ all, open }) {
  const table = useTable();
  return html`<section class="words-strip folded" aria-label=${t("Words of the facilitator")}>
    <p><button type="button" class="plain" aria-expanded="false" onClick=${open}><span aria-hidden="true">▸</span> <b>${t("The facilitator")}</b> <span dir="auto">${all[0].text}</span></button>
      <span class="acts"><button type="button" class="plain" aria-label=${all.length > 1 ? t("Put all away") : t("Put away")} title=${t("Put away")} onClick=${() => table.moments.putAway(...all)}>✕</button></span></p></section>`;
}

/**
 * The facilitator's words, until they are put away: at length for a while, then in a line.
 * @param {{within: boolean}} props
 */
function Words({ within }) {
  const table = useTable();
  const all = table.moments.words.value;
  const newest = all[0]?.id ?? "";
  const [read, fold] = useState(within ? newest : "");
  useEffect(() => {
    if (newest === "") return;
    const timer = setTimeout(() => fold(newest), within ? 0 : READ_MS);
    return () => clearTimeout(timer);
  }, [newest]);
  if (all.length === 0) return null;
  if (read === newest) return html`<${Folded} all=${all} open=${() => fold("")} />`;
  const more = all.length - WORDS;
  return html`<section class="words-strip" aria-label=${t("Words of the facilitator")}>
    ${all.slice(0, WORDS).map(
      (
        word,
      ) => html`<p key=${word.id}><b>${word.alone ? t("The facilitator, to you alone") : t("The facilitator, to everybody")}</b>
        <time>${timeOfDay(word.at)}</time> <span dir="auto">${word.text}</span>
        <span class="acts">${
          word.alone &&
          !table.watches &&
          html`<button type="button" onClick=${() => {
            table.go("talk");
            table.channel.value = "facilitator";
          }}>${t("Answer…")}</button>`
        }
        <button type="button" onClick=${() => table.moments.putAway(word)}>${t("Put away")}</button></span></p>`,
    )}
    ${
      more > 0 &&
      html`<p class="note"><span>${tn(more, "{n} earlier word is in the plenary or with the facilitator.", "{n} earlier words are in the plenary or with the facilitator.")}</span>
      <button type="button" onClick=${() => table.moments.putAway(...all)}>${t("Put all away")}</button></p>`
    }
  </section>`;
}

/** What was heard already: an open dialog shows the strip a second time. */
const heard = new Set();

/**
 * A sound when a moment comes, where somebody asked for sounds.
 * @param {"silence" | "agreed"} kind
 * @param {string} moment
 */
function useChime(kind, moment) {
  useEffect(() => {
    if (heard.has(moment)) return;
    heard.add(moment);
    if (sound.peek()) import("./sound.js").then((m) => m.chime(kind)).catch(() => {});
  }, [moment]);
}
