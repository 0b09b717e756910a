// A student's question, answered where it stands.

import { useEffect, useRef, useState } from "preact/hooks";
import { cx, html } from "../dom.js";
import { timeOfDay } from "../format.js";
import { t } from "../i18n.js";
import { limits } from "../limits.js";

/**
 * @typedef {{id: string, person: string, name: string, delegation: string | null, text: string,
 *   at: number, answered: boolean}} Asked
 */

/**
 * @param {{help: Asked, who: string, place?: unknown, give: (name: string, body: object) => unknown}} props
 *   `place` is shown first: which table
 */
export function Question({ help, who, place, give }) {
  const [answering, answer] = useState(false);
  const [text, write] = useState("");
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useEffect(() => {
    if (answering) box.current?.focus();
  }, [answering]);
  const send = () => {
    if (text.trim() === "") return;
    give("message", { to: help.person, text: text.trim() });
    write("");
    answer(false);
  };
  return html`<div class=${cx("question", help.answered && "answered")}>
    <p>${place} <b><bdi>${help.name}</bdi></b>${who && html` (${who})`}, <time>${timeOfDay(help.at)}</time>: <q dir="auto">${help.text}</q></p>
    ${
      help.answered
        ? html`<p class="note">✓ ${t("Answered")} <button type="button" class="plain" onClick=${() => answer(!answering)}>${t("Write again")}</button></p>`
        : html`<p class="acts"><button type="button" aria-expanded=${answering ? "true" : "false"} onClick=${() => answer(!answering)}>${t("Answer")}</button>
          <button type="button" class="plain" onClick=${() => give("close_help", { number: Number(help.id) })}>${t("Answered aloud")}</button></p>`
    }
    ${
      answering &&
      html`<form class="answer" onSubmit=${(/** @type {Event} */ e) => {
        e.preventDefault();
        send();
      }}>
        <label>${t("Answer to {who}", { who: help.name })}
          <textarea rows="2" maxlength=${limits.text} ref=${box} value=${text}
            onInput=${(/** @type {any} */ e) => write(e.currentTarget.value)}
            onKeyDown=${(/** @type {KeyboardEvent} */ e) => {
              if (e.key === "Escape") answer(false);
              if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
                e.preventDefault();
                send();
              }
            }}></textarea></label>
        <button type="submit" class="primary">${t("Send")}</button>
      </form>`
    }
  </div>`;
}
