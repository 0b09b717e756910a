"""The pages over services in memory: the whole site but its database and its sockets."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import CollectorRegistry
from werkzeug.test import TestResponse

from server.config import CHECKOUT
from server.rules.ids import ClassroomId, TalksId
from server.rules.state.talks import Talks
from server.rules.written.scenario import Scenario
from server.service.admission import Admission
from server.service.changes import Changes
from server.service.classrooms import Classrooms
from server.service.door import Door
from server.service.facilitators import Facilitators
from server.service.joining import JoinResult
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.negotiations import Negotiations
from server.service.seat_map import SeatMap
from server.service.texts import Texts
from server.storage.scenarios.loader import catalogue, default_folders
from server.web import pages
from server.web.site import errors, security
from server.web.site.parts import EXTENSION, Parts, Site

PASSWORD = "correct horse battery"


class StandingClock:
    """A clock that tests set."""

    now = 1_700_000_000_000

    def now_ms(self) -> int:
        """The time it was set to."""
        return self.now


@cache
def known_scenarios() -> Mapping[str, Scenario]:
    """The project's own scenarios, read once."""
    return catalogue(default_folders())


class PagesSite:
    """A site with a browser or two."""

    def __init__(
        self, *, public_url: str | None = None, scenarios: Mapping[str, Scenario] | None = None
    ) -> None:
        scenarios = known_scenarios() if scenarios is None else scenarios
        log = MemoryEventLog()
        self.negotiations = Negotiations(
            log,
            StandingClock(),
            scenarios,
            lambda scenario, name: scenario.at_difficulty(name),
        )
        people = MemoryPeople(log)
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.classrooms = Classrooms(
            people,
            self.negotiations,
            pepper=b"sixteen or more bytes",
            facilitators=Facilitators(people, self.negotiations, quick),
        )
        self.admission = Admission(self.classrooms, self.negotiations)
        seat_map = SeatMap(self.negotiations, self.classrooms)
        self.changed: list[ClassroomId] = []
        self.rechecked = 0
        self.flask = Flask(
            "server",
            static_folder=str(CHECKOUT / "static"),
            template_folder=str(CHECKOUT / "templates"),
        )
        self.flask.secret_key = "only for tests, long enough"
        errors.install(self.flask)
        security.protect(self.flask, secure=False)
        pages.register(self.flask)
        self.flask.extensions[EXTENSION] = Parts(
            negotiations=self.negotiations,
            classrooms=self.classrooms,
            scenarios=scenarios,
            texts=Texts(),
            admission=self.admission,
            door=Door(self.admission, self.negotiations, seat_map),
            changes=Changes(),
            settings=Site(public_url),
            ready=dict,
            figures=CollectorRegistry(),
            classroom_changed=self.changed.append,
            rights_changed=self._rights_changed,
            aside=lambda work: work(),
        )

    def _rights_changed(self) -> None:
        self.rechecked += 1

    def joined(self, code: str, name: str) -> JoinResult:
        """Somebody who has joined by the class's code."""
        result = self.classrooms.join(code, name)
        assert isinstance(result, JoinResult)
        return result

    def talks_at(self, address: str) -> Talks:
        """The talks of a table's address."""
        return self.negotiations.talks(TalksId(address.removeprefix("/talks/")))

    def browser(self) -> "Visitor":
        """A browser that has been nowhere yet."""
        return Visitor(self.flask.test_client())

    def facilitator(self) -> "Visitor":
        """A browser in which the facilitator has just chosen the password."""
        token = self.classrooms.facilitators.setup_token()
        visitor = self.browser()
        if token is None:
            visitor.post("/facilitate/sign-in", password=PASSWORD)
        else:
            visitor.post(f"/setup/{token}", password=PASSWORD, again=PASSWORD)
        return visitor


class Visitor:
    """A browser without scripts: follows links, fills in forms, brings the form's token."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    @property
    def seat_cookies(self) -> int:
        """How many seats the browser keeps."""
        kept = self.client._cookies or {}  # werkzeug lists them nowhere else
        return sum(name.startswith("seat_") for _domain, _path, name in kept)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, headers=headers)

    def post(
        self, path: str, *, from_page: str = "/join", **fields: str | Sequence[str]
    ) -> TestResponse:
        """Send a form; `from_page` is where its token is read."""
        page = self.client.get(from_page).get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, "the page has no form with a token"
        return self.client.post(path, data={"csrf_token": found[1], **fields})


def words(response: TestResponse) -> str:
    """The page as text, tags taken out and spaces made single."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.get_data(as_text=True), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
