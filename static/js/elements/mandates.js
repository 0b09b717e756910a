// All mandates of a forum side by side: what every option is worth to everybody.

import { html } from "../dom.js";
import { points } from "../format.js";
import { t } from "../i18n.js";
import { Code } from "./code.js";
import { useStore } from "./context.js";

/** @param {{forum: import("../entities").Forum}} props */
export function Mandates({ forum }) {
  const store = useStore();
  const own = store.get(`mandate/${forum.id}`);
  const seats = [...forum.parties, ...(forum.observers ?? [])].flatMap((id) => {
    const mandate = own?.delegation === id ? own : store.get(`mandate/${forum.id}/${id}`);
    return mandate ? [{ id, mandate }] : [];
  });
  if (seats.length === 0) return html`<p class="note">${t("No mandates are laid open here.")}</p>`;
  /** @param {string} issue @param {string} option @param {typeof seats[number]} seat */
  const isRed = (issue, option, seat) =>
    seat.mandate.red_lines.some((l) => l.issue === issue && l.option === option);
  return html`<section class="pane scroll" tabindex="0" aria-label=${t("Mandates")}><table class="mandates">
    <caption class="note">${t("Worth of each option in points; R marks a red line.")}</caption>
    <thead><tr><th scope="col">${t("Option")}</th>${seats.map(({ id }) => html`<th key=${id} scope="col"><${Code} id=${id} /></th>`)}</tr></thead>
    ${forum.issues?.map(
      (issue) => html`<tbody key=${issue.id}>
        <tr class="issue"><th scope="rowgroup">${issue.title}</th>${seats.map(({ id, mandate }) => html`<td key=${id}>${mandate.issues[issue.id]?.weight}</td>`)}</tr>
        ${issue.options.map(
          (option) =>
            html`<tr key=${option.id}><th scope="row">${option.text}</th>${seats.map(
              (seat) =>
                html`<td key=${seat.id}>${points(seat.mandate.issues[issue.id]?.worth[option.id] ?? 0)}${isRed(issue.id, option.id, seat) && html` <abbr class="red" title=${t("red line")}>R</abbr>`}</td>`,
            )}</tr>`,
        )}
      </tbody>`,
    )}
    <tfoot><tr><th scope="row">${t("Walk-away")}</th>${seats.map(({ id, mandate }) => html`<td key=${id}>${points(mandate.reservation)}</td>`)}</tr>
      <tr><th scope="row">${t("Best")}</th>${seats.map(({ id, mandate }) => html`<td key=${id}>${points(mandate.best)}</td>`)}</tr></tfoot>
  </table></section>`;
}
