"""Entities of the world round the table: `linkage/ID`, `inject/ID`, `track/ID` and `ladder`."""

from server.rules.ids import ForumId, InjectId, LinkageId
from server.rules.moves.linkages import counts, linkage_of
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.conditions_met import holds, progress
from server.rules.state.in_force import is_in_force, track_moves, track_values
from server.rules.state.talks import Talks
from server.rules.views.causes import cause_entry, condition_entry, modifier_entry
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.forum import Forum
from server.rules.written.modifiers import Modifier
from server.rules.written.world import TRACK_MAX, Inject, Linkage, Rung, Track


def _laid_open(talks: Talks, viewer: Viewer) -> bool:
    return viewer.everything or "mandates" in talks.revealed


def shown(talks: Talks, viewer: Viewer, modifiers: tuple[Modifier, ...]) -> list[Modifier]:
    """The modifiers the viewer may know of: what is everybody's, and the own mandate's."""
    if _laid_open(talks, viewer):
        return list(modifiers)
    return [
        m
        for m in modifiers
        if not m.is_private or (viewer.delegation is not None and m.delegation == viewer.delegation)
    ]


def linkage_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The linkages that count here and change something the viewer may know of."""
    return [
        str(linkage.id)
        for linkage in talks.scenario.linkages
        if counts(talks, linkage) and shown(talks, viewer, linkage.modifiers)
    ]


def linkage_entity(frame: Frame, viewer: Viewer, key: str) -> Entity | None:
    """What capitals do because of another forum, and whether they do it now."""
    talks = frame.talks
    linkage = linkage_of(talks, LinkageId(key))
    if linkage is None or key not in linkage_keys(talks, viewer):
        return None
    return _linkage(talks, viewer, linkage)


def _linkage(talks: Talks, viewer: Viewer, linkage: Linkage) -> Entity:
    return {
        "id": linkage.id,
        "name": linkage.name,
        "rule": linkage.rule,
        "active": is_in_force(talks, CauseKind.LINKAGE, linkage.id),
        "when": condition_entry(linkage.when),
        "effects": [modifier_entry(m) for m in shown(talks, viewer, linkage.modifiers)],
    }


def inject_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The injects that happened and were told to the viewer."""
    return [
        str(told.id)
        for told in talks.fired.values()
        if viewer.everything or not told.to or viewer.delegation in told.to
    ]


def inject_entity(frame: Frame, viewer: Viewer, key: str) -> Entity | None:
    """What happened outside, and what it changed for the viewer."""
    talks = frame.talks
    told = talks.fired.get(InjectId(key))
    if told is None or key not in inject_keys(talks, viewer):
        return None
    modifiers = tuple(
        m
        for cause in talks.causes
        if (cause.kind, cause.id) == (CauseKind.INJECT, key)
        for m in cause.modifiers
    )
    entity: Entity = {
        "id": told.id,
        "date": told.date,
        "title": told.title,
        "story": told.story,
        "at": told.at,
        "private": bool(told.to),
        "undone": told.undone,
        "effects": [modifier_entry(m) for m in shown(talks, viewer, modifiers)],
    }
    if viewer.everything:
        entity |= {"to": list(told.to), "why": told.why, "written": told.written}
    return entity


def script_keys(talks: Talks, viewer: Viewer) -> tuple[str, ...]:
    """The scenario's injects are the facilitator's to know."""
    return ("",) if viewer.everything and talks.scenario.injects else ()


def script_entity(frame: Frame, viewer: Viewer) -> Entity | None:
    """Every inject that could be fired, and what it would change."""
    talks = frame.talks
    if not script_keys(talks, viewer):
        return None
    return {"injects": [_scripted(talks, inject) for inject in talks.scenario.injects.values()]}


def _scripted(talks: Talks, inject: Inject) -> Entity:
    told = talks.fired.get(inject.id)
    when = inject.trigger.when
    return {
        "id": inject.id,
        "date": inject.date,
        "title": inject.title,
        "story": inject.story,
        "to": list(inject.to),
        "effects": [modifier_entry(m) for m in inject.modifiers],
        "round": inject.trigger.round,
        "minute": inject.trigger.minute,
        "when": None if when is None else condition_entry(when),
        "fired": told is not None and not told.undone,
    }


def terms_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The forums the viewer sees into whose agreements bring something."""
    return [
        str(f)
        for f in talks.scheduled_forums()
        if viewer.attends(talks, f) and (talks.forum(f).terms or talks.forum(f).effects)
    ]


def terms_entity(frame: Frame, viewer: Viewer, key: str) -> Entity | None:
    """What an agreement of the forum brings: who would owe what, and which tracks would move.
    `due` counts rounds from the one of the agreement."""
    talks = frame.talks
    if key not in terms_keys(talks, viewer):
        return None
    forum = talks.forum(ForumId(key))
    laid_open = _laid_open(talks, viewer)
    return frame.shared(
        "terms", key, lambda: _terms(talks, viewer, forum), (viewer.delegation, laid_open)
    )


def _terms(talks: Talks, viewer: Viewer, forum: Forum) -> Entity:
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
    """Every track; they are everybody's."""
    return [str(track.id) for track in talks.scenario.tracks]


def track_entity(frame: Frame, viewer: Viewer, key: str) -> Entity | None:
    """A constraint and how it moved; `worth` is what one step down gives the viewer's total."""
    track = next((t for t in frame.talks.scenario.tracks if t.id == key), None)
    if track is None:
        return None
    return frame.shared("track", key, lambda: _track(frame.talks, viewer, track), viewer.delegation)


def _track(talks: Talks, viewer: Viewer, track: Track) -> Entity:
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
    """One ladder, where the scenario has one."""
    return ("",) if talks.scenario.ladder else ()


def ladder_entity(frame: Frame, viewer: Viewer) -> Entity | None:
    """The rungs of institution building, each with its condition and how near it is."""
    talks = frame.talks
    if not talks.scenario.ladder:
        return None
    return frame.shared(
        "ladder",
        "",
        lambda: {"rungs": [_rung(talks, viewer, rung) for rung in talks.scenario.ladder]},
        (viewer.delegation, _laid_open(talks, viewer)),
    )


def _rung(talks: Talks, viewer: Viewer, rung: Rung) -> Entity:
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
