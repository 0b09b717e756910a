// One person on the seat map: to be picked up, dragged, or dropped upon.

import { useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { roleWord } from "../../elements/words.js";
import { t } from "../../i18n.js";
import { preparedWord } from "../desk/preparation.js";

/** @typedef {import("./moves.js").Somebody} Somebody */

/** @param {{who: Somebody, seating: import("./moves.js").Seating}} props */
export function Chip({ who, seating }) {
  const [over, setOver] = useState(false);
  const picked = seating.picked.value;
  const mine = picked?.person === who.person;
  const swaps = canSwap(picked, who);
  const words = [
    who.role && roleWord(who.role),
    who.present ? t("here") : t("away"),
    preparedWord(who.prepared),
  ];
  const click = () => {
    if (swaps && picked) exchange(seating, picked, who);
    else seating.picked.value = mine ? null : who;
  };
  return html`<button type="button" id=${`chip-${who.person}`} class=${cx("chip", mine && "picked", over && swaps && "over")}
    draggable="true" aria-pressed=${mine ? "true" : "false"} onClick=${click}
    onDragStart=${(/** @type {DragEvent} */ event) => {
      event.dataTransfer?.setData("text/plain", who.name);
      // Changing the page while a drag begins ends it in some browsers.
      setTimeout(() => {
        seating.dragging.value = true;
        seating.picked.value = who;
      });
    }}
    onDragEnd=${() => {
      seating.dragging.value = false;
      seating.picked.value = null;
    }}
    onDragOver=${(/** @type {DragEvent} */ event) => {
      if (!swaps) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    }}
    onDragLeave=${() => setOver(false)}
    onDrop=${(/** @type {DragEvent} */ event) => {
      setOver(false);
      if (!swaps || !picked) return;
      event.preventDefault();
      event.stopPropagation();
      exchange(seating, picked, who);
    }}>
    <span class=${cx("presence", who.present && "here")} aria-hidden="true"></span><span class="who"><bdi>${who.name}</bdi></span>
    <small>${words.filter(Boolean).join(", ")}</small>
    ${swaps && !seating.dragging.value && html`<small class="swap">${t("swap with {name}", { name: picked?.name ?? "" })}</small>`}
  </button>`;
}

/**
 * @param {Somebody | null} picked
 * @param {Somebody} who
 */
function canSwap(picked, who) {
  return (
    picked !== null &&
    picked.person !== who.person &&
    picked.delegation !== null &&
    who.delegation !== null
  );
}

/**
 * @param {import("./moves.js").Seating} seating
 * @param {Somebody} one
 * @param {Somebody} other
 */
async function exchange(seating, one, other) {
  if (await seating.swap(one, other)) comeBack(one.person);
}

/**
 * Focus somebody where they are now; the map is drawn anew when the server has told it.
 * @param {string} person
 */
export function comeBack(person) {
  let tries = 20;
  const look = () => {
    const chip = document.getElementById(`chip-${person}`);
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && chip) chip.focus();
    else if (!lost && tries < 15) return;
    tries -= 1;
    if (tries > 0) setTimeout(look, 120);
  };
  look();
}
