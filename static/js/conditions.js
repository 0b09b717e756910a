// Whether a condition holds, as server/rules/state/conditions_met.py has it, but with what one seat may know:
// true, false, or null when that cannot be said from here.
//
//   const world = worldOf(store);
//   holds(linkage.when, world)
//   triggers(store.all("linkage"), world, "energy", package)   what an agreement would set off

/** @typedef {import("./entities").Package} Package */
/** @typedef {import("./entities").Linkage} Linkage */
/** @typedef {Record<string, any>} Condition in the form of scenario files */
/**
 * What is known of the talks. A forum that agreed but has no package here agreed in secret; one of
 * `partial` left some issues open.
 * @typedef {object} World
 * @property {Record<string, string>} states forum -> closed, open, agreed or failed
 * @property {Record<string, Package>} agreed forum -> what it agreed, where that may be known
 * @property {Set<string>} partial forums where the issues left out may still be settled
 * @property {Record<string, number>} tracks
 * @property {Set<string>} rungs that are reached
 * @property {number} kept
 * @property {number} broken
 */

/**
 * @param {import("./store.js").Store} store
 * @returns {World}
 */
export function worldOf(store) {
  const forums = store.all("forum");
  const ladder = store.get("ladder");
  const owed = store.get("scoreboard")?.obligations;
  return {
    states: Object.fromEntries(forums.map((f) => [f.id, f.state])),
    agreed: Object.fromEntries(
      store
        .all("agreement")
        .filter((a) => store.get(`forum/${a.forum}`)?.state === "agreed")
        .map((a) => [a.forum, a.package]),
    ),
    partial: new Set(),
    tracks: Object.fromEntries(store.all("track").map((x) => [x.id, x.value])),
    rungs: new Set((ladder?.rungs ?? []).filter((r) => r.reached).map((r) => r.id)),
    kept: owed?.kept ?? 0,
    broken: owed?.broken ?? 0,
  };
}

/**
 * @param {Condition} condition
 * @param {World} world
 * @returns {boolean | null}
 */
export function holds(condition, world) {
  if ("all" in condition) return every(condition.all, world);
  if ("any" in condition) {
    const not = every(
      condition.any.map((/** @type {Condition} */ part) => ({ not: part })),
      world,
    );
    return not === null ? null : !not;
  }
  if ("not" in condition) {
    const part = holds(condition.not, world);
    return part === null ? null : !part;
  }
  if ("agreed" in condition) return world.states[condition.agreed] === "agreed";
  if ("not_agreed" in condition) return world.states[condition.not_agreed] === "failed";
  if ("forum" in condition) return settled(condition, world);
  if ("track" in condition) return track(condition, world);
  if ("rung" in condition) return world.rungs.has(condition.rung);
  if ("obligations_kept" in condition) return world.kept >= condition.obligations_kept;
  if ("obligations_broken" in condition) return world.broken >= condition.obligations_broken;
  return null;
}

/**
 * @param {Condition[]} parts
 * @param {World} world
 */
function every(parts, world) {
  const found = parts.map((part) => holds(part, world));
  if (found.includes(false)) return false;
  return found.includes(null) ? null : true;
}

/**
 * @param {Condition} condition
 * @param {World} world
 */
function settled({ forum, issue, options }, world) {
  if (world.states[forum] !== "agreed") return false;
  const option = world.agreed[forum]?.[issue];
  if (option !== undefined) return options.includes(option);
  return world.agreed[forum] === undefined || world.partial.has(forum) ? null : false;
}

/**
 * @param {Condition} condition
 * @param {World} world
 */
function track(condition, world) {
  const value = world.tracks[condition.track];
  if (value === undefined) return false;
  return "at_most" in condition ? value <= condition.at_most : value >= condition.at_least;
}

/**
 * The world if the forum agreed this package; what the package leaves open is not known then.
 * @param {World} world
 * @param {string} forum
 * @param {Package} chosen
 * @param {readonly string[]} issues of the forum
 * @returns {World}
 */
export function ifAgreed(world, forum, chosen, issues) {
  const whole = issues.every((issue) => issue in chosen);
  return {
    ...world,
    states: { ...world.states, [forum]: "agreed" },
    agreed: { ...world.agreed, [forum]: chosen },
    partial: whole ? world.partial : new Set([...world.partial, forum]),
  };
}

/**
 * The linkages that an agreement on the package would put in force, and those it would lift.
 * @param {readonly Linkage[]} linkages
 * @param {World} world
 * @param {string} forum
 * @param {Package} chosen
 * @param {readonly string[]} issues of the forum
 */
export function triggers(linkages, world, forum, chosen, issues) {
  const then = ifAgreed(world, forum, chosen, issues);
  return {
    starts: linkages.filter((x) => !x.active && holds(x.when, then) === true),
    ends: linkages.filter((x) => x.active && holds(x.when, then) === false),
  };
}

/**
 * What options of the package need beside them and do not have; an issue left open stands in
 * nobody's way.
 * @param {import("./entities").Forum} forum
 * @param {Package} whole
 * @returns {{issue: string, option: string, needs: string, options: string[], why: string}[]}
 */
export function unmet(forum, whole) {
  const found = [];
  for (const issue of forum.issues ?? []) {
    const option = issue.options.find((o) => o.id === whole[issue.id]);
    for (const need of option?.requires ?? []) {
      const beside = whole[need.issue];
      if (option && beside !== undefined && !need.options.includes(beside))
        found.push({
          issue: issue.id,
          option: option.id,
          needs: need.issue,
          options: need.options,
          why: need.why,
        });
    }
  }
  return found;
}

/**
 * @param {import("./entities").Forum | undefined} forum
 * @param {string} issue
 * @param {string} option
 */
export function isBarred(forum, issue, option) {
  const found = forum?.issues?.find((i) => i.id === issue)?.options.find((o) => o.id === option);
  return Boolean(found?.barred_by);
}

/**
 * The chosen options that are barred now.
 * @param {import("./entities").Forum} forum
 * @param {Package} chosen
 */
export function barredIn(forum, chosen) {
  return (forum.issues ?? []).flatMap((issue) => {
    const option = issue.options.find((o) => o.id === chosen[issue.id]);
    return option?.barred_by ? [{ issue: issue.id, option, by: option.barred_by }] : [];
  });
}
