"""What the web needs of the rest: the services, and a few facts about the site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app
from prometheus_client import CollectorRegistry

from server.rules.ids import ClassroomId
from server.rules.written.scenario import Scenario
from server.service.admission import Admission
from server.service.changes import Changes
from server.service.classrooms import Classrooms
from server.service.door import Door
from server.service.negotiations import Negotiations
from server.service.texts import Texts

EXTENSION = "sixparty"


@dataclass(frozen=True, slots=True)
class Site:
    """The settings that pages need: the address people type (None: that of the request), whether
    it is https, who reads /metrics (local, on or off), and whether every network is listened on."""

    public_url: str | None = None
    is_https: bool = False
    metrics: str = "local"
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Set by the composition root as the Flask extension `sixparty`.

    `ready` says of each thing the server needs whether it answers; `figures` are for /metrics;
    `classroom_changed` shows on the wall that a code or the tables of a class changed;
    `changes` lets callers without a socket wait;
    `rights_changed` ends the connections of those whose right was taken or given back;
    `aside` runs what takes a processor for long where it holds up nobody else.
    """

    negotiations: Negotiations
    classrooms: Classrooms
    admission: Admission
    scenarios: Mapping[str, Scenario]
    texts: Texts
    door: Door
    changes: Changes
    settings: Site
    ready: Callable[[], Mapping[str, bool]]
    figures: CollectorRegistry
    classroom_changed: Callable[[ClassroomId], None]
    rights_changed: Callable[[], None]
    aside: Callable[[Callable[[], None]], None]


def parts() -> Parts:
    """The parts of the application that serves this request."""
    found = current_app.extensions[EXTENSION]
    if not isinstance(found, Parts):
        raise TypeError("the application was not put together by server.app")
    return found
