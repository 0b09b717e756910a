"""What a debrief finds: each is a fact with its moment, and says what it rests on.

`seq` and `at` (milliseconds) name the moment in the log. Gains are hundredths of a point above the
walk-away of the moment. What rests on mandates nobody could read then is hindsight; `signalled`
names what could be known: an offer with the same option that the delegation had backed by then;
`said` who had said in the plenary that it would sign one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from server.analysis.promises import Promised
from server.rules.commands.proposals import StanceKind
from server.rules.ids import (
    DelegationId,
    ForumId,
    IssueId,
    LinkageId,
    OptionId,
    ProposalId,
)

Gains = Mapping[DelegationId, int]


@dataclass(frozen=True, slots=True)
class OneChange:
    """A package that failed, and one other option with which it would have passed. `came` would
    have come over, `lost` would have left; `before` and `after` are everybody's gains."""

    forum: ForumId
    seq: int
    at: int
    proposal: ProposalId
    issue: IssueId
    was: OptionId
    option: OptionId
    came: tuple[DelegationId, ...]
    lost: tuple[DelegationId, ...]
    before: Gains
    after: Gains
    signalled: Mapping[DelegationId, ProposalId]
    said: tuple[DelegationId, ...] = ()

    @property
    def knowable(self) -> bool:
        """True when everybody who would have come over had backed that option in the open."""
        return set(self.came) <= {*self.signalled, *self.said}


@dataclass(frozen=True, slots=True)
class SingleObjector:
    """A package that all parties but one accepted. `gain` is the objector's; `forgone` what each
    other party's outcome is below what the package was worth to it."""

    forum: ForumId
    seq: int
    at: int
    proposal: ProposalId
    objector: DelegationId
    stance: StanceKind | None
    reason: str
    gain: int
    forgone: Gains


@dataclass(frozen=True, slots=True)
class FirstAcceptable:
    """The first package on the table that was above everybody's walk-away, and did not become the
    agreement. `refused` are those who did not accept it, with their gains."""

    forum: ForumId
    seq: int
    at: int
    proposal: ProposalId
    refused: Gains
    gains: Gains


@dataclass(frozen=True, slots=True)
class NeverTabled:
    """A package every party would have accepted, where none like it lay on the table. `nearest` is
    the offer that came closest, `differs` where the two part; without an offer both are empty."""

    forum: ForumId
    seq: int
    at: int
    package: Mapping[IssueId, OptionId]
    gains: Gains
    nearest: ProposalId | None
    differs: tuple[IssueId, ...]
    many: int


@dataclass(frozen=True, slots=True)
class RefusedAbove:
    """An offer that was refused above the own walk-away, where the outcome was worth less."""

    forum: ForumId
    seq: int
    at: int
    proposal: ProposalId
    delegation: DelegationId
    reason: str
    gain: int
    forgone: int


@dataclass(frozen=True, slots=True)
class BelowWalkAway:
    """An agreement below the walk-away of these parties; their gains are below 0."""

    forum: ForumId
    seq: int
    at: int
    gains: Gains


@dataclass(frozen=True, slots=True)
class AcrossRedLine:
    """An agreement across a party's red line: which, why it was one, and its cost (hundredths)."""

    forum: ForumId
    seq: int
    at: int
    delegation: DelegationId
    issue: IssueId
    option: OptionId
    why: str
    cost: int


@dataclass(frozen=True, slots=True)
class PromiseContradicted:
    """A promise in a letter, and a deed against it."""

    forum: ForumId | None
    seq: int
    at: int
    promised: Promised


@dataclass(frozen=True, slots=True)
class LinkageUnused:
    """A linkage that never took hold, though an agreement could have brought it: how many packages
    of the forum every party would have accepted without it and with it."""

    forum: ForumId
    seq: int
    at: int
    linkage: LinkageId
    zone: int
    zone_with: int


Moment = (
    OneChange
    | SingleObjector
    | FirstAcceptable
    | NeverTabled
    | RefusedAbove
    | BelowWalkAway
    | AcrossRedLine
    | PromiseContradicted
    | LinkageUnused
)

KINDS: Mapping[type, str] = {
    OneChange: "one_change",
    SingleObjector: "single_objector",
    FirstAcceptable: "first_acceptable",
    NeverTabled: "never_tabled",
    RefusedAbove: "refused_above",
    BelowWalkAway: "below_walk_away",
    AcrossRedLine: "across_red_line",
    PromiseContradicted: "promise_contradicted",
    LinkageUnused: "linkage_unused",
}
"""What each is called, in the order in which a debrief tells them."""
