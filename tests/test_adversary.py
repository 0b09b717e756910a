"""The adversary: words that only some may know are planted, and everybody reads every address.

Each secret is a word that stands nowhere else. Every identity asks every address with every id,
delegation and format there is, at the table and after the end; whatever holds a word that is not
theirs fails. Strangers give every command there is, and no log grows.
"""

import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from server.app import App
from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.refusals import Refusal
from server.service.identities import Sees
from server.web.site.identity import BROWSER, seat_cookie
from server.wire.catalogue import ENTRIES
from tests.web.site import Caller, Class, made_app

TABLE = ["usa head", "usa deputy", "rok head", "dprk head"]
STEWARDS = ["teacher", "assistant of table 1", "observer of everything"]
USA = ["usa head", "usa deputy", *STEWARDS]
QUERIES = (
    {},
    *({"as": d} for d in ("usa", "rok", "dprk")),
    *({"format": f} for f in ("csv", "results-csv", "roster-csv", "md", "pdf", "html", "xlsx")),
    {"stop": "0"},
    {"stop": "30", "as": "usa"},
    {"desk": "1"},
    {"to": "1"},
    {"text": "zq"},
    {"sheet": "codes"},
)


@dataclass
class Somebody:
    """An identity with all that its browser and its programs hold."""

    name: str
    token: str | None = None
    browser: str | None = None
    seats: dict[str, str] = field(default_factory=dict)

    def clients(self, app: App) -> Iterator[tuple[FlaskClient, dict[str, str]]]:
        """By its cookies, and by its token."""
        client = app.flask.test_client()
        with client.session_transaction() as session:
            if self.browser is not None:
                session[BROWSER] = self.browser
        for talks, token in self.seats.items():
            client.set_cookie(seat_cookie(TalksId(talks)), token)
        yield client, {}
        if self.token is not None:
            yield app.flask.test_client(), {"Authorization": f"Bearer {self.token}"}


