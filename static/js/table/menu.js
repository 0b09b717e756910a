// What the menu of the bar holds.

import { html, kept } from "../dom.js";
import { ThemeChoice } from "../elements/theme.js";
import { roleWord } from "../elements/words.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";
import { sound } from "./moments/state.js";
import { CommandButton, Refused } from "./parts.js";

export function MenuItems() {
  const table = useTable();
  const me = table.me.value;
  const urls = table.boot.urls ?? {};
  const out = me?.stepped_out ?? false;
  return html`
    <p class="quiet"><bdi>${me?.name}</bdi>${me?.inner_role && html`, ${roleWord(me.inner_role)}`}</p>
    ${urls.brief && html`<a class="button plain" href=${urls.brief} target="_blank">${t("My brief")}</a>`}
    ${urls.calendar && html`<a class="button plain" href=${urls.calendar} download>${t("Deadlines for my calendar")}</a>`}
    ${
      !table.watches &&
      html`<button type="button" class="plain" popovertarget="menu" popovertargetaction="hide"
      onClick=${() => {
        table.dialog.value = { kind: "keys" };
      }}>${t("Keyboard shortcuts")} <kbd>?</kbd></button>`
    }
    ${
      !table.watches &&
      !table.boot.solo &&
      html`<${CommandButton} command="step_out" class="plain" pressed=${out}
      onClick=${() => table.give("step_out", { on: !out }, "step_out")}>
      ${out ? t("Step back into role") : t("Step out of role")}
    </${CommandButton}>
    <p class="note">${t("Stepping out is private: only the facilitator sees it.")}</p>
    <${Refused} place="step_out" />`
    }
    <button type="button" class="plain" aria-pressed=${sound.value ? "true" : "false"} onClick=${() => {
      sound.value = !sound.value;
      kept.set("sound", sound.value);
    }}>${sound.value ? t("Sounds: on") : t("Sounds: off")}</button>
    <${ThemeChoice} />
    ${urls.help && html`<a class="button plain" href=${urls.help} target="_blank">${t("Help pages")}</a>`}`;
}
