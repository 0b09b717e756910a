// All that can be done with whoever is picked up, by keyboard and on a phone too.

import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { roleWord } from "../../elements/words.js";
import { isolated, t } from "../../i18n.js";
import { comeBack } from "./chip.js";
import { peopleAt } from "./moves.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {import("./moves.js").Somebody} Somebody */

const ROLES = ["head", "deputy", "specialist", "press", "note_taker"];

/** @param {{who: Somebody, seating: import("./moves.js").Seating, tables: Glance[]}} props */
export function SeatPanel({ who, seating, tables }) {
  const first = useRef(/** @type {HTMLSelectElement | null} */ (null));
  const [table, setTable] = useState(who.talks ?? tables[0]?.talks ?? "");
  const [place, setPlace] = useState("");
  const [reason, setReason] = useState("");
  const [byKey] = useState(() => document.activeElement?.matches(":focus-visible") ?? false);
  useEffect(() => {
    if (byKey) first.current?.focus({ preventScroll: true });
  }, [byKey]);
  const close = () => {
    seating.picked.value = null;
    document.getElementById(`chip-${who.person}`)?.focus();
  };
  /** @param {Promise<boolean>} done */
  const then = async (done) => {
    if (await done) comeBack(who.person);
  };
  const at = tables.find((x) => x.talks === table);
  const others = at ? peopleAt(at).filter((p) => p.person !== who.person && p.delegation) : [];
  const go = () => {
    if (!at || !place) return;
    const other = others.find((p) => `swap|${p.person}` === place);
    if (other) return then(seating.swap(who, other));
    const delegation = place === "watch" ? null : place;
    const seat = delegation ? at.seats[delegation] : undefined;
    const bot = seat?.bot && !seat.agent ? (seat.temperament ?? "balanced") : undefined;
    return then(
      seating.put(
        who,
        { talks: at.talks, table: at.table, delegation, code: seat?.code ?? "" },
        bot,
      ),
    );
  };
  const stays = who.talks === table;
  return html`<section class="seat-panel" role="dialog" aria-label=${t("Move {name}", { name: who.name })}>
    <header><b><bdi>${who.name}</bdi></b> <span class="note">${where(who)}</span>
      <button type="button" class="plain" onClick=${close}>${t("Put back")} <kbd>Esc</kbd></button></header>
    <div class="fields">
      <label>${t("Table")}
        <select ref=${first} value=${table} onChange=${(/** @type {any} */ e) => {
          setTable(e.currentTarget.value);
          setPlace("");
        }}>${tables.map((x) => html`<option key=${x.talks} value=${x.talks} selected=${x.talks === table}>${t("Table {n}", { n: x.table })}</option>`)}</select></label>
      <label>${t("Place")}
        <select value=${place} onChange=${(/** @type {any} */ e) => setPlace(e.currentTarget.value)}>
          <option value="">${t("choose …")}</option>
          ${at && Object.entries(at.seats).map(([id, s]) => html`<option key=${id} value=${id} disabled=${stays && id === who.delegation}>${s.short}${s.bot ? ` (${s.agent ? t("agent") : t("bot")})` : s.people.length ? ` (${s.people.length})` : ""}</option>`)}
          <option value="watch" disabled=${stays && who.talks !== null && who.delegation === null}>${t("Observers")}</option>
          ${who.delegation !== null && others.length > 0 && html`<optgroup label=${t("Swap with")}>${others.map((p) => html`<option key=${p.person} value=${`swap|${p.person}`}>${isolated(p.name)} (${p.code})</option>`)}</optgroup>`}
        </select></label>
      <button type="button" class="primary" disabled=${place === "" || seating.busy.value} onClick=${go}>${t("Move")}</button>
    </div>
    ${
      who.delegation !== null &&
      html`<div class="fields"><label>${t("Part in the delegation")}
        <select value=${who.role} onChange=${(/** @type {any} */ e) => then(seating.part(who, e.currentTarget.value, roleWord(e.currentTarget.value)))}>
          ${ROLES.map((r) => html`<option key=${r} value=${r} selected=${r === who.role}>${roleWord(r)}</option>`)}</select></label></div>`
    }
    ${
      who.talks !== null &&
      html`<div class="fields"><label>${t("Release, because")}
        <input value=${reason} maxlength="200" onInput=${(/** @type {any} */ e) => setReason(e.currentTarget.value)} /></label>
        <button type="button" class="danger" disabled=${seating.busy.value} onClick=${() => then(seating.release(who, reason))}>${t("Release the seat")}</button></div>`
    }
  </section>`;
}

/** @param {Somebody} who */
function where(who) {
  if (who.talks === null) return t("without a seat");
  const n = who.table ?? 0;
  if (who.delegation === null) return t("watches table {n}", { n });
  return t("table {n}, {code}, {part}", { n, code: who.code, part: roleWord(who.role ?? "") });
}
