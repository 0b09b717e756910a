"""The world round the table, fixed before the talks: linkages, injects, tracks, ladder, terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.rules.ids import (
    DelegationId,
    InjectId,
    IssueId,
    LinkageId,
    OptionId,
    RoundId,
    RungId,
    TermId,
    TrackId,
)
from server.rules.written.conditions import Condition
from server.rules.written.modifiers import Modifier

TRACK_MAX = 10
"""Tracks are integers from 0 (the constraint is gone) to this."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """What capitals do about one forum because of another: its modifiers are in force while
    `when` holds. It counts only where every forum that `when` names is on the schedule."""

    id: LinkageId
    name: str
    rule: str
    when: Condition
    modifiers: tuple[Modifier, ...]
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """When an inject fires by itself: `minute` minutes into the negotiation of `round`, or when
    `when` holds; with neither, by the facilitator's hand only."""

    round: RoundId | None = None
    minute: int = 0
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Inject:
    """An event from outside. `to` is empty for everybody; `date` is the day it stands for."""

    id: InjectId
    date: str
    title: str
    story: str
    modifiers: tuple[Modifier, ...]
    to: tuple[DelegationId, ...] = ()
    trigger: Trigger = field(default_factory=Trigger)
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """A constraint on cooperation. `worth[d]` is what one step down adds to the total of d,
    hundredths of a point; a step up takes as much."""

    id: TrackId
    title: str
    start: int
    low: str
    high: str
    worth: Mapping[DelegationId, int]
    why: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of institution building: reached once its condition, also said in a sentence,
    holds; its modifiers are in force from then on."""

    id: RungId
    title: str
    sentence: str
    when: Condition
    modifiers: tuple[Modifier, ...] = ()
    refs: tuple[str, ...] = ()


class TermUnit(StrEnum):
    """What an obligation's quantity counts."""

    NONE = ""
    TONS_HFO = "t_hfo"


@dataclass(frozen=True, slots=True)
class Term:
    """An obligation that an agreement brings when it holds these options (`when`; empty: always).

    `due` counts rounds from the one of the agreement (0: the same). `after` names terms, also of
    other forums, that must be kept first. `kept` and `broken` are in force from then on; without
    any, the scenario's ledger says what follows.
    """

    id: TermId
    by: DelegationId
    what: str
    due: int
    to: tuple[DelegationId, ...] = ()
    when: Mapping[IssueId, frozenset[OptionId]] = field(default_factory=dict)
    after: tuple[TermId, ...] = ()
    quantity: int = 0
    unit: TermUnit = TermUnit.NONE
    kept: tuple[Modifier, ...] = ()
    broken: tuple[Modifier, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What an option brings when it is agreed."""

    issue: IssueId
    option: OptionId
    modifiers: tuple[Modifier, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """An option that cannot be agreed unless something holds: `options` of another issue of the
    same package, or a condition on other forums. `why` names it in a sentence."""

    issue: IssueId
    option: OptionId
    why: str
    beside: tuple[IssueId, frozenset[OptionId]] | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What keeping and breaking an obligation costs and earns where its term says nothing.

    `kept` and `broken` are tracks that move; the two points (hundredths) go to the owner's total.
    A side letter moves no track: nobody else may notice it.
    """

    kept: tuple[Modifier, ...] = ()
    broken: tuple[Modifier, ...] = ()
    kept_points: int = 0
    broken_points: int = 0
