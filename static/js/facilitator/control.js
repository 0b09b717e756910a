// The control bar: the same acts for one table or for all of them. Hard ones ask first.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { Confirm, Dialog } from "../elements/dialog.js";
import { announce } from "../elements/live.js";
import { list } from "../format.js";
import { t, tn } from "../i18n.js";
import { limits } from "../limits.js";

/**
 * @typedef {object} Act
 * @property {string} name of the command
 * @property {object} [body]
 * @property {string} label
 * @property {boolean} show
 * @property {boolean} [primary]
 * @property {string} [sure] what to ask first
 * @property {boolean} [danger]
 * @property {boolean} [on] for a switch: whether it is on
 * @property {string} [title] what it does, where the label is short
 */

/** @typedef {import("./seen.js").Seen} Seen */
/** @typedef {Seen & {talks?: string, paused: boolean, early_end?: boolean,
 *   table?: number, before?: {round: number, phase: string} | null}} Steered */

/**
 * What going back does, table by table: where it leads and what is lost.
 * @param {Steered[]} tables
 */
function backText(tables) {
  const words = { briefing: t("Briefing"), negotiation: t("Negotiation"), result: t("Result") };
  /** @type {Map<string, {before: {round: number, phase: string}, numbers: string[]}>} */
  const ways = new Map();
  for (const { state, before, table } of tables) {
    if (state !== "running" || !before) continue;
    const key = `${before.round}/${before.phase}`;
    const way = ways.get(key) ?? { before, numbers: [] };
    way.numbers.push(String(table ?? ""));
    ways.set(key, way);
  }
  const lines = [...ways.values()].map(({ before, numbers }) =>
    tn(
      numbers.length,
      "Table {numbers}: round {round}, {phase}, begins again with its full time.",
      "Tables {numbers}: round {round}, {phase}, begins again with its full time.",
      {
        numbers: list(numbers),
        round: before.round,
        phase: words[/** @type {keyof typeof words} */ (before.phase)],
      },
    ),
  );
  const rest = t(
    "Lost are the time of the present phase and who said ready. Agreements stay, and the proposals that were open when a negotiation ended are open again.",
  );
  return [...lines, rest].join(" ");
}

/**
 * What makes sense now, given the states of the tables the bar steers.
 * @param {Steered[]} tables
 * @returns {Act[]}
 */
export function actsFor(tables) {
  const some = (/** @type {(x: Steered) => boolean} */ is) => tables.some(is);
  const lobby = some((x) => x.state === "lobby");
  const running = some((x) => x.state === "running");
  const moving = some((x) => x.state === "running" && !x.paused);
  const paused = some((x) => x.paused);
  const many = tables.length > 1;
  const early = tables.every((x) => x.early_end);
  return [
    { name: "start", label: t("Start"), show: lobby, primary: true },
    { name: "pause", label: many ? t("Pause all") : t("Pause"), show: moving },
    {
      name: "resume",
      label: many ? t("Resume all") : t("Resume"),
      show: paused,
      primary: !lobby && !moving,
    },
    { name: "extend", body: { seconds: 60 }, label: t("+1 min"), show: running },
    { name: "extend", body: { seconds: 300 }, label: t("+5 min"), show: running },
    {
      name: "advance",
      label: t("Next phase"),
      show: running,
      sure: t("The present phase ends now. Open proposals lapse when a negotiation ends."),
    },
    {
      name: "step_back",
      label: t("Back"),
      show: running,
      sure: backText(tables),
    },
    {
      name: "set_policy",
      body: { early_end: !early },
      label: early ? t("Early end: on") : t("Early end: off"),
      title: t("A phase ends as soon as every delegation that is here is ready."),
      on: early,
      show: lobby || running,
    },
    {
      name: "conclude",
      label: t("End"),
      show: running || lobby,
      danger: true,
      sure: t("The talks end for good. What is open counts as not agreed."),
    },
  ];
}

