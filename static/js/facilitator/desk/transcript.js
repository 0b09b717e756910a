// Everything said at a table, filtered by channel and by words.

import { useEffect, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Code, names } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { timeOfDay } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { handOverText } from "../../table/talk/log.js";
import { FlagButton } from "./flag.js";

const SHOWN = 300;

/** @typedef {import("../../store.js").Store} Store */

/**
 * @param {Store} store
 * @param {import("../../entities").Channel} channel
 */
function title(store, channel) {
  if (channel.kind === "plenary") return t("Plenary");
  if (channel.kind === "delegation") return t("{who} team", { who: names(store, channel.members) });
  return names(store, channel.members);
}

/** @param {{give?: import("./flag.js").Give, at?: string | null}} props `at`: the message to go to */
export function Transcript({ give, at }) {
  const store = useStore();
  useEffect(() => {
    if (at) document.getElementById(`said-${at}`)?.scrollIntoView({ block: "center" });
  }, [at]);
  const [only, choose] = useState("");
  const [words, search] = useState("");
  const channels = store.all("channel");
  const wanted = words.trim().toLowerCase();
  const said = store
    .all("message")
    .filter((m) => only === "" || m.channel === only)
    .filter((m) => wanted === "" || `${m.name} ${m.text}`.toLowerCase().includes(wanted))
    .sort((a, b) => b.at - a.at);
  // The one that was sought is there however old it is.
  const shown = said.filter((m, place) => place < SHOWN || m.id === at);
  return html`<section class="pane transcript">
    <div class="filters">
      <label>${t("Channel")}<select value=${only} onChange=${(/** @type {any} */ e) => choose(e.currentTarget.value)}>
        <option value="">${t("All channels")}</option>
        ${channels.map((c) => html`<option key=${c.id} value=${c.id}>${title(store, c)}</option>`)}
      </select></label>
      <label>${t("Search")}<input type="search" value=${words} onInput=${(/** @type {any} */ e) => search(e.currentTarget.value)} /></label>
      <p class="note" role="status">${tn(said.length, "{n} message", "{n} messages")}</p>
    </div>
    <ol class="said">${shown.map((m) => {
      const channel = store.get(`channel/${m.channel}`);
      return html`<li key=${m.id} id=${`said-${m.id}`} class=${m.id === at ? "sought" : ""}><time>${timeOfDay(m.at)}</time>
        ${m.by ? html`<${Code} id=${m.by} />` : html`<b>${t("Facilitator")}</b>`} <span class="note"><bdi>${m.name}</bdi>${channel && html` · ${title(store, channel)}`}${m.kind === "press" && html` · <b>${t("to the press")}</b>`}</span>
        <p dir="auto">${m.kind === "hand_over" ? handOverText(m) : m.text}</p><${FlagButton} kind="message" id=${m.id} give=${give} /></li>`;
    })}</ol>
  </section>`;
}
