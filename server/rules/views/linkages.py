"""Entity `linkage/ID`, and which changes of mandates a viewer may know of."""

from typing import Any

from typing_extensions import TypedDict

from server.rules.ids import LinkageId
from server.rules.moves.linkages import counts, linkage_of
from server.rules.state.causes import CauseKind
from server.rules.state.in_force import is_in_force
from server.rules.state.talks import Talks
from server.rules.views.causes import ModifierEntry, condition_entry, modifier_entry
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.modifiers import Modifier
from server.rules.written.world import Linkage


class LinkageEntity(TypedDict):
    """Key `linkage/ID`: `when` in the form of scenario files; `effects` those one may know of."""

    id: str
    name: str
    rule: str
    active: bool
    when: dict[str, Any]
    effects: list[ModifierEntry]


def laid_open(talks: Talks, viewer: Viewer) -> bool:
    """True for whoever may read every mandate."""
    return viewer.everything or "mandates" in talks.revealed


def shown(talks: Talks, viewer: Viewer, modifiers: tuple[Modifier, ...]) -> list[Modifier]:
    """The modifiers the viewer may know of: what is everybody's, and the own mandate's."""
    if laid_open(talks, viewer):
        return list(modifiers)
    return [
        m
        for m in modifiers
        if not m.is_private or (viewer.delegation is not None and m.delegation == viewer.delegation)
    ]


def linkage_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The linkages that count here and change something the viewer may know of."""
    return [str(one.id) for one in talks.scenario.linkages if _bears(talks, viewer, one)]


def _bears(talks: Talks, viewer: Viewer, linkage: Linkage) -> bool:
    """True when it counts, and something of it that the viewer may know of is about a forum on the
    schedule, or about none."""
    if not counts(talks, linkage):
        return False
    scheduled = talks.scheduled_forums()
    known = shown(talks, viewer, linkage.modifiers)
    return any(m.forum is None or m.forum in scheduled for m in known)


def linkage_entity(frame: Frame, viewer: Viewer, key: str) -> LinkageEntity | None:
    """What capitals do because of another forum, and whether they do it now."""
    talks = frame.talks
    linkage = linkage_of(talks, LinkageId(key))
    if linkage is None or not _bears(talks, viewer, linkage):
        return None
    return _linkage(talks, viewer, linkage)


def _linkage(talks: Talks, viewer: Viewer, linkage: Linkage) -> LinkageEntity:
    return {
        "id": linkage.id,
        "name": linkage.name,
        "rule": linkage.rule,
        "active": is_in_force(talks, CauseKind.LINKAGE, linkage.id),
        "when": condition_entry(linkage.when),
        "effects": [modifier_entry(m) for m in shown(talks, viewer, linkage.modifiers)],
    }
