// "One change away": back at a proposal that failed, to find what would have carried it. The answer
// is one press away, and so is going on without it.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { points } from "../format.js";
import { t, tn } from "../i18n.js";
import { stanceWord } from "./names.js";
import { CHANGES, tried } from "./solving.js";

/** @typedef {import("./solving.js").Exercise} Exercise */
/** @typedef {import("./names.js").Names} Names */

/**
 * @param {{exercises: Exercise[], me: string, names: Names, settle: (proposal: string) => void,
 *   done: () => void}} props `settle` one that was found, shown or skipped
 */
export function Exercises({ exercises, me, names, settle, done }) {
  return html`<section class="exercises" aria-labelledby="exercises"><h2 id="exercises">${t("One change away: can you find it?")}</h2>
    <p class="quiet">${t("Before you read what stands out: each of these failed. Change at most two issues so that it passes and leaves {delegation} better off than it was in the end.", { delegation: names.short(me) })}</p>
    ${exercises.map((one) => html`<${One} key=${one.offer.proposal} exercise=${one} me=${me} names=${names} settle=${() => settle(one.offer.proposal)} />`)}
    <p><button type="button" class="primary" onClick=${done}>${t("Go on to what stands out")}</button></p></section>`;
}

/** @param {{exercise: Exercise, me: string, names: Names, settle: () => void}} props */
function One({ exercise, me, names, settle }) {
  const { forum, offer, solution } = exercise;
  const [now, choose] = useState(offer.package);
  const [said, say] = useState("");
  const [open, keep] = useState(true);
  /** @type {Map<string | undefined, string[]>} */
  const stands = new Map();
  for (const d of forum.parties) {
    const stance = offer.stances[d];
    stands.set(stance, [...(stands.get(stance) ?? []), d]);
  }
  if (!open) return null;
  return html`<form class="card" onSubmit=${(/** @type {Event} */ e) => {
    e.preventDefault();
    say(verdict(forum, me, offer.package, now, names));
    if (tried(forum, me, offer.package, now).solved) settle();
  }}>
    <h3>${forum.title}: ${names.called(offer)}</h3>
    <p>${[...stands].map(([stance, who]) => t("{delegations}: {stance}.", { delegations: names.all(who), stance: stanceWord(stance) })).join(" ")}
      ${" "}${t("It was worth {points} points to {delegation}, whose walk-away was {least}.", { points: points(offer.scores[me] ?? 0), delegation: names.short(me), least: points(offer.walk_aways[me] ?? 0) })}</p>
    <div class="choices-of">${forum.issues.map((issue) => {
      const known = forum.possible?.space?.issues.find((i) => i.id === issue.id)?.options ?? [];
      const changed = now[issue.id] !== offer.package[issue.id];
      return html`<label key=${issue.id} class=${changed ? "changed" : ""}>${issue.title}${changed && html` <small>${t("changed")}</small>`}
        <select value=${now[issue.id]} onChange=${(/** @type {any} */ e) => choose({ ...now, [issue.id]: e.target.value })}>
          ${issue.options.filter((o) => known.includes(o.id)).map((o) => html`<option key=${o.id} value=${o.id} selected=${o.id === now[issue.id]}>${o.text}</option>`)}
        </select><small class="whole-option" aria-hidden="true">${issue.options.find((o) => o.id === now[issue.id])?.text}</small></label>`;
    })}</div>
    <p class="acts"><button class="primary">${t("Try it")}</button>
      <button type="button" onClick=${() => {
        choose(solution);
        say(verdict(forum, me, offer.package, solution, names));
        settle();
      }}>${t("Show one")}</button>
      <button type="button" class="plain" onClick=${() => {
        keep(false);
        settle();
      }}>${t("Skip")}</button></p>
    <p role="status">${said}</p></form>`;
}

/**
 * What the change would have done; who would still have refused is named only by number, as a hint.
 * @param {Exercise["forum"]} forum @param {string} me
 * @param {Record<string, string>} was @param {Record<string, string>} now @param {Names} names
 */
function verdict(forum, me, was, now, names) {
  const found = tried(forum, me, was, now);
  if (found.changed === 0) return t("Nothing is changed yet.");
  if (found.changed > CHANGES) {
    return tn(
      found.changed,
      "{n} issue is changed; two at most.",
      "{n} issues are changed; two at most.",
    );
  }
  if (!found.fits) return t("Some of these options do not go together.");
  const mine = t("It would be worth {points} points to {delegation}; in the end it had {got}.", {
    points: points(found.mine),
    delegation: names.short(me),
    got: points(found.got),
  });
  if (found.solved)
    return `${t("Yes: every party would have come out above its walk-away.")} ${before(forum, now, names)} ${mine}`;
  const no = forum.parties.length - found.yes.length;
  const others = tn(
    no,
    "{n} party would be below its walk-away.",
    "{n} parties would be below their walk-aways.",
  );
  return no > 0
    ? `${t("Not yet.")} ${others} ${mine}`
    : `${t("It would pass, and leave you no better off.")} ${mine}`;
}

/**
 * The very package that was tabled and failed, if it was: worth it to all, and not seen so.
 * @param {Exercise["forum"]} forum @param {Record<string, string>} now @param {Names} names
 */
function before(forum, now, names) {
  const same = forum.offers.find((one) =>
    forum.issues.every((issue) => one.package[issue.id] === now[issue.id]),
  );
  return same ? t("It was {offer}, which failed all the same.", { offer: names.called(same) }) : "";
}
