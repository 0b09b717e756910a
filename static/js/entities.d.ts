// The entities of a view, as server/rules/views makes them. Scores and worths are integers in
// hundredths of a point; times are milliseconds since the epoch.

export type Stage = "channels" | "mandates" | "scores" | string;
export type Phase = "briefing" | "negotiation" | "result" | null;
export type StanceKind = "accept" | "reject" | "reserve";
export type Package = Record<string, string>;

export interface RoundEntry {
  id: string;
  title: string;
  forums: string[];
  minutes?: number;
}

export interface Talks {
  id: string;
  table: number;
  title: string;
  state: "lobby" | "running" | "concluded" | "debrief" | "archived";
  paused: boolean;
  round: number;
  rounds: RoundEntry[];
  round_title?: string | null;
  phase: Phase;
  schedule?: RoundEntry[];
  forums_now: string[];
  difficulty?: string;
  revealed?: Stage[];
}

export interface Clock {
  running: boolean;
  remaining_ms: number | null;
  ends_at: number | null;
  server_now: number;
}

export interface Note {
  text: string;
  at: number;
}

export interface Me {
  audience: "delegate" | "delegation" | "facilitator" | "public" | string;
  person?: string;
  name?: string;
  delegation?: string;
  inner_role?: string;
  acts?: boolean;
  stepped_out?: boolean;
  help?: Note[];
  notes?: Note[];
  reflections?: { prompt: string; text: string }[];
}

export interface Delegate {
  name: string;
  role: string;
  present: boolean;
  person?: string;
}

export interface Delegation {
  id: string;
  name: string;
  short: string;
  code: string;
  flag: string;
  colour: string;
  pattern: string;
  stance_text?: string;
  delegates: Delegate[];
  bot: { temperament?: string } | null;
  ready: boolean;
  last_activity_at?: number | null;
  order: number;
}

export interface Option {
  id: string;
  text: string;
  clause: string;
  barred_by?: string | null;
}

export interface Issue {
  id: string;
  title: string;
  options: Option[];
}

export interface Bracket {
  option: string;
  clause: string;
  by: string[];
}

export interface TextLine {
  issue: string;
  status: "settled" | "agreed" | "proposed" | "disputed" | "open";
  option?: string | null;
  brackets?: Bracket[];
}

export interface Forum {
  id: string;
  title: string;
  kind: string;
  chair?: string | null;
  parties: string[];
  observers?: string[];
  rule?: { silence_seconds?: number };
  rule_text?: string;
  setting?: string;
  state: "closed" | "open" | "agreed" | "failed";
  now?: boolean;
  issues?: Issue[];
  settled?: Package;
  text?: TextLine[];
  order?: number;
}

export interface Position {
  weight: number;
  values: Record<string, number>;
  worth: Record<string, number>;
  why?: string;
  refs?: string[];
}

export interface RedLine {
  issue: string;
  option: string;
  why: string;
  cost?: number;
  unless?: { issue: string; options: string[] } | null;
}

export interface Mandate {
  forum: string;
  delegation: string;
  issues: Record<string, Position>;
  reservation: number;
  best: number;
  alternative?: string;
  red_lines: RedLine[];
  changed?: unknown[];
  role?: "party" | "observer";
}

export interface Stance {
  stance: StanceKind;
  reason: string;
  at?: number;
}

export interface Proposal {
  id: string;
  number: number;
  forum: string;
  by: string;
  package: Package;
  complete: boolean;
  amends: string | null;
  changes: Record<string, string | null> | null;
  cosponsors: string[];
  note: string;
  state: "tabled" | "silence" | "adopted" | "withdrawn" | "lapsed" | "rejected";
  lapse_why?: string | null;
  stances: Record<string, Stance>;
  silence_ends_at: number | null;
  at: number;
  worth: number | null;
  red_lines: { issue: string; option: string; why: string }[];
  accepts: number;
  needs: string;
}

export interface Agreement {
  forum: string;
  title: string;
  package: Package;
  clauses: { issue: string; option: string; clause: string }[];
  adopted_at: number;
  by: string | null;
  recorded: boolean;
  partial: boolean;
  signatories: string[];
}

export interface Channel {
  id: string;
  kind: "plenary" | "delegation" | "caucus";
  members: string[];
  readers_text: string;
  readers?: string[];
  member?: boolean;
  reads?: boolean;
  muted: boolean;
}

export interface Message {
  id: string;
  channel: string;
  by: string | null;
  name: string;
  text: string;
  at: number;
  kind: "say" | "announce" | "note";
}

export interface ScoreLine {
  kind: string;
  forum?: string;
  text: string;
  amount: number;
  score?: number;
  weight?: number;
  weights?: number;
  issue?: string;
  option?: string;
}

export interface Scoreboard {
  agreements: { forum: string; title: string; state: string }[];
  agreed: number;
  forums: number;
  joint: Record<string, { sum_share_bp: number | null; nash_share_bp: number | null }> | null;
  mine: { total: number; lines: ScoreLine[] } | null;
  others: Record<string, number> | null;
  policy: string;
}

export type May = Record<string, true | { code: string; message: string }>;

export type Entity = object;

/** Which entity lies under a key. */
export type EntityOf<K extends string> = K extends "talks"
  ? Talks
  : K extends "clock"
    ? Clock
    : K extends "me"
      ? Me
      : K extends "scoreboard"
        ? Scoreboard
        : K extends "may"
          ? May
          : K extends `delegation/${string}`
            ? Delegation
            : K extends `forum/${string}`
              ? Forum
              : K extends `mandate/${string}`
                ? Mandate
                : K extends `proposal/${string}`
                  ? Proposal
                  : K extends `agreement/${string}`
                    ? Agreement
                    : K extends `channel/${string}`
                      ? Channel
                      : K extends `message/${string}`
                        ? Message
                        : Entity;

export interface Receipt {
  id: string;
  accepted: boolean;
  refusal?: string;
  facts?: Record<string, unknown>;
  message?: string;
}

export interface Notice {
  kind: string;
  [more: string]: unknown;
}

export interface ViewEnvelope {
  etag: string;
  entities: Record<string, Entity>;
  server_now?: number;
}

export interface PatchEnvelope {
  base: string;
  etag: string;
  put: Record<string, Entity>;
  drop: string[];
  server_now?: number;
}

/** What the server writes into the page. */
export interface Boot {
  page?: string;
  talks?: string;
  classroom?: string;
  urls?: Record<string, string>;
  locale?: string;
  messages?: Record<string, string | string[]>;
}
