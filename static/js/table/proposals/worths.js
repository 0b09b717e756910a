// Arithmetic on my own mandate, in hundredths, as the server does it; and which act makes sense next.

/** @typedef {import("../../entities").Mandate} Mandate */
/** @typedef {import("../../entities").Package} Package */
/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("../../entities").RedLine} RedLine */
/** @typedef {{sure: number, reach: number, complete: boolean}} Outlook */

/**
 * What a package is worth to me: `sure` for what it settles, `reach` with my best option on every
 * issue it leaves open.
 * @param {Mandate} mandate
 * @param {Package} chosen
 * @returns {Outlook}
 */
export function outlook(mandate, chosen) {
  let sure = 0;
  let rest = 0;
  let complete = true;
  for (const [issue, position] of Object.entries(mandate.issues)) {
    const option = chosen[issue];
    if (option !== undefined) sure += position.worth[option] ?? 0;
    else {
      complete = false;
      rest += Math.max(...Object.values(position.worth));
    }
  }
  return { sure, reach: sure + rest, complete };
}

/**
 * The red lines a package crosses.
 * @param {Mandate} mandate
 * @param {Package} chosen
 * @returns {RedLine[]}
 */
export function crossed(mandate, chosen) {
  return mandate.red_lines.filter((line) => {
    if (chosen[line.issue] !== line.option) return false;
    const lifting = line.unless;
    return !lifting?.options.includes(chosen[lifting.issue]);
  });
}

/**
 * True when no way of settling the rest lifts the package to my walk-away.
 * @param {Mandate} mandate
 * @param {Package} chosen
 */
export function isBelow(mandate, chosen) {
  return outlook(mandate, chosen).reach < mandate.reservation;
}

/**
 * My best option that is not barred, on every issue that is not settled.
 * @param {Mandate} mandate
 * @param {Package} settled
 * @param {(issue: string, option: string) => boolean} [barred]
 */
export function ideal(mandate, settled, barred = () => false) {
  /** @type {Package} */
  const best = { ...settled };
  for (const [issue, position] of Object.entries(mandate.issues)) {
    if (issue in best) continue;
    const ranked = Object.entries(position.worth)
      .filter(([option]) => !barred(issue, option))
      .sort((a, b) => b[1] - a[1]);
    if (ranked.length > 0) best[issue] = ranked[0][0];
  }
  return best;
}

/**
 * What turns one package into another; null takes an issue out.
 * @param {Package} old
 * @param {Package} now
 */
export function changesBetween(old, now) {
  /** @type {Record<string, string | null>} */
  const changes = {};
  for (const issue of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (old[issue] !== now[issue]) changes[issue] = now[issue] ?? null;
  }
  return changes;
}

/**
 * @param {Package} one
 * @param {Package} other
 */
export const isSame = (one, other) => Object.keys(changesBetween(one, other)).length === 0;

/** @typedef {"accept"|"reject"|"reserve"|"amend"|"withdraw"|"cosponsor"|"break"|"reuse"} Act */

/**
 * What can be done with a proposal and which act is the sensible one: never to accept what is
 * below the walk-away or crosses a red line.
 * @param {Proposal} proposal
 * @param {{me: string, party: boolean, bad: boolean, open: boolean}} seat
 *   `bad`: below my walk-away or across a red line; `open`: the forum still negotiates
 * @returns {{primary: Act | null, others: Act[]}}
 */
export function actsFor(proposal, { me, party, bad, open }) {
  if (!open) return { primary: null, others: [] };
  const silent = proposal.state === "silence";
  if (proposal.state !== "tabled" && !silent) return { primary: null, others: ["reuse"] };
  const mine = proposal.stances[me]?.stance;
  const author = proposal.by === me;
  /** @type {Act[]} */
  const others = ["amend"];
  if (!author && !proposal.cosponsors.includes(me) && !bad) others.push("cosponsor");
  if (author) others.push("withdraw");
  if (!party) return { primary: null, others };
  if (silent) {
    if (mine !== "accept") others.unshift("accept");
    if (bad) return { primary: "break", others };
    return { primary: null, others: ["break", ...others] };
  }
  /** @type {Act[]} */
  const stances = ["accept", "reserve", "reject"];
  const open_ = stances.filter((stance) => stance !== mine);
  if (bad) {
    const rest = others.filter((act) => act !== "amend");
    // To accept stays possible (people do), but last.
    return {
      primary: "amend",
      others: [
        ...open_.filter((s) => s !== "accept"),
        ...rest,
        ...open_.filter((s) => s === "accept"),
      ],
    };
  }
  if (mine === "accept") return { primary: null, others: [...others, ...open_] };
  return { primary: "accept", others: [...others, ...open_.filter((s) => s !== "accept")] };
}

/**
 * The proposals that can still be adopted, nearest to adoption first: in silence, then by
 * acceptances, then the newest.
 * @param {readonly Proposal[]} proposals
 */
export function byPromise(proposals) {
  const live = proposals.filter((p) => p.state === "tabled" || p.state === "silence");
  const rank = (/** @type {Proposal} */ p) => (p.state === "silence" ? 1000 : 0) + p.accepts;
  return live.sort((a, b) => rank(b) - rank(a) || b.number - a.number);
}
