"""Entities of the world round the table: `terms/FORUM`, `track/ID` and `ladder`."""

from typing import Any

from typing_extensions import TypedDict

from server.rules.ids import ForumId
from server.rules.state import within_reach
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.conditions_met import holds, progress
from server.rules.state.in_force import track_moves, track_values
from server.rules.state.talks import Talks
from server.rules.views.causes import ModifierEntry, cause_entry, condition_entry, modifier_entry
from server.rules.views.frame import Frame
from server.rules.views.linkages import laid_open, shown
from server.rules.views.viewer import Viewer
from server.rules.written.forum import Forum
from server.rules.written.world import TRACK_MAX, Rung, TermUnit, Track


class MoveEntry(TypedDict):
    """A step of a track, and its cause."""

    kind: CauseKind
    id: str
    title: str
    at: int
    by: int


class TermEntry(TypedDict):
    """An obligation that an agreement with these options would bring; `due` counts rounds from
    the agreement's, `after` names terms that must be kept first."""

    id: str
    by: str
    to: list[str]
    what: str
    due: int
    when: dict[str, list[str]]
    after: list[str]
    quantity: int
    unit: TermUnit


class EffectEntry(TypedDict):
    """What an option would change, as far as one may know."""

    issue: str
    option: str
    effects: list[ModifierEntry]


class TermsEntity(TypedDict):
    """Key `terms/FORUM`: what an agreement would bring."""

    forum: str
    obligations: list[TermEntry]
    effects: list[EffectEntry]


class TrackEntity(TypedDict):
    """Key `track/ID`: 0 to `max`; `worth` is what a step down gives one's own total."""

    id: str
    title: str
    value: int
    start: int
    max: int
    low: str
    high: str
    why: str
    worth: int | None
    moves: list[MoveEntry]


class RungEntry(TypedDict):
    """A rung; `met` of `of` parts of its condition hold."""

    id: str
    title: str
    sentence: str
    reached: bool
    reached_at: int | None
    met: int
    of: int
    when: dict[str, Any]
    effects: list[ModifierEntry]


class LadderEntity(TypedDict):
    """Key `ladder`: the rungs from the lowest up."""

    rungs: list[RungEntry]


def terms_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The forums the viewer sees into whose agreements bring something."""
    return [str(f) for f in talks.scheduled_forums() if _brings(talks, viewer, f)]


def _brings(talks: Talks, viewer: Viewer, forum: ForumId) -> bool:
    known = talks.forum(forum)
    return bool(known.terms or known.effects) and viewer.attends(talks, forum)


def terms_entity(frame: Frame, viewer: Viewer, key: str) -> TermsEntity | None:
    """What an agreement of the forum brings: who would owe what, and which tracks would move.
    `due` counts rounds from the one of the agreement."""
    talks = frame.talks
    if not frame.is_scheduled(ForumId(key)) or not _brings(talks, viewer, ForumId(key)):
        return None
    forum = talks.forum(ForumId(key))
    variant = viewer.delegation, laid_open(talks, viewer)
    return frame.shared(
        "terms",
        key,
        lambda: frame.as_written(f"terms/{key}", _terms(talks, viewer, forum)),
        variant,
    )


def _terms(talks: Talks, viewer: Viewer, forum: Forum) -> TermsEntity:
    return {
        "forum": forum.id,
        "obligations": [
            {
                "id": term.id,
                "by": term.by,
                "to": list(term.to),
                "what": term.what,
                "due": term.due,
                "when": {issue: sorted(options) for issue, options in term.when.items()},
                "after": list(term.after),
                "quantity": term.quantity,
                "unit": term.unit,
            }
            for term in forum.terms
        ],
        "effects": [
            {
                "issue": effect.issue,
                "option": effect.option,
                "effects": [modifier_entry(m) for m in shown(talks, viewer, effect.modifiers)],
            }
            for effect in forum.effects
        ],
    }


def track_keys(talks: Talks, _viewer: Viewer) -> list[str]:
    """Every track that these talks can move; they are everybody's."""
    return [str(track.id) for track in within_reach.tracks(talks)]


def track_entity(frame: Frame, viewer: Viewer, key: str) -> TrackEntity | None:
    """A constraint and how it moved; `worth` is what one step down gives the viewer's total."""
    track = next((t for t in within_reach.tracks(frame.talks) if t.id == key), None)
    if track is None:
        return None
    return frame.shared("track", key, lambda: _track(frame.talks, viewer, track), viewer.delegation)


def _track(talks: Talks, viewer: Viewer, track: Track) -> TrackEntity:
    mine = None if viewer.delegation is None else track.worth.get(viewer.delegation, 0)
    return {
        "id": track.id,
        "title": track.title,
        "value": track_values(talks)[track.id],
        "start": track.start,
        "max": TRACK_MAX,
        "low": track.low,
        "high": track.high,
        "why": track.why,
        "worth": mine,
        "moves": [
            {**cause_entry(talks, cause), "by": step}
            for cause, moved, step in track_moves(talks)
            if moved == track.id
        ],
    }


def ladder_keys(talks: Talks, _viewer: Viewer) -> tuple[str, ...]:
    """One ladder, where these talks can climb one."""
    return ("",) if within_reach.rungs(talks) else ()


def ladder_entity(frame: Frame, viewer: Viewer) -> LadderEntity | None:
    """The rungs of institution building, each with its condition and how near it is."""
    talks = frame.talks
    if not within_reach.rungs(talks):
        return None
    variant = viewer.delegation, laid_open(talks, viewer)
    return frame.shared("ladder", "", lambda: _ladder(talks, viewer), variant)


def _ladder(talks: Talks, viewer: Viewer) -> LadderEntity:
    return {"rungs": [_rung(talks, viewer, rung) for rung in within_reach.rungs(talks)]}


def _rung(talks: Talks, viewer: Viewer, rung: Rung) -> RungEntry:
    met, of = progress(talks, rung.when)
    reached = _cause(talks, CauseKind.RUNG, rung.id)
    return {
        "id": rung.id,
        "title": rung.title,
        "sentence": rung.sentence,
        "reached": holds(talks, rung.when) if reached is None else True,
        "reached_at": None if reached is None else reached.at,
        "met": met,
        "of": of,
        "when": condition_entry(rung.when),
        "effects": [modifier_entry(m) for m in shown(talks, viewer, rung.modifiers)],
    }


def _cause(talks: Talks, kind: CauseKind, cause_id: str) -> Cause | None:
    return next((c for c in talks.causes if (c.kind, c.id) == (kind, cause_id)), None)
