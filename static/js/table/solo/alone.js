// A table that somebody plays alone: who one is, when it begins, and what one may do after it.

import { html } from "../../dom.js";
import { Code, Flag, seated, shortName } from "../../elements/code.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";

/** Who one is and who the others are, in a sentence each. */
export function Introduction() {
  const table = useTable();
  const all = seated(table.store);
  const me = all.find((d) => d.id === table.mine.value);
  const others = all.filter((d) => d.id !== table.mine.value && d.introduction);
  if (!me) return null;
  return html`<section class="introduction" data-colour=${me.colour} aria-label=${t("Who you are")}>
    <p class="lead"><${Flag} id=${me.id} large /> <span><b>${t("Your delegation: {who}.", { who: me.name })}</b> ${me.introduction}</span></p>
    ${
      others.length > 0 &&
      html`<details class="more"><summary>${t("Who the others are")}</summary>
      <ul>${others.map((d) => html`<li key=${d.id}><${Code} id=${d.id} /> <span>${d.introduction}</span></li>`)}</ul></details>`
    }
  </section>`;
}

/** Nothing counts down until one begins. */
export function Begin() {
  const table = useTable();
  const { talks } = table;
  return html`<div class="begin">
    <p>${t("No clock runs yet. Take the time to read; the others wait for you.")}</p>
    <${CommandButton} command="set_ready" class="primary big" onClick=${() => table.give("set_ready", { ready: true }, "begin")}>
      ${talks.value?.round === 1 ? t("Begin") : t("Begin round {n}", { n: talks.value?.round ?? 1 })}</${CommandButton}>
    <${Refused} place="begin" />
  </div>`;
}

/** After the end: look back, or play again. */
export function After() {
  const { boot, store } = useTable();
  const { solo } = boot;
  if (!solo) return null;
  const who = shortName(store, solo.choices.delegation);
  return html`<section class="after" aria-label=${t("What next")}>
    ${boot.urls?.debrief && html`<a class="button primary big" href=${boot.urls.debrief}>${t("What happened, and what was possible")}</a>`}
    <${Again} label=${t("Play {who} again", { who })} primary=${!boot.urls?.debrief} />
    ${solo.harder && html`<${Again} label=${t("Harder")} difficulty=${solo.harder} />`}
    <a class="button big" href=${solo.choose}>${t("Other delegation")}</a>
    <a class="button big plain" href=${boot.urls?.home}>${t("Home")}</a>
  </section>`;
}

/** @param {{label: string, difficulty?: string, primary?: boolean}} props the same table anew */
function Again({ label, difficulty, primary }) {
  const { solo } = useTable().boot;
  if (!solo) return null;
  const fields = Object.entries({
    ...solo.choices,
    ...(difficulty && { difficulty }),
    csrf_token: solo.token,
  });
  return html`<form method="post" action=${solo.start}>
    ${fields.map(([name, value]) => html`<input key=${name} type="hidden" name=${name} value=${value} />`)}
    <button class=${primary ? "primary big" : "big"}>${label}</button></form>`;
}
