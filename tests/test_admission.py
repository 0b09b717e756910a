"""Every route and every socket event asks admission, and nothing else tells identities apart."""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from flask.testing import FlaskClient
from flask_socketio import ConnectionRefusedError as ConnectionRefused
from werkzeug.routing import Rule

from server.app import App
from server.config import CHECKOUT
from server.realtime.audience import Tables
from server.realtime.guests import Guests
from server.realtime.presence import Presence
from server.realtime.rooms import ClassroomRooms
from server.realtime.sockets import Connections
from server.realtime.wall import Wall
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.service.admission import Admission
from server.service.identities import Identity
from server.service.texts import Texts
from server.web.site.identity import BROWSER, seat_cookie
from server.web.site.parts import EXTENSION
from tests.web.site import Class, made_app

MAY_TELL_APART = {
    "service/admission.py": "the one place",
    "service/identities.py": "what identities are",
    "service/tokens.py": "identities are made there",
    "service/browsers.py": "identities are made there",
    "service/joining.py": "whose seat a form that is sent again took the first time",
}
PUBLIC = {
    "static": "files for everybody",
    "home.index": "the way in; it lists the seats of this very browser",
    "home.set_theme": "a cookie of this browser",
    "help.index": "the guides",
    "help.page": "the guides",
    "health.healthz": "for whoever watches over the server",
    "health.readyz": "for whoever watches over the server",
    "health.metrics": "asks for the address of the caller",
    "join.code_form": "the way in by the class's code",
    "join.join": "the way in by the class's code",
    "join.rejoin": "the way in by the personal code",
    "join.leave": "forgets the seats of this very browser",
    "api.join": "the way in by the class's code",
    "api.rejoin": "the way in by the personal code",
    "api.admission": "the way in of somebody who waited for it, by their ticket",
    "join.waiting": "the page of somebody who waits, by the ticket in their browser",
    "api.openapi_json": "the description of the calls",
    "api.public_text": "what the projector shows before anybody came, by a hash told at the table",
    "solo.choose": "a table of one's own, for anybody",
    "solo.start": "a table of one's own, for anybody",
    "facilitate.sign_in": "makes a right, by the password",
    "facilitate.sign_out": "gives up the browser's own right",
    "facilitate.setup": "makes a right, by a one-time link",
    "assistants.setup": "makes a right, by a one-time link",
}
PUBLIC_EVENTS = {
    "disconnect": "takes away, and shows nothing",
    "*": "refuses whatever is no event",
    "time": "tells the hour, which nobody need ask for",
}
NO_SEAT, SIGN_IN, NOT_FOUND, NO_TOKEN = 403, 302, 404, 401


def test_nothing_else_tells_identities_apart() -> None:
    names = {kind.__name__ for kind in get_args(Identity)} | {"Identity", "Steward"}

    def told_apart(tree: ast.AST) -> Iterator[int]:
        for node in ast.walk(tree):
            if not isinstance(node, ast.expr | ast.pattern):
                continue
            parts: list[ast.AST] = []
            if isinstance(node, ast.MatchClass):
                parts = [node.cls]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                parts = [*node.args[1:]] if node.func.id in ("isinstance", "issubclass") else []
            elif isinstance(node, ast.Compare):
                parts = [*node.comparators]
            used = (n for part in parts for n in ast.walk(part))
            if any(isinstance(n, ast.Name) and n.id in names for n in used):
                yield node.lineno

    server = CHECKOUT / "server"
    found = {
        f"{path.relative_to(server)}:{line}"
        for path in server.rglob("*.py")
        for line in told_apart(ast.parse(path.read_text()))
    }
    assert {f.split(":")[0] for f in found} >= {"service/admission.py"}  # or the walk is blind
    assert {f for f in found if f.split(":")[0] not in MAY_TELL_APART} == set()


class Shut(Admission):
    """Lets nobody in, and writes down what it was asked."""

    def __init__(self, app: App) -> None:
        super().__init__(app.classrooms, app.negotiations)
        self.asked: list[str] = []
        for name, method in inspect.getmembers(Admission, inspect.isfunction):
            if "Refusal" in str(inspect.signature(method).return_annotation) and name[0] != "_":
                setattr(self, name, self._refusing(name))

    def _refusing(self, name: str) -> Callable[..., Refusal]:
        def refused(*_args: object, **_given: object) -> Refusal:
            self.asked.append(name)
            return Refusal("not_found")

        return refused


@dataclass
class Somebody:
    """Who calls: by token, by the account of a browser, by the cookie of a seat."""

    identity: Identity | None
    token: str | None = None
    browser: str | None = None
    seat: tuple[str, str] | None = None

    def client(self, app: App) -> FlaskClient:
        client = app.flask.test_client()
        if self.browser is not None:
            with client.session_transaction() as session:
                session[BROWSER] = self.browser
        if self.seat is not None:
            client.set_cookie(seat_cookie(self.seat[0]), self.seat[1])
        return client

    def calls(self, app: App, rule: Rule, method: str, **values: str) -> tuple[int, Any]:
        """Status and what is said, without what differs from one form to the next."""
        path = rule.rule.replace("<any(md, pdf):form>", "md")
        path = path.replace("<person_id>", "p").replace("<admission_id>", "k")
        for name, value in values.items():
            path = path.replace(f"<{name}>", value)
        body: dict[str, Any] = {"json": {}} if rule.endpoint.startswith("api.") else {"data": {}}
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.client(app).open(path, method=method, headers=headers, **body)
        return answer.status_code, answer.get_json(silent=True)


