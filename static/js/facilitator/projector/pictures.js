// A turned card's picture, as large as the projector has room for: drawn like in the debrief.

import { Zoom } from "../../debrief/figure.js";
import { Findings } from "../../debrief/findings.js";
import { Names } from "../../debrief/names.js";
import { Clauses } from "../../debrief/pictures/clauses.js";
import { Contacts } from "../../debrief/pictures/contacts.js";
import { Dance, dancers } from "../../debrief/pictures/dance.js";
import { PackageMap } from "../../debrief/pictures/map.js";
import { Owed } from "../../debrief/pictures/owed.js";
import { Tables } from "../../debrief/pictures/tables.js";
import { Misread } from "../../debrief/reading.js";
import { html } from "../../dom.js";
import { t } from "../../i18n.js";
import { ROWS } from "./debrief.js";
import { Fitted } from "./fit.js";

/** Lines of 720 are read from the last row when drawn this much larger than on a desk. */
const LARGER = 1.35;
const LINES = 720;

const SIZES = ["110%", "95%", "80%", "70%", "60%"];

/**
 * @param {{card: [string, string, string], data: import("../../debrief/data").Debrief, forum: string,
 *   part: number, where: string, store: import("../../store.js").Store,
 *   boot: import("../../entities").Boot}} props
 *   `forum`: of which forum, or "" of the whole talks; `part`: which delegations, or which finding;
 *   below 0 who was misread
 */
export function Picture({ card, data, forum, part, where, store, boot }) {
  const [stage, title, what] = card;
  const zoom = Math.max(1, (LARGER * Math.min(innerHeight, (innerWidth * 9) / 16)) / LINES);
  const names = new Names(data);
  const of = `${stage} ${data.talks} ${forum} ${part} ${data.cards.open.join()}`;
  // Where there is nothing to draw (nobody wrote a letter), the card's words stand instead.
  const draw = (/** @type {number} */ step) =>
    html`<div class="projected-picture" style=${{ fontSize: SIZES[step] }}>
      ${where && html`<h2 class="where">${where}</h2>`}
      <${Of} stage=${stage} names=${names} forum=${forum} part=${part} store=${store} boot=${boot} />
      <div class="card-words"><h2>${title}</h2><p>${what}</p><p class="quiet">${t("There is nothing to show of it.")}</p></div></div>`;
  return html`<${Zoom.Provider} value=${zoom}><${Fitted} of=${of} steps=${SIZES.length} draw=${draw} /></${Zoom.Provider}>`;
}

/** @param {{stage: string, names: Names, forum: string, part: number, store: import("../../store.js").Store, boot: import("../../entities").Boot}} props */
function Of({ stage, names, forum: id, part, store, boot }) {
  const forum = names.forum(id);
  const path = `/classrooms/${boot.classroom}/board`;
  if (stage === "channels") return html`<${Contacts} store=${store} names=${names} />`;
  if (stage === "letters") return html`<${Owed} store=${store} names=${names} />`;
  if (stage === "scores")
    return html`<${Tables} names=${names} path=${path} token=${boot.token} />`;
  if (stage === "moments") {
    const one = names.data.moments?.[part];
    return one && html`<${Findings} moments=${[one]} names=${names} />`;
  }
  if (stage === "mandates" && part < 0)
    return html`<${Misread} reading=${store.get("reading")} names=${names} />`;
  if (forum === null) return null;
  if (stage === "mandates") {
    const some = dancers(forum, names.data).slice(part * ROWS, (part + 1) * ROWS);
    return html`<${Dance} forum=${forum} names=${names} only=${some} />`;
  }
  if (stage === "possible") return html`<${PackageMap} forum=${forum} names=${names} />`;
  return html`<${Clauses} forum=${forum} names=${names} />`;
}
