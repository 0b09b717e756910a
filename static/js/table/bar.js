// The bar that is always there: who I am, what now, how long, ready, help, connection.

import { useState } from "preact/hooks";
import { at } from "../address.js";
import { cx, html, later } from "../dom.js";
import { Clock } from "../elements/clock.js";
import { Code, Flag, shortName } from "../elements/code.js";
import { phaseWord } from "../elements/words.js";
import { t } from "../i18n.js";
import { focusSoon } from "./focus.js";
import { useTable } from "./model.js";
import { CommandButton, Refused } from "./parts.js";

export function Bar() {
  const table = useTable();
  const { store, line } = table;
  const talks = table.talks.value;
  const forum = table.forum.value;
  const mine = table.mine.value;
  const running = talks?.state === "running";
  const where = [
    running && t("Round {n} of {of}", { n: talks.round, of: talks.rounds.length }),
    phaseWord(talks),
    running && forum?.chair && t("chair {who}", { who: shortName(store, forum.chair) }),
  ];
  const { solo, urls } = table.boot;
  return html`<header class="bar">
    <${ToBuilder} />
    ${solo && html`<a class="home" href=${urls?.home} title=${t("Home")}><img src=${at("/static/icon.svg")} alt=${t("Home")} width="26" height="26" /></a>`}
    <p class="who">${mine === "" ? html`<b>${watching(table)}</b>` : html`<${Flag} id=${mine} /><${Code} id=${mine} />`}</p>
    <div class="what">
      <h1>${running ? (forum?.title ?? talks.round_title) : talks?.title}</h1>
      <${What} where=${where.filter(Boolean).join(" · ")} />
    </div>
    <${Clock} line=${line} store=${store} />
    ${
      !table.watches &&
      html`<${Ready} />
    ${
      !solo &&
      html`<button type="button" class="ask" onClick=${() => {
        table.go("talk");
        table.channel.value = "facilitator";
      }}><span class="words">${t("Ask the facilitator")}</span><span class="sign" aria-hidden="true">?</span></button>`
    }`
    }
    <${Line} />
    <button type="button" class="plain menu-button" popovertarget="menu" aria-label=${t("More")}>⋯</button>
    <${Menu} />
  </header>`;
}

/** For the keyboard: past everything to where packages are built. */
function ToBuilder() {
  const table = useTable();
  if (table.watches || !table.open.value || !table.attends(table.forumId.value)) return null;
  return html`<a class="skip" href="#builder" onClick=${(/** @type {Event} */ event) => {
    event.preventDefault();
    table.go("proposals");
    focusSoon("#builder .toggle");
  }}>${t("Build a package")}</a>`;
}

/** @param {{where: string}} props where one is; or what happened meanwhile, and the way there */
function What({ where }) {
  const { place, boot, talks } = useTable();
  const onward = place.onward.value;
  if (onward === null) return html`<p>${where}</p>`;
  // Once a card is turned there is something to read.
  const laidOpen = boot.urls?.debrief && ["debrief", "archived"].includes(talks.value?.state ?? "");
  return html`<p class="onward"><b>${onward.text}</b>
    <button type="button" class="primary" onClick=${() => {
      onward.go();
      focusSoon("#centre");
    }}>${onward.label}</button>
    ${laidOpen && html`<a class="button" href=${boot.urls?.debrief}>${t("The debrief")}</a>`}</p>`;
}

/** @param {import("./model.js").Table} table who looks without a delegation */
function watching(table) {
  return table.me.value?.audience === "none" ? t("No seat") : t("Observer");
}

function Ready() {
  const table = useTable();
  const talks = table.talks.value;
  if (talks?.state !== "running" && talks?.state !== "lobby") return null;
  const ready = table.store.get(`delegation/${table.mine.value}`)?.ready ?? false;
  const { solo } = table.boot;
  if (solo && talks.phase === "briefing") return null; // the page has its own way to begin
  const word = solo && talks.phase === "result" ? t("Go on") : t("Ready");
  /** The phase that is on the screen is the one that is meant. */
  const press = () => {
    const seen = { round: talks.round, phase: talks.state === "lobby" ? "lobby" : talks.phase };
    if (!ready && talks.phase === "negotiation") table.dialog.value = { kind: "ready", seen };
    else table.give("set_ready", { ready: !ready, ...seen }, "ready");
  };
  return html`<div class="ready">
    <${CommandButton} command="set_ready" why=${table.place.isNow.value ? null : t("The page shows a phase that is over: go on first.")} class=${ready ? "is-ready" : ""} pressed=${ready} keys="r" id="ready"
      onClick=${press}>
      <span aria-hidden="true">${ready ? "✓" : "○"}</span><span class="words">${word}</span>
    </${CommandButton}>
    <${Refused} place="ready" />
  </div>`;
}

/** The state of the connection, in a word and a dot. */
function Line() {
  const { line } = useTable();
  const status = line.status.value;
  const words = {
    connecting: t("connecting"),
    connected: t("connected"),
    reconnecting: t("reconnecting"),
    offline: t("offline"),
    replaced: t("open elsewhere"),
    refused: t("not connected"),
  };
  const busy = line.pending.value > 0;
  return html`<span class=${cx("line", status)}>${busy && status === "connected" ? t("sending") : words[status]}</span>`;
}

const MenuItems = later(() => import("./menu.js").then((m) => m.MenuItems));

/** What it holds is fetched when it first opens. */
function Menu() {
  const [open, setOpen] = useState(false);
  return html`<div id="menu" class="menu" popover onBeforeToggle=${() => setOpen(true)}>${open && html`<${MenuItems} />`}</div>`;
}