class World:
    """Two classes; in the first, two tables with secrets of every kind at table 1."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.room = Class(app, tables=2, scenario="six-party", roster=_roster())
        self.other = Class(app, scenario="two-party")
        self.one, self.two = (t["id"] for t in self.room.made["talks"])
        self.people: dict[str, Somebody] = {}
        self.secrets: dict[str, list[str]] = {}
        self._seat_people()
        self._open_links()
        self._plant()

    def _seat_people(self) -> None:
        teacher = self.app.classrooms.browsers.sign_in("facilitator")
        self.people["teacher"] = Somebody("teacher", self.room.teacher.token, teacher)
        self.callers: dict[str, Caller] = {}
        for name in TABLE:
            delegation = name.split()[0]
            self.callers[name] = self._joins(self.room, name, 1, delegation)
        self._joins(self.room, "usa at table 2", 2, "usa")
        self._joins(self.other, "delegate of another class", 1, None)
        self._seat_agent()
        self.people["nobody"] = Somebody("nobody")

    def _seat_agent(self) -> None:
        order = self.room.teacher
        agent = {"agent_id": "a1", "delegation": "russia", "name": "Dealer"}
        _accepted(order.does(self.one, "seat_agent", agent))
        made = order.post(f"/talks/{self.one}/agents/russia/token", {}).get_json()
        self.people["agent of russia"] = Somebody("agent of russia", made["token"])
        self.secrets[made["token"]] = []

    def _joins(self, room: Class, name: str, table: int, delegation: str | None) -> Caller:
        caller, seat = room.joins(name, table=table, delegation=delegation)
        own = {seat["talks"]: seat["seat_token"]}
        self.people[name] = Somebody(name, seat["seat_token"], seats=own)
        own_eyes = [name, "teacher"]
        self.secrets[seat["rejoin_code"]] = own_eyes
        self.secrets[seat["seat_token"]] = [name]
        return caller

    def _open_links(self) -> None:
        links, room = self.app.classrooms.links, ClassroomId(self.room.id)
        for name, sees, side in (
            ("observer of the public", Sees.PUBLIC, None),
            ("observer beside rok", Sees.DELEGATION, DelegationId("rok")),
            ("observer of everything", Sees.EVERYTHING, None),
            ("observer of the replay", Sees.REPLAY, None),
            ("observer of the replay", Sees.REPLAY, None),
        ):
            token = links.new_observer(room, [TalksId(self.one)], sees=sees, delegation=side)
            assert isinstance(token, str)
            self.people[name] = Somebody(name, token)
        self.people["projector"] = Somebody("projector", self.room.made["projector_token"])
        theirs = self.other.made["projector_token"]
        self.people["projector of another class"] = Somebody("its projector", theirs)
        for table, talks in ((1, self.one), (2, self.two)):
            made = self.app.classrooms.assistants.make(room, f"Aide {table}", [TalksId(talks)])
            assert not isinstance(made, Refusal)
            self.app.classrooms.assistants.set_up(made[1], "long enough")
            browser = self.app.classrooms.browsers.sign_in(f"Aide {table}")
            name = f"assistant of table {table}"
            self.people[name] = Somebody(name, browser=browser)

    def _plant(self) -> None:
        order, usa, rok = self.room.teacher, self.callers["usa head"], self.callers["rok head"]
        for name in ("start", "advance"):
            _accepted(order.does(self.one, name))
        at_table = [*TABLE, "agent of russia", *STEWARDS]
        links = ("observer of the public", "observer beside rok", "observer of the replay")
        public = [*at_table, *links]
        rok_too = [*USA, "rok head", "observer beside rok"]
        talk = {"message_id": "m1", "channel": "plenary", "text": "zqplenary"}
        self._says(usa, "say", "zqplenary", public, talk)
        _accepted(usa.does(self.one, "open_channel", {"channel_id": "c1", "with": ["rok"]}))
        said = {"message_id": "m2", "channel": "c1", "text": "zqcaucus"}
        self._says(usa, "say", "zqcaucus", rok_too, said)
        team = {"message_id": "m3", "channel": "delegation:usa", "text": "zqteam"}
        self._says(usa, "say", "zqteam", USA, team)
        letter = {"letter_id": "l1", "with": ["rok"], "text": "zqletter"}
        self._says(rok, "draft_side_letter", "zqletter", rok_too, letter | {"with": ["usa"]})
        self._says(usa, "ask_help", "zqhelp", USA, {"text": "zqhelp"})
        told = {"inject": "w", "title": "zqtold", "story": "For you.", "to": ["dprk"]}
        self._says(order, "write_inject", "zqtold", ["dprk head", *STEWARDS], told)
        word = {"to": "dprk", "text": "zqword"}
        self._says(order, "message", "zqword", ["dprk head", *STEWARDS], word)
        mark = {"kind": "message", "ref": "m1", "note": "zqmark"}
        self._says(order, "flag", "zqmark", STEWARDS, mark)
        self.secrets["zqmail@example.org"] = ["teacher"]
        # What a mandate says of the time without an agreement stands in every copy of it.
        talks = self.app.negotiations.talks(TalksId(self.one))
        for mine, eyes in (
            ("usa", [*USA, "usa at table 2"]),
            ("dprk", ["dprk head"]),
            ("rok", ["rok head", "observer beside rok"]),
        ):
            for forum in talks.scenario.forums.values():
                mandate = forum.mandates.get(DelegationId(mine))
                if mandate is not None and len(mandate.alternative) > 40:
                    everybody = [*eyes, *STEWARDS, "assistant of table 2"]
                    self.secrets[mandate.alternative] = everybody

    def _says(
        self, who: Caller, name: str, word: str, eyes: list[str], body: dict[str, Any]
    ) -> None:
        _accepted(who.does(self.one, name, body))
        self.secrets[word] = eyes

    def addresses(self) -> Iterator[str]:
        """Every address that can be read, with every id and query there is."""
        known = {
            "classroom_id": [self.room.id],
            "talks_id": [self.one],
            "token": ["nothing"],
            "code": [self.room.made["join_code"]],
        }
        for rule in self.app.flask.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "static":
                yield from self._paths(rule, known)

    @staticmethod
    def _paths(rule: Rule, known: dict[str, list[str]]) -> Iterator[str]:
        text = rule.rule.replace("<any(md, pdf):form>", "md").replace("<name>", "class")
        names = [name for name in known if f"<{name}>" in text]
        for chosen in itertools.product(*(known[name] for name in names)):
            path = text
            for name, value in zip(names, chosen, strict=True):
                path = path.replace(f"<{name}>", value)
            yield path


def _roster() -> list[dict[str, object]]:
    return [{"name": "Absent", "email": "zqmail@example.org", "table": 1, "delegation": "japan"}]


def _accepted(receipt: dict[str, Any]) -> None:
    assert receipt["accepted"], receipt


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(made_app(Path(tmp_path_factory.mktemp("data"))))


def _read(world: World, who: Somebody) -> Iterator[tuple[str, str]]:
    """Every address and what it says to somebody; what is shut without a query is shut with one."""
    shut = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.FOUND}
    for path, (client, headers) in itertools.product(world.addresses(), who.clients(world.app)):
        for query in QUERIES:
            answer = client.get(path, query_string=query, headers=headers)
            assert answer.status_code < 500, (who.name, path, query)
            yield f"{path} {query}", _text(answer.get_data())
            if not query and answer.status_code in shut:
                break


def _text(data: bytes) -> str:
    """What can be read of an answer; of an archive, all that is in it."""
    if not data.startswith(b"PK"):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(_text(archive.read(name)) for name in archive.namelist())


def _leaks(world: World, ended: bool) -> tuple[list[str], set[tuple[str, str]]]:
    """What somebody read that is not theirs; and who read which word at all."""
    leaked, read = [], set()
    for name, who in world.people.items():
        for where, text in _read(world, who):
            for word, eyes in world.secrets.items():
                if word in text:
                    read.add((name, word))
                    if name not in eyes:
                        leaked.append(f"{name}: {word!r} at {where} (ended: {ended})")
    return leaked, read


@pytest.mark.parametrize("ended", [False, True])
def test_nobody_reads_anywhere_what_is_not_theirs(world: World, ended: bool) -> None:
    if ended:
        _accepted(world.room.teacher.does(world.one, "conclude"))
    leaked, read = _leaks(world, ended)
    assert not leaked, leaked[:20]
    # The words can be found, or the walk above is blind.
    unread = {w for w in world.secrets if w.startswith("zq") and not any(x == w for _, x in read)}
    assert not unread
    assert {("usa head", "zqteam"), ("rok head", "zqletter")} <= read


def test_strangers_give_every_command_and_no_log_grows(world: World) -> None:
    log = world.app.negotiations.log
    before = [*log.read(TalksId(world.one))]
    strangers = ("usa at table 2", "delegate of another class", "nobody", "projector")
    for name in (*strangers, "observer of everything", "assistant of table 2"):
        for command in ENTRIES:
            for client, headers in world.people[name].clients(world.app):
                sent = {"id": f"{name[:3]}-{command}", "name": command, "body": {}}
                path = f"/api/v1/talks/{world.one}/commands"
                answer = client.post(path, json=sent, headers=headers)
                assert answer.status_code in (400, 401, 403, 404), (name, command)
    assert [*log.read(TalksId(world.one))] == before
