// A delegation that a program from outside plays: who it is, its pause, its token, its end.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { at } from "../../address.js";
import { write } from "../../clipboard.js";
import { newId } from "../../connection.js";
import { html } from "../../dom.js";
import { Dialog } from "../../elements/dialog.js";
import { announce } from "../../elements/live.js";
import { timeOfDay } from "../../format.js";
import { t } from "../../i18n.js";
import { ask } from "../questions.js";

/** @typedef {import("../../entities").Agent} Agent */
/** @typedef {import("./table.js").Of} Of */

/**
 * The token of the agent in the seat; earlier ones stop working.
 * @param {Of} of
 * @returns {Promise<{token?: string, problem?: string}>} never rejects
 */
async function newToken({ id, talks, csrf }) {
  const path = `/api/v1/talks/${encodeURIComponent(talks)}/agents/${encodeURIComponent(id)}/token`;
  try {
    const response = await fetch(at(path), { method: "POST", headers: { "X-CSRFToken": csrf } });
    const answer = await response.json();
    return response.ok ? { token: answer.token } : { problem: answer.error?.message ?? "" };
  } catch {
    return { problem: t("The server cannot be reached.") };
  }
}

/** The agent in a seat. @param {Of & {agent: Agent}} props */
export function AgentSeat({ agent, ...of }) {
  const [shown, show] = useState(false);
  const { id, act } = of;
  const came = useLastUse(of.talks, id, agent.id);
  const told = [agent.operator, agent.model].filter(Boolean).join(", ");
  return html`<div class="agentseat">
    <p>${t("Automated (agent)")}: <b><bdi>${agent.name}</bdi></b>${told && html` <small><bdi>${told}</bdi></small>`}
      ${agent.paused && html` <b class="held">${t("paused")}</b>`}</p>
    <p class="note">${came}</p>
    ${agent.instructions && html`<p class="note">${t("SHA-256 of its instructions")}: <code>${agent.instructions.slice(0, 12)}…</code></p>`}
    <p class="row">
      <button type="button" aria-pressed=${agent.paused ? "true" : "false"}
        onClick=${() => act("pause_agent", { delegation: id, paused: !agent.paused })}>${agent.paused ? t("Let it go on") : t("Pause the agent")}</button>
      <button type="button" onClick=${() => act("unseat_agent", { delegation: id })}>${t("Give back to people")}</button>
      <button type="button" class="plain" onClick=${() => show(true)}>${t("New token …")}</button></p>
    ${
      shown &&
      html`<${Dialog} title=${t("A new token for {name}", { name: agent.name })} onClose=${() => show(false)}>
        <p>${t("The token it has now stops working.")}</p><${Token} of=${of} /></${Dialog}>`
    }
  </div>`;
}

/** How many tokens were made on this page. */
const tokens = signal(0);

const LOOK_AGAIN_MS = 20_000;

/**
 * Whether its program has come in, in words: nothing else tells, for nobody waits for an agent.
 * @param {string} talks
 * @param {string} id of the delegation
 * @param {string | undefined} agent
 */
function useLastUse(talks, id, agent) {
  const [words, setWords] = useState("");
  useEffect(() => {
    const look = async () => {
      const { answer } = await ask(`/talks/${encodeURIComponent(talks)}/agents`);
      const mine = answer?.agents.find((/** @type {any} */ one) => one.delegation === id);
      if (!mine) return;
      const heard =
        mine.used_at && t("Last heard of at {time}.", { time: timeOfDay(mine.used_at) });
      setWords(
        mine.made_at === null ? t("It has no token.") : heard || t("It has not come in yet."),
      );
    };
    look();
    const again = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(again);
  }, [talks, id, agent, tokens.value]);
  return words;
}

