// Ask a delegation one of the usual questions, with one press; as an ordinary message whose typed
// part an automated delegation, or a person with a button, can answer.

import { useState } from "preact/hooks";
import { newId } from "../../connection.js";
import { html } from "../../dom.js";
import { Code, shortName } from "../../elements/code.js";
import { Dialog } from "../../elements/dialog.js";
import { optionText } from "../../elements/package.js";
import { automatedWord } from "../../elements/words.js";
import { brief } from "../../format.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";
import { channelName } from "./channels.js";

/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("../../wire").AskedEntry["kind"]} Kind */

/**
 * @param {Kind} kind
 * @param {string} who
 * @param {{label?: string, give?: string, want?: string, forum?: string}} about
 */
export function questionText(kind, who, about) {
  switch (kind) {
    case "matters":
      return t("{who}, what matters most to you in “{forum}”?", { who, forum: about.forum ?? "" });
    case "acceptable":
      return t("{who}, what would make {p} acceptable to you?", { who, p: about.label ?? "" });
    case "why":
      return t("{who}, why do you not accept {p}?", { who, p: about.label ?? "" });
    case "trade":
      return t("{who}, would you take “{want}” if we gave you “{give}”?", {
        who,
        want: about.want ?? "",
        give: about.give ?? "",
      });
    default:
      return t("{who}, which step would you take beside ours in {p}?", {
        who,
        p: about.label ?? "",
      });
  }
}

/** @param {{to?: string, proposal?: string, channel?: string, onClose: () => void}} props */
export function AskDialog({ to, proposal, channel, onClose }) {
  const table = useTable();
  const { store } = table;
  const mine = table.mine.value;
  const forum = table.forum.value;
  const inside = [...(forum?.parties ?? []), ...(forum?.observers ?? [])];
  const others = inside.filter((id) => id !== mine);
  const laid = table.proposals.value.filter((p) => p.state === "tabled" || p.state === "silence");
  const [who, choose] = useState(to && others.includes(to) ? to : (others[0] ?? ""));
  // What is tabled meanwhile does not change what the question is about.
  const [about, setAbout] = useState(proposal ?? laid[0]?.id ?? "");
  const where = store
    .all("channel")
    .filter((c) => c.kind !== "delegation" && c.members.includes(mine) && c.members.includes(who))
    .filter(
      (c) => forum?.open || (c.kind === "caucus" && c.members.every((id) => inside.includes(id))),
    );
  const [picked, setChannel] = useState("");
  const chosen = picked || (channel ?? table.channel.value);
  // A channel that closes meanwhile is not replaced by another one with more readers.
  const gone = picked !== "" && store.get(`channel/${picked}`) === undefined;
  const heard = where.find((c) => c.id === chosen) ?? (gone ? undefined : where[0]);
  const asked = store.get(`proposal/${about}`);
  const [give, setGive] = useState("");
  const [want, setWant] = useState("");
  if (!forum?.issues) return null;
  /**
   * @param {Kind} kind
   * @param {{give?: Record<string, string>, want?: Record<string, string>}} [trade]
   */
  const ask = async (kind, trade) => {
    if (!heard) return;
    const name = (/** @type {Record<string, string> | undefined} */ side) =>
      Object.entries(side ?? {}).map(([issue, option]) =>
        brief(optionText(forum, issue, option)),
      )[0];
    const text = questionText(kind, shortName(store, who), {
      forum: forum.title,
      label: asked?.label,
      give: name(trade?.give),
      want: name(trade?.want),
    });
    const question = {
      kind,
      to: who,
      forum: forum.id,
      ...(kind !== "matters" && about ? { proposal: about } : {}),
      ...trade,
    };
    const body = { message_id: newId(), channel: heard.id, text, question };
    if (!(await table.give("say", body, "ask"))) return;
    table.channel.value = heard.id;
    table.go("talk");
    onClose();
  };
  const [giveIssue, giveOption] = give.split(" ");
  const [wantIssue, wantOption] = want.split(" ");
  const tradable = give !== "" && want !== "" && giveIssue !== wantIssue;
  const select = (
    /** @type {string} */ label,
    /** @type {string} */ value,
    /** @type {(value: string) => void} */ set,
  ) => html`<label class="field"><span>${label}</span><select value=${value} onChange=${(/** @type {any} */ e) => set(e.currentTarget.value)}>
    <option value="">${t("Choose…")}</option>
    ${forum.issues?.map(
      (issue) =>
        html`<optgroup key=${issue.id} label=${brief(issue.title)}>${issue.options.map((o) => html`<option key=${o.id} value=${`${issue.id} ${o.id}`}>${brief(o.text)}</option>`)}</optgroup>`,
    )}</select></label>`;
  const press = (/** @type {Kind} */ kind, /** @type {string} */ label) =>
    html`<${CommandButton} command="say" onClick=${() => ask(kind)}>${label}</${CommandButton}>`;
  return html`<${Dialog} title=${t("Ask a delegation")} onClose=${onClose}>
    <fieldset class="members ask-whom"><legend>${t("Whom")}</legend>
      ${others.map(
        (
          id,
        ) => html`<label key=${id} class="check"><input type="radio" name="ask-whom" checked=${id === who} onChange=${() => choose(id)} />
        <${Code} id=${id} /> ${shortName(store, id)}${store.get(`delegation/${id}`)?.bot && html` <small class="quiet">${automatedWord(store.get(`delegation/${id}`)?.bot ?? {})}</small>`}</label>`,
      )}</fieldset>
    <label class="field"><span>${t("Who hears it")}</span><select value=${heard?.id} onChange=${(/** @type {any} */ e) => setChannel(e.currentTarget.value)}>
      ${where.map((c) => html`<option key=${c.id} value=${c.id}>${channelName(store, c, mine)}</option>`)}</select></label>
    ${
      laid.length > 0 &&
      html`<label class="field"><span>${t("About")}</span><select value=${about} onChange=${(/** @type {any} */ e) => setAbout(e.currentTarget.value)}>
      ${!laid.some((p) => p.id === about) && asked && html`<option value=${about}>${asked.label}</option>`}
      ${laid.map((p) => html`<option key=${p.id} value=${p.id}>${t("{p} by {who}", { p: p.label, who: shortName(store, p.by) })}</option>`)}</select></label>`
    }
    <div class="ask-usual">
      ${press("matters", t("What matters most to you?"))}
      ${asked && press("acceptable", t("What would make {p} acceptable?", { p: asked.label }))}
      ${asked && press("why", t("Why do you not accept {p}?", { p: asked.label }))}
    </div>
    <details class="ask-trade"><summary>${t("Would you trade this for that?")}</summary>
      ${select(t("We would give"), give, setGive)}
      ${select(t("You would take"), want, setWant)}
      <button type="button" class="primary" disabled=${!tradable} onClick=${() => ask("trade", { give: { [giveIssue]: giveOption }, want: { [wantIssue]: wantOption } })}>${t("Ask")}</button>
    </details>
    ${!heard && html`<p class="note">${t("This forum is closed: open a caucus with those who sit in it, and ask there.")}</p>`}
    <${Refused} place="ask" />
  </${Dialog}>`;
}
