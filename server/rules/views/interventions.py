"""Entities of the facilitator's acts: `steering/N`, for everybody at the table, and `flag/KEY`,
for facilitators only."""

from typing_extensions import TypedDict

from server.rules.commands.talk import FlagKind
from server.rules.state.talks import Phase, Steered, SteeredKind, Talks
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer


class SteeringEntity(TypedDict):
    """Key `steering/N`: what the facilitator did with the talks. `round` (from 1) and `phase` are
    those after it; `seconds` of an extension; what concerns a closed forum is told inside it."""

    id: str
    kind: SteeredKind
    at: int
    round: int
    phase: Phase | None
    forum: str | None
    seconds: int
    reason: str


class FlagEntity(TypedDict):
    """Key `flag/message/ID` or `flag/proposal/ID`, for facilitators: a mark for the debrief."""

    kind: FlagKind
    ref: str
    note: str
    by: str
    at: int


def steering_keys(talks: Talks, _viewer: Viewer) -> list[str]:
    """The numbers of the acts, from 1."""
    return [str(n) for n in range(1, len(talks.steering) + 1)]


def steering_entity(frame: Frame, viewer: Viewer, number: str) -> SteeringEntity | None:
    """One act; what concerns a closed forum is told to those who sit in it."""
    talks = frame.talks
    if not 1 <= int(number) <= len(talks.steering):
        return None
    act = talks.steering[int(number) - 1]
    if act.forum is not None and not viewer.attends(talks, act.forum):
        return None
    return frame.shared("steering", number, lambda: _act(number, act))


def _act(number: str, act: Steered) -> SteeringEntity:
    return {
        "id": number,
        "kind": act.kind,
        "at": act.at,
        "round": act.round + 1,
        "phase": act.phase,
        "forum": act.forum,
        "seconds": act.seconds,
        "reason": act.reason,
    }


def flag_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """`message/ID` and `proposal/ID`; nobody but facilitators has any."""
    return list(talks.flags) if viewer.everything else []


def flag_entity(frame: Frame, viewer: Viewer, key: str) -> FlagEntity | None:
    """One mark."""
    mark = frame.talks.flags.get(key)
    if not viewer.everything or mark is None:
        return None
    return {"kind": mark.kind, "ref": mark.ref, "note": mark.note, "by": mark.by, "at": mark.at}
