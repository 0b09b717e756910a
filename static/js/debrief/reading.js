// Reading the others: before the mandates lie open, what one thinks mattered to two of them; after,
// how close that was. In words and whole pairs of issues, never as one percentage.

import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../dom.js";
import { list } from "../format.js";
import { t, tn } from "../i18n.js";

/** @typedef {import("./names.js").Names} Names */
/** @typedef {import("../entities").ReadingEntity} ReadingEntity */
/** @typedef {NonNullable<ReadingEntity["guesses"]>[number]} Guess */
/** @typedef {(name: string, body: object) => Promise<import("../entities").Receipt>} Give */

/**
 * How close a guess is, in words.
 * @param {number} right pairs of issues in the right order
 * @param {number} of pairs there are
 */
export function closeWords(right, of) {
  if (of === 0) return t("everything mattered alike to it");
  if (right === of) return t("exactly its order");
  if (right * 4 >= of * 3) return t("close to its order");
  if (right * 2 > of) return t("partly its order");
  if (right * 2 === of) return t("no closer than chance");
  return t("more the other way round");
}

/**
 * One issue a place up (-1) or down (1); the same order at an end.
 * @param {string[]} order @param {number} at @param {-1 | 1} by
 */
export function moved(order, at, by) {
  const to = at + by;
  if (to < 0 || to >= order.length) return order;
  const next = [...order];
  [next[at], next[to]] = [next[to], next[at]];
  return next;
}

/**
 * A delegate's own: the form, what was sent, or how close it was.
 * @param {{reading: ReadingEntity | undefined, names: Names, give: Give, solo: boolean}} props
 */
export function Reading({ reading, names, give, solo }) {
  const [again, change] = useState(false);
  const forum = names.forum(reading?.forum ?? "");
  if (reading?.asked === undefined || forum === null) return null;
  if (!reading.open) {
    return reading.guesses?.length
      ? html`<${Close} guesses=${reading.guesses} forum=${forum} names=${names} />`
      : null;
  }
  if (reading.guesses !== null && !again) {
    return html`<section class="reading no-print" aria-labelledby="reading"><h2 id="reading">${t("Reading the others")}</h2>
      <p>${
        reading.guesses?.length
          ? t("Sent. How close you were shows once the mandates lie open. Nobody else is shown it.")
          : t("You skipped it.")
      } <button type="button" class="plain" onClick=${() => change(true)}>${t("Change")}</button></p></section>`;
  }
  return html`<${Asked} reading=${reading} forum=${forum} names=${names} solo=${solo}
    send=${async (/** @type {Guess[]} */ guesses) => {
      const body = guesses.map((g) => ({ ...g, forum: forum.id }));
      const receipt = await give("read_others", { guesses: body });
      const done = receipt.accepted || receipt.refusal === "nothing_changes";
      if (done) change(false);
      return done ? "" : (receipt.message ?? "");
    }} />`;
}

/**
 * @param {{reading: ReadingEntity, forum: import("./data").DebriefForum, names: Names, solo: boolean,
 *   send: (guesses: {delegation: string, order: string[]}[]) => Promise<string>}} props
 */
function Asked({ reading, forum, names, solo, send }) {
  const asked = reading.asked ?? [];
  const start = Object.fromEntries(
    asked.map((d) => [
      d,
      reading.guesses?.find((g) => g.delegation === d)?.order ?? forum.issues.map((i) => i.id),
    ]),
  );
  const [orders, lay] = useState(start);
  const [problem, say] = useState("");
  return html`<section class="reading no-print" aria-labelledby="reading"><h2 id="reading">${t("Reading the others")}</h2>
    <p>${t("Before the mandates lie open: how much did each issue of {forum} matter to {delegations}? Put what mattered most first.", { forum: forum.title, delegations: list(asked.map((d) => names.short(d))) })}
      <span class="quiet"> ${solo ? t("Then everything opens. It is no grade.") : t("Only you are shown how close you were; the class sees only who was misread, of all guesses together. It is no grade.")}</span></p>
    <form onSubmit=${async (/** @type {Event} */ e) => {
      e.preventDefault();
      say(await send(asked.map((d) => ({ delegation: d, order: orders[d] }))));
    }}>
    <div class="rankings">${asked.map((d) => html`<${Ranking} key=${d} delegation=${d} order=${orders[d]} forum=${forum} names=${names} lay=${(/** @type {string[]} */ order) => lay({ ...orders, [d]: order })} />`)}</div>
    <p class="acts"><button class="primary">${t("Send what I think")}</button>
      <button type="button" onClick=${async () => say(await send([]))}>${t("Skip")}</button></p>
    <p role="status">${problem}</p></form></section>`;
}

/**
 * @param {{delegation: string, order: string[], forum: import("./data").DebriefForum, names: Names,
 *   lay: (order: string[]) => void}} props
 */
