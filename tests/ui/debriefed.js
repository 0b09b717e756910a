// A small debrief for the tests: two parties, two issues, two proposals that failed.

export const SPACE = {
  issues: [
    { id: "oil", options: ["low", "high"] },
    { id: "pace", options: ["slow", "even", "fast"] },
  ],
  worth: {
    rok: { oil: { low: 10, high: 50 }, pace: { slow: 0, even: 30, fast: 20 } },
    usa: { oil: { low: 40, high: 0 }, pace: { slow: 60, even: 30, fast: 0 } },
  },
  walk_aways: { rok: 30, usa: 40 },
  rule: { all_of: ["rok"], at_least: 2, veto: [], tie_break: null },
  needs: [{ issue: "oil", option: "high", beside: "pace", options: ["even", "fast"] }],
};
export const PARTIES = ["rok", "usa"];

/** @param {string} proposal @param {string} by @param {Record<string, number>} scores */
const offer = (proposal, by, scores) => ({
  proposal,
  number: 1,
  label: proposal.toUpperCase(),
  by,
  clock: 60_000,
  round: 1,
  state: "lapsed",
  ended_clock: 90_000,
  opening: false,
  complete: true,
  amends: null,
  note: "",
  package: { oil: "low", pace: "even" },
  said: [
    { clock: 1, by: "usa", stance: "reject", reason: "no" },
    { clock: 2, by: "usa", stance: "accept", reason: "" },
  ],
  stances: { rok: "accept", usa: "accept" },
  silences: [],
  scores,
  walk_aways: { rok: 30, usa: 40 },
});

export const FORUM = /** @type {any} */ ({
  id: "energy",
  title: "Energy",
  kind: "working_group",
  parties: PARTIES,
  observers: [],
  chair: null,
  state: "failed",
  ended_clock: null,
  inside: true,
  issues: SPACE.issues.map((i) => ({
    id: i.id,
    title: i.id,
    options: i.options.map((o) => ({ id: o, text: o, clause: o })),
  })),
  settled: {},
  offers: [offer("e-1", "rok", { rok: 40, usa: 70 }), offer("e-2", "usa", { rok: 10, usa: 100 })],
  outcome: {},
  debrief: "",
  possible: {
    packages: 5,
    feasible: 1,
    efficient: 3,
    zone: 2,
    nash: { package: {}, scores: { rok: 40, usa: 70 } },
    kalai_smorodinsky: null,
    utilitarian: null,
    egalitarian: null,
    space: SPACE,
  },
});

export const DATA = /** @type {any} */ ({
  talks: "t",
  table: 1,
  delegation: "rok",
  cards: { all: [], turned: [], open: ["mandates", "possible", "channels"] },
  delegations: PARTIES.map((id) => ({
    id,
    code: id.toUpperCase(),
    short: id,
    name: id,
    colour: "blue",
  })),
  rounds: [
    { number: 1, title: "One", forums: ["energy"] },
    { number: 2, title: "Two", forums: [] },
  ],
  turns: [
    { at: 1000, clock: 0, round: 1, phase: "briefing" },
    { at: 5000, clock: 3000, round: 2, phase: "briefing" },
  ],
  running: [
    [1000, 2000],
    [3000, 6000],
  ],
  forums: [FORUM],
  totals: {},
  no_deal: {},
  others: [],
});
