// After the end of all tables: the debrief of the class, its cards turned at every table at once.

import { cardWords } from "../../debrief/cards.js";
import { useTurning } from "../../debrief/turning.js";
import { html } from "../../dom.js";
import { t } from "../../i18n.js";

/** @typedef {import("./glance.js").Glance} Glance */

/**
 * True when every table at which there were people is over.
 * @param {Glance[]} tables
 */
export const ended = (tables) => {
  const begun = tables.filter((x) => x.state !== "lobby");
  return begun.length > 0 && begun.every((x) => x.state !== "running");
};

/**
 * @param {{tables: Glance[], urls: Record<string, string>, lettered: boolean,
 *   give: (name: string, body: object, seen: Glance[]) => Promise<void>}} props
 *   `lettered`: the projector calls the tables by letters
 */
export function AfterTheEnd({ tables, urls, lettered, give }) {
  const over = tables
    .filter((x) => x.state === "concluded" || x.state === "debrief")
    .sort((a, b) => a.table - b.table);
  const rest = (/** @type {string} */ stage) =>
    over.filter((x) => !(x.revealed ?? []).includes(stage));
  const [turn, question] = useTurning(
    rest("mandates").map((x) => x.reading),
    (stage) => give("reveal", { stage }, rest(stage)),
  );
  if (over.length === 0) return null;
  return html`<section class="after" aria-labelledby="after"><h2 id="after">${t("Debrief of all tables")}</h2>
    <p class="note">${t("The talks are over. Turn the cards in the order you like, for every table at once; open a table to talk about it.")}</p>
    ${lettered && html`<p class="note">${t("The projector compares the tables by letters, so most cards have no picture there.")} ${urls.settings ? html`<a href=${urls.settings}>${t("To show pictures there, choose the tables by number in Settings, Policies.")}</a>` : t("To show pictures there, choose the tables by number in Settings, Policies.")}</p>`}
    <ul class="cards-to-turn">${Object.entries(cardWords()).map(([stage, [title, what]]) => {
      const n = over.length - rest(stage).length;
      return html`<li key=${stage}><h3>${title}</h3><p class="note">${what}</p>
        ${n > 0 && html`<p class="tag">${n === over.length ? t("Laid open") : t("Laid open at {n} of {of} tables", { n, of: over.length })}</p>`}
        ${n < over.length && html`<button type="button" onClick=${() => turn(stage)}>${t("Lay open at all tables")}</button>`}</li>`;
    })}</ul>${question}
    <p class="actions">${urls.debrief && over.map((x) => html`<a key=${x.talks} class="button" href=${urls.debrief.replace("TALKS", x.talks)}>${t("Debrief of table {n}", { n: x.table })}</a>`)}
      ${urls.screen && html`<a class="button" href=${urls.screen} target="_blank">${t("Projector")}</a>`}
      ${urls.learning && html`<a class="button" href=${urls.learning}>${t("What students did")}</a>`}
      ${urls.files && html`<a class="button" href=${`${urls.files}/download?format=pdf`}>${t("Report (PDF)")}</a>`}
      ${urls.files && html`<a class="button" href=${`${urls.files}/download?format=zip`}>${t("Everything (ZIP)")}</a>`}
      ${urls.files && html`<a class="button" href=${urls.files}>${t("All files")}</a>`}</p>
  </section>`;
}
