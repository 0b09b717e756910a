// A card of the debrief that turns by itself: its date, set, changed and taken back by whoever runs
// the table. Typed and shown in the zone of whoever looks; kept as a moment.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { dayAndHour } from "../format.js";
import { t } from "../i18n.js";

/**
 * A moment as the field for date and time has it, in this browser's zone: "2026-11-28T14:05".
 * @param {number} at
 */
export function typed(at) {
  const here = new Date(at);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}T${two(here.getHours())}:${two(here.getMinutes())}`;
}

/** A moment in words, with the zone; as UTC for machines and on hover. @param {{at: number}} props */
export function Moment({ at }) {
  const utc = new Date(at).toISOString();
  return html`<time datetime=${utc} title=${utc}>${dayAndHour(at)}</time>`;
}

/**
 * @param {{title: string, at: number | undefined, plan: ((at: number | null) => Promise<string>) | null}} props
 *   `plan` gives what there is to say of it; without it the date is only shown
 */
export function CardDate({ title, at, plan }) {
  const [editing, edit] = useState(false);
  const [said, say] = useState("");
  if (plan === null) {
    return at === undefined
      ? null
      : html`<span class="note">${t("Turns by itself:")} <${Moment} at=${at} /></span>`;
  }
  const set = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const value = String(new FormData(form).get("at") ?? "");
    const problem = await plan(new Date(value).getTime());
    say(problem);
    if (problem === "") edit(false);
  };
  return html`<div class="card-date">
    ${at !== undefined && html`<span class="note">${t("Turns by itself:")} <${Moment} at=${at} /></span>`}
    ${
      editing
        ? html`<form onSubmit=${set}><label>${t("Turn “{card}” on", { card: title })}
            <input type="datetime-local" name="at" required value=${typed(at ?? Date.now() + 86_400_000)} /></label>
          <p class="acts"><button class="primary">${t("Set the date")}</button><button type="button" class="plain" onClick=${() => edit(false)}>${t("Cancel")}</button></p></form>`
        : html`<p class="acts"><button type="button" class="plain" aria-label=${at === undefined ? t("Turn “{card}” by a date", { card: title }) : t("Change the date of “{card}”", { card: title })} onClick=${() => edit(true)}>${at === undefined ? t("By a date …") : t("Change")}</button>
          ${at !== undefined && html`<button type="button" class="plain" aria-label=${t("Take back the date of “{card}”", { card: title })} onClick=${async () => say(await plan(null))}>${t("Take back")}</button>`}</p>`
    }
    <p role="status" class="note">${said}</p></div>`;
}
