// The replay of a table: /debrief/TALKS/replay, through one's own eyes; from the desk with everything,
// or with ?as=DELEGATION through that delegation's.

import { render } from "preact";
import { held, Player, Recording, Replay } from "../debrief/replay.js";
import { html, readBoot } from "../dom.js";
import { useCatalogue } from "../i18n.js";
import { Store } from "../store.js";
import { Table } from "../table/model.js";
import { News } from "../table/news/news.js";

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
const store = new Store();
const line = new Recording();
// What was read and drafted at the table itself stays as it is.
/** @type {import("../entities").Boot} */
const apart = {
  ...boot,
  talks: `replay-${boot.talks}`,
  // Watched, so that nothing there acts.
  watching: boot.watching ?? {
    sees: "delegation",
    label: "",
    told: false,
    title: "",
    delegation: null,
    tables: [],
  },
};
const query = new URLSearchParams(location.search);
const everything = query.has("desk") && !query.has("as");
const parts = { store, line: /** @type {any} */ (line), boot: apart };
const table = everything ? null : new Table(parts);
const news = table && new News(table);
const player = new Player(
  boot.urls?.replay ?? "",
  (entities, at, number) => {
    line.standAt(at);
    store.replace(held(entities, at), String(number));
  },
  boot.token,
);

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
root.replaceChildren();
const Page = () =>
  html`<${Replay} player=${player} store=${store} line=${line} table=${table} news=${news} boot=${boot} />`;
render(html`<${Page} />`, root);
player.start(decodeURIComponent(location.hash.slice(1)));
