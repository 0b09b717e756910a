// A new caucus: choose who sits in it.

import { useState } from "preact/hooks";
import { newId } from "../../connection.js";
import { html } from "../../dom.js";
import { Code, Flag, seated } from "../../elements/code.js";
import { Dialog } from "../../elements/dialog.js";
import { automatedWord } from "../../elements/words.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";
import { Refused } from "../parts.js";

/** @param {{onClose: () => void}} props */
export function CaucusDialog({ onClose }) {
  const table = useTable();
  const mine = table.mine.value;
  const [chosen, choose] = useState(/** @type {string[]} */ ([]));
  const others = seated(table.store).filter((d) => d.id !== mine);
  const wanted = [...chosen, mine].sort().join();
  const same = table.store
    .all("channel")
    .find((c) => c.kind === "caucus" && [...c.members].sort().join() === wanted);
  /** @param {string} id */
  const toggle = (id) =>
    choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const open = async () => {
    const channel_id = `caucus:${newId().slice(0, 12)}`;
    if (same || (await table.give("open_channel", { channel_id, with: chosen }, "caucus"))) {
      // The server puts our name behind the id, so that ids of private things tell nobody anything.
      table.channel.value = same?.id ?? `${channel_id}~${mine}`;
      onClose();
    }
  };
  const ready = chosen.length > 0 && chosen.length < limits.caucus;
  return html`<${Dialog} title=${t("New caucus")} onClose=${onClose} actions=${html`
    <button type="button" onClick=${onClose}>${t("Cancel")}</button>
    <button type="button" class="primary" disabled=${!ready} onClick=${open}>${same ? t("Go to this caucus") : t("Open the caucus")}</button>`}>
    <p>${table.boot.solo ? t("Choose one to four delegations. Only they and you read what is said there.") : t("Choose one to four delegations. Only they, you and the facilitator read what is said there.")}</p>
    <fieldset class="members"><legend class="visually-hidden">${t("Delegations")}</legend>
      ${others.map(
        (
          d,
        ) => html`<label key=${d.id} class="check"><input type="checkbox" checked=${chosen.includes(d.id)}
        disabled=${chosen.length >= limits.caucus - 1 && !chosen.includes(d.id)} onChange=${() => toggle(d.id)} />
        <${Flag} id=${d.id} /><${Code} id=${d.id} /> ${d.name}${d.bot && html` <small class="quiet">${automatedWord(d.bot)}</small>`}</label>`,
      )}
    </fieldset>
    <${Refused} place="caucus" />
  </${Dialog}>`;
}
