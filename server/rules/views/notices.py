"""Notices: what is told once, and is no part of a view."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from typing_extensions import TypedDict

from server.rules.ids import DelegationId
from server.rules.views.viewer import Viewer


class ConnectionNotice(TypedDict):
    """Why the connection ends, to whoever holds it."""

    kind: Literal["replaced", "revoked", "unavailable", "shutting_down"]


class ObserversNotice(TypedDict):
    """Who looks on, by name: those through the eyes of one delegation are told to it alone."""

    kind: Literal["observers"]
    names: list[str]


Notice = ConnectionNotice | ObserversNotice


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody whose presence is told; `through` is the delegation with whose eyes they see."""

    name: str
    through: DelegationId | None = None


def observers_notice(viewer: Viewer, looking: Iterable[Onlooker]) -> ObserversNotice | None:
    """What the viewer is told of those who look on; None for whoever has no place at the table."""
    if viewer.person is None:
        return None
    names = {one.name for one in looking if one.through in (None, viewer.delegation)}
    return {"kind": "observers", "names": sorted(names)}
