// Under a message that asks or answers: buttons for who is asked, and what can be done with an
// answer.

import { useState } from "preact/hooks";
import { newId } from "../../connection.js";
import { html } from "../../dom.js";
import { shortName } from "../../elements/code.js";
import { optionText } from "../../elements/package.js";
import { brief } from "../../format.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";

/** @typedef {import("../../entities").Message} Message */
/** @typedef {import("../../wire").AnsweredEntry["kind"]} Kind */

/** @param {{message: Message}} props */
export function Typed({ message }) {
  const table = useTable();
  const { question, answer } = message;
  const mine = table.mine.value;
  if (table.watches || mine === "") return null;
  if (question) return question.to === mine ? html`<${Answers} message=${message} />` : null;
  if (!answer || message.by === mine) return null;
  if (answer.kind === "ask")
    return html`<p class="typed"><${CommandButton} command="say" onClick=${() => {
      table.dialog.value = { kind: "ask", to: message.by, channel: message.channel };
    }}>${t("Ask {who}…", { who: shortName(table.store, message.by ?? "") })}</${CommandButton}></p>`;
  return html`<${Package} message=${message} />`;
}

/**
 * An answer with a package: it can be built on, where the forum still sits; an offer can be refused.
 * @param {{message: Message}} props
 */
function Package({ message }) {
  const table = useTable();
  const { answer } = message;
  const open = answer && answer.forum === table.forumId.value && table.open.value;
  if (!answer || !open || Object.keys(answer.package).length === 0) return null;
  const laid = table.proposals.value.find(
    (p) =>
      (p.state === "tabled" || p.state === "silence") && sameOptions(p.package, answer.package),
  );
  const refuse = answer.kind === "offer" && !isAnswered(table, message);
  return html`<p class="typed">
    ${
      laid
        ? html`<button type="button" onClick=${() => {
            table.select(laid.id);
            table.go("proposals");
          }}>${t("Look at {p}", { p: laid.label })}</button>`
        : html`<${CommandButton} command="table_proposal" onClick=${() => table.build({ package: { ...answer.package } })}>${t("Build this package…")}</${CommandButton}>`
    }
    ${refuse && html`<${CommandButton} command="say" onClick=${() => say(table, message, "no", t("Not that. What else?"))}>${t("Not that. What else?")}</${CommandButton}>`}
  </p><${Refused} place=${`typed/${message.id}`} />`;
}

/**
 * Answers at the press of a button.
 * @param {{message: Message}} props
 */
