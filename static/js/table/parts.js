// Small parts the panels share: buttons that say why they are off, refusals beside their cause.

import { html } from "../dom.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";

let serial = 0;

/**
 * A button for a command. When the server would refuse it now, it stays focusable, does nothing
 * and says why.
 * @param {{command: string, onClick: () => void, class?: string, children?: unknown,
 *   pressed?: boolean, keys?: string, id?: string, why?: string | null}} props
 *   `why` is a reason of the page's own
 */
export function CommandButton(props) {
  const { command, onClick, class: look, children, pressed, keys, id } = props;
  const table = useTable();
  if (table.watches) return null; // an observer's page has nothing that acts
  const why = table.whyNot(command) ?? props.why ?? null;
  const reason = why === null ? undefined : `why-${command}-${++serial}`;
  return html`<button type="button" id=${id} class=${look} aria-pressed=${pressed} aria-keyshortcuts=${keys}
    aria-disabled=${why !== null ? "true" : undefined} aria-describedby=${reason} title=${why ?? undefined}
    onClick=${why === null ? onClick : undefined}>${children}${
      reason && html`<span class="visually-hidden" id=${reason}>${why}</span>`
    }</button>`;
}

/** @param {{place: string}} props where it is shown that a command given here waits, or was refused */
export function Refused({ place }) {
  const { line } = useTable();
  const waits = line.unsent.value.find((one) => one.place === place);
  if (waits)
    return html`<p class="unsent"><span><span aria-hidden="true">◷ </span>${t("Waiting to send")}</span>
      <button type="button" onClick=${() => line.recall(waits.id)}>${t("Take back")}</button></p>`;
  return html`<${Refusal} place=${place} />`;
}

/** @param {{place: string}} props */
function Refusal({ place }) {
  const refusal = useTable().refusal(place);
  if (refusal.value === "") return null;
  return html`<p class="refused"><span>${refusal.value}</span>
    <button type="button" class="plain" aria-label="✕" onClick=${() => {
      refusal.value = "";
    }}>✕</button></p>`;
}

/**
 * A number on a tab or channel.
 * @param {{n: number, label: string}} props
 */
export function Count({ n, label }) {
  if (n === 0) return null;
  return html`<b class="count"><span aria-hidden="true">${n > 99 ? "99+" : n}</span><span class="visually-hidden"> ${label}</span></b>`;
}
