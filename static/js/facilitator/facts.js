// Facts of the log that a facilitator brought about, in sentences.

import { dayAndHour } from "../format.js";
import { t } from "../i18n.js";
import { phaseText } from "./wall/glance.js";

/** @typedef {{kind: string, about: Record<string, any>}} Fact */

/** @type {Record<string, string>} */
const GROUP = {
  phase_began: "clock",
  paused: "clock",
  resumed: "clock",
  clock_extended: "clock",
  concluded: "clock",
  archived: "clock",
  rolled_back: "clock",
  seat_assigned: "seats",
  seat_released: "seats",
  inner_role_set: "seats",
  seats_locked: "seats",
  bot_seated: "seats",
  bot_unseated: "seats",
  agent_seated: "seats",
  agent_paused: "seats",
  agent_unseated: "seats",
  observer_seated: "seats",
  message_sent: "words",
  note_sent: "words",
  help_closed: "words",
  flagged: "words",
  unflagged: "words",
  agreement_recorded: "agreements",
  agreement_voided: "agreements",
  obligation_settled: "agreements",
  obligation_lapsed: "agreements",
  capital_decided: "agreements",
  inject_fired: "world",
  inject_undone: "world",
  linkage_triggered: "world",
  linkage_lifted: "world",
  rung_reached: "world",
  rung_lost: "world",
};

/** @returns {[string, string][]} */
export const GROUPS = () => [
  ["clock", t("Phases and clocks")],
  ["words", t("Words and marks")],
  ["seats", t("Seats")],
  ["agreements", t("Agreements")],
  ["world", t("Events from outside")],
  ["rest", t("Anything else")],
];

/** @param {Fact} fact */
export const groupOf = (fact) => GROUP[fact.kind] ?? "rest";

/**
 * @param {Fact} fact
 * @param {{seats: Record<string, {short: string}>, forums: Record<string, {title: string}>}} table
 * @param {Record<string, string>} names of people
 */
export function factText({ kind, about }, table, names) {
  const side = (/** @type {string} */ id) => table.seats[id]?.short ?? id;
  const person = names[about.person] ?? about.name ?? about.person;
  const forum = table.forums[about.forum]?.title ?? about.forum;
  const why = about.reason ? ` ${t("Reason: {reason}", { reason: about.reason })}` : "";
  switch (kind) {
    case "talks_opened":
      return t("Opened the table.");
    case "phase_began": {
      const phase = phaseText(/** @type {any} */ ({ state: "running", phase: about.phase }));
      const words = { n: about.round + 1, phase };
      return about.why === "stepped_back"
        ? t("Back to round {n}, {phase}.", words)
        : t("Round {n}, {phase} begins.", words);
    }
    case "paused":
      return t("Paused.");
    case "resumed":
      return t("Resumed.");
    case "clock_extended":
      return t("Added {n} seconds.", { n: about.seconds });
    case "rolled_back":
      return t("Rolled back to the beginning of a phase.") + why;
    case "concluded":
      return t("Ended the talks.");
    case "archived":
      return t("Archived the talks.");
    case "agreement_recorded":
      return t("Recorded an agreement: {forum}.", { forum });
    case "agreement_voided":
      return t("Voided the agreement: {forum}.", { forum }) + why;
    case "forum_agreed":
      return t("{forum}: agreed.", { forum });
    case "forum_failed":
      return t("{forum}: not agreed.", { forum });
    case "message_sent":
      return t("Told the table: {text}", { text: about.text });
    case "note_sent":
      return t("Told {who}: {text}", { who: names[about.to] ?? side(about.to), text: about.text });
    case "help_closed":
      return t("Answered a question aloud.");
    case "flagged":
      return t("Flagged a {what}: {note}", { what: about.kind, note: about.note || "–" });
    case "unflagged":
      return t("Took a flag away.");
    case "seat_assigned":
      return t("{person} sits with {who}.", { person, who: side(about.delegation) });
    case "seat_released":
      return t("{person} leaves the seat.", { person }) + why;
    case "inner_role_set":
      return t("{person} has another part: {role}.", { person, role: about.inner_role });
    case "seats_locked":
      return about.locked ? t("Locked the seats.") : t("Unlocked the seats.");
    case "bot_seated":
      return t("A bot plays {who}.", { who: side(about.delegation) });
    case "bot_unseated":
      return t("People play {who} again.", { who: side(about.delegation) });
    case "agent_seated":
      return t("An agent plays {who}: {name}.", { who: side(about.delegation), name: about.name });
    case "agent_paused":
      return about.paused
        ? t("Paused the agent of {who}.", { who: side(about.delegation) })
        : t("Let the agent of {who} go on.", { who: side(about.delegation) });
    case "agent_unseated":
      return t("The agent of {who} left its seat.", { who: side(about.delegation) });
    case "policy_set":
      return t("Changed a rule: {what}.", {
        what: Object.entries(about.policies ?? {})
          .map(([name, value]) => `${name} = ${value}`)
          .join(", "),
      });
    case "proposal_lapsed":
      return t("Open proposals lapsed.");
    case "proposal_reopened":
      return t("Proposals that had lapsed are open again.");
    case "inject_fired":
      return about.why === "facilitator"
        ? t("Fired an event: {title}.", { title: about.title })
        : t("An event happened by itself: {title}.", { title: about.title });
    case "inject_undone":
      return t("Took an event back: {what}.", { what: about.inject }) + why;
    case "linkage_triggered":
      return t("A linkage is in force: {what}.", { what: about.linkage });
    case "linkage_lifted":
      return t("A linkage is lifted: {what}.", { what: about.linkage });
    case "rung_reached":
      return t("A rung of the ladder is reached: {what}.", { what: about.rung });
    case "rung_lost":
      return t("A rung of the ladder is lost: {what}.", { what: about.rung });
    case "obligation_settled":
      return t("Settled an obligation as {status}: {what}.", {
        status: about.status,
        what: about.obligation_id,
      });
    case "capital_decided":
      return t("Answered for the capital of {who}: {what}.", {
        who: side(about.delegation),
        what: String(about.decision).replaceAll("_", " "),
      });
    case "revealed":
      return t("Laid open: {what}.", { what: about.stage });
    case "reveal_planned":
      return about.at === null
        ? t("Took back the date of a card: {what}.", { what: about.stage })
        : t("A card turns by itself on {when}: {what}.", {
            what: about.stage,
            when: dayAndHour(about.at),
          });
    default:
      return `${kind.replaceAll("_", " ")}${about.title ? `: ${about.title}` : ""}.${why}`;
  }
}
