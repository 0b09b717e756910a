"""The state of one live negotiation, as its log makes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from immutables import Map

from server.rules.commands.plenary import EndorsementKind
from server.rules.commands.proposals import StanceKind
from server.rules.commands.reading import Guess
from server.rules.commands.teams import CapitalDecision
from server.rules.ids import (
    ChannelId,
    DelegationId,
    ForumId,
    InjectId,
    IssueId,
    LetterId,
    MessageId,
    ObligationId,
    OptionId,
    PersonId,
    ProposalId,
    TalksId,
)
from server.rules.seats import AgentSeat, BotSeat, Moved, Seat
from server.rules.state.by_facilitator import Aside, Fired, Mark
from server.rules.state.causes import Cause
from server.rules.state.obligation import Obligation
from server.rules.state.preparation import Answered, Paper
from server.rules.state.said import Channel, Said
from server.rules.state.side_letter import Letter
from server.rules.written.forum import Forum
from server.rules.written.letters import letters
from server.rules.written.package import Package
from server.rules.written.policies import Policies
from server.rules.written.scenario import Preset, Round, Scenario
from server.rules.written.world import Inject

Calibrate = Callable[[Scenario, str], Scenario]
"""Scenario and difficulty -> the scenario as it is played, benchmarks included. Pure."""

SteeredKind = Literal[
    "paused", "resumed", "extended", "advanced", "stepped_back", "rolled_back", "recorded",
    "voided", "concluded",
]  # fmt: skip


class TalksState(StrEnum):
    """The life of talks."""

    LOBBY = "lobby"
    RUNNING = "running"
    CONCLUDED = "concluded"
    DEBRIEF = "debrief"
    ARCHIVED = "archived"

    @property
    def is_over(self) -> bool:
        """True once the talks are concluded, whatever follows."""
        return self in {TalksState.CONCLUDED, TalksState.DEBRIEF, TalksState.ARCHIVED}

    @property
    def is_laid_open(self) -> bool:
        """True once the debrief has begun."""
        return self in {TalksState.DEBRIEF, TalksState.ARCHIVED}

    @property
    def is_discussed(self) -> bool:
        """True from the conclusion until the talks are closed for good."""
        return self in {TalksState.CONCLUDED, TalksState.DEBRIEF}


class Phase(StrEnum):
    """The parts of a round."""

    BRIEFING = "briefing"
    NEGOTIATION = "negotiation"
    RESULT = "result"


class ForumStatus(StrEnum):
    """Where a forum stands."""

    CLOSED = "closed"
    OPEN = "open"
    AGREED = "agreed"
    FAILED = "failed"


class ProposalState(StrEnum):
    """Where a proposal stands."""

    TABLED = "tabled"
    SILENCE = "silence"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OPEN_STATES = frozenset({ProposalState.TABLED, ProposalState.SILENCE})


@dataclass(frozen=True, slots=True)
class Stance:
    """A party's stance; `at` in milliseconds."""

    stance: StanceKind
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tabled package and what became of it; times in milliseconds."""

    id: ProposalId
    number: int
    forum: ForumId
    by: DelegationId
    package: Package
    note: str
    at: int
    amends: ProposalId | None
    changes: Map[IssueId, OptionId | None] | None
    cosponsors: tuple[DelegationId, ...] = ()
    state: ProposalState = ProposalState.TABLED
    why: str = ""
    stances: Map[DelegationId, Stance] = field(default_factory=Map)
    silence_ends_at: int | None = None
    broken_by: tuple[DelegationId, ...] = ()

    @property
    def is_open(self) -> bool:
        """True while it can still be adopted."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class ForumState:
    """What a forum has come to. `settled` is what is agreed, in whole or in part."""

    status: ForumStatus = ForumStatus.CLOSED
    settled: Map[IssueId, OptionId] = field(default_factory=Map)
    adopted: tuple[ProposalId, ...] = ()
    agreed_at: int | None = None
    recorded: bool = False
    open_proposals: tuple[ProposalId, ...] = ()
    tabled: int = 0


@dataclass(frozen=True, slots=True)
class Endorsement:
    """What a party of the closing plenary says of an agreement; `at` in milliseconds."""

    stance: EndorsementKind
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """Where a delegate thinks the delegation should stand."""

    delegation: DelegationId
    stance: StanceKind


