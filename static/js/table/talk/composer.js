// A place to write: Enter sends, Shift+Enter breaks the line, what is unsent survives a refresh.

import { newId } from "../../connection.js";
import { html } from "../../dom.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { focusSoon } from "../focus.js";
import { useTable } from "../model.js";
import { Refused } from "../parts.js";

/** @param {{channel: import("../../entities").Channel | null | undefined}} props null: to the facilitator */
export function Composer({ channel }) {
  const table = useTable();
  const id = channel?.id ?? "facilitator";
  const draft = table.drafts.of(`say:${id}`, "");
  const place = `say/${id}`;
  const command = channel ? "say" : "ask_help";
  const why =
    channel && channel.reads === false
      ? t("You do not sit in this caucus.")
      : table.whyNot(command);
  const field = `write-${id}`;
  const send = async (chosen = command) => {
    const text = draft.value.trim();
    if (text === "" || why !== null) return;
    draft.value = "";
    focusSoon(`#${CSS.escape(field)}`);
    const body =
      chosen === "press_statement"
        ? { message_id: newId(), text }
        : channel
          ? { message_id: newId(), channel: id, text }
          : { text };
    const accepted = await table.give(chosen, body, place);
    if (!accepted && draft.value === "") draft.value = text;
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return html`<form class="composer" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    send();
  }}>
    <label class="visually-hidden" for=${field}>${channel ? t("Write a message") : t("Ask the facilitator")}</label>
    <textarea id=${field} rows="2" maxlength=${limits.text} dir="auto" value=${draft} onKeyDown=${key} aria-describedby=${why ? `${field}-why` : undefined}
      placeholder=${channel ? t("Write a message") : t("Ask the facilitator")}
      onInput=${(/** @type {any} */ e) => {
        draft.value = e.currentTarget.value;
      }}></textarea>
    <button class="primary" aria-disabled=${why !== null ? "true" : undefined}>${channel ? t("Send") : t("Ask")}</button>
    ${
      channel?.kind === "plenary" &&
      table.whyNot("press_statement") === null &&
      html`<button type="button" class="plain press-button" title=${t("Everybody reads it, on the projector too.")}
        onClick=${() => send("press_statement")}>${t("Send as a press statement")}</button>`
    }
    ${why !== null && html`<p class="note" id=${`${field}-why`}>${why}</p>`}
    <${Refused} place=${place} />
  </form>`;
}
