// Go back to the beginning of a phase: which one, what that undoes, and why.

import { useEffect, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { names } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { Dialog } from "../../elements/dialog.js";
import { timeOfDay } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { ask } from "../questions.js";
import { phaseText } from "../wall/glance.js";

/** @typedef {import("../seen.js").Seen} Seen */
/** @typedef {(name: string, body: object, seen: Seen[]) => Promise<string[]>} Act */
/** @typedef {{seq: number, round: number, phase: string, at: number}} Checkpoint */
/** @typedef {import("../../store.js").Store} Store */
/**
 * @typedef {object} Undone
 * @property {{round: number, phase: string}[]} phases
 * @property {{id: string, label: string, forum: string, by: string, gone: boolean, back: boolean, stances: number}[]} proposals
 * @property {number} stances
 * @property {string[]} agreements
 * @property {string[]} failures
 * @property {{id: string, by: string, what: string}[]} obligations
 * @property {{id: string, with: string[], gone: boolean}[]} letters
 * @property {{kind: string, id: string}[]} causes
 */

/** @param {{give: Act}} props */
export function RollBack({ give }) {
  const talks = useStore().get("talks");
  const [open, setOpen] = useState(false);
  const goable = talks?.state === "running" || talks?.state === "concluded";
  if (!goable || !talks?.checkpoints?.length) return null;
  return html`<button type="button" onClick=${() => setOpen(true)}>${t("Roll back…")}</button>
    ${open && html`<${Asking} give=${give} onClose=${() => setOpen(false)} />`}`;
}

/** @param {{give: Act, onClose: () => void}} props */
function Asking({ give, onClose }) {
  const store = useStore();
  const talks = store.get("talks");
  const places = /** @type {Checkpoint[]} */ ([...(talks?.checkpoints ?? [])].reverse());
  const [seq, choose] = useState(places[0]?.seq);
  const [seen] = useState(/** @type {Seen} */ (talks));
  const [reason, setReason] = useState("");
  const [refused, refuse] = useState("");
  const [found, find] = useState(
    /** @type {{seq?: number, undone?: Undone, problem?: string}} */ ({}),
  );
  useEffect(() => {
    let wanted = true;
    ask(`/talks/${talks?.id}/undone`, { to: seq }).then(({ answer, problem }) => {
      if (wanted) find({ seq, undone: answer, problem });
    });
    return () => {
      wanted = false;
    };
  }, [seq]);
  const go = async () => {
    const sentences = await give("roll_back", { to_seq: seq, reason: reason.trim() }, [seen]);
    if (sentences.length === 0) onClose();
    else refuse(sentences.join(" "));
  };
  const ready = found.seq === seq && found.undone !== undefined;
  return html`<${Dialog} title=${t("Roll back this table")} onClose=${onClose} actions=${html`
    <button type="button" autofocus onClick=${onClose}>${t("Cancel, change nothing")}</button>
    <button type="button" class="danger" aria-disabled=${ready ? undefined : "true"} onClick=${() => ready && go()}>${t("Roll back")}</button>`}>
    <label>${t("To the beginning of")}
      <select value=${seq} onChange=${(/** @type {any} */ e) => choose(Number(e.currentTarget.value))}>
        ${places.map((x) => html`<option key=${x.seq} value=${x.seq}>${placeText(x, talks?.rounds ?? [])}</option>`)}
      </select></label>
    <div class="undone" role="status" aria-label=${t("What is undone")}>
      <h3>${t("What is undone")}</h3>
      ${found.problem && html`<p class="refused">${found.problem}</p>`}
      ${ready ? html`<ul>${lines(store, /** @type {Undone} */ (found.undone)).map((line) => html`<li key=${line}>${line}</li>`)}</ul>` : !found.problem && html`<p class="note">${t("Looking …")}</p>`}
    </div>
    <p class="note">${t("Messages, seats and requests for help stay. The phase begins anew with its full time. The log keeps everything, and the table is told.")}</p>
    <label>${t("Reason, which the table reads")}<input value=${reason} maxlength="500" onInput=${(/** @type {any} */ e) => setReason(e.currentTarget.value)} /></label>
    ${refused && html`<p class="refused" role="alert">${refused}</p>`}
  </${Dialog}>`;
}

/**
 * What a roll back takes away, one sentence each.
 * @param {Store} store
 * @param {Undone} undone
 * @returns {string[]}
 */
export function lines(store, undone) {
  const rounds = store.peek("talks")?.rounds ?? [];
  const title = (/** @type {string} */ id) => store.peek(`forum/${id}`)?.title ?? id;
  const said = [
    ...undone.agreements.map((f) => t("Agreement undone: {forum}", { forum: title(f) })),
    ...undone.failures.map((f) =>
      t("Open again, it had ended without agreement: {forum}", { forum: title(f) }),
    ),
    ...undone.proposals.map((p) => {
      const words = { n: p.label, who: names(store, [p.by]), forum: title(p.forum) };
      if (p.gone) return t("{n} by {who} is gone ({forum})", words);
      if (p.back) return t("{n} by {who} is open again ({forum})", words);
      return t("{n} by {who} loses stances ({forum})", words);
    }),
    ...undone.obligations.map((o) =>
      t("Obligation of {who}: {what}", { who: names(store, [o.by]), what: o.what }),
    ),
    ...undone.letters.map((x) => {
      const all = names(store, x.with);
      return x.gone
        ? t("Side letter of {all} is gone", { all })
        : t("Side letter of {all} is as it was then", { all });
    }),
    ...undone.causes.map((c) => causeText(store, c)),
    ...undone.phases.map((p) =>
      t("Phase ahead again: {phase}", {
        phase: `${rounds[p.round - 1]?.title ?? ""}, ${phaseName(p.phase)}`,
      }),
    ),
  ];
  if (undone.stances > 0)
    said.push(tn(undone.stances, "{n} stance is taken back", "{n} stances are taken back"));
  return said.length > 0
    ? said
    : [t("Nothing was tabled or agreed since then; only the clock begins anew.")];
}

/**
 * @param {Store} store
 * @param {{kind: string, id: string}} cause
 */
function causeText(store, { kind, id }) {
  const named = /** @type {any} */ (store.peek(`${kind}/${id}`));
  const words = {
    inject: t("Event taken back: {what}", { what: named?.title ?? id }),
    linkage: t("Linkage lifted: {what}", { what: named?.name ?? id }),
    rung: t("Step of the ladder taken back: {what}", { what: named?.title ?? id }),
    agreement: t("Effects of an agreement lifted: {what}", {
      what: store.peek(`forum/${id}`)?.title ?? id,
    }),
    obligation: t("Effects of an obligation lifted: {what}", { what: named?.what ?? id }),
  };
  return words[/** @type {keyof typeof words} */ (kind)] ?? id;
}

/** @param {string} phase */
const phaseName = (phase) => phaseText(/** @type {any} */ ({ state: "running", phase }));

/**
 * @param {Checkpoint} place
 * @param {{title: string}[]} rounds
 */
function placeText({ round, phase, at }, rounds) {
  return `${rounds[round - 1]?.title ?? ""}, ${phaseName(phase)} (${timeOfDay(at)})`;
}
