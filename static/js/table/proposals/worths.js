// Arithmetic on my own mandate, in hundredths, as the server does it; and which act makes sense next.

/** @typedef {import("../../entities").Mandate} Mandate */
/** @typedef {import("../../entities").Package} Package */
/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("../../entities").RedLine} RedLine */
/** @typedef {{sure: number, cost: number, reach: number, complete: boolean}} Outlook */

/**
 * What a package is worth to me: `sure` for what it settles, after the `cost` of the red lines it
 * crosses; `reach` with my best option on every issue it leaves open, which may lift a red line.
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
  const cost = mandate.role === "observer" ? 0 : costOf(crossed(mandate, chosen));
  return { sure: sure - cost, cost, reach: complete ? sure - cost : sure + rest, complete };
}

/** @param {readonly {cost?: number}[]} lines */
const costOf = (lines) => lines.reduce((sum, line) => sum + (line.cost ?? 0), 0);

/** @param {Proposal} proposal that can still be adopted */
export const isLive = (proposal) => proposal.state === "tabled" || proposal.state === "silence";

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
/** @typedef {{act: Act, primary: boolean, pressed: boolean, idle: boolean}} Slot  `idle`: not now */

/**
 * What can be done with a proposal, each act always in its place: pressing one moves no other. The
 * sensible act is marked, which is never to accept what is below the walk-away or crosses a red line.
 * @param {Proposal} proposal
 * @param {{me: string, party: boolean, bad: boolean, open: boolean}} seat
 *   `bad`: below my walk-away or across a red line; `open`: the forum still negotiates
 * @returns {Slot[]}
 */
export function actsFor(proposal, { me, party, bad, open }) {
  if (!open) return [];
  /** @type {(act: Act, more?: Partial<Slot>) => Slot} */
  const slot = (act, more) => ({ act, primary: false, pressed: false, idle: false, ...more });
  if (!isLive(proposal)) return [slot("reuse")];
  const silent = proposal.state === "silence";
  const mine = proposal.stances[me]?.stance;
  const author = proposal.by === me;
  const sponsor = proposal.cosponsors.includes(me);
  /** @type {Slot[]} */
  const slots = [];
  if (party) {
    slots.push(slot("accept", { primary: !bad && mine !== "accept", pressed: mine === "accept" }));
    slots.push(
      silent ? slot("break", { primary: bad }) : slot("reject", { pressed: mine === "reject" }),
      slot("reserve", { pressed: mine === "reserve", idle: silent }),
    );
  }
  slots.push(slot("amend", { primary: party && bad && !silent }));
  if (author) slots.push(slot("withdraw"));
  else if (!bad || sponsor) slots.push(slot("cosponsor", { pressed: sponsor }));
  return slots;
}

/**
 * The proposals that can still be adopted, nearest to adoption first: in silence, then by
 * acceptances, then the newest.
 * @param {readonly Proposal[]} proposals
 */
export function byPromise(proposals) {
  const live = proposals.filter(isLive);
  const rank = (/** @type {Proposal} */ p) => (p.state === "silence" ? 1000 : 0) + p.accepts;
  return live.sort((a, b) => rank(b) - rank(a) || b.number - a.number);
}
