"""Whether a condition holds now, and how far it is from it."""

from server.rules.state.causes import CauseKind
from server.rules.state.compliance import broken_count, kept_count
from server.rules.state.in_force import is_in_force, track_values
from server.rules.state.talks import ForumStatus, Talks
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


def holds(talks: Talks, condition: Condition) -> bool:
    """True when the condition holds in this state."""
    match condition:
        case Agreed(forum):
            return talks.forum_state(forum).status is ForumStatus.AGREED
        case NotAgreed(forum):
            return talks.forum_state(forum).status is ForumStatus.FAILED
        case Settled(forum, issue, options):
            state = talks.forum_state(forum)
            return state.status is ForumStatus.AGREED and state.settled.get(issue) in options
        case TrackAtMost(track, value):
            return track_values(talks).get(track, value + 1) <= value
        case TrackAtLeast(track, value):
            return track_values(talks).get(track, value - 1) >= value
        case RungReached(rung):
            return is_in_force(talks, CauseKind.RUNG, rung)
        case ObligationsKept(at_least):
            return kept_count(talks) >= at_least
        case ObligationsBroken(at_least):
            return broken_count(talks) >= at_least
        case AllOf(parts):
            return all(holds(talks, part) for part in parts)
        case AnyOf(parts):
            return any(holds(talks, part) for part in parts)
        case Not(part):
            return not holds(talks, part)


def progress(talks: Talks, condition: Condition) -> tuple[int, int]:
    """(met, of): how many of the parts that must hold do; of alternatives the nearest counts."""
    match condition:
        case AllOf(parts):
            steps = [progress(talks, part) for part in parts]
            return sum(met for met, _ in steps), sum(of for _, of in steps)
        case AnyOf(parts):
            steps = [progress(talks, part) for part in parts]
            return min(steps, key=lambda step: (step[1] - step[0], step[1]))
        case ObligationsKept(at_least):
            return min(kept_count(talks), at_least), at_least
        case _:
            return int(holds(talks, condition)), 1
