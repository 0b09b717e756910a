"""Conditions on talks, as data: what linkages, rungs, injects and options wait for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from server.rules.ids import ForumId, IssueId, OptionId, RungId, TrackId


@dataclass(frozen=True, slots=True)
class Agreed:
    """The forum has an agreement."""

    forum: ForumId


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """The forum ended without one."""

    forum: ForumId


@dataclass(frozen=True, slots=True)
class Settled:
    """The forum's agreement holds one of these options."""

    forum: ForumId
    issue: IssueId
    options: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class TrackAtMost:
    """The track stands at the value or below."""

    track: TrackId
    value: int


@dataclass(frozen=True, slots=True)
class TrackAtLeast:
    """The track stands at the value or above."""

    track: TrackId
    value: int


@dataclass(frozen=True, slots=True)
class RungReached:
    """The rung of the ladder is reached."""

    rung: RungId


@dataclass(frozen=True, slots=True)
class ObligationsKept:
    """At least so many obligations of agreements were kept."""

    at_least: int


@dataclass(frozen=True, slots=True)
class ObligationsBroken:
    """At least so many obligations of agreements were broken."""

    at_least: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = (
    Agreed
    | NotAgreed
    | Settled
    | TrackAtMost
    | TrackAtLeast
    | RungReached
    | ObligationsKept
    | ObligationsBroken
    | AllOf
    | AnyOf
    | Not
)


def leaves(condition: Condition) -> Iterator[Condition]:
    """The conditions that have no parts, from left to right."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


@lru_cache(maxsize=1024)
def forums_of(condition: Condition) -> frozenset[ForumId]:
    """Every forum the condition names."""
    return frozenset(
        leaf.forum for leaf in leaves(condition) if isinstance(leaf, Agreed | NotAgreed | Settled)
    )
