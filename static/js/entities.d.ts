// Short names for the entities of a view (wire.d.ts) and what the server writes into a page.

import type * as W from "./wire";

export type Phase = W.TalksEntity["phase"];
export type StanceKind = W.StanceEntry["stance"];
export type Package = Record<string, string>;
export type Talks = W.TalksEntity;
export type Clock = W.ClockEntity;
export type Me = W.MeEntity;
export type Delegation = W.DelegationEntity;
export type Agent = W.AgentEntry;
export type Forum = W.ForumEntity;
export type Issue = W.IssueEntry;
export type Option = W.OptionEntry;
export type Mandate = W.MandateEntity;
export type RedLine = W.RedLineEntry;
export type Proposal = W.ProposalEntity;
export type Agreement = W.AgreementEntity;
export type Channel = W.ChannelEntity;
export type Message = W.MessageEntity;
export type Team = W.TeamEntity;
export type Ballots = W.BallotsEntity;
export type Approval = W.ApprovalEntity;
export type ScoreLine = W.ScoreLine;
export type Scoreboard = W.ScoreboardEntity;
export type ReadingEntity = W.ReadingEntity;
export type Steering = W.SteeringEntity;
export type Obligation = W.ObligationEntity;
export type Letter = W.LetterEntity;
export type Linkage = W.LinkageEntity;
export type Inject = W.InjectEntity;
export type Track = W.TrackEntity;
export type Ladder = W.LadderEntity;
export type Modifier = W.ModifierEntry;
export type Shift = W.ShiftEntry;
export type Change = W.ChangeEntry;
export type Cause = W.CauseEntry;
export type Entity = object;

/** Which entity lies under a key. */
export type EntityOf<K extends string> = K extends keyof W.Entities ? W.Entities[K] : Entity;

/** A receipt, its refusal's parts present or not. */
export interface Receipt {
  id: string | null;
  accepted: boolean;
  refusal?: string;
  facts?: Record<string, unknown>;
  message?: string;
}

export type Notice = W.Notice;

export interface ViewEnvelope {
  etag: string;
  text?: W.TextNames;
  entities: Record<string, Entity>;
  server_now: number;
}

export interface PatchEnvelope {
  base: string;
  etag: string;
  put: Record<string, Entity>;
  drop: string[];
  server_now: number;
}

/** What an observer's link opens. */
export interface Watched {
  sees: "public" | "delegation" | "everything" | "replay";
  label: string;
  told: boolean;
  title: string;
  delegation: string | null;
  tables: { table: number; here: boolean; href: string }[];
}

/** At a table that somebody plays alone: the form that makes it anew. */
export interface Alone {
  start: string;
  choose: string;
  token: string;
  choices: Record<string, string>;
  harder: string | null;
}

/** What the server writes into the page. */
export interface Boot {
  page?: string;
  talks?: string;
  classroom?: string;
  token?: string;
  watching?: Watched;
  solo?: Alone;
  /** Why no other device reaches this address, and what to do. */
  only_here?: string;
  csrf?: string;
  limits?: typeof import("./limits.js").limits;
  urls?: Record<string, string>;
  locale?: string;
  messages?: Record<string, string | string[]>;
}