function Ranking({ delegation, order, forum, names, lay }) {
  const [said, say] = useState("");
  const pressed = useRef("");
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  // A row that moves takes the focus along.
  useEffect(() => {
    const button = place.current?.querySelector(`[data-move="${pressed.current}"]`);
    if (button instanceof HTMLElement && pressed.current !== "") button.focus();
    pressed.current = "";
  }, [order]);
  const title = (/** @type {string} */ issue) => names.issue(forum, issue);
  const side = names.side(delegation);
  const go = (/** @type {number} */ at, /** @type {-1 | 1} */ by) => () => {
    const next = moved(order, at, by);
    if (next === order) return;
    pressed.current = `${by} ${order[at]}`;
    say(t("{issue} is now number {n}.", { issue: title(order[at]), n: at + by + 1 }));
    lay(next);
  };
  return html`<fieldset ref=${place} data-colour=${side.colour}><legend>${t("What mattered to {delegation}", { delegation: side.short })}</legend>
    <ol class="ranked">${order.map(
      (id, n) => html`<li key=${id}><span>${title(id)}</span><span class="moves">
      <button type="button" data-move=${`-1 ${id}`} aria-disabled=${n === 0} aria-label=${t("{issue}: up", { issue: title(id) })} onClick=${go(n, -1)}>↑</button>
      <button type="button" data-move=${`1 ${id}`} aria-disabled=${n === order.length - 1} aria-label=${t("{issue}: down", { issue: title(id) })} onClick=${go(n, 1)}>↓</button></span></li>`,
    )}</ol><p class="visually-hidden" role="status">${said}</p></fieldset>`;
}

/** @param {{guesses: Guess[], forum: import("./data").DebriefForum, names: Names}} props */
function Close({ guesses, forum, names }) {
  return html`<section class="reading" aria-labelledby="reading"><h2 id="reading">${t("How well you read the others")}</h2>
    <p class="quiet">${t("In {forum}. Only you are shown this, and it is no grade.", { forum: forum.title })}</p>
    <div class="rankings">${guesses.map((g) => {
      const truth = g.truth ?? [];
      return html`<div key=${g.delegation} class="card"><h3>${t("{delegation}: {words}", { delegation: names.short(g.delegation), words: closeWords(g.right ?? 0, g.of ?? 0) })}</h3>
        <p>${closeText(g, forum, names)}</p>
        <table class="lines"><thead><tr><th scope="col">${t("Issue")}</th><th scope="col">${t("To {delegation}", { delegation: names.short(g.delegation) })}</th><th scope="col">${t("Your guess")}</th></tr></thead>
        <tbody>${truth.map((issue, n) => html`<tr key=${issue}><th scope="row">${names.issue(forum, issue)}</th><td>${n + 1}</td><td>${g.order.indexOf(issue) + 1}</td></tr>`)}</tbody></table></div>`;
    })}</div></section>`;
}

/** @param {Guess} guess @param {import("./data").DebriefForum} forum @param {Names} names */
function closeText(guess, forum, names) {
  const first = (guess.first ?? []).map((issue) => `“${names.issue(forum, issue)}”`);
  const most =
    guess.placed === 1
      ? t("What mattered most to it was {issues}: you put that first.", { issues: list(first) })
      : t("What mattered most to it was {issues}: you put that at number {n}.", {
          issues: list(first),
          n: guess.placed ?? 0,
        });
  if (!guess.of) return t("Nothing there mattered more to it than the rest.");
  const pairs = tn(
    guess.of,
    "{right} of {n} pair of issues in its order.",
    "{right} of {n} pairs of issues in its order.",
    { right: guess.right ?? 0 },
  );
  return `${pairs} ${most}`;
}

/**
 * Of all guesses together: who was misread most; for whoever runs the table before that, how many
 * have answered.
 * @param {{reading: ReadingEntity | undefined, names: Names}} props
 */
export function Misread({ reading, names }) {
  if (reading?.open && reading.people !== undefined) {
    return html`<p class="note">${t("{n} of {all} delegates have said what they think mattered to others. They are asked until you lay the mandates open.", { n: reading.answered ?? 0, all: reading.people })}</p>`;
  }
  const told = reading?.misread ?? [];
  if (told.length === 0) return null;
  const [most] = told;
  return html`<section class="picture" aria-labelledby="misread"><h2 id="misread">${t("Who was misread most")}</h2>
    <p>${t("What mattered to {delegation} was misread most: {words}.", { delegation: names.short(most.delegation), words: closeWords(most.right, most.of) })}
      ${" "}${t("Of all guesses of a delegation together; one that a single delegate guessed is left out.")}</p>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("The numbers: {title}", { title: t("Who was misread most") })}><table class="lines">
    <thead><tr><th scope="col">${t("Delegation")}</th><th scope="col">${t("How it was read")}</th><th scope="col">${t("Pairs of issues in its order")}</th><th scope="col">${t("Read by")}</th></tr></thead>
    <tbody>${told.map((m) => html`<tr key=${m.delegation + m.forum}><th scope="row">${names.short(m.delegation)}</th><td>${closeWords(m.right, m.of)}</td><td>${t("{right} of {of}", { right: m.right, of: m.of })}</td><td>${tn(m.people, "{n} delegate", "{n} delegates")}</td></tr>`)}</tbody></table></div></section>`;
}
