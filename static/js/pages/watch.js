// An observer's table: /watch/TOKEN, or with ?table=N another one that the link opens.

import { effect } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { Connection } from "../connection.js";
import { html, readBoot } from "../dom.js";
import { useCatalogue } from "../i18n.js";
import { Store } from "../store.js";
import { Table } from "../table/model.js";
import { News } from "../table/news/news.js";
import { Watching } from "../table/watching.js";

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
const store = new Store();
const line = new Connection({ io, store, auth: { token: boot.token, talks: boot.talks } });
const table = new Table({ store, line, boot });
const news = new News(table);
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

let drawn = false;
effect(() => {
  if (drawn || (store.etag.value === null && line.status.value !== "refused")) return;
  drawn = true;
  root.replaceChildren();
  render(html`<${Watching} table=${table} news=${news} />`, root);
});
