// What happened at a table between two moments and what waits now, out of the view alone.

/** @typedef {import("../../store.js").Store} Store */
/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("../../entities").StanceKind} StanceKind */
/** @typedef {import("../../entities").Agreement} Agreement */
/** @typedef {import("../../entities").Channel} Channel */
/** @typedef {import("../../entities").Message} Message */
/** @typedef {import("../../entities").Obligation} Obligation */
/** @typedef {import("../../entities").Letter} Letter */
/** @typedef {import("../../entities").Inject} Inject */

/**
 * `answers`: proposals that wait for my stance, with the stances others took meanwhile; `due`: what
 * my delegation owes by the end of this round, or is late with; `deadlines` lie ahead, soonest first.
 * @typedef {{
 *   tabled: Proposal[],
 *   answers: {proposal: Proposal, stances: {who: string, stance: StanceKind}[]}[],
 *   agreed: Agreement[],
 *   said: {channel: string, count: number, last: Message}[],
 *   changed: Obligation[],
 *   due: Obligation[],
 *   news: Inject[],
 *   letters: Letter[],
 *   deadlines: {at: number, proposal: Proposal | null}[],
 *   empty: boolean,
 * }} Digest
 */

/**
 * @param {Store} store
 * @param {string} mine my delegation
 * @param {import("./absence.js").Away} away
 * @param {number} now
 * @returns {Digest}
 */
export function digestOf(store, mine, { from, until }, now) {
  /** @param {number | null} at */
  const missed = (at) => at !== null && at > from && at <= until;
  const proposals = store.all("proposal").sort((a, b) => a.number - b.number);
  const open = proposals.filter((p) => p.state === "tabled" || p.state === "silence");
  const obligations = store.all("obligation");
  const found = {
    tabled: proposals.filter((p) => missed(p.at)),
    answers: open
      .filter((p) => p.stances[mine] === undefined && isParty(store, p.forum, mine))
      .map((proposal) => ({ proposal, stances: stancesMissed(proposal, missed) })),
    agreed: store.all("agreement").filter((a) => missed(a.adopted_at)),
    said: said(store, missed),
    changed: obligations.filter((o) => missed(o.at)),
    due: obligations.filter((o) => o.by === mine && (o.due_now || o.overdue)),
    news: store
      .all("inject")
      .filter((one) => missed(one.at))
      .sort((a, b) => a.at - b.at),
    letters: store
      .all("letter")
      .filter((l) => l.state === "draft" && l.with.includes(mine) && !l.signed.includes(mine)),
  };
  // A deadline alone is on the page's clock already.
  const empty = Object.values(found).every((list) => list.length === 0);
  return { ...found, deadlines: deadlines(store, open, now), empty };
}

/**
 * @param {Store} store
 * @param {string} forum
 * @param {string} mine
 */
const isParty = (store, forum, mine) =>
  store.get(`forum/${forum}`)?.parties.includes(mine) ?? false;

/**
 * @param {Proposal} proposal
 * @param {(at: number | null) => boolean} missed
 */
const stancesMissed = (proposal, missed) =>
  Object.entries(proposal.stances)
    .filter(([who, stance]) => who !== proposal.by && missed(stance.at))
    .map(([who, { stance }]) => ({ who, stance }));

/**
 * @param {Store} store
 * @param {(at: number | null) => boolean} missed
 */
function said(store, missed) {
  /** @type {Map<string, {channel: string, count: number, last: Message}>} */
  const by = new Map();
  for (const message of store.all("message")) {
    if (!missed(message.at)) continue;
    const before = by.get(message.channel);
    const last = before && before.last.at > message.at ? before.last : message;
    by.set(message.channel, { channel: message.channel, count: (before?.count ?? 0) + 1, last });
  }
  return [...by.values()].sort((a, b) => b.last.at - a.last.at);
}

/**
 * The end of the phase (`proposal` is null) and of silence periods.
 * @param {Store} store
 * @param {Proposal[]} open
 * @param {number} now
 */
function deadlines(store, open, now) {
  const clock = store.get("clock");
  const ends = clock?.running ? clock.ends_at : null;
  return [
    { at: ends, proposal: null },
    ...open.map((proposal) => ({ at: proposal.silence_ends_at, proposal })),
  ]
    .flatMap(({ at, proposal }) => (at !== null && at > now ? [{ at, proposal }] : []))
    .sort((a, b) => a.at - b.at);
}
