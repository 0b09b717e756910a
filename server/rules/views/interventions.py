"""Entities of the facilitator's acts: `steering/N`, for everybody at the table, and `flag/KEY`,
for facilitators only."""

from server.rules.state.talks import Steered, Talks
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer


def steering_keys(talks: Talks, _viewer: Viewer) -> list[str]:
    """The numbers of the acts, from 1."""
    return [str(n) for n in range(1, len(talks.steering) + 1)]


def steering_entity(frame: Frame, viewer: Viewer, number: str) -> Entity | None:
    """One act; what concerns a closed forum is told to those who sit in it."""
    talks = frame.talks
    if not 1 <= int(number) <= len(talks.steering):
        return None
    act = talks.steering[int(number) - 1]
    if act.forum is not None and not viewer.attends(talks, act.forum):
        return None
    return frame.shared("steering", number, lambda: _act(number, act))


def _act(number: str, act: Steered) -> Entity:
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


def flag_entity(frame: Frame, viewer: Viewer, key: str) -> Entity | None:
    """One mark."""
    mark = frame.talks.flags.get(key)
    if not viewer.everything or mark is None:
        return None
    return {"kind": mark.kind, "ref": mark.ref, "note": mark.note, "by": mark.by, "at": mark.at}
