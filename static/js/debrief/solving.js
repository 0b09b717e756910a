// The exercise "One change away", reckoned: what a package would have been worth, who would have
// accepted it, and which failed proposals could have been saved by changing at most two issues.

/** @typedef {import("./data").Debrief} Debrief */
/** @typedef {import("./data").DebriefForum} DebriefForum */
/** @typedef {import("./data").Offer} Offer */
/** @typedef {import("./data").Space} Space */
/** @typedef {{forum: DebriefForum, offer: Offer, solution: Record<string, string>}} Exercise */

/** Issues that may be changed. */
export const CHANGES = 2;
/** Exercises for one person: more would be work. */
const MOST = 3;

/**
 * @param {Space} space
 * @param {string} side
 * @param {Record<string, string>} pack
 */
export const worth = (space, side, pack) =>
  Object.entries(pack).reduce((sum, [i, o]) => sum + (space.worth[side]?.[i]?.[o] ?? 0), 0);

/**
 * The parties that would not have been below their walk-away.
 * @param {Space} space @param {string[]} parties @param {Record<string, string>} pack
 */
export const willing = (space, parties, pack) =>
  parties.filter((d) => worth(space, d, pack) >= space.walk_aways[d]);

/**
 * True when the rule is met if exactly these accept and all others reject; as
 * server/rules/state/versions.py has it.
 * @param {Space["rule"]} rule @param {string[]} yes
 */
export function passes(rule, yes) {
  if (!rule.all_of.every((d) => yes.includes(d)) || !rule.veto.every((d) => yes.includes(d))) {
    return false;
  }
  if (yes.length >= rule.at_least) return true;
  return (
    yes.length === rule.at_least - 1 && rule.tie_break !== null && yes.includes(rule.tie_break)
  );
}

/** @param {Space} space @param {Record<string, string>} pack */
const stands = (space, pack) =>
  space.issues.every((i) => i.options.includes(pack[i.id])) &&
  space.needs.every((n) => pack[n.issue] !== n.option || n.options.includes(pack[n.beside]));

/**
 * How a changed package would have fared.
 * @param {DebriefForum} forum @param {string} me
 * @param {Record<string, string>} was @param {Record<string, string>} now
 */
export function tried(forum, me, was, now) {
  const space = /** @type {Space} */ (forum.possible?.space);
  const changed = Object.keys(now).filter((i) => now[i] !== was[i]).length;
  const yes = willing(space, forum.parties, now);
  const mine = worth(space, me, now);
  const got = forum.outcome[me]?.score ?? 0;
  const fits = stands(space, now);
  return {
    changed,
    fits,
    yes,
    mine,
    got,
    solved: changed <= CHANGES && fits && passes(space.rule, yes) && mine > got,
  };
}

/**
 * The change of fewest issues, then worth most to the delegation, that solves it; null without one.
 * @param {DebriefForum} forum @param {string} me @param {Record<string, string>} was
 */
export function solved(forum, me, was) {
  const space = /** @type {Space} */ (forum.possible?.space);
  /** @type {{package: Record<string, string>, changed: number, mine: number} | null} */
  let best = null;
  /** @param {number} from @param {Record<string, string>} now @param {number} left */
  const search = (from, now, left) => {
    const found = tried(forum, me, was, now);
    const better =
      best === null ||
      found.changed < best.changed ||
      (found.changed === best.changed && found.mine > best.mine);
    if (found.solved && found.changed > 0 && better) {
      best = { package: now, changed: found.changed, mine: found.mine };
    }
    if (left === 0) return;
    for (let n = from; n < space.issues.length; n++) {
      const issue = space.issues[n];
      if (issue.id in forum.settled && forum.state !== "agreed") continue;
      for (const option of issue.options) {
        if (option !== was[issue.id]) search(n + 1, { ...now, [issue.id]: option }, left - 1);
      }
    }
  };
  search(0, was, CHANGES);
  return /** @type {{package: Record<string, string>} | null} */ (best)?.package ?? null;
}

/**
 * At most three, from what stands out first, one of each forum before a second; only what has a
 * solution, and nothing that needed no change.
 * @param {Debrief} data
 * @param {string} me
 * @returns {Exercise[]}
 */
export function exercises(data, me) {
  const told = (data.moments ?? []).flatMap((m) => ("proposal" in m ? [m.proposal] : []));
  /** @type {Exercise[]} */
  const found = [];
  for (const forum of data.forums) {
    if (!forum.inside || !forum.possible?.space || !forum.parties.includes(me)) continue;
    const rank = (/** @type {Offer} */ o) =>
      told.includes(o.proposal) ? told.indexOf(o.proposal) : told.length;
    const offers = forum.offers
      .filter((o) => o.complete && o.state !== "adopted" && !o.opening)
      .sort((a, b) => rank(a) - rank(b) || b.clock - a.clock);
    for (const offer of offers) {
      if (tried(forum, me, offer.package, offer.package).solved) continue;
      const solution = solved(forum, me, offer.package);
      if (solution !== null) {
        found.push({ forum, offer, solution });
        break;
      }
    }
  }
  return found.slice(0, MOST);
}
