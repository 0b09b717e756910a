// The first table, step by step: what has been done, and what comes next. No drawing here.

import { effect } from "@preact/signals";
import { memory, remember } from "./away.js";

/** @typedef {"read" | "build" | "table" | "persuade" | "accept"} Step */
/** @typedef {import("../model.js").Table} Table */

/** @type {readonly Step[]} */
export const STEPS = ["read", "build", "table", "persuade", "accept"];
/** @type {readonly Step[]} What somebody who does not act for the delegation does. */
const ADVISING = ["read", "persuade"];

export const putAway = () => remember({ ...memory.peek(), away: true });

/**
 * What the table itself shows that has been done; reading is told by whoever sees it.
 * @param {Table} table
 * @returns {Step[]}
 */
export function achieved(table) {
  const mine = table.mine.value;
  const proposals = table.store.all("proposal");
  const own = proposals.filter((p) => p.by === mine);
  const issues = table.forum.value?.issues?.length ?? 0;
  const chosen = Object.keys(table.draft().value.package).length;
  /** @type {Step[]} */
  const found = [];
  if (own.length > 0 || (issues > 0 && chosen >= issues)) found.push("build");
  if (own.length > 0) found.push("table");
  if (spoke(table, mine)) found.push("persuade");
  const accepts = proposals.some((p) => p.by !== mine && p.stances[mine]?.stance === "accept");
  if (accepts || table.store.all("agreement").some((a) => a.signatories.includes(mine)))
    found.push("accept");
  return found;
}

/**
 * Whether the delegation said something to another one.
 * @param {Table} table
 * @param {string} mine
 */
const spoke = ({ store, messages }, mine) =>
  store
    .all("channel")
    .filter((channel) => channel.kind !== "delegation")
    .some((channel) => messages.in(channel.id).value.some((m) => m.by === mine));

/**
 * The course as far as it is done.
 * @param {Table} table
 * @returns {{steps: readonly Step[], done: readonly Step[], next: Step | null}} read in a component
 */
export function course(table) {
  const steps = table.me.value?.acts === false ? ADVISING : STEPS;
  const { done } = memory.value;
  return { steps, done, next: steps.find((step) => !done.includes(step)) ?? null };
}

/** @param {readonly Step[]} steps that are done now */
export function did(...steps) {
  const { away, done } = memory.peek();
  const fresh = steps.filter((step) => !done.includes(step));
  if (fresh.length > 0) remember({ away, done: [...done, ...fresh] });
}

/**
 * Note each step when it is done, until the coach goes.
 * @param {Table} table
 * @returns {() => void} stop
 */
export function follow(table) {
  let reading = false;
  const opened = (/** @type {Event} */ event) => {
    // A press, by pointer or key: what is drawn open was opened by nobody.
    const at = /** @type {HTMLElement} */ (event.target);
    if (at.closest(".mandate") && at.closest("summary, a")) did("read");
  };
  document.addEventListener("click", opened, true);
  const stop = effect(() => {
    did(...achieved(table));
    // A briefing shows the whole mandate: who was there and goes on has read it.
    const briefing = table.talks.value?.phase === "briefing";
    if (reading && !briefing) did("read");
    reading = briefing;
    if (table.layout.value === "phone" && table.panel.value === "mandate") did("read");
  });
  return () => {
    stop();
    document.removeEventListener("click", opened, true);
  };
}
