// Help requests of one table, newest first, and words to one delegation.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { names, seated } from "../elements/code.js";
import { useStore } from "../elements/context.js";
import { timeOfDay } from "../format.js";
import { t } from "../i18n.js";
import { Telling } from "./control.js";

/** @param {{give: import("./seatmap.js").Give}} props */
export function HelpQueue({ give }) {
  const store = useStore();
  const [to, telling] = useState(
    /** @type {{to: string, title: string, hint?: string} | null} */ (null),
  );
  const helps = store.all("help").sort((a, b) => b.at - a.at);
  return html`<section class="pane"><h2>${t("Words to and from delegates")}</h2>
    <ol class="need">${helps.slice(0, 12).map(
      (
        h,
      ) => html`<li key=${h.id}><b>${h.name}</b>${h.delegation && html` (${names(store, [h.delegation])})`}, ${timeOfDay(h.at)}: <q>${h.text}</q>
        <button type="button" onClick=${() => telling({ to: h.person, title: t("Answer {who}", { who: h.name }), hint: h.text })}>${t("Answer…")}</button></li>`,
    )}</ol>
    <label>${t("Write to one delegation")}
      <select value="" onChange=${(/** @type {any} */ e) => {
        const id = e.currentTarget.value;
        e.currentTarget.value = "";
        if (id) telling({ to: id, title: t("A word to {who}", { who: names(store, [id]) }) });
      }}><option value="">${t("choose …")}</option>
      ${seated(store).map((d) => html`<option key=${d.id} value=${d.id}>${d.short}</option>`)}</select></label>
    ${to && html`<${Telling} title=${to.title} hint=${to.hint} send=${(/** @type {string} */ text) => give("message", { to: to.to, text })} onClose=${() => telling(null)} />`}
  </section>`;
}
