// One table for the facilitator: /facilitate/CLASSROOM/talks/ID, or with ?as=DELEGATION what that
// delegation sees, read only and framed.

import { effect } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { Connection } from "../connection.js";
import { html, readBoot } from "../dom.js";
import { Desk } from "../facilitator/desk/desk.js";
import { Through } from "../facilitator/desk/view_as.js";
import { WhileSignedIn } from "../facilitator/ended.js";
import { useCatalogue } from "../i18n.js";
import { clickOnce } from "../once.js";
import { Store } from "../store.js";

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
clickOnce();
const as = new URLSearchParams(location.search).get("as");
const store = new Store();
const line = new Connection({
  io,
  store,
  // With the class it is the facilitator who asks, whoever else has a seat in this browser.
  auth: { talks: boot.talks, classroom: boot.classroom, ...(as === null ? {} : { as }) },
});
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

let drawn = false;
effect(() => {
  if (drawn || (store.etag.value === null && line.status.value !== "refused")) return;
  drawn = true;
  root.replaceChildren();
  const page =
    as === null
      ? html`<${Desk} store=${store} line=${line} boot=${boot} />`
      : html`<${Through} as=${as} store=${store} line=${line} boot=${boot} />`;
  render(html`<${WhileSignedIn} line=${line}>${page}</${WhileSignedIn}>`, root);
});
