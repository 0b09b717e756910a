// Before the start: how to join, as large as the screen allows, and who is really there.

import { cx, html } from "../../dom.js";
import { automatedWord } from "../../elements/words.js";
import { t } from "../../i18n.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/** @typedef {import("../wall/glance.js").GlanceSeat} GlanceSeat */

/** With more tables than this there is room for numbers only. */
const NAMED = 3;

/** @param {{room: {join_code: string, open: boolean}, tables: Glance[], urls: Record<string, string>, here?: string}} props `here`: why no phone reaches the address */
export function Lobby({ room, tables, urls, here: only }) {
  const seats = tables.flatMap((x) => Object.values(x.seats));
  const expected = seats.flatMap((s) => s.people).length;
  const here = seats.flatMap((s) => s.here ?? []).filter(Boolean).length;
  return html`<div class="lobby">
    <section class="join">
      <img class="qr" src=${urls.qr} alt=${t("QR code of the join link")} width="320" height="320" />
      <p class="address"><span>${t("Join at")}</span> <b>${bare(urls.join ?? "")}</b></p>
      ${only && html`<p class="only-here" role="note">${only}</p>`}
    </section>
    <section class="coming">
      <p class="visually-hidden">${t("Join code")}</p><p class="giant">${room.join_code}</p>
      ${!room.open && html`<p class="closed">${t("The code is closed just now.")}</p>`}
      <p class="arrived"><b>${here}</b> ${t("here of {n} with a seat", { n: expected })}</p>
      <div class=${cx("who", tables.length > NAMED && "many")}>${tables.map(
        (x) => html`<div key=${x.talks}><h2>${t("Table {n}", { n: x.table })}</h2>
          <ul>${Object.entries(x.seats).map(([id, s]) =>
            tables.length > NAMED
              ? html`<${Numbers} key=${id} seat=${s} />`
              : html`<${Names} key=${id} seat=${s} />`,
          )}</ul></div>`,
      )}</div>
    </section>
  </div>`;
}

/** @param {{seat: GlanceSeat}} props */
function Names({ seat }) {
  const here = seat.here ?? [];
  return html`<li data-colour=${seat.colour}><b class="code">${seat.code}</b>
    <span>${seat.people.map(
      (
        name,
        n,
      ) => html`<span key=${n} class=${cx("one", here[n] ? "here" : "missing")}><bdi>${name}</bdi>
        ${here[n] ? html`<b class="tick" aria-hidden="true">✓</b><span class="visually-hidden"> (${t("here")})</span>` : html`<small>${t("not here yet")}</small>`}</span>`,
    )}
    ${seat.people.length === 0 && html`<span class="missing">${seat.bot ? automatedWord(seat) : t("free")}</span>`}</span></li>`;
}

/** @param {{seat: GlanceSeat}} props */
function Numbers({ seat }) {
  const here = (seat.here ?? []).filter(Boolean).length;
  const said = seat.bot
    ? automatedWord(seat)
    : t("{here} of {n} here", { here, n: seat.people.length });
  return html`<li data-colour=${seat.colour} class=${here > 0 || seat.bot ? "here" : "missing"} title=${said}>
    <b class="code" aria-hidden="true">${seat.code}</b> <span aria-hidden="true">${seat.bot ? "⚙" : `${here}/${seat.people.length}`}</span>
    <span class="visually-hidden">${seat.short}: ${said}</span></li>`;
}

/**
 * An address as one types it.
 * @param {string} url
 */
const bare = (url) => url.replace(/^https?:\/\//, "");
