// Sentences about the world round the table: mandates that changed, ties between forums, tracks, rungs.

import { t } from "../../i18n.js";

/** @typedef {import("../../store.js").Store} Store */
/** @typedef {import("../../entities").Mandate} Mandate */
/** @typedef {import("../../entities").Linkage} Linkage */
/** @typedef {import("../../entities").Track} Track */
/** @typedef {import("../../entities").Ladder} Ladder */

/**
 * What is told when an entity changes; nothing for most.
 * @param {Store} store
 * @param {string} key
 * @param {any} before
 * @param {any} after
 * @returns {string[]}
 */
export function worldSentence(store, key, before, after) {
  switch (key.split("/", 1)[0]) {
    case "mandate":
      return mandate(store, before, after);
    case "linkage":
      return linkage(before, after);
    case "track":
      return track(before, after);
    case "ladder":
      return ladder(before, after);
    default:
      return [];
  }
}

/**
 * @param {Store} store
 * @param {Mandate} before
 * @param {Mandate} after
 */
function mandate(store, before, after) {
  const known = new Set(before.changed.map(causeKey));
  const still = new Set(after.changed.map(causeKey));
  const forum = store.peek(`forum/${after.forum}`)?.title ?? after.forum;
  const come = after.changed.filter((c) => !known.has(causeKey(c)));
  const gone = before.changed.filter((c) => !still.has(causeKey(c)));
  return [
    ...come.map((c) =>
      t("Your mandate has changed ({forum}): {cause}.", { forum, cause: c.title }),
    ),
    ...gone.map((c) =>
      t("Your mandate is as before ({forum}): {cause} counts no more.", { forum, cause: c.title }),
    ),
  ];
}

/** @param {import("../../entities").Change} cause */
const causeKey = (cause) => `${cause.kind}/${cause.id}/${cause.at}`;

/**
 * @param {Linkage} before
 * @param {Linkage} after
 */
function linkage(before, after) {
  if (before.active === after.active) return [];
  return after.active
    ? [t("{name} is in force. {rule}", { name: after.name, rule: after.rule })]
    : [t("{name} is no longer in force.", { name: after.name })];
}

/**
 * @param {Track} before
 * @param {Track} after
 */
function track(before, after) {
  if (before.value === after.value) return [];
  return [
    t("{track}: {before} → {after}.", {
      track: after.title,
      before: before.value,
      after: after.value,
    }),
  ];
}

/**
 * @param {Ladder} before
 * @param {Ladder} after
 */
function ladder(before, after) {
  const was = new Set(before.rungs.filter((r) => r.reached).map((r) => r.id));
  return after.rungs
    .filter((r) => r.reached !== was.has(r.id))
    .map((r) =>
      r.reached
        ? t("A rung is reached: {title}.", { title: r.title })
        : t("A rung is lost: {title}.", { title: r.title }),
    );
}