@dataclass
class Place:
    """A class of two tables, and people of it and of another."""

    app: App
    room: Class = field(init=False)
    people: dict[str, Somebody] = field(init=False)

    def __post_init__(self) -> None:
        self.room, other = Class(self.app, tables=2), Class(self.app)
        self.one, self.two = (TalksId(t["id"]) for t in self.room.made["talks"])
        service = self.app.classrooms
        guest = service.links.new_observer(ClassroomId(other.id), label="Dean")
        assert isinstance(guest, str)
        self.people = {
            "facilitator": self._facilitator(),
            "assistant of another table": self._assistant("Min-ji", self.room, self.two),
            "assistant of another class": self._assistant("Ada", other, TalksId(other.talks)),
            "delegate of another table": self._delegate("Kim", 2),
            "projector of another class": self._by_token(other.made["projector_token"]),
            "observer of another class": self._by_token(guest),
            "nobody": Somebody(None),
        }
        self.insiders = {
            "facilitator": self.people["facilitator"],
            "delegate": self._delegate("Ann", 1),
            "projector": self._by_token(self.room.made["projector_token"]),
        }

    def _by_token(self, token: str) -> Somebody:
        return Somebody(self.app.classrooms.authenticate(token), token)

    def _facilitator(self) -> Somebody:
        browser = self.app.classrooms.browsers.sign_in("facilitator")
        assert self.room.teacher.token is not None
        return replace(self._by_token(self.room.teacher.token), browser=browser)

    def _delegate(self, name: str, table: int) -> Somebody:
        _, seat = self.room.joins(name, table=table)
        cookie = seat["talks"], seat["seat_token"]
        return replace(self._by_token(seat["seat_token"]), seat=cookie)

    def _assistant(self, name: str, room: Class, table: TalksId) -> Somebody:
        made = self.app.classrooms.assistants.make(ClassroomId(room.id), name, [table])
        assert not isinstance(made, Refusal)
        self.app.classrooms.assistants.set_up(made[1], "long enough")
        browser = self.app.classrooms.browsers.sign_in(name)
        return Somebody(self.app.classrooms.browsers.who(browser), browser=browser)

    @property
    def written(self) -> int:
        return sum(len([*self.app.negotiations.log.read(t)]) for t in (self.one, self.two))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    app = made_app(Path(tmp_path_factory.mktemp("data")))
    app.flask.config["WTF_CSRF_METHODS"] = []  # forged forms have tests of their own
    return Place(app)


def closed(app: App) -> list[tuple[Rule, str]]:
    """Every route with every method, but those that are public by nature."""
    rules = [*app.flask.url_map.iter_rules()]
    assert {rule.endpoint for rule in rules} >= {*PUBLIC}
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    own = [rule for rule in rules if rule.endpoint not in PUBLIC]
    return [(rule, m) for rule in own for m in methods if m in (rule.methods or ())]


@pytest.fixture
def shut(place: Place) -> Iterator[Shut]:
    parts, shut = place.app.flask.extensions[EXTENSION], Shut(place.app)
    place.app.flask.extensions[EXTENSION] = replace(parts, admission=shut)
    yield shut
    place.app.flask.extensions[EXTENSION] = parts


@pytest.mark.parametrize("who", ["facilitator", "delegate", "projector"])
def test_every_route_asks_admission_and_heeds_it(place: Place, shut: Shut, who: str) -> None:
    somebody, before = place.insiders[who], place.written
    token = str(somebody.token)
    asked: Mapping[str, str] = {
        "classroom_id": place.room.id,
        "talks_id": place.one,
        "token": token,
    }
    for rule, method in closed(place.app):
        shut.asked.clear()
        status, _ = somebody.calls(place.app, rule, method, **asked)
        assert shut.asked, f"{method} {rule} decides without admission"
        assert status in (NOT_FOUND, NO_SEAT), (method, rule, status)
    assert place.written == before


def test_the_facilitator_is_let_in_by_the_same_calls(place: Place) -> None:
    """Proves that the calls above are refused by admission and by nothing else."""
    teacher = place.insiders["facilitator"]
    asked = {"classroom_id": place.room.id, "talks_id": place.one}
    reads = [(rule, m) for rule, m in closed(place.app) if m == "GET" and "token" not in str(rule)]
    for rule, method in reads:
        if rule.endpoint in ("talks.table", "talks.welcome", "talks.brief", "learning.mine"):
            continue  # for seats only
        if rule.endpoint in ("calendars.of_table", "api.talks_board", "learning.paper_file"):
            continue  # for seats only, or in need of a query
        status, _ = teacher.calls(place.app, rule, method, **asked)
        assert status not in (NOT_FOUND, NO_SEAT, NO_TOKEN), (method, rule, status)


