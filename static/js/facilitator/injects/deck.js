// Injects: the scenario's own by search and date, with a preview of what they do to the zones;
// one's own; and those that happened, to take back. For one table or for several.

import { useEffect, useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { whenText } from "../../effects.js";
import { names } from "../../elements/code.js";
import { Stage, useStore } from "../../elements/context.js";
import { Dialog } from "../../elements/dialog.js";
import { announce } from "../../elements/live.js";
import { dayText } from "../../elements/words.js";
import { Effects } from "../../elements/world.js";
import { t, tn } from "../../i18n.js";
import { Store } from "../../store.js";
import { newsOf } from "../../table/news/reading.js";
import { ask } from "../questions.js";
import { OwnInject } from "./own.js";
import { isDangerous, usePreviews, ZonePreview } from "./zones.js";

/** @typedef {import("../../wire").ScriptedInject} Scripted */
/** @typedef {import("./zones.js").TableRef} TableRef */
/** @typedef {(name: string, body: object) => Promise<string[]>} Act answers with what was refused */
/** @typedef {"scenario"|"own"|"happened"} Tab */

/**
 * The button of the control bar.
 * @param {{tables: readonly TableRef[], running: boolean, give: Act, csrf: string, store?: Store}} props
 *   `store` holds the one table's view; without one the first table is asked
 */
export function InjectButton({ tables, running, give, csrf, store }) {
  const [open, setOpen] = useState(false);
  if (!running || tables.length === 0) return null;
  return html`<button type="button" data-act="inject" onClick=${() => setOpen(true)}>${t("Inject…")}</button>
    ${open && html`<${Asking} tables=${tables} give=${give} csrf=${csrf} store=${store} onClose=${() => setOpen(false)} />`}`;
}

/** @param {{tables: readonly TableRef[], give: Act, csrf: string, store?: Store, onClose: () => void}} props */
function Asking({ tables, give, csrf, store, onClose }) {
  const [held, hold] = useState(/** @type {Store | null} */ (store ?? null));
  const [problem, setProblem] = useState("");
  const first = tables[0].talks;
  const look = async () => {
    if (store) return;
    const found = await ask(`/talks/${first}/view`);
    if (found.problem !== undefined) return setProblem(found.problem);
    const made = new Store();
    made.replace(found.answer.entities, found.answer.etag);
    hold(made);
  };
  useEffect(() => {
    look();
  }, [first]);
  const title =
    tables.length > 1
      ? tn(tables.length, "Inject at {n} table", "Inject at {n} tables")
      : t("Inject at table {n}", { n: tables[0].table });
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${problem && html`<p class="refused" role="alert">${problem}</p>`}
    ${held === null && !problem && html`<p role="status">${t("Looking …")}</p>`}
    ${held && html`<${Stage.Provider} value=${held}><${Inside} tables=${tables} give=${give} csrf=${csrf} again=${look} /></${Stage.Provider}>`}
  </${Dialog}>`;
}

/** @param {{tables: readonly TableRef[], give: Act, csrf: string, again: () => void}} props */
function Inside({ tables, give, csrf, again }) {
  const store = useStore();
  const script = store.get("script")?.injects ?? [];
  const [tab, setTab] = useState(/** @type {Tab} */ (script.length > 0 ? "scenario" : "own"));
  const [said, say] = useState({ good: true, text: "" });
  /** @param {string} name @param {object} body */
  const fire = async (name, body) => {
    const refusals = await give(name, body);
    const text = refusals.length > 0 ? [...new Set(refusals)].join(" ") : DONE()[name];
    say({ good: refusals.length === 0, text });
    announce(text);
    again();
    if (refusals.length === 0) setTab("happened");
  };
  /** @type {[Tab, string][]} */
  const tabs = [
    ["scenario", t("From the scenario")],
    ["own", t("Write my own")],
    ["happened", t("Happened")],
  ];
  return html`<div class="injecting">
    <nav class="panes" aria-label=${t("Injects")}>${tabs
      .filter(([id]) => id !== "scenario" || script.length > 0)
      .map(
        ([id, label]) =>
          html`<button key=${id} type="button" class="plain" aria-current=${id === tab ? "true" : undefined} onClick=${() => setTab(id)}>${label}</button>`,
      )}</nav>
    ${said.text && html`<p class=${said.good ? "notice good" : "refused"}>${said.text}</p>`}
    ${tab === "scenario" && html`<${Scenario} script=${script} tables=${tables} csrf=${csrf} fire=${fire} />`}
    ${tab === "own" && html`<${OwnInject} tables=${tables} csrf=${csrf} fire=${fire} />`}
    ${tab === "happened" && html`<${Happened} fire=${fire} />`}
  </div>`;
}

/** @returns {Record<string, string>} */
const DONE = () => ({
  inject: t("It happened; the table was told."),
  write_inject: t("It happened; the table was told."),
  undo_inject: t("Taken back; the table was told."),
});

/**
 * Injects that fit what somebody looks for, in groups by month and in order of time.
 * @param {readonly Scripted[]} script
 * @param {string} sought
 * @returns {[string, Scripted[]][]}
 */
export function grouped(script, sought) {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (/** @type {Scripted} */ one) => {
    const text = `${one.date} ${dayText(one.date)} ${one.title} ${one.story}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  /** @type {Map<string, Scripted[]>} */
  const groups = new Map();
  for (const one of script.filter(fits).sort((a, b) => a.date.localeCompare(b.date))) {
    const month = one.date.slice(0, 7);
    groups.set(month, [...(groups.get(month) ?? []), one]);
  }
  return [...groups];
}

/**
 * When an inject fires by itself, as a sentence.
 * @param {Store} store
 * @param {Scripted} one
 */
export function triggerText(store, one) {
  const round = store.get("talks")?.rounds.find((r) => r.id === one.round);
  if (one.round)
    return tn(
      one.minute,
      "By itself after {n} minute of negotiation in {round}.",
      "By itself after {n} minutes of negotiation in {round}.",
      { round: round?.title ?? one.round },
    );
  if (one.when) return t("By itself as soon as {text}.", { text: whenText(store, one.when) });
  return t("Never by itself.");
}

/**
 * @param {{script: readonly Scripted[], tables: readonly TableRef[], csrf: string,
 *   fire: (name: string, body: object) => void}} props
 */
function Scenario({ script, tables, csrf, fire }) {
  const [sought, seek] = useState("");
  const [chosen, choose] = useState("");
  const one = script.find((x) => x.id === chosen);
  const groups = grouped(script, sought);
  return html`<label>${t("Search")}<input type="search" value=${sought} autofocus onInput=${(/** @type {any} */ e) => seek(e.currentTarget.value)} /></label>
    <div class="script">
      <div class="script-list" tabindex="0" role="group" aria-label=${t("Injects by date")}>
        ${groups.length === 0 && html`<p class="note">${t("Nothing fits.")}</p>`}
        ${groups.map(
          ([month, all]) =>
            html`<h3 key=${month}>${dayText(month)}</h3><ul>${all.map(
              (
                x,
              ) => html`<li key=${x.id}><button type="button" class=${cx("plain", x.fired && "fired")} aria-pressed=${x.id === chosen ? "true" : "false"} onClick=${() => choose(x.id)}>
            <span>${x.title}</span>${x.fired && html` <small class="tag">${t("happened")}</small>`}</button></li>`,
            )}</ul>`,
        )}
      </div>
      ${one ? html`<${Detail} key=${one.id} one=${one} tables=${tables} csrf=${csrf} fire=${fire} />` : html`<p class="empty">${t("Choose an inject to read it and to see what it would do before you fire it.")}</p>`}
    </div>`;
}

/**
 * @param {{one: Scripted, tables: readonly TableRef[], csrf: string,
 *   fire: (name: string, body: object) => void}} props
 */
function Detail({ one, tables, csrf, fire }) {
  const store = useStore();
  const found = usePreviews(tables, { inject: one.id }, csrf);
  const danger = isDangerous(found);
  const blocked = one.fired && tables.length === 1;
  return html`<article class="script-detail" aria-label=${one.title}>
    <h3>${one.title}</h3>
    <p class="note">${dayText(one.date)} · ${one.to.length > 0 ? t("to {who} alone", { who: names(store, one.to) }) : t("to everybody")} · ${triggerText(store, one)}</p>
    <p class="story">${one.story}</p>
    <${Effects} effects=${one.effects} />
    <${ZonePreview} found=${found} />
    <p class="acts"><button type="button" class=${danger ? "danger" : "primary"} aria-disabled=${blocked ? "true" : undefined}
      onClick=${() => !blocked && fire("inject", { inject: one.id })}>${danger ? t("Fire it anyway") : t("Fire it")}</button>
      ${blocked && html`<span class="note">${t("It has happened; take it back first to fire it again.")}</span>`}</p>
  </article>`;
}

/** @param {{fire: (name: string, body: object) => void}} props */
function Happened({ fire }) {
  const store = useStore();
  const all = newsOf(store);
  if (all.length === 0) return html`<p class="empty">${t("Nothing has happened yet.")}</p>`;
  return html`<ul class="happened">${all.map(
    (one) => html`<li key=${one.id}>
    <h3>${one.title} ${one.undone && html`<small class="tag">${t("taken back")}</small>`}</h3>
    <p class="note">${[one.date && dayText(one.date), (one.to ?? []).length > 0 ? t("to {who} alone", { who: names(store, one.to ?? []) }) : t("to everybody"), firedText(one)].filter(Boolean).join(" · ")}</p>
    ${!one.undone && html`<${Effects} effects=${one.effects} /><${Undo} id=${one.id} title=${one.title} fire=${fire} />`}</li>`,
  )}</ul>`;
}

/** @param {import("../../entities").Inject} one */
function firedText(one) {
  switch (one.why) {
    case "clock":
      return t("fired by the clock");
    case "condition":
      return t("fired by its condition");
    default:
      return one.written ? t("your own") : t("fired by hand");
  }
}

/** @param {{id: string, title: string, fire: (name: string, body: object) => void}} props */
function Undo({ id, title, fire }) {
  const [reason, setReason] = useState("");
  return html`<p class="undo"><label>${t("Reason, for the record")}<input maxlength="400" value=${reason} onInput=${(/** @type {any} */ e) => setReason(e.currentTarget.value)} /></label>
    <button type="button" class="danger" aria-label=${t("Take back: {title}", { title })} onClick=${() => fire("undo_inject", { inject: id, reason: reason.trim() })}>${t("Take back")}</button></p>`;
}
