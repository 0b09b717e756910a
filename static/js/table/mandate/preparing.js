// Before a round: the quiz on the own mandate, and the position paper.

import { html } from "../../dom.js";
import { seated } from "../../elements/code.js";
import { optionText } from "../../elements/package.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";
import { Refused } from "../parts.js";

/** @typedef {import("../../wire").QuizQuestion} Question */

/** The questions of the round; answers are told right or wrong at once. */
export function Quiz() {
  const table = useTable();
  const quiz = table.me.value?.quiz;
  if (!quiz || table.watches) return null;
  const right = quiz.questions.filter((q) => q.right).length;
  const done = right === quiz.questions.length;
  const many = new Set(quiz.questions.map((q) => q.forum)).size > 1;
  return html`<section class="quiz" aria-labelledby="quiz-head">
    <h3 id="quiz-head">${t("Do you know your mandate?")} <small class="quiet">${right} / ${quiz.questions.length}</small></h3>
    <p class="note" role="status">${
      done
        ? t("All right: you are prepared.")
        : quiz.needed
          ? t("Answer these before you say that you are ready. The mandate is open beside you.")
          : t("A minute with these saves you from signing what you must not.")
    } ${table.boot.solo ? t("Your answers count for nothing.") : t("Only you and the facilitator see your answers; they count for nothing.")}</p>
    ${quiz.questions.map((q) => html`<${Ask} key=${`${q.forum}/${q.id}`} q=${q} many=${many} />`)}
    <${Refused} place="quiz" />
  </section>`;
}

/** @param {{q: Question, many: boolean}} props `many`: say of which forum it is */
function Ask({ q, many }) {
  const table = useTable();
  const forum = table.store.get(`forum/${q.forum}`);
  if (!forum) return null;
  const issue = forum.issues?.find((i) => i.id === q.issue)?.title ?? "";
  const asked = {
    written: q.text,
    heaviest: t("Which issue weighs most for you?"),
    best: t("{issue}: which option is worth most to you?", { issue }),
    red_line: t("{issue}: which option is your red line?", { issue }),
    walk_away: t("Below which total do you walk away?"),
  };
  const words = (/** @type {string} */ choice) => {
    if (q.ask === "written") return q.words[Number(choice) - 1] ?? choice;
    if (q.ask === "walk_away") return points(Number(choice));
    if (q.ask === "heaviest") return forum.issues?.find((i) => i.id === choice)?.title ?? choice;
    return optionText(forum, q.issue ?? "", choice);
  };
  const give = (/** @type {string} */ answer) =>
    table.give("answer_quiz", { forum: q.forum, question: q.id, answer }, "quiz");
  return html`<fieldset class="question">
    <legend>${many && html`<small class="quiet">${forum.title}: </small>`}${asked[q.ask]}</legend>
    ${
      q.right
        ? html`<p class="answered"><b class="yours">✓ ${t("Right:")}</b> ${words(q.answer ?? "")}${q.why && html` <span class="note">${q.why}</span>`}</p>`
        : html`<div class="choices-list">${q.choices.map(
            (
              choice,
            ) => html`<button key=${choice} type="button" aria-pressed=${choice === q.answer ? "true" : "false"}
              class=${choice === q.answer ? "wrong" : ""} onClick=${() => give(choice)}>${words(choice)}</button>`,
          )}</div>
          <p class="note" role="status">${q.right === false && html`<b class="bad">✕ ${t("Not that one.")}</b> ${t("Look at your mandate and choose again.")}`}</p>`
    }
  </fieldset>`;
}

/** The own position paper, and those of the delegation's other people. */
export function Position() {
  const table = useTable();
  const me = table.me.value;
  if (me?.person === undefined || table.watches) return null;
  const draft = table.drafts.of("position", me.position ?? "");
  const saved = me.position !== "" && draft.value.trim() === me.position;
  const others = (table.store.get(`papers/${table.mine.value}`)?.papers ?? []).filter(
    (p) => p.name !== me.name,
  );
  const alone =
    (seated(table.store).find((d) => d.id === table.mine.value)?.delegates ?? []).length < 2;
  return html`<form class="position-paper" onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    const text = draft.value.trim();
    if (text && !saved) table.give("write_position", { text }, "position");
  }}>
    <h3>${t("Position paper")}</h3>
    <label for="position-text">${t("What do we want, what can we give, and what do we tell the others?")}
      ${" "}<small class="quiet">${alone ? t("Only you and the facilitator read it.") : t("Your delegation and the facilitator read it.")}</small></label>
    <textarea id="position-text" rows="4" maxlength=${limits.text} dir="auto" value=${draft} onInput=${(
      /** @type {any} */ e,
    ) => {
      draft.value = e.currentTarget.value;
    }}></textarea>
    <div class="acts"><button aria-disabled=${saved ? "true" : undefined}>${t("Save the paper")}</button>
      ${saved && html`<span class="note yours" role="status">✓ ${t("Saved.")}</span>`}</div>
    <${Refused} place="position" />
    ${others.map((p) => html`<details key=${p.name}><summary>${t("Paper of {name}", { name: p.name })}</summary><p class="said" dir="auto">${p.text}</p></details>`)}
  </form>`;
}
