// After the end: the cards that a facilitator turns one by one.

import { cardWords } from "../../debrief/cards.js";
import { CardDate } from "../../debrief/dates.js";
import { useTurning } from "../../debrief/turning.js";
import { html } from "../../dom.js";
import { useStore } from "../../elements/context.js";
import { t } from "../../i18n.js";

/** Minutes of a round from which a class meets at no one time. */
const A_DAY = 24 * 60;

/**
 * The cards: stage, title, what it shows.
 * @returns {[string, string, string][]}
 */
export const cards = () =>
  Object.entries(cardWords()).map(([stage, [title, what]]) => [stage, title, what]);

/** @param {{href?: string, give: (name: string, body: object) => Promise<string[]>}} props */
export function Debrief({ href, give }) {
  const store = useStore();
  const talks = store.get("talks");
  const [turn, question] = useTurning([store.get("reading")], (stage) => give("reveal", { stage }));
  if (talks === undefined || talks.state === "archived") return null;
  const plan = (/** @type {string} */ stage) => async (/** @type {number | null} */ at) =>
    (await give("plan_reveal", { stage, at })).join(" ");
  const date = (/** @type {string} */ stage, /** @type {string} */ title) =>
    html`<${CardDate} title=${title} at=${talks.planned?.[stage]} plan=${plan(stage)} />`;
  if (talks.state !== "concluded" && talks.state !== "debrief") {
    // A lesson of hours has its debrief at its end, and no use for dates.
    const long = talks.rounds.some((round) => round.minutes >= A_DAY);
    if (!long && talks.planned === undefined) return null;
    return html`<details class="pane more"><summary>${t("Cards of the debrief by date")}</summary>
      <p class="note">${t("For a class that meets at no one time: a card turns by itself when its date comes, and not before the end of the talks.")}</p>
      <ul class="cards-to-turn">${cards().map(([stage, title, what]) => html`<li key=${stage}><h3>${title}</h3><p class="note">${what}</p>${date(stage, title)}</li>`)}</ul></details>`;
  }
  return html`<section class="pane"><h2>${t("Debrief")}</h2>
    <p class="note">${t("Turn the cards in the order you like; each shows to the whole table at once.")}</p>
    ${href && html`<p><a class="button" href=${href}>${t("Open the debrief")}</a></p>`}
    <ul class="cards-to-turn">${cards().map(([stage, title, what]) => {
      const open = talks.revealed.includes(stage);
      return html`<li key=${stage}><h3>${title}</h3><p class="note">${what}</p>
        ${open ? html`<p class="tag">${t("Laid open")}</p>` : html`<button type="button" onClick=${() => turn(stage)}>${t("Lay open")}</button>${date(stage, title)}`}</li>`;
    })}</ul>${question}</section>`;
}
