// The own delegation: who is who, who is here, and to whom the head's seat can be given.

import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Confirm } from "../../elements/dialog.js";
import { roleWord } from "../../elements/words.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";

/** @typedef {import("../../wire").MemberEntry} Member */

export function Team() {
  const table = useTable();
  const [to, giveTo] = useState(/** @type {Member | null} */ (null));
  const team = table.store.get(`team/${table.mine.value}`);
  const me = table.me.value;
  if (!team || team.members.length === 0) return null;
  const isHead = me?.inner_role === "head";
  return html`<details class="team" open=${team.members.length > 1}>
    <summary>${t("Who is who")}</summary>
    <ul>${team.members.map(
      (one) => html`<li key=${one.person}>
      <span class=${one.present ? "presence here" : "presence"} aria-hidden="true"></span>
      <span><b><bdi>${one.name}</bdi></b>${one.person === me?.person && html` <span class="note">(${t("you")})</span>`}
        <small>${partWord(table.store, one)}${!one.present && ` · ${t("away")}`}</small></span>
      ${
        isHead &&
        one.person !== me?.person &&
        html`<${CommandButton} command="hand_over" class="plain" onClick=${() => giveTo(one)}>${t("Hand over…")}</${CommandButton}>`
      }</li>`,
    )}</ul>
    ${team.members.length > 1 && html`<p class="note">${team.decides === "vote" ? t("Your delegation decides by ballot: its stance follows more than half of its people.") : t("The head decides; ballots on a proposal advise.")}</p>`}
    <${Refused} place="hand_over" />
    ${
      to &&
      html`<${Confirm} title=${t("Hand the head's seat to {who}?", { who: to.name })} yes=${t("Hand over")} onClose=${() => giveTo(null)}
        onYes=${() => table.give("hand_over", { person: to.person }, "hand_over")}>
        <p>${t("{who} acts for the delegation from then on, and you become deputy. Your team is told.", { who: to.name })}</p></${Confirm}>`
    }
  </details>`;
}

/**
 * A delegate's part, and where a specialist acts.
 * @param {import("../../store.js").Store} store
 * @param {{role: string, forum?: string | null}} one
 */
export function partWord(store, one) {
  if (!one.forum) return roleWord(one.role);
  const forum = store.get(`forum/${one.forum}`)?.title ?? one.forum;
  return t("specialist, acts in {forum}", { forum });
}
