// After the end: the cards that a facilitator turns one by one.

import { cardWords } from "../../debrief/cards.js";
import { html } from "../../dom.js";
import { useStore } from "../../elements/context.js";
import { t } from "../../i18n.js";

/**
 * The cards: stage, title, what it shows.
 * @returns {[string, string, string][]}
 */
export const cards = () =>
  Object.entries(cardWords()).map(([stage, [title, what]]) => [stage, title, what]);

/** @param {{href?: string, give: (name: string, body: object) => Promise<string[]>}} props */
export function Debrief({ href, give }) {
  const talks = useStore().get("talks");
  if (talks?.state !== "concluded" && talks?.state !== "debrief") return null;
  return html`<section class="pane"><h2>${t("Debrief")}</h2>
    <p class="note">${t("Turn the cards in the order you like; each shows to the whole table at once.")}</p>
    ${href && html`<p><a class="button" href=${href}>${t("Open the debrief")}</a></p>`}
    <ul class="cards-to-turn">${cards().map(([stage, title, what]) => {
      const open = talks.revealed.includes(stage);
      return html`<li key=${stage}><h3>${title}</h3><p class="note">${what}</p>
        ${open ? html`<p class="tag">${t("Laid open")}</p>` : html`<button type="button" onClick=${() => give("reveal", { stage })}>${t("Lay open")}</button>`}</li>`;
    })}</ul></section>`;
}
