"""Entities of what happens outside: `inject/ID`, and `script` for the facilitator."""

from typing import Any, NotRequired

from typing_extensions import TypedDict

from server.rules.ids import InjectId
from server.rules.state.causes import CauseKind
from server.rules.state.talks import Talks
from server.rules.views.causes import ModifierEntry, condition_entry, modifier_entry
from server.rules.views.frame import Frame
from server.rules.views.linkages import shown
from server.rules.views.viewer import Viewer
from server.rules.written.world import Inject


class InjectEntity(TypedDict):
    """Key `inject/ID`: what happened outside. `to`, `why` and `written` for the facilitator."""

    id: str
    date: str
    title: str
    story: str
    at: int
    private: bool
    undone: bool
    effects: list[ModifierEntry]
    to: NotRequired[list[str]]
    why: NotRequired[str]
    written: NotRequired[bool]


class ScriptedInject(TypedDict):
    """An inject of the scenario, and when it fires by itself: `minute` of the negotiation of
    `round`, or when `when` holds."""

    id: str
    date: str
    title: str
    story: str
    to: list[str]
    effects: list[ModifierEntry]
    round: str | None
    minute: int
    when: dict[str, Any] | None
    fired: bool


class ScriptEntity(TypedDict):
    """Key `script`, the facilitator's: every inject that could be fired."""

    injects: list[ScriptedInject]


def inject_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The injects that happened and were told to the viewer."""
    return [
        str(told.id)
        for told in talks.fired.values()
        if viewer.everything or not told.to or viewer.delegation in told.to
    ]


def inject_entity(frame: Frame, viewer: Viewer, key: str) -> InjectEntity | None:
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
    entity: InjectEntity = {
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


def script_entity(frame: Frame, viewer: Viewer) -> ScriptEntity | None:
    """Every inject that could be fired, and what it would change."""
    talks = frame.talks
    if not script_keys(talks, viewer):
        return None
    return {"injects": [_scripted(talks, inject) for inject in talks.scenario.injects.values()]}


def _scripted(talks: Talks, inject: Inject) -> ScriptedInject:
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
