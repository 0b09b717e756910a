// The debrief as /api/v1/talks/ID/debrief gives it. Scores in hundredths of a point, clocks in
// milliseconds that the table's clock had run.

export interface Side {
  id: string;
  code: string;
  short: string;
  name: string;
  colour: string;
  pattern: string;
}

export interface Said {
  clock: number;
  by: string;
  stance: "accept" | "reject" | "reserve";
  reason: string;
}

export interface Offer {
  proposal: string;
  number: number;
  label: string;
  by: string;
  clock: number;
  round: number;
  state: string;
  ended_clock: number;
  opening: boolean;
  complete: boolean;
  amends: string | null;
  note: string;
  package: Record<string, string>;
  said: Said[];
  stances: Record<string, "accept" | "reject" | "reserve">;
  silences: { clock: number; ended_clock: number | null; broken_by: string | null }[];
  scores: Record<string, number>;
  walk_aways: Record<string, number>;
}

export interface Outcome {
  package: Record<string, string>;
  scores: Record<string, number>;
}

export interface Space {
  issues: { id: string; options: string[] }[];
  worth: Record<string, Record<string, Record<string, number>>>;
  walk_aways: Record<string, number>;
  rule: { all_of: string[]; at_least: number; veto: string[]; tie_break: string | null };
  needs: { issue: string; option: string; beside: string; options: string[] }[];
}

export interface Possible {
  packages: number;
  feasible: number | null;
  efficient: number | null;
  zone: number | null;
  nash: Outcome | null;
  kalai_smorodinsky: Outcome | null;
  utilitarian: Outcome | null;
  egalitarian: Outcome | null;
  left_out?: { code: string; message: string };
  space?: Space;
  agreement?: {
    sum_share_bp: number | null;
    nash_share_bp: number | null;
    left: number;
    better: Record<string, string> | null;
    /** Ten-thousandths, each party's scores from its worst (0) to its ideal (1). */
    distances: { frontier: number } & Record<
      "nash" | "kalai_smorodinsky" | "utilitarian" | "egalitarian",
      number | null
    >;
  };
}

export interface DebriefForum {
  id: string;
  title: string;
  kind: string;
  parties: string[];
  observers: string[];
  chair: string | null;
  state: "closed" | "open" | "agreed" | "failed";
  ended_clock: number | null;
  inside: boolean;
  issues: {
    id: string;
    title: string;
    options: { id: string; text: string; clause: string; record?: boolean }[];
  }[];
  settled: Record<string, string>;
  offers: Offer[];
  outcome: Record<string, { score: number; walk_away: number; best: number }>;
  debrief: string;
  possible: Possible | null;
}

export interface Promised {
  letter: string;
  with: string[];
  obligation: string;
  by: string;
  what: string;
  due_round: number;
  status: string;
  support: { forum: string; issue: string; option: string } | null;
  verdict: "kept" | "contradicted" | "open";
  deeds: {
    kind: string;
    at: number;
    proposal: string | null;
    number: number | null;
    label: string;
    option: string | null;
    words: string;
  }[];
}

type Points = Record<string, number>;

interface Found {
  at: number;
  clock: number;
  round: number;
  forum: string | null;
}

interface OneChange extends Found {
  kind: "one_change";
  proposal: string;
  issue: string;
  was: string;
  option: string;
  came: string[];
  lost: string[];
  before: Points;
  after: Points;
  signalled: Record<string, string>;
  said: string[];
  knowable: boolean;
}

interface SingleObjector extends Found {
  kind: "single_objector";
  proposal: string;
  objector: string;
  stance: string | null;
  reason: string;
  gain: number;
  forgone: Points;
}

interface FirstAcceptable extends Found {
  kind: "first_acceptable";
  proposal: string;
  refused: Points;
  gains: Points;
}

interface NeverTabled extends Found {
  kind: "never_tabled";
  package: Record<string, string>;
  gains: Points;
  nearest: string | null;
  differs: string[];
  many: number;
}

interface RefusedAbove extends Found {
  kind: "refused_above";
  proposal: string;
  delegation: string;
  reason: string;
  gain: number;
  forgone: number;
}

interface BelowWalkAway extends Found {
  kind: "below_walk_away";
  gains: Points;
}

interface AcrossRedLine extends Found {
  kind: "across_red_line";
  delegation: string;
  issue: string;
  option: string;
  why: string;
  cost: number;
}

interface PromiseContradicted extends Found {
  kind: "promise_contradicted";
  promised: Promised;
}

interface LinkageUnused extends Found {
  kind: "linkage_unused";
  linkage: string;
  name: string;
  rule: string;
  zone: number;
  zone_with: number;
}

/** A finding with its moment: see server/analysis/moments/kinds.py. */
export type Moment =
  | OneChange
  | SingleObjector
  | FirstAcceptable
  | NeverTabled
  | RefusedAbove
  | BelowWalkAway
  | AcrossRedLine
  | PromiseContradicted
  | LinkageUnused;

export interface Debrief {
  talks: string;
  table: number;
  title: string;
  state: string;
  delegation: string | null;
  everything: boolean;
  cards: { all: string[]; turned: string[]; open: string[] };
  delegations: Side[];
  rounds: { number: number; title: string; forums: string[] }[];
  turns: { at: number; clock: number; round: number; phase: string }[];
  forums: DebriefForum[];
  moments: Moment[] | null;
  promises: Promised[] | null;
  totals: Record<string, number>;
  no_deal: Record<string, number>;
  running: [number, number][];
  others: {
    label: number | string;
    forums: Record<string, { state: string; settled: Record<string, string> }>;
  }[];
}

/** A table of data: the first cell of a row is its head. */
export interface Sheet {
  columns: string[];
  rows: (string | number | null)[][];
}

/** A place of a picture that can be stepped to: where it is, in pixels, and what it says. */
export interface Stop {
  x: number;
  y: number;
  text: string;
}

/** What all forums together could have given; totals in hundredths of a point. */
export interface Conference {
  forums: string[];
  linkages: string[];
  without_agreement: Record<string, number>;
  here: Record<string, number>;
  ideal: Record<string, number>;
  best_sum: {
    agreements: Record<string, Record<string, string> | null>;
    totals: Record<string, number>;
  };
  efficient: number | null;
}
