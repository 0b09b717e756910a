// The newsroom: what happened outside, what it changed for us, and the ties between the forums.

import { cx, html } from "../../dom.js";
import { bearing, effectText } from "../../effects.js";
import { dayText } from "../../elements/words.js";
import { Effects, Linkages } from "../../elements/world.js";
import { timeOfDay } from "../../format.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { Count } from "../parts.js";
import { hasNewsroom, newsOf } from "./reading.js";

/** @typedef {import("../../entities").Inject} Inject */
/** @typedef {import("../../store.js").Store} Store */

/**
 * The sentence for who listens, when something happens.
 * @param {Store} store
 * @param {Inject | undefined} before
 * @param {Inject} after
 * @param {string} mine
 */
export function newsSentence(store, before, after, mine) {
  if (after.undone) return before?.undone ? "" : t("Taken back: {title}.", { title: after.title });
  if (before && before.at === after.at && !before.undone) return "";
  const changed = bearing(store, after.effects).map((m) => effectText(store, m, mine));
  const head = after.private
    ? t("News for you alone: {title}.", { title: after.title })
    : t("News: {title}.", { title: after.title });
  return [head, after.story, changed.length > 0 && `${changed.join(". ")}.`]
    .filter(Boolean)
    .join(" ");
}

/** The newest unread news in one line over everything, until it is read or put away. */
export function NewsBanner() {
  const table = useTable();
  const fresh = table.reading.fresh.value;
  const [one] = fresh;
  if (!one) return null;
  const more = fresh.length - 1;
  return html`<p class="banner news"><b>${one.undone ? t("Taken back") : one.private ? t("News for you alone") : t("News")}</b>
    <span>${one.title}${more > 0 && html` <small>${t("and {n} more", { n: more })}</small>`}</span>
    <button type="button" onClick=${() => {
      table.go("news");
      table.reading.open.value = one.id;
      table.reading.putAway();
      table.reading.markRead(one);
      requestAnimationFrame(() => {
        /** @type {HTMLElement | null} */ (
          document.querySelector(`#news-${CSS.escape(one.id)} summary`)
        )?.focus();
      });
    }}>${t("Read")}</button>
    <button type="button" class="plain" aria-label=${t("Put away")} onClick=${() => table.reading.putAway()}>✕</button></p>`;
}

export function NewsPanel() {
  const table = useTable();
  const { store, reading } = table;
  if (!hasNewsroom(store)) return null;
  const all = newsOf(store);
  const active = store.all("linkage").filter((x) => x.active).length;
  const ties = store.ids("linkage").length;
  return html`<section class="newsroom" aria-label=${t("Newsroom")}>
    <h2>${t("Newsroom")} <${Count} n=${reading.unread.value.length} label=${t("unread")} /></h2>
    ${all.length === 0 && html`<p class="note">${t("Nothing has happened outside yet. News appears here, with what it changes for you.")}</p>`}
    <ul class="news-list">${all.map((one) => html`<${Item} key=${one.id} one=${one} />`)}</ul>
    ${
      ties > 0 &&
      html`<details class="ties"><summary>${t("Ties between the groups")} <small>(${t("{n} of {of} in force", { n: active, of: ties })})</small></summary>
      <p class="note">${t("By the rules, progress in one group does not affect another. This is what capitals do all the same.")}</p>
      <${Linkages} mine=${table.mine.value} /></details>`
    }
  </section>`;
}

/** @param {{one: Inject}} props */
function Item({ one }) {
  const { reading, mine } = useTable();
  const unread = !reading.has(one);
  const when = one.date ? dayText(one.date) : timeOfDay(one.at);
  return html`<li id=${`news-${one.id}`} class=${cx(one.undone && "undone-news", unread && "unread")}>
    <details open=${reading.open.value === one.id} onToggle=${(/** @type {any} */ e) => {
      if (e.currentTarget.open) {
        reading.open.value = one.id;
        reading.markRead(one);
      } else if (reading.open.peek() === one.id) reading.open.value = null;
    }}>
      <summary><small>${when}${one.private && ` · ${t("for you alone")}`}${one.undone && html` · <b>${t("taken back")}</b>`}</small>
        <span>${one.title}</span></summary>
      <p class="story">${one.story}</p>
      ${one.undone ? html`<p class="note">${t("The facilitator took this back; what it changed is undone.")}</p>` : html`<${Effects} effects=${one.effects} mine=${mine.value} />`}
      ${!one.undone && one.effects.length === 0 && html`<p class="note">${t("It changes nothing in your mandate.")}</p>`}
    </details></li>`;
}
