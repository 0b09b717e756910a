"""What the web needs of the rest: the services, and a few facts about the site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app

from server.rules.scenario import Scenario
from server.service.classrooms import Classrooms
from server.service.negotiations import Negotiations
from server.wire.door import Door

EXTENSION = "sixparty"


@dataclass(frozen=True, slots=True)
class Site:
    """The address people type (None: that of the request), who reads /metrics, where help is."""

    public_url: str | None = None
    secure: bool = False
    metrics: str = "local"
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Set by the composition root as the Flask extension `sixparty`."""

    negotiations: Negotiations
    classrooms: Classrooms
    scenarios: Mapping[str, Scenario]
    door: Door
    site: Site
    now_ms: Callable[[], int]
    is_ready: Callable[[], Mapping[str, bool]]


def parts() -> Parts:
    """The parts of the application that serves this request."""
    found = current_app.extensions[EXTENSION]
    if not isinstance(found, Parts):
        raise TypeError("the application was not put together by server.app")
    return found
