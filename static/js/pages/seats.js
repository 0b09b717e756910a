// The seat map of a class: /facilitate/CLASSROOM/seats.

import { effect } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { Connection } from "../connection.js";
import { html, readBoot } from "../dom.js";
import { Door } from "../facilitator/door.js";
import { Seats } from "../facilitator/seats/map.js";
import { useCatalogue } from "../i18n.js";
import { Store } from "../store.js";

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
const store = new Store();
new Connection({ io, store, auth: { classroom: boot.classroom } });
const door = new Door(boot.csrf ?? "");
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

let drawn = false;
effect(() => {
  if (drawn || store.etag.value === null) return;
  drawn = true;
  root.replaceChildren();
  render(html`<${Seats} store=${store} door=${door} boot=${boot} />`, root);
  document.querySelector(location.hash || "#none")?.scrollIntoView();
});