@dataclass(frozen=True, slots=True)
class Approval:
    """A question to the capital and its answer; `decision` None while it waits. Milliseconds."""

    person: PersonId
    reason: str
    asked_at: int
    decision: CapitalDecision | None = None
    text: str = ""
    decided_at: int | None = None

    @property
    def is_approved(self) -> bool:
        """True when the capital let the delegation accept."""
        return self.decision is CapitalDecision.APPROVE


@dataclass(frozen=True, slots=True)
class Steered:
    """Something the facilitator did with the talks; `round` (from 0) and `phase` are those after
    it."""

    kind: SteeredKind
    at: int
    round: int
    phase: Phase | None
    forum: ForumId | None = None
    seconds: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Talks:
    """Frozen; `evolve` makes the next one. Maps share structure, so old states stay cheap.

    `base` is the scenario as it was written, `played` at its difficulty, `scenario` the one in
    force: `played` with the modifiers of `causes` applied in order. `known` is the part of it
    that is everybody's: without the causes that only some were told of. `planned` are the cards of
    the debrief that turn by themselves, and when (milliseconds).
    """

    id: TalksId
    table: int
    base: Scenario = field(compare=False, repr=False)
    calibrate: Calibrate = field(compare=False, repr=False)
    played: Scenario = field(compare=False, repr=False)
    scenario: Scenario = field(compare=False, repr=False)
    known: Scenario = field(compare=False, repr=False)
    seq: int = 0
    state: TalksState = TalksState.LOBBY
    opened: bool = False
    paused_at: int | None = None
    difficulty: str = "standard"
    preset: Preset | None = None
    policies: Policies = field(default_factory=Policies)
    round: int = -1
    phase: Phase | None = None
    phase_began_at: int = 0
    phase_ends_at: int | None = None
    clock_set_at: int = 0
    seats: Map[PersonId, Seat] = field(default_factory=Map)
    seats_locked: bool = False
    observers: Map[PersonId, str] = field(default_factory=Map)
    moved: Map[PersonId, Moved] = field(default_factory=Map)
    bots: Map[DelegationId, BotSeat] = field(default_factory=Map)
    agents: Map[DelegationId, AgentSeat] = field(default_factory=Map)
    forums: Map[ForumId, ForumState] = field(default_factory=Map)
    proposals: Map[ProposalId, Proposal] = field(default_factory=Map)
    endorsements: Map[ForumId, Map[DelegationId, Endorsement]] = field(default_factory=Map)
    ballots: Map[ProposalId, Map[PersonId, Ballot]] = field(default_factory=Map)
    approvals: Map[tuple[ProposalId, DelegationId], Approval] = field(default_factory=Map)
    causes: tuple[Cause, ...] = ()
    fired: Map[InjectId, Fired] = field(default_factory=Map)
    obligations: Map[ObligationId, Obligation] = field(default_factory=Map)
    letters: Map[LetterId, Letter] = field(default_factory=Map)
    channels: Map[ChannelId, Channel] = field(default_factory=Map)
    messages: Map[MessageId, Said] = field(default_factory=Map)
    announcements: int = 0
    ready: frozenset[DelegationId] = frozenset()
    helps: tuple[Aside, ...] = ()
    notes: tuple[Aside, ...] = ()
    stepped_out: frozenset[PersonId] = frozenset()
    reflections: Map[PersonId, tuple[tuple[str, str], ...]] = field(default_factory=Map)
    answers: Map[tuple[PersonId, DelegationId, ForumId, str], Answered] = field(default_factory=Map)
    positions: Map[tuple[DelegationId, PersonId], Paper] = field(default_factory=Map)
    readings: Map[PersonId, tuple[Guess, ...]] = field(default_factory=Map)
    revealed: tuple[str, ...] = ()
    planned: Map[str, int] = field(default_factory=Map)
    steering: tuple[Steered, ...] = ()
    flags: Map[str, Mark] = field(default_factory=Map)
    last_activity: Map[DelegationId, int] = field(default_factory=Map)
    checkpoints: "Map[int, Talks]" = field(default_factory=Map, compare=False, repr=False)

    @classmethod
    def new(
        cls, talks_id: TalksId, table: int, scenario: Scenario, calibrate: Calibrate
    ) -> "Talks":
        """Talks before their first event."""
        return cls(
            id=talks_id,
            table=table,
            base=scenario,
            calibrate=calibrate,
            played=scenario,
            scenario=scenario,
            known=scenario,
        )

    @property
    def schedule(self) -> tuple[Round, ...]:
        """The rounds of the preset in force; empty before the talks are opened."""
        return self.preset.rounds if self.preset else ()

    @property
    def current_round(self) -> Round | None:
        """The round that is going on."""
        return self.schedule[self.round] if 0 <= self.round < len(self.schedule) else None

    @property
    def forums_now(self) -> tuple[ForumId, ...]:
        """The forums that are open to work in: the current round's, then the initiatives."""
        if self.current_round is None or self.preset is None:
            return ()
        return (*self.current_round.forums, *self.preset.initiatives)

    @property
    def is_paused(self) -> bool:
        """True while every clock stands still."""
        return self.paused_at is not None

    def scheduled_forums(self) -> tuple[ForumId, ...]:
        """Every forum of the schedule once, in the order of its first round; then initiatives."""
        return self.preset.forums if self.preset else ()

    def forum(self, forum: ForumId) -> Forum:
        """The forum as the scenario in force has it; raises KeyError for an unknown one."""
        return self.scenario.forums[forum]

    def forum_state(self, forum: ForumId) -> ForumState:
        """What the forum has come to."""
        return self.forums.get(forum, _UNTOUCHED)

    def label(self, proposal: Proposal) -> str:
        """What people call the proposal: its forum's letter and its number there, "D-5"."""
        return f"{letters(tuple(self.base.forums))[proposal.forum]}-{proposal.number}"

    def open_proposals(self, forum: ForumId) -> tuple[Proposal, ...]:
        """The forum's proposals that can still be adopted, oldest first."""
        return tuple(self.proposals[p] for p in self.forum_state(forum).open_proposals)

    def seat_of(self, person: PersonId) -> Seat | None:
        """The person's seat at this table."""
        return self.seats.get(person)

    def delegates_of(self, delegation: DelegationId) -> tuple[Seat, ...]:
        """The delegation's people, head first, then by name and id."""
        seats = (s for s in self.seats.values() if s.delegation == delegation)
        return tuple(sorted(seats, key=lambda s: (_RANK[s.inner_role], s.name, s.person)))

    def is_automated(self, delegation: DelegationId) -> bool:
        """True for a delegation that no person acts for: a bot plays it, or an agent."""
        return delegation in self.bots or delegation in self.agents

    def silences(self) -> tuple[tuple[int, Proposal], ...]:
        """(milliseconds, proposal) of each silence period that runs, and when it ends."""
        return tuple(
            (proposal.silence_ends_at, proposal)
            for forum in self.forums_now
            for proposal in self.open_proposals(forum)
            if proposal.silence_ends_at is not None
        )

    def next_deadline(self) -> int | None:
        """When something is due next, in milliseconds; None while paused or nothing runs. After the
        end it is the next card of the debrief that turns by its date."""
        if self.state.is_discussed:
            return min(self.planned.values(), default=None)
        if self.state is not TalksState.RUNNING or self.is_paused:
            return None
        deadlines = [] if self.phase_ends_at is None else [self.phase_ends_at]
        deadlines += [at for at, _ in timed_injects(self)]
        deadlines += [at for at, _ in self.silences()]
        return min(deadlines, default=None)


def timed_injects(talks: Talks) -> list[tuple[int, Inject]]:
    """(milliseconds, inject) of what the clock will fire in the running negotiation, in order."""
    now = talks.current_round
    if now is None or talks.phase is not Phase.NEGOTIATION:
        return []
    due = [
        (talks.phase_began_at + 60_000 * inject.trigger.minute, inject)
        for inject in talks.scenario.injects.values()
        if inject.trigger.round == now.id and inject.id not in talks.fired
    ]
    return sorted(due, key=lambda entry: (entry[0], entry[1].id))


_UNTOUCHED = ForumState()
_RANK = {"head": 0, "deputy": 1, "specialist": 2, "press": 3, "note_taker": 4}