/** What the agent's program needs, told this once. @param {{of: Of}} props */
function Token({ of }) {
  const [made, setMade] = useState(/** @type {{token?: string, problem?: string} | null} */ (null));
  const make = async () => {
    const answer = await newToken(of);
    setMade(answer);
    tokens.value += 1;
    announce(answer.problem ?? t("The token is here. It is shown this once."));
  };
  if (made?.token === undefined) {
    return html`${made?.problem && html`<p class="refused" role="alert">${made.problem}</p>`}
      <p><button type="button" class="primary" onClick=${make}>${t("Make the token")}</button></p>`;
  }
  const address = new URL(at(`/talks/${of.talks}`), location.href).href;
  return html`<${Secret} label=${t("Address of the table")} text=${address} />
    <${Secret} label=${t("Token")} text=${made.token} />
    <${Secret} label=${t("An example that plays at once")} text=${`SIXPARTY_TOKEN=${made.token} python -m server.client.examples.greedy ${address}`} />
    <p class="note"><a href=${at("/help/agents")} target="_blank">${t("How an agent plays")}</a></p>
    <p class="note">${t("Copy it now: it is shown this once. Whoever has it plays {who}, and can do nothing else.", { who: of.short })}</p>`;
}

/** @param {{label: string, text: string}} props */
function Secret({ label, text }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await write(text);
    setCopied(true);
    announce(t("Copied"));
  };
  return html`<div class="secret"><label class="field"><span>${label}</span><input readonly value=${text} onFocus=${(/** @type {FocusEvent} */ e) => /** @type {HTMLInputElement} */ (e.currentTarget).select()} /></label>
    <button type="button" onClick=${copy}>${copied ? t("Copied") : t("Copy")}<span class="visually-hidden">: ${label}</span></button></div>`;
}

/** Hand a delegation to an agent, and get its token. @param {{of: Of, onClose: () => void}} props */
export function HandToAgent({ of, onClose }) {
  const [seated, setSeated] = useState(false);
  const [problem, setProblem] = useState("");
  const [consent, setConsent] = useState(false);
  const [said, setSaid] = useState({ name: "", operator: "", model: "", instructions: "" });
  useEffect(() => document.getElementById("agent-name")?.focus(), []);
  const field = (/** @type {keyof typeof said} */ name, /** @type {string} */ label, more = {}) =>
    html`<label class="field"><span>${label}</span><input id=${`agent-${name}`} value=${said[name]} maxlength="80" autocomplete="off" ...${more}
      onInput=${(/** @type {any} */ e) => setSaid({ ...said, [name]: e.currentTarget.value })} /></label>`;
  const hand = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const told = consent ? { ...said, consent } : { name: said.name };
    const body = { agent_id: newId(), delegation: of.id, ...told };
    const receipt = await of.act("seat_agent", body);
    setProblem(receipt.accepted ? "" : (receipt.message ?? t("That was not possible.")));
    setSeated(receipt.accepted);
  };
  const title = seated
    ? t("An agent plays {who}", { who: of.short })
    : t("Hand {who} to an agent", { who: of.short });
  if (seated) {
    return html`<${Dialog} title=${title} onClose=${onClose}><p>${t("Everybody reads now that this delegation is automated. Its program needs a token to come in.")}</p><${Token} of=${of} /></${Dialog}>`;
  }
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form class="agent-form" onSubmit=${hand}>
      <p>${t("An agent is a program of somebody's that negotiates in this seat. Everybody reads that it is one, nobody waits for it, and you can pause it or give the seat back at any time. People of the delegation keep their seats and watch.")}</p>
      ${field("name", t("Name, for everybody to read"), { required: true })}
      <label class="check"><input type="checkbox" checked=${consent} onChange=${() => setConsent(!consent)} />
        <span>${t("Its operator agrees that operator, model and the digest of its instructions are recorded. Everybody reads who and on what; the digest is for you.")}</span></label>
      ${consent && html`${field("operator", t("Operator"))}${field("model", t("Model or program"))}${field("instructions", t("SHA-256 of its instructions"), { maxlength: 64, pattern: "[0-9A-Fa-f]{64}", spellcheck: false, title: t("64 hexadecimal digits") })}`}
      ${problem && html`<p class="refused" role="alert">${problem}</p>`}
      <p class="row"><button type="submit" class="primary">${t("Hand over")}</button>
        <button type="button" onClick=${onClose}>${t("Cancel")}</button></p>
    </form>
  </${Dialog}>`;
}
