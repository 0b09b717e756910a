// Questions of one table, answered in place, and words to one delegation or delegate.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { names, seated } from "../elements/code.js";
import { useStore } from "../elements/context.js";
import { isolated, t } from "../i18n.js";
import { Telling } from "./control.js";
import { Question } from "./question.js";

const SHOWN = 12;

/** @param {{give: import("./seats/table.js").Give}} props */
export function HelpQueue({ give }) {
  const store = useStore();
  const [to, telling] = useState(/** @type {{to: string, title: string} | null} */ (null));
  const helps = store
    .all("help")
    .sort((a, b) => Number(a.answered) - Number(b.answered) || b.at - a.at);
  return html`<section class="pane"><h2>${t("Words to and from delegates")}</h2>
    ${helps.length === 0 && html`<p class="note">${t("No questions.")}</p>`}
    <ol class="need">${helps.slice(0, SHOWN).map((h) => html`<li key=${h.id}><${Question} help=${h} who=${h.delegation ? names(store, [h.delegation]) : ""} give=${give} /></li>`)}</ol>
    <label>${t("Write to one delegation or delegate")}
      <select value="" onChange=${(/** @type {any} */ e) => {
        const { value, selectedOptions } = e.currentTarget;
        const who = selectedOptions[0]?.dataset.who ?? "";
        e.currentTarget.value = "";
        if (value) telling({ to: value, title: t("A word to {who}", { who }) });
      }}><option value="">${t("choose …")}</option>
      ${seated(store).map(
        (d) => html`<option key=${d.id} value=${d.id} data-who=${d.short}>${d.short}</option>
        ${d.delegates.map((x) => html`<option key=${x.person} value=${x.person} data-who=${x.name}>${`\u00a0\u00a0${isolated(x.name)} (${d.code})`}</option>`)}`,
      )}</select></label>
    ${to && html`<${Telling} title=${to.title} hint=${t("Only they read it.")} send=${(/** @type {string} */ text) => give("message", { to: to.to, text })} onClose=${() => telling(null)} />`}
  </section>`;
}