function Answers({ message }) {
  const table = useTable();
  const [picked, pick] = useState("");
  const { question } = message;
  const forum = question && table.store.get(`forum/${question.forum}`);
  if (!question || !forum?.issues || isAnswered(table, message)) return null;
  const proposal = question.proposal ? table.store.get(`proposal/${question.proposal}`) : undefined;
  /**
   * @param {Kind} kind
   * @param {string} text
   * @param {object} [more]
   */
  const reply = (kind, text, more) => say(table, message, kind, text, more);
  const press = (
    /** @type {Kind} */ kind,
    /** @type {string} */ text,
    /** @type {object | undefined} */ more = undefined,
  ) =>
    html`<${CommandButton} command="say" onClick=${() => reply(kind, text, more)}>${text}</${CommandButton}>`;
  const place = html`<${Refused} place=${`typed/${message.id}`} />`;
  if (question.kind === "step")
    return html`<p class="typed">
      <${CommandButton} command="draft_side_letter" onClick=${() => offerStep(table, message)}>${t("Offer a step in a letter…")}</${CommandButton}>
      ${press("no", t("We take no step beside it."))}</p>${place}`;
  if (question.kind === "trade") {
    const both = { ...question.give, ...question.want };
    const whole = proposal && { ...forum.settled, ...proposal.package, ...both };
    return html`<p class="typed">${press("yes", t("Yes, we would."), { issues: Object.keys(both), ...(whole ? { package: whole } : {}) })}
      ${press("no", t("No, not for that."), { issues: Object.keys(both) })}</p>${place}`;
  }
  const options = question.kind === "acceptable" && proposal;
  const field = `typed-${message.id}`;
  const send = () => {
    const [issue, option] = picked.split(" ");
    const title = brief(forum.issues?.find((i) => i.id === issue)?.title ?? issue);
    if (options) {
      const wanted = brief(optionText(forum, issue, option));
      const text = t("{p} with “{wanted}” on “{issue}”: that we would accept.", {
        p: proposal.label,
        wanted,
        issue: title,
      });
      reply("changes", text, {
        issues: [issue],
        package: { ...forum.settled, ...proposal.package, [issue]: option },
      });
    } else if (question.kind === "why")
      reply("issues", t("Because of “{issue}”.", { issue: title }), { issues: [issue] });
    else reply("issues", t("“{issue}” matters most to us.", { issue: title }), { issues: [issue] });
  };
  return html`<p class="typed">
    <label class="visually-hidden" for=${field}>${options ? t("With which change") : t("Which issue")}</label>
    <select id=${field} value=${picked} onChange=${(/** @type {any} */ e) => pick(e.currentTarget.value)}>
      <option value="">${options ? t("With which change…") : t("Which issue…")}</option>
      ${forum.issues.map((issue) =>
        options
          ? html`<optgroup key=${issue.id} label=${brief(issue.title)}>${issue.options
              .filter((o) => o.id !== proposal.package[issue.id])
              .map(
                (o) =>
                  html`<option key=${o.id} value=${`${issue.id} ${o.id}`}>${brief(o.text)}</option>`,
              )}</optgroup>`
          : html`<option key=${issue.id} value=${issue.id}>${brief(issue.title)}</option>`,
      )}
    </select>
    <${CommandButton} command="say" class="primary" onClick=${() => picked !== "" && send()}>${t("Answer")}</${CommandButton}>
    ${options && press("no", t("No change would do."))}
  </p>${place}`;
}

/**
 * @param {import("../model.js").Table} table
 * @param {Message} message
 */
function isAnswered(table, message) {
  const said = table.messages.in(message.channel).value;
  return said.some((m) => m.by === table.mine.value && m.answer?.to === message.id);
}

/**
 * @param {import("../model.js").Table} table
 * @param {Message} message the one that is answered
 * @param {Kind} kind
 * @param {string} text
 * @param {object} [more]
 */
function say(table, message, kind, text, more) {
  const about = message.question ?? message.answer;
  const answer = { kind, forum: about?.forum, to: message.id, ...more };
  const body = { message_id: newId(), channel: message.channel, text, answer };
  return table.give("say", body, `typed/${message.id}`);
}

/**
 * A letter to who asks for a step, ready to be filled in.
 * @param {import("../model.js").Table} table
 * @param {Message} message
 */
function offerStep(table, message) {
  const mine = table.mine.value;
  const row = {
    by: mine,
    what: "",
    due_round: (table.talks.value?.round ?? 1) + 1,
    forum: "",
    issue: "",
    option: "",
  };
  const draft = table.drafts.of(
    "letter:new",
    /** @type {import("../letters/form.js").Draft} */ ({ with: [], text: "", obligations: [] }),
  );
  // A letter that somebody has begun stays as it is.
  if (draft.peek().text.trim() === "" && draft.peek().obligations.length === 0)
    draft.value = {
      with: message.by ? [message.by] : [],
      text: message.text,
      obligations: [row],
    };
  table.dialog.value = { kind: "letters", writing: true };
}

/**
 * @param {Record<string, string>} one
 * @param {Record<string, string>} other
 */
function sameOptions(one, other) {
  const issues = Object.keys({ ...one, ...other });
  return issues.every((issue) => one[issue] === other[issue]);
}
