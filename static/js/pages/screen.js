// The projector and the observer: /screen/TOKEN (?table=N for one table) and /watch/TOKEN.

import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { Connection } from "../connection.js";
import { html, later, readBoot } from "../dom.js";
import { Screen } from "../facilitator/projector/screen.js";
import { ScreenTable } from "../facilitator/projector/table.js";
import { inOrder } from "../facilitator/projector/together.js";
import { useCatalogue } from "../i18n.js";
import { sheet } from "../sheets.js";
import { Store } from "../store.js";

const moments = () => Promise.all([import("../facilitator/moments.js"), sheet("moments")]);
const ClassMoments = later(() => moments().then(([m]) => m.ClassMoments));
const TableMoments = later(() => moments().then(([m]) => m.TableMoments));

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
const wall = new Store();
const root = /** @type {HTMLElement} */ (document.getElementById("app"));
/** The table shown alone: the one of the address, or the only one there is once it has begun. */
const alone = signal(/** @type {string | null} */ (boot.talks ?? null));
let only = new Store();
/** @type {Connection | null} */
let lineToOne = null;

const line = new Connection({ io, store: wall, auth: { token: boot.token } });
effect(() => {
  const tables = /** @type {any[]} */ (wall.all("table"));
  const [one] = tables.length === 1 && tables[0].state !== "lobby" ? tables : [];
  if (!boot.talks) alone.value = one?.talks ?? null;
});
effect(() => {
  if (alone.value === null || lineToOne !== null) return;
  only = new Store();
  lineToOne = new Connection({ io, store: only, auth: { token: boot.token, talks: alone.value } });
});

/** @type {Map<string, Store>} */
const followed = new Map();

/**
 * A table of the class, followed from now on.
 * @param {string} talks
 */
function open(talks) {
  const known = followed.get(talks);
  if (known) return known;
  const store = new Store();
  followed.set(talks, store);
  new Connection({ io, store, auth: { token: boot.token, talks } });
  return store;
}

function All() {
  const tables = inOrder(/** @type {any[]} */ (wall.all("table")));
  return html`<${ClassMoments} tables=${tables} known=${wall.etag.value !== null} line=${line} words projected />`;
}

let drawn = "";
effect(() => {
  const single = alone.value !== null && lineToOne !== null && only.etag.value !== null;
  const what = single ? "one" : wall.etag.value === null ? "" : "all";
  if (what === "" || what === drawn) return;
  if (drawn === "") root.replaceChildren();
  drawn = what;
  render(
    single
      ? html`<${ScreenTable} store=${only} line=${lineToOne} boot=${boot} wall=${wall} /><${TableMoments} store=${only} line=${lineToOne} words />`
      : html`<${Screen} wall=${wall} line=${line} boot=${boot} open=${open} /><${All} />`,
    root,
  );
});
