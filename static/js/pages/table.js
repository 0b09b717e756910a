// A delegate's table: /talks/ID.

import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { Connection } from "../connection.js";
import { html, readBoot, soon } from "../dom.js";
import { msLeft, urgency } from "../elements/clock.js";
import { announce } from "../elements/live.js";
import { clockText } from "../format.js";
import { t, useCatalogue } from "../i18n.js";
import { clickOnce } from "../once.js";
import { sheet } from "../sheets.js";
import { Store } from "../store.js";
import { App } from "../table/app.js";
import { Table } from "../table/model.js";
import { News } from "../table/news/news.js";
import { shareSeat } from "../table/tabs.js";
import { unreadInAll } from "../table/talk/channels.js";
import { beat } from "../time.js";

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
clickOnce();
const store = new Store();
const line = new Connection({ io, store, auth: { talks: boot.talks } });
const table = new Table({ store, line, boot });
const news = new News(table);
if (boot.watching === undefined) shareSeat(line, `seat:${boot.talks}`);
// Shortcuts come with the first key, or when the page has settled.
let keyed = false;
/** @param {KeyboardEvent} [event] */
const keys = async (event) => {
  if (keyed) return;
  keyed = true;
  removeEventListener("keydown", keys);
  const { listenForKeys } = await import("../table/keys.js");
  listenForKeys(table, event);
};
addEventListener("keydown", keys);
soon(() => keys());

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
let drawn = false;
/** A phone draws nothing before its own style sheet is there. */
const dressed = signal(false);
effect(() => {
  if (table.layout.value !== "phone") return;
  sheet("phone").then(() => {
    dressed.value = true;
  });
});
soon(() => sheet("phone")); // a window may be made narrow
let shared = false;
effect(() => {
  // What the server wrote stays until there is something to put in its place.
  if (table.layout.value === "phone" && !dressed.value) return;
  if (drawn || (store.etag.value === null && line.status.value !== "refused")) return;
  drawn = true;
  root.replaceChildren();
  render(html`<${App} table=${table} news=${news} />`, root);
});

effect(() => {
  const ms = msLeft(store.get("clock"), beat.value + line.offset.value);
  const unread = unreadInAll(table);
  const clock = store.get("clock")?.running && ms !== null ? clockText(ms) : "";
  const title = [
    unread > 0 ? `(${unread})` : "",
    clock,
    table.forum.value?.title ?? table.talks.value?.title ?? "",
  ];
  const text = title.filter(Boolean).join(" ");
  if (text !== "" && document.title !== text) document.title = text;
});

effect(() => {
  if (table.watches || table.moments.words.value.length === 0 || shared) return;
  shared = true;
  import("../table/moments/sharing.js").then(
    (m) => m.share(table.moments, boot.talks),
    () => {
      shared = false; // no line now: tried again with the next word
    },
  );
});

let said = "";
effect(() => {
  const clock = store.get("clock");
  const now = clock?.running
    ? urgency(msLeft(clock, beat.value + line.offset.value), clock.length_ms)
    : "";
  if (now === said) return;
  if (now === "soon" && (clock?.length_ms ?? 0) >= 240_000) announce(t("One minute left."));
  if (now === "last") announce(t("Ten seconds left."));
  said = now;
});
