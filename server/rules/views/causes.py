"""Causes, conditions and modifiers as entries of entities: the form that scenario files use."""

from typing import Any, assert_never

from typing_extensions import TypedDict

from server.rules.ids import ForumId, InjectId, LinkageId, ObligationId, RungId
from server.rules.moves.linkages import linkage_of, rung_of
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.talks import Talks
from server.rules.written.conditions import (
    Agreed,
    AllOf,
    AnyOf,
    Condition,
    Not,
    NotAgreed,
    ObligationsBroken,
    ObligationsKept,
    RungReached,
    Settled,
    TrackAtLeast,
    TrackAtMost,
)
from server.rules.written.modifiers import Modifier, ModifierKind


class ModifierEntry(TypedDict):
    """A change. `amount`: points of weight, percent points of a value, hundredths of a reservation
    value, cost or score, steps of a track, seconds of the clock, or how many must accept."""

    kind: ModifierKind
    delegation: str | None
    forum: str | None
    issue: str | None
    option: str | None
    track: str | None
    amount: int
    why: str


class CauseEntry(TypedDict):
    """What brought something about. `at` in milliseconds."""

    kind: CauseKind
    id: str
    title: str
    at: int


def cause_entry(talks: Talks, cause: Cause) -> CauseEntry:
    """What brought something about, by kind, id and title; `at` in milliseconds."""
    return {"kind": cause.kind, "id": cause.id, "title": cause_title(talks, cause), "at": cause.at}


def cause_title(talks: Talks, cause: Cause) -> str:
    """A few words for people."""
    match cause.kind:
        case CauseKind.LINKAGE:
            linkage = linkage_of(talks, LinkageId(cause.id))
            return linkage.name if linkage else cause.id
        case CauseKind.INJECT:
            told = talks.fired.get(InjectId(cause.id))
            return told.title if told else cause.id
        case CauseKind.RUNG:
            rung = rung_of(talks, RungId(cause.id))
            return rung.title if rung else cause.id
        case CauseKind.AGREEMENT:
            return talks.forum(ForumId(cause.id)).title
        case CauseKind.OBLIGATION:
            obligation = talks.obligations.get(ObligationId(cause.id))
            return obligation.what if obligation else cause.id
        case _:
            assert_never(cause.kind)


def cause_rule(talks: Talks, cause: Cause) -> str:
    """The sentence behind the title: a linkage's rule, an inject's story, a rung's condition."""
    match cause.kind:
        case CauseKind.LINKAGE:
            linkage = linkage_of(talks, LinkageId(cause.id))
            return linkage.rule if linkage else ""
        case CauseKind.INJECT:
            told = talks.fired.get(InjectId(cause.id))
            return told.story if told else ""
        case CauseKind.RUNG:
            rung = rung_of(talks, RungId(cause.id))
            return rung.sentence if rung else ""
        case _:
            return ""


def modifier_entry(modifier: Modifier) -> ModifierEntry:
    """A change, with the fields that its kind does not use as null."""
    return {
        "kind": modifier.kind,
        "delegation": modifier.delegation,
        "forum": modifier.forum,
        "issue": modifier.issue,
        "option": modifier.option,
        "track": modifier.track,
        "amount": modifier.amount,
        "why": modifier.why,
    }


def condition_entry(condition: Condition) -> dict[str, Any]:
    """The condition as nested objects."""
    match condition:
        case Agreed(forum):
            return {"agreed": forum}
        case NotAgreed(forum):
            return {"not_agreed": forum}
        case Settled(forum, issue, options):
            return {"forum": forum, "issue": issue, "options": sorted(options)}
        case TrackAtMost(track, value):
            return {"track": track, "at_most": value}
        case TrackAtLeast(track, value):
            return {"track": track, "at_least": value}
        case RungReached(rung):
            return {"rung": rung}
        case ObligationsKept(at_least):
            return {"obligations_kept": at_least}
        case ObligationsBroken(at_least):
            return {"obligations_broken": at_least}
        case AllOf(parts):
            return {"all": [condition_entry(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_entry(part) for part in parts]}
        case Not(part):
            return {"not": condition_entry(part)}
        case _:
            assert_never(condition)
