// The world round the table: tracks, the ladder and the ties between forums, for table and projector.

import { cx, html } from "../dom.js";
import { bearing, causeWord, effectText, signed, whenText } from "../effects.js";
import { points } from "../format.js";
import { t } from "../i18n.js";
import { useStore } from "./context.js";

/** @typedef {import("../entities").Track} Track */
/** @typedef {import("../entities").Modifier} Modifier */

/** @param {Track} track where it stands, for who does not see the bar */
export function trackSentence(track) {
  return t("{title}: {n} of {max}, began at {start}. 0: {low}. {max}: {high}.", {
    title: track.title,
    n: track.value,
    max: track.max,
    start: track.start,
    low: track.low,
    high: track.high,
  });
}

/** @param {{track: Track}} props the bar with its beginning marked; a filled bar is a worse constraint */
function Scale({ track }) {
  const at = (/** @type {number} */ n) => `${(100 * n) / track.max}%`;
  return html`<span class=${cx("scale", track.value > track.start && "worse", track.value < track.start && "better")} role="img" aria-label=${trackSentence(track)}>
    <i style=${{ "--at": at(track.value) }}></i><em style=${{ "--at": at(track.start) }}></em></span>`;
}

/** @param {{track: Track}} props */
function Moved({ track }) {
  const by = track.value - track.start;
  if (by === 0) return null;
  return html`<small class=${by > 0 ? "down" : "up"} aria-hidden="true">${by > 0 ? "▲" : "▼"}${Math.abs(by)}</small>`;
}

/**
 * The constraints as bars; on the table each opens to what its ends mean and what moved it.
 * @param {{plain?: boolean}} props `plain` for the projector: both ends in words, nothing to open
 */
export function Tracks({ plain }) {
  const tracks = useStore().all("track");
  if (tracks.length === 0) return null;
  return html`<ul class=${cx("tracks", plain && "plain-tracks")}>${tracks.map((track) => {
    const head = html`<span class="name">${track.title}</span><b aria-hidden="true">${track.value}<${Moved} track=${track} /></b><${Scale} track=${track} />`;
    if (plain)
      return html`<li key=${track.id}>${head}<span class="ends" aria-hidden="true"><small>${track.low}</small><small>${track.high}</small></span></li>`;
    return html`<li key=${track.id}><details><summary>${head}</summary><${Ends} track=${track} /></details></li>`;
  })}</ul>`;
}

/** @param {{track: Track}} props */
function Ends({ track }) {
  return html`<div class="note">
    <p>${t("0: {text}", { text: track.low })}<br />${t("{n}: {text}", { n: track.max, text: track.high })}</p>
    ${track.worth ? html`<p>${t("Each step down adds {n} points to your total.", { n: points(track.worth) })}</p>` : null}
    ${track.moves.length === 0 ? html`<p>${t("Nothing has moved it yet; it began at {n}.", { n: track.start })}</p>` : html`<ul class="moved">${track.moves.map((m) => html`<li key=${`${m.kind}/${m.id}`}><b>${signed(m.by)}</b> ${m.title} <small>(${causeWord(m.kind)})</small></li>`)}</ul>`}
  </div>`;
}

/** @param {{plain?: boolean}} props `plain` for the projector */
export function Ladder({ plain }) {
  const ladder = useStore().get("ladder");
  if (!ladder) return null;
  const next = ladder.rungs.find((r) => !r.reached);
  return html`<ol class=${cx("ladder", plain && "plain-ladder")}>${ladder.rungs.map(
    (r) => html`<li key=${r.id} class=${cx(r.reached && "reached", r === next && "next")}>
      <b><span aria-hidden="true">${r.reached ? "✓" : "○"} </span>${r.title}</b>
      <small class="state">${r.reached ? t("reached") : t("{met} of {of}", { met: r.met, of: r.of })}</small>
      ${(!plain || r === next) && html`<p class="note">${r.sentence}</p>`}
    </li>`,
  )}</ol>`;
}

/**
 * Changes as a list of sentences with their reasons.
 * @param {{effects: readonly Modifier[], mine?: string}} props
 */
export function Effects({ effects, mine }) {
  const store = useStore();
  const here = bearing(store, effects);
  if (here.length === 0) return null;
  return html`<ul class="effects">${here.map(
    (m, at) =>
      html`<li key=${at}>${effectText(store, m, mine)}${m.why && html` <small>${m.why}</small>`}</li>`,
  )}</ul>`;
}

/** The ties between forums: those in force first. @param {{mine?: string}} props */
export function Linkages({ mine }) {
  const store = useStore();
  const all = [...store.all("linkage")].sort((a, b) => Number(b.active) - Number(a.active));
  return html`<ul class="linkages">${all.map(
    (x) => html`<li key=${x.id} class=${cx(x.active && "active")}>
      <b>${x.name}</b> <small class="tag">${x.active ? t("in force") : t("not in force")}</small>
      <p>${x.rule}</p>
      <details><summary>${t("When, and what it changes")}</summary>
        <p class="note">${t("In force while {text}.", { text: whenText(store, x.when) })}</p>
        <${Effects} effects=${x.effects} mine=${mine} /></details></li>`,
  )}</ul>`;
}
