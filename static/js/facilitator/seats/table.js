// Who sits where at one table: move, swap, release, make head, hand to a bot and back. Keyboard
// and pointer use the same menus. seats.js has all tables of the class.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { cx, html, later } from "../../dom.js";
import { Code, Flag, seated } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { announce } from "../../elements/live.js";
import { roleWord } from "../../elements/words.js";
import { isolated, t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { partWord } from "../../table/talk/team.js";
import { preparedWord } from "../desk/preparation.js";
import { temperamentWord } from "./temperaments.js";

/** @typedef {import("../../entities").Receipt} Receipt */
/** @typedef {(name: string, body: object) => Promise<Receipt>} Give */
/** @typedef {{name: string, role: string, present: boolean, forum?: string, person?: string,
 *   prepared?: import("../desk/preparation.js").Prepared}} Delegate */

/** @typedef {{id: string, short: string, talks: string, csrf: string, act: Give}} Of a delegation at a table */

const AgentSeat = later(() => import("./agent.js").then((m) => m.AgentSeat));
const HandToAgent = later(() => import("./agent.js").then((m) => m.HandToAgent));

/** @param {{give: Give, others: {talks: string, table: number}[], csrf: string}} props */
export function SeatMap({ give, others, csrf }) {
  const store = useStore();
  const [refused] = useState(() => signal(""));
  /** @type {Give} */
  const act = async (name, body) => {
    refused.value = "";
    const receipt = await give(name, body);
    if (!receipt.accepted) {
      refused.value = receipt.message ?? t("That was not possible.");
      announce(refused.value);
    }
    return receipt;
  };
  const locked = store.get("talks")?.seats_locked ?? false;
  return html`<div class="seatmap">
    <p><button type="button" aria-pressed=${locked ? "true" : "false"}
      onClick=${() => act("lock_seats", { locked: !locked })}>${locked ? t("Seats are locked: open them") : t("Lock the seats")}</button></p>
    ${refused.value && html`<p class="refused" role="alert">${refused.value}</p>`}
    <ul class="delegations">
      ${seated(store).map(
        (d) => html`<li key=${d.id} data-colour=${d.colour}>
        <h3><${Flag} id=${d.id} /> <${Code} id=${d.id} /> ${d.short}</h3>
        ${d.delegates.map((one) => html`<${Person} key=${one.person} one=${one} home=${d.id} act=${act} others=${others} />`)}
        ${d.delegates.length === 0 && d.bot === null && html`<p class="note">${t("Nobody sits here.")}</p>`}
        <${Played} bot=${d.bot} of=${{ id: d.id, short: d.short, talks: store.get("talks")?.id ?? "", csrf, act }} />
      </li>`,
      )}
    </ul>
  </div>`;
}

/** @param {{one: Delegate, home: string, act: Give, others: {talks: string, table: number}[]}} props */
function Person({ one, home, act, others }) {
  const store = useStore();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const person = one.person;
  const people = seated(store).flatMap((d) =>
    d.delegates.filter((x) => x.person !== person).map((x) => ({ ...x, at: d })),
  );
  return html`<div class="person">
    <button type="button" class="plain" aria-expanded=${open ? "true" : "false"} onClick=${() => setOpen(!open)}>
      <span class=${cx("presence", one.present && "here")}></span><bdi>${one.name}</bdi>
      <small>${partWord(store, one)}, ${[one.present ? t("here") : t("away"), preparedWord(one.prepared)].filter(Boolean).join(", ")}</small>
    </button>
    ${
      open &&
      html`<div class="moves">
        <label>${t("Move to")}
          <select value="" onChange=${(/** @type {any} */ e) => {
            const [talks, delegation] = e.currentTarget.value.split("|");
            if (delegation === undefined) return;
            if (talks) act("move_seat", { person, talks, delegation });
            else act("assign_seat", { person, delegation });
          }}>
            <option value="">${t("choose …")}</option>
            <optgroup label=${t("this table")}>
              ${seated(store)
                .filter((d) => d.id !== home)
                .map((d) => html`<option key=${d.id} value=${`|${d.id}`}>${d.short}</option>`)}
            </optgroup>
            ${others.map(
              (x) => html`<optgroup key=${x.talks} label=${t("Table {n}", { n: x.table })}>
                ${seated(store).map((d) => html`<option key=${d.id} value=${`${x.talks}|${d.id}`}>${t("Table {n}", { n: x.table })}: ${d.short}</option>`)}
              </optgroup>`,
            )}
          </select></label>
        ${
          people.length > 0 &&
          html`<label>${t("Swap with")}
          <select value="" onChange=${(/** @type {any} */ e) => e.currentTarget.value && act("swap_seats", { person, with: e.currentTarget.value })}>
            <option value="">${t("choose …")}</option>
            ${people.map((x) => html`<option key=${x.person} value=${x.person}>${isolated(x.name)} (${x.at.code})</option>`)}
          </select></label>`
        }
        <label>${t("Part in the delegation")}
          <select value=${one.role} onChange=${(/** @type {any} */ e) => act("set_inner_role", { person, inner_role: e.currentTarget.value })}>
            ${["head", "deputy", "specialist", "press", "note_taker"].map((r) => html`<option key=${r} value=${r} selected=${r === one.role}>${roleWord(r)}</option>`)}
          </select></label>
        ${one.role === "specialist" && html`<${Speciality} one=${one} act=${act} />`}
        <label>${t("Release, because")}
          <input value=${reason} maxlength="200" onInput=${(/** @type {any} */ e) => setReason(e.currentTarget.value)} /></label>
        <button type="button" class="danger" onClick=${() => act("release_seat", { person, reason })}>${t("Release the seat")}</button>
      </div>`
    }
  </div>`;
}

/** Where a specialist acts for the delegation. @param {{one: Delegate, act: Give}} props */
function Speciality({ one, act }) {
  const store = useStore();
  const forums = store.all("forum").sort((a, b) => a.order - b.order);
  return html`<label>${t("Acts for the delegation in")}
    <select value=${one.forum ?? ""} onChange=${(/** @type {any} */ e) =>
      act("set_inner_role", {
        person: one.person,
        inner_role: "specialist",
        forum: e.currentTarget.value || null,
      })}>
      <option value="">${t("no forum; advises")}</option>
      ${forums.map((f) => html`<option key=${f.id} value=${f.id} selected=${f.id === one.forum}>${f.title}</option>`)}
    </select></label>`;
}

/**
 * What plays a delegation instead of its people, or might.
 * @param {{bot: import("../../entities").Delegation["bot"], of: Of}} props
 */
function Played({ bot, of }) {
  const [open, setOpen] = useState(false);
  return html`${bot?.agent && html`<${AgentSeat} agent=${bot.agent} ...${of} />`}
    <${BotSeat} id=${of.id} bot=${bot?.agent ? null : bot} act=${of.act} />
    ${bot === null && html`<p class="botseat"><button type="button" class="plain" onClick=${() => setOpen(true)}>${t("Hand to an agent …")}<span class="visually-hidden">: ${of.short}</span></button></p>`}
    ${open && html`<${HandToAgent} of=${of} onClose=${() => setOpen(false)} />`}`;
}

/** @param {{id: string, bot: {temperament?: string} | null, act: Give}} props */
function BotSeat({ id, bot, act }) {
  const [temperament, setTemperament] = useState("balanced");
  if (bot !== null) {
    return html`<p class="botseat">${t("Automated")}${bot.temperament && html` (${temperamentWord(bot.temperament)})`}
      <button type="button" onClick=${() => act("unseat_bot", { delegation: id })}>${t("Take back")}</button></p>`;
  }
  return html`<p class="botseat">
    <label class="visually-hidden" for=${`bot-${id}`}>${t("Temperament")}</label>
    <select id=${`bot-${id}`} value=${temperament} onChange=${(/** @type {any} */ e) => setTemperament(e.currentTarget.value)}>
      ${limits.temperaments.map((x) => html`<option key=${x} value=${x}>${temperamentWord(x)}</option>`)}
    </select>
    <button type="button" onClick=${() => act("seat_bot", { delegation: id, temperament })}>${t("Seat a bot")}</button>
  </p>`;
}
