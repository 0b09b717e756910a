// A class on the wall: /facilitate/CLASSROOM.

import { effect } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { Connection } from "../connection.js";
import { html, readBoot } from "../dom.js";
import { Door } from "../facilitator/door.js";
import { WhileSignedIn } from "../facilitator/ended.js";
import { Wall } from "../facilitator/wall/wall.js";
import { useCatalogue } from "../i18n.js";
import { clickOnce } from "../once.js";
import { Store } from "../store.js";

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
clickOnce();
const store = new Store();
const line = new Connection({ io, store, auth: { classroom: boot.classroom } });
const door = new Door(boot.csrf ?? "");
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

let drawn = false;
effect(() => {
  if (drawn || (store.etag.value === null && line.status.value !== "refused")) return;
  drawn = true;
  root.replaceChildren();
  const wall = html`<${Wall} store=${store} line=${line} door=${door} boot=${boot} />`;
  render(html`<${WhileSignedIn} line=${line}>${wall}</${WhileSignedIn}>`, root);
});
