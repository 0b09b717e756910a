// Where each issue of a forum stands in the negotiating text. It follows from what is settled and who
// stands behind which open proposal, so nobody sends it; the rules say the same (tests/rules/cases.json).

import { seated } from "./code.js";

/** @typedef {import("../entities").Forum} Forum */
/** @typedef {NonNullable<Forum["text"]>[number]} Line */

/**
 * A line for each issue, in the forum's order; none for a forum that one does not see into.
 * @param {import("../store.js").Store} store
 * @param {Forum} forum
 * @returns {Line[]}
 */
export function linesOf(store, forum) {
  const tabled = store
    .all("proposal")
    .filter((p) => p.forum === forum.id && (p.state === "tabled" || p.state === "silence"));
  const seats = seated(store).map((d) => d.id);
  return (forum.issues ?? []).map((issue) => {
    const option = forum.settled?.[issue.id];
    if (option !== undefined) return { issue: issue.id, status: "settled", option, brackets: [] };
    const brackets = issue.options.flatMap(({ id, clause }) => {
      const behind = tabled.filter((p) => p.package[issue.id] === id).flatMap(supporters);
      if (behind.length === 0) return [];
      return [{ option: id, clause, by: seats.filter((seat) => behind.includes(seat)) }];
    });
    const [only] = brackets;
    if (brackets.length !== 1)
      return { issue: issue.id, status: only ? "disputed" : "open", option: null, brackets };
    const all = forum.parties.every((party) => only.by.includes(party));
    return { issue: issue.id, status: all ? "agreed" : "proposed", option: only.option, brackets };
  });
}

/** @param {import("../entities").Proposal} proposal */
const supporters = ({ by, cosponsors, stances }) => [
  by,
  ...cosponsors,
  ...Object.keys(stances).filter((party) => stances[party].stance === "accept"),
];
