// What was said in a channel. Messages are drawn in blocks, so that one more redraws one block.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { cx, html, later } from "../../dom.js";
import { Code } from "../../elements/code.js";
import { timeOfDay } from "../../format.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";

/** @typedef {import("../../entities").Message} Message */

const BLOCK = 50;

const Typed = later(() => import("./typed.js").then((m) => m.Typed));

/** @param {{id: string}} props */
export function Log({ id }) {
  const table = useTable();
  const all = table.messages.in(id).value;
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    else setBehind(true);
  }, [all.length]);
  const watch = () => {
    const element = box.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    if (atEnd.current && behind) setBehind(false);
  };
  const down = () => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  };
  const blocks = [];
  for (let from = 0; from < all.length; from += BLOCK) {
    blocks.push(
      html`<${Block} key=${from} all=${all} from=${from} size=${Math.min(BLOCK, all.length - from)} />`,
    );
  }
  return html`<div class="log-box">
    <div class="log" role="log" aria-live="off" aria-label=${t("Messages")} tabindex="0" ref=${box} onScroll=${watch}>
      ${blocks}
      ${all.length === 0 && html`<p class="empty">${t("Nothing said here yet.")}</p>`}
    </div>
    ${behind && html`<button type="button" class="to-end" onClick=${down}>${t("New messages")} ↓</button>`}
  </div>`;
}

/**
 * Messages are never changed once said, so a full block is drawn once.
 * @param {{all: readonly Message[], from: number, size: number}} props
 */
function Block({ all, from, size }) {
  const last = all[from + size - 1];
  return useMemo(
    () =>
      html`<div class="block">${all.slice(from, from + size).map((m) => html`<${Line} key=${m.id} message=${m} />`)}</div>`,
    [from, size, all[from], last],
  );
}

/** @param {{message: Message}} props */
function Line({ message }) {
  const mine = useTable().mine.peek() === message.by;
  const press = message.kind === "press";
  if (message.kind === "hand_over")
    return html`<p class="message told">${handOverText(message)}</p>`;
  return html`<div class=${cx("message", mine && "mine", press && "press", message.by === null && "facilitator")}>
    <p class="by">${message.by === null ? html`<b>${t("Facilitator")}</b>` : html`<${Code} id=${message.by} /> <span><bdi>${message.name}</bdi></span>`}${press && html` <b class="tag">${t("to the press")}</b>`}
      <time dateTime=${new Date(message.at).toISOString()}>${timeOfDay(message.at)}</time></p>
    <p class="words" dir="auto">${message.text}</p>
    ${(message.question || message.answer) && html`<${Typed} message=${message} />`}
  </div>`;
}

/** @param {Message} message the text is the name of the new head */
export function handOverText(message) {
  return t("{from} handed the head's seat to {to}.", { from: message.name, to: message.text });
}

/** What passed between me and the facilitator. */
export function FacilitatorLog() {
  const me = useTable().me.value;
  const said = [
    ...(me?.help ?? []).map((note) => ({ ...note, mine: true })),
    ...(me?.notes ?? []).map((note) => ({ ...note, mine: false })),
  ].sort((a, b) => a.at - b.at);
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [said.length]);
  return html`<div class="log-box"><div class="log" role="log" aria-live="off" aria-label=${t("Messages")} tabindex="0" ref=${box}>
    ${said.map(
      (
        note,
      ) => html`<div key=${`${note.at}${note.mine}`} class=${cx("message", note.mine ? "mine" : "facilitator")}>
      <p class="by"><b>${note.mine ? t("You") : t("Facilitator")}</b> <time dateTime=${new Date(note.at).toISOString()}>${timeOfDay(note.at)}</time></p>
      <p class="words" dir="auto">${note.text}</p></div>`,
    )}
    ${said.length === 0 && html`<p class="empty">${t("Ask anything: about the rules, the role, the page. The other delegations never see it.")}</p>`}
  </div></div>`;
}
