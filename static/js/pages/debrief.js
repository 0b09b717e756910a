// The debrief: /debrief/TALKS. Its data comes from the API; the line to the table says when a card
// is turned, and then it is asked for again.

import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { at } from "../address.js";
import { Connection } from "../connection.js";
import { App } from "../debrief/app.js";
import { html, readBoot } from "../dom.js";
import { Door } from "../facilitator/door.js";
import { t, useCatalogue } from "../i18n.js";
import { Store } from "../store.js";

const boot = readBoot();
useCatalogue(boot.messages, boot.locale);
const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const asked = new URLSearchParams(location.search);
const data = signal(/** @type {import("../debrief/data").Debrief | null} */ (null));
const problem = signal("");
const store = new Store();
const line = new Connection({
  io,
  store,
  auth: {
    talks: boot.talks,
    ...(boot.token ? { token: boot.token } : {}),
    ...(asked.has("desk") ? { classroom: boot.classroom } : {}),
    ...(asked.has("as") ? { as: asked.get("as") } : {}),
  },
});

async function ask() {
  try {
    /** @type {Record<string, string>} */
    const headers = boot.token ? { Authorization: `Bearer ${boot.token}` } : {};
    const answer = await fetch(boot.urls?.debrief ?? "", { headers });
    const body = await answer.json();
    if (answer.ok) [data.value, problem.value] = [body, ""];
    else problem.value = body.error?.message ?? t("The debrief cannot be shown now.");
  } catch {
    problem.value = t("The server cannot be reached. What is shown may be old; reload the page.");
  }
}

/**
 * This table, or every one of the class.
 * @param {boolean} everywhere
 * @returns {Promise<{id: string, state: string}[]>}
 */
async function tablesOf(everywhere) {
  if (everywhere) {
    const answer = await fetch(at(`/api/v1/classrooms/${boot.classroom}`));
    if (answer.ok) return (await answer.json()).talks;
  }
  return [{ id: boot.talks ?? "", state: "concluded" }];
}

/**
 * Give a card a date here or at every table of the class, or take it back; "" or what was refused.
 * @param {string} stage
 * @param {number | null} when milliseconds
 * @param {boolean} everywhere
 */
async function plan(stage, when, everywhere) {
  const door = new Door(boot.csrf ?? "");
  const tables = await tablesOf(everywhere);
  const receipts = await Promise.all(
    tables.map((one) => door.give(one.id, "plan_reveal", { stage, at: when })),
  );
  const refused = receipts.filter((r) => !r.accepted && r.refusal !== "nothing_changes");
  return refused[0]?.message ?? "";
}

/**
 * Turn a card here, or at every table of the class that has ended; what there is to say of it.
 * @param {string} stage
 * @param {boolean} everywhere
 */
async function turn(stage, everywhere) {
  const door = new Door(boot.csrf ?? "");
  const tables = await tablesOf(everywhere);
  const over = tables.filter((one) => ["concluded", "debrief"].includes(one.state));
  const receipts = await Promise.all(over.map((one) => door.give(one.id, "reveal", { stage })));
  await ask();
  const refused = receipts.filter((r) => !r.accepted && r.refusal !== "nothing_changes");
  return (
    refused[0]?.message ??
    t("Laid open at {n} of {all} tables.", { n: over.length, all: tables.length })
  );
}

/** Where a card's pictures begin, for a projector that follows. */
const PLACES = /** @type {Record<string, string>} */ ({
  channels: "#picture-contacts",
  letters: "#picture-obligations",
  mandates: "[id^='picture-dance']",
  scores: "#picture-tables",
  moments: "#findings",
  possible: "[id^='picture-packages']",
  record: "[id^='picture-clauses']",
});
/** @type {readonly string[] | null} */
let turned = null;
effect(() => {
  const open = data.value?.cards.turned;
  if (open === undefined) return;
  const fresh = open.filter((card) => turned !== null && !turned.includes(card));
  turned = open;
  if (boot.token === undefined || fresh.length === 0) return;
  // Once it is drawn.
  setTimeout(() => document.querySelector(PLACES[fresh[fresh.length - 1]])?.scrollIntoView(), 300);
});

let seen = "";
effect(() => {
  const talks = store.get("talks");
  // A line that came back may have missed a card.
  const now = JSON.stringify([talks?.state, talks?.revealed, line.status.value === "connected"]);
  if (now === seen) return;
  const first = seen === "";
  seen = now;
  if (!first) ask();
});

root.replaceChildren();
const Page = () => {
  const runs = data.value?.everything && !asked.has("as") && boot.token === undefined;
  const acts = runs && data.value?.state !== "archived";
  const give = (/** @type {string} */ name, /** @type {object} */ body) => line.send(name, body);
  return html`<${App} store=${store} data=${data.value} problem=${problem.value} boot=${boot} turn=${acts ? turn : null} plan=${acts ? plan : null} give=${give} />`;
};
render(html`<${Page} />`, root);
ask().then(() => {
  const to = location.hash && document.getElementById(location.hash.slice(1));
  if (to) to.scrollIntoView();
});
// A link to a proposal opens the list it stands in.
addEventListener("hashchange", () => {
  const to = document.getElementById(location.hash.slice(1));
  const folded = to?.closest("details");
  if (folded) folded.open = true;
  to?.scrollIntoView();
  to?.focus();
});
