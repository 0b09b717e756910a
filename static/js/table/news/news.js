// What happened, in sentences: said once to who listens, and the last few shown to all.

import { signal } from "@preact/signals";
import { html, soon } from "../../dom.js";
import { announce } from "../../elements/live.js";
import { timeOfDay } from "../../format.js";
import { t } from "../../i18n.js";

const KEEP = 6;

export class News {
  /** @type {import("@preact/signals").Signal<readonly {at: number, text: string, forum?: string}[]>} */
  latest = signal([]);

  /** @param {import("../model.js").Table} table */
  constructor(table) {
    this.table = table;
    // The sentences are fetched when the page has settled, so that they are there without a line.
    /** @type {Promise<import("./told.js").Told | void> | undefined} */
    let fetched;
    const told = () => {
      fetched ??= import("./told.js").then(
        (m) => new m.Told(table, (text, quietly, forum) => this.#say(text, quietly, forum)),
        () => {
          fetched = undefined; // no line now: fetched with what happens next
        },
      );
      return fetched;
    };
    soon(told);
    table.store.onChange((changes, first) => {
      if (!first)
        told().then((one) => {
          for (const change of changes) one?.tell(change);
        });
    });
  }

  /**
   * @param {string} text
   * @param {boolean} [quietly] said, but not listed
   * @param {string} [forum] whose agreement it is about
   */
  #say(text, quietly = false, forum = undefined) {
    announce(text);
    if (!quietly)
      this.latest.value = [{ at: this.table.line.now(), text, forum }, ...this.latest.peek()].slice(
        0,
        KEEP,
      );
  }
}

/** @param {{news: News}} props */
export function Latest({ news }) {
  const all = news.latest.value;
  const { moments } = news.table;
  if (all.length === 0) return null;
  return html`<section class="latest" aria-label=${t("Latest")}><h2>${t("Latest")}</h2>
    <ul>${all.map(
      (one, at) =>
        html`<li key=${`${one.at}/${at}`}><time>${timeOfDay(one.at)}</time> ${one.text}${
          one.forum &&
          html` <button type="button" class="plain" onClick=${() => moments.show({ kind: "agreed", forum: one.forum ?? "", at: one.at })}>${t("Read it again")}</button>`
        }</li>`,
    )}</ul></section>`;
}