KINDS = (
    "assistant of another table",
    "assistant of another class",
    "delegate of another table",
    "projector of another class",
    "observer of another class",
    "nobody",
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_forbidden_and_the_unknown_are_answered_alike(place: Place, kind: str) -> None:
    somebody, before = place.people[kind], place.written
    for rule, method in closed(place.app):
        named = rule.arguments & {"classroom_id", "talks_id", "token"}
        if kind == "assistant of another table" and "talks_id" not in named:
            continue  # the class is theirs
        real = {"classroom_id": place.room.id, "talks_id": place.one, "token": "nobody's"}
        unknown = {"classroom_id": "nowhere", "talks_id": "nowhere", "token": "no-one's"}
        if kind == "assistant of another table":
            unknown["classroom_id"] = place.room.id
        if not named:
            continue
        forbidden = somebody.calls(place.app, rule, method, **real)
        assert forbidden == somebody.calls(place.app, rule, method, **unknown), (method, rule)
        api, status = rule.endpoint.startswith("api."), forbidden[0]
        if api:
            assert status == (NO_TOKEN if kind == "nobody" else NOT_FOUND), (method, rule, status)
        else:  # pages ask to sign in, or for a seat, before they look who it is
            assert status in (NOT_FOUND, SIGN_IN, NO_SEAT), (method, rule, status)
    assert place.written == before


def test_unknown_ids_are_not_found_by_the_facilitator(place: Place) -> None:
    unknown = {"classroom_id": "nowhere", "talks_id": "nowhere", "token": "no-one's"}
    for rule, method in closed(place.app):
        if rule.arguments & {*unknown}:
            status, _ = place.people["facilitator"].calls(place.app, rule, method, **unknown)
            assert status in (NOT_FOUND, NO_SEAT), (method, rule, status)


class Server:
    """Stands in for the Socket.IO server: keeps the handlers, forgets what is sent."""

    def __init__(self) -> None:
        self.handlers: dict[str, Callable[..., Any]] = {}
        self.event_limit = 1

    def on(self, event: str, handler: Callable[..., Any]) -> None:
        self.handlers[event] = handler

    def post(self, _sid: str, _packet: object) -> None:
        return None


class Sockets:
    """The handlers of a server to which everybody comes as `identity`."""

    def __init__(self, app: App, admission: Admission, identity: Identity | None) -> None:
        talks, door = app.negotiations, app.flask.extensions[EXTENSION].door
        server: Any = Server()
        tables = Tables(talks.now_ms, Texts())
        self.connections = Connections(
            server,
            talks,
            admission,
            door,
            lambda _environ, _asks: identity,
            tables,
            Wall(talks, ClassroomRooms(app.classrooms), lambda *_: None),
            Presence(lambda *_: None, lambda *_: None),
            Guests(tables),
        )
        self.server = server
        self.handlers: dict[str, Callable[..., Any]] = server.handlers

    def refused(self, **auth: str) -> object:
        """Why the connection is refused."""
        with pytest.raises(ConnectionRefused) as refused:
            self.handlers["connect"]("s1", {}, auth)
        return refused.value.error_args


def test_every_socket_event_asks_admission_and_heeds_it(place: Place) -> None:
    shut, teacher = Shut(place.app), place.people["facilitator"].identity
    real = Admission(place.app.classrooms, place.app.negotiations)
    sockets = Sockets(place.app, shut, teacher)
    sockets.refused(talks=place.one)
    assert shut.asked == ["watch"]
    before = place.written
    for event in {*sockets.handlers} - {"connect", *PUBLIC_EVENTS}:
        sockets = Sockets(place.app, real, teacher)
        sockets.handlers["connect"]("s1", {}, {"talks": place.one})
        sockets.server.connected("s1", "e1")
        assert len(sockets.connections) == 1
        sockets.connections._admission = shut  # the right is taken back
        shut.asked.clear()
        sent = {"id": "c1", "name": "announce", "body": {"text": "Ten minutes."}}
        answer = sockets.handlers[event]("s1", sent)
        assert answer["refusal"] == "not_found", event
        assert shut.asked, f"{event} decides without admission"
    assert place.written == before


def test_every_socket_event_has_its_turn(place: Place) -> None:
    live = place.app.live.socketio.server.handlers["/"]
    assert {*live} == {*Sockets(place.app, Shut(place.app), None).handlers}


@pytest.mark.parametrize("kind", KINDS)
def test_sockets_refuse_the_forbidden_and_the_unknown_alike(place: Place, kind: str) -> None:
    admission = Admission(place.app.classrooms, place.app.negotiations)
    sockets = Sockets(place.app, admission, place.people[kind].identity)
    assert sockets.refused(talks=place.one) == sockets.refused(talks="nowhere")
    if kind in ("assistant of another class", "projector of another class", "nobody"):
        assert sockets.refused(classroom=place.room.id) == sockets.refused(classroom="nowhere")