/**
 * @param {{tables: Steered[], scope?: unknown, whom?: string, talk?: unknown, children?: unknown,
 *   give: (name: string, body: object | undefined, seen: Steered[]) => Promise<string[]>}} props
 *   `give` answers with the sentences of what was refused, `seen` are the tables as they stood when
 *   the command was chosen; `scope` says for which tables the bar is, `whom` who reads a broadcast;
 *   `talk` stands with the broadcast, `children` are further groups
 */
export function Control({ tables, give, scope, whom, talk, children }) {
  const [asking, ask] = useState(/** @type {{a: Act, seen: Steered[]} | null} */ (null));
  const [telling, tell] = useState(false);
  const [refused, refuse] = useState("");
  /**
   * @param {string} name
   * @param {object} [body]
   * @param {Steered[]} [seen] the tables as they stood when a question was opened
   */
  const act = async (name, body, seen = tables) => {
    refuse("");
    const sentences = await give(name, body, seen);
    if (sentences.length === 0) return;
    const sentence = [...new Set(sentences)].join(" ");
    refuse(sentence);
    announce(sentence);
  };
  const shown = actsFor(tables).filter((a) => a.show);
  const button = (/** @type {Act} */ a) =>
    html`<button key=${a.label} type="button" data-act=${a.name} title=${a.title} aria-pressed=${a.on === undefined ? undefined : a.on ? "true" : "false"} class=${a.danger ? "danger" : a.primary ? "primary" : ""}
      onClick=${() => (a.sure ? ask({ a, seen: tables }) : act(a.name, a.body))}>${a.label}</button>`;
  const time = shown.filter((a) => !a.danger);
  return html`<div class="control" role="toolbar" aria-label=${t("Control")}>
    ${scope}
    ${time.length > 0 && html`<div role="group" aria-label=${t("Time")}>${time.map(button)}</div>`}
    <div role="group" aria-label=${t("Talk")}><button type="button" data-act="broadcast" onClick=${() => tell(true)}>${t("Broadcast…")}</button>${talk}</div>
    ${children}
    ${shown.some((a) => a.danger) && html`<div role="group" class="apart" aria-label=${t("The end")}>${shown.filter((a) => a.danger).map(button)}</div>`}
    ${refused && html`<p class="refused" role="alert">${refused}<button type="button" class="plain" onClick=${() => refuse("")} aria-label=${t("Dismiss")}>✕</button></p>`}
    ${
      asking &&
      html`<${Confirm} title=${`${asking.a.label}?`} yes=${asking.a.label} danger=${asking.a.danger}
        onYes=${() => act(asking.a.name, asking.a.body, asking.seen)} onClose=${() => ask(null)}><p>${asking.a.sure}</p></${Confirm}>`
    }
    ${
      telling &&
      html`<${Telling} title=${t("Tell everybody")} hint=${whom} onClose=${() => tell(false)}
        send=${(/** @type {string} */ text) => act("announce", { text })} />`
    }
  </div>`;
}

/**
 * Write a text and send it.
 * @param {{title: string, hint?: string, draft?: string, send: (text: string) => void,
 *   onClose: () => void}} props `draft` is there to be changed
 */
export function Telling({ title, hint, draft, send, onClose }) {
  const [text, write] = useState(draft ?? "");
  const ready = text.trim() !== "";
  const go = () => {
    if (!ready) return;
    send(text.trim());
    onClose();
  };
  return html`<${Dialog} title=${title} onClose=${onClose} actions=${html`
    <button type="button" onClick=${onClose}>${t("Cancel")}</button>
    <button type="button" class="primary" aria-disabled=${ready ? undefined : "true"} onClick=${go}>${t("Send")}</button>`}>
    ${hint && html`<p class="note">${hint}</p>`}
    <label>${t("Text")}<textarea rows="4" maxlength=${limits.text} autofocus value=${text}
      onInput=${(/** @type {any} */ e) => write(e.currentTarget.value)}></textarea></label>
  </${Dialog}>`;
}
