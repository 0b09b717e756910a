// Channels: who can read what is written, what was said, and a place to write.

import { useEffect } from "preact/hooks";
import { cx, html, later } from "../../dom.js";
import { Code, seated, shortName } from "../../elements/code.js";
import { list } from "../../format.js";
import { t } from "../../i18n.js";
import { dressed } from "../../sheets.js";
import { useTable } from "../model.js";
import { CommandButton, Count } from "../parts.js";
import { Composer } from "./composer.js";
import { FacilitatorLog, Log } from "./log.js";

/** @typedef {import("../../entities").Channel} Channel */

const Team = later(() => dressed("teams", import("./team.js")).then((m) => m.Team));

/** The channel in which a delegate and the facilitator speak alone; made by the page. */
export const FACILITATOR = "facilitator";

/** @type {readonly never[]} */
const NONE = [];

/**
 * @param {import("../../store.js").Store} store
 * @param {Channel} channel
 * @param {string} mine
 */
export function channelName(store, channel, mine) {
  if (channel.kind === "plenary") return t("Plenary");
  if (channel.kind === "delegation")
    return t("{who} team", { who: shortName(store, channel.members[0] ?? mine) });
  const others = channel.members.filter((id) => id !== mine);
  const kept = others.length < channel.members.length ? others : channel.members;
  return list(kept.map((id) => shortName(store, id)));
}

/**
 * Plenary, the own team, then caucuses; those I do not read last.
 * @param {Channel} channel
 */
const rank = (channel) =>
  channel.kind === "plenary"
    ? 0
    : channel.kind === "delegation"
      ? 1
      : channel.reads === false
        ? 3
        : 2;

export function TalkPanel() {
  const table = useTable();
  const { store, messages } = table;
  const mine = table.mine.value;
  const channels = store.all("channel").sort((a, b) => rank(a) - rank(b));
  const chosen = table.channel.value;
  const channel =
    channels.find((c) => c.id === chosen) ?? (chosen === FACILITATOR ? null : channels[0]);
  const shown = channel?.id ?? FACILITATOR;
  const visible = isVisible(table);
  const notes = table.me.value?.notes ?? NONE;
  const count = channel ? messages.in(channel.id).value.length : notes.length;
  useEffect(() => {
    if (!visible) return undefined;
    const mark = () => {
      if (document.visibilityState !== "visible") return;
      if (shown === FACILITATOR) messages.markNotesRead(notes);
      else messages.markRead(shown);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [shown, visible, count]);
  return html`<section class="panel talk" data-name="talk" aria-label=${t("Channels")}>
    <header class="head"><h2>${t("Channels")}</h2>
      ${
        !table.watches &&
        html`<span class="talk-acts"><${CommandButton} command="say" class="plain" onClick=${() => {
          table.dialog.value = { kind: "ask" };
        }}>${t("Ask…")}</${CommandButton}><${CommandButton} command="open_channel" class="plain" onClick=${() => {
          table.dialog.value = { kind: "caucus" };
        }}>+ ${t("New caucus")}</${CommandButton}></span>`
      }</header>
    <ul class="channels">
      ${channels.map(
        (
          c,
        ) => html`<li key=${c.id}><button type="button" class=${cx("plain", c.reads === false && "unread-able")} aria-current=${c.id === shown ? "true" : undefined}
        onClick=${() => {
          table.channel.value = c.id;
        }}>
        ${c.kind !== "plenary" && html`<${Lock} />`}${channelName(store, c, mine)}
        <${Count} n=${c.id === shown && visible ? 0 : messages.unread(c.id, mine)} label=${t("unread")} /></button></li>`,
      )}
      ${
        !table.watches &&
        !table.boot.solo &&
        html`<li><button type="button" class="plain" aria-current=${shown === FACILITATOR ? "true" : undefined} onClick=${() => {
          table.channel.value = FACILITATOR;
        }}><${Lock} />${t("Facilitator")}
        <${Count} n=${shown === FACILITATOR && visible ? 0 : messages.unreadNotes(notes)} label=${t("unread")} /></button></li>`
      }
    </ul>
    <p class="readers">${channel ? html`<span class="codes">${memberCodes(store, channel)}</span> ${table.boot.solo ? t("{who} can read this.", { who: list(channel.members.map((id) => shortName(store, id))) }) : channel.readers_text}` : t("Only you and the facilitator can read this.")}</p>
    ${!channel && !table.watches && html`<${OutOfRole} />`}
    ${channel?.kind === "delegation" && channel.members.includes(mine) && html`<${Team} />`}
    ${channel ? html`<${Log} key=${channel.id} id=${channel.id} />` : html`<${FacilitatorLog} />`}
    ${!table.watches && html`<${Composer} key=${shown} channel=${channel} />`}
  </section>`;
}

/** Beside the words to the facilitator: a way out of the role, and back. */
function OutOfRole() {
  const table = useTable();
  const out = table.me.value?.stepped_out ?? false;
  return html`<p class="readers out-of-role"><${CommandButton} command="step_out" class="plain" pressed=${out}
    onClick=${() => table.give("step_out", { on: !out }, "step_out")}>
    ${out ? t("Step back into role") : t("Step out of role")}</${CommandButton}>
    <span>${t("Only the facilitator sees it.")}</span></p>`;
}

/**
 * @param {import("../../store.js").Store} store
 * @param {Channel} channel
 */
function memberCodes(store, channel) {
  if (channel.members.length === seated(store).length) return null;
  return channel.members.map((id) => html`<${Code} key=${id} id=${id} />`);
}

export function Lock() {
  return html`<svg class="lock" viewBox="0 0 12 12" width="11" height="11" role="img" aria-label=${t("private")}><path d="M3.5 5V3.5a2.5 2.5 0 0 1 5 0V5M2.5 5h7v5.5h-7z" /></svg>`;
}

/** @param {import("../model.js").Table} table whether the talk panel is on the screen */
export function isVisible(table) {
  switch (table.layout.value) {
    case "wide":
      return true;
    case "middle":
      return table.side.value === "talk";
    default:
      return table.panel.value === "talk";
  }
}

/** @param {import("../model.js").Table} table unread messages over all channels I read, and words of the facilitator */
export function unreadInAll(table) {
  const mine = table.mine.value;
  const aside = table.channel.value === FACILITATOR && isVisible(table);
  let n = aside ? 0 : table.messages.unreadNotes(table.me.value?.notes ?? NONE);
  for (const id of table.store.ids("channel")) {
    if (id !== table.channel.value || !isVisible(table)) n += table.messages.unread(id, mine);
  }
  return n;
}
