// A delegation of a table on the seat map, and those who watch: places to put somebody.

import { useState } from "preact/hooks";
import { at } from "../../address.js";
import { cx, html } from "../../dom.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { Chip, comeBack } from "./chip.js";
import { temperamentWord } from "./temperaments.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {import("./moves.js").Somebody} Somebody */
/** @typedef {import("./moves.js").Seating} Seating */
/** @typedef {import("./moves.js").Place} Place */

/**
 * @param {{id: string, seat: import("../wall/glance.js").GlanceSeat, table: Glance, people: Somebody[],
 *   seating: Seating}} props
 */
export function DelegationRow({ id, seat, table, people, seating }) {
  const place = { talks: table.talks, table: table.table, delegation: id, code: seat.code };
  const bot = seat.bot && !seat.agent ? (seat.temperament ?? "balanced") : undefined;
  const head = html`<img class="flag" src=${at(`/static/flags/${seat.flag ?? "neutral"}.svg`)} alt="" width="24" height="16" />
    <abbr class="code" data-colour=${seat.colour} title=${seat.short}>${seat.code}</abbr>`;
  return html`<${Spot} place=${place} bot=${bot} seating=${seating} head=${head} people=${people} colour=${seat.colour}>
    ${seat.agent ? html`<span class="bot">${t("Automated (agent)")}: <bdi>${seat.agent.name}</bdi></span>` : html`<${Bot} place=${place} bot=${bot} empty=${people.length === 0} seating=${seating} />`}
  </${Spot}>`;
}

/** @param {{table: Glance, people: Somebody[], seating: Seating}} props */
export function Observers({ table, people, seating }) {
  const place = { talks: table.talks, table: table.table, delegation: null, code: "" };
  return html`<${Spot} place=${place} seating=${seating} head=${t("Observers")} people=${people} />`;
}

/**
 * @param {{place: Place, bot?: string, seating: Seating, head: unknown, people: Somebody[],
 *   colour?: string, children?: unknown}} props
 */
function Spot({ place, bot, seating, head, people, colour, children }) {
  const [over, setOver] = useState(false);
  const picked = seating.picked.value;
  const here = picked?.talks === place.talks && picked?.delegation === place.delegation;
  const put = async () => {
    setOver(false);
    if (picked && !here && (await seating.put(picked, place, bot))) comeBack(picked.person);
  };
  const said =
    place.delegation === null
      ? t("{name} among the observers of table {n}", {
          name: picked?.name ?? "",
          n: place.table,
        })
      : t("{name} at table {n} for {code}", {
          name: picked?.name ?? "",
          n: place.table,
          code: place.code,
        });
  return html`<li class=${cx("spot", over && "over")} data-colour=${colour}
    onDragOver=${(/** @type {DragEvent} */ event) => {
      if (!picked || here) return;
      event.preventDefault();
      setOver(true);
    }}
    onDragLeave=${() => setOver(false)}
    onDrop=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      put();
    }}>
    <span class="party">${head}</span>
    <span class="chips">${people.map((p) => html`<${Chip} key=${p.person} who=${p} seating=${seating} />`)}
      ${picked && !here && !seating.dragging.value ? html`<button type="button" class="put" disabled=${seating.busy.value} onClick=${put}>${t("Put here")}<span class="visually-hidden">: ${said}</span></button>` : children}</span>
  </li>`;
}

/** @param {{place: Place, bot: string | undefined, empty: boolean, seating: Seating}} props */
function Bot({ place, bot, empty, seating }) {
  const [open, setOpen] = useState(false);
  const where = html`<span class="visually-hidden">: ${t("Table {n}", { n: place.table })}, ${place.code}</span>`;
  if (bot !== undefined) {
    return html`<span class="bot">${t("Automated ({how})", { how: temperamentWord(bot) })}
      <button type="button" class="small" onClick=${() => seating.bot(place, null, bot)}>${t("Take back")}${where}</button></span>`;
  }
  if (!open)
    return html`<button type="button" class="plain small" aria-expanded="false" onClick=${() => setOpen(true)}>
      ${empty ? t("Nobody: seat a bot …") : t("Bot …")}${where}</button>`;
  return html`<span class="bot"><select aria-label=${t("Temperament")} onKeyDown=${(/** @type {KeyboardEvent} */ e) => e.key === "Escape" && setOpen(false)}
      ref=${(/** @type {HTMLSelectElement | null} */ el) => el?.focus()} id=${`bot-${place.talks}-${place.delegation}`}>
      ${limits.temperaments.map((x) => html`<option key=${x} value=${x}>${temperamentWord(x)}</option>`)}</select>
    <button type="button" class="small" onClick=${() => {
      const chosen = /** @type {HTMLSelectElement | null} */ (
        document.getElementById(`bot-${place.talks}-${place.delegation}`)
      );
      setOpen(false);
      seating.bot(place, chosen?.value ?? "balanced", undefined);
    }}>${t("Let it play")}${where}</button></span>`;
}
