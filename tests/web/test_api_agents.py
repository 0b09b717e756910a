"""Agents at the API: a token for one seat, waiting for another view, and no more than that."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.service.changes import WAITS_EACH, Changes
from server.web.site.parts import EXTENSION
from tests.web.site import Caller, Class, made_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


class Seat:
    """A class in whose first table an agent plays the first delegation."""

    def __init__(self, app: App) -> None:
        self.room = Class(app, tables=2)
        self.talks = self.room.talks
        told = app.negotiations.talks(TalksId(self.talks)).scenario.delegations
        self.mine, self.other = told[0].id, told[1].id
        self.does("seat_agent", agent_id="a1", delegation=self.mine, name="Greedy")
        self.agent = Caller(app, self.token())

    def does(self, command: str, **body: Any) -> None:
        receipt = self.room.teacher.does(self.talks, command, body)
        assert receipt["accepted"], receipt

    def token(self) -> str:
        answer = self.room.teacher.post(f"/talks/{self.talks}/agents/{self.mine}/token")
        assert answer.status_code == 201, answer.text
        made: dict[str, str] = answer.get_json()
        assert {k: v for k, v in made.items() if k != "token"} == {
            "agent": "a1",
            "talks": self.talks,
            "delegation": self.mine,
        }
        return made["token"]

    def starts(self) -> None:
        self.does("start")
        self.does("advance")

    def view(self, query: str = "") -> Any:
        return self.agent.get(f"/talks/{self.talks}/view{query}")

    @property
    def etag(self) -> str:
        return str(self.view().get_json()["etag"])


@pytest.fixture
def seat(app: App) -> Seat:
    return Seat(app)


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["error"]["code"]


def aside(call: Callable[[], Any]) -> Callable[[], Any]:
    """The call made in a thread of its own; waits for its answer."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(call()))
    thread.start()

    def answer() -> Any:
        thread.join(20)
        return found[0]

    return answer


def test_an_agent_has_the_view_of_its_seat_and_acts_there(seat: Seat) -> None:
    seat.starts()
    entities = seat.view().get_json()["entities"]
    assert entities["me"]["agent"] == {"name": "Greedy", "paused": False}
    assert entities["me"]["delegation"] == seat.mine
    forum = entities["talks"]["forums_now"][0]
    issues = entities[f"forum/{forum}"]["issues"]
    package = {issue["id"]: issue["options"][0]["id"] for issue in issues}
    body = {"proposal_id": "p1", "forum": forum, "package": package}
    assert seat.agent.does(seat.talks, "table_proposal", body)["accepted"]
    assert seat.view().get_json()["entities"]["proposal/p1"]["by"] == seat.mine


def test_everybody_reads_that_it_is_one(seat: Seat) -> None:
    student, _ = seat.room.joins("Ann", table=1, delegation=seat.other)
    found = student.get(f"/talks/{seat.talks}/view").get_json()["entities"]
    assert found[f"delegation/{seat.mine}"]["bot"]["agent"]["name"] == "Greedy"
    status = seat.room.teacher.get(f"/classrooms/{seat.room.id}").get_json()
    assert status["talks"][0]["agents"] == [seat.mine]


def test_it_finds_nothing_but_its_view_and_commands(seat: Seat, app: App) -> None:
    seat.does("conclude")
    for stage in ("mandates", "scores", "possible"):
        seat.does("reveal", stage=stage)
    values = {"classroom_id": seat.room.id, "talks_id": seat.talks, "delegation": seat.mine}
    tried = []
    for rule in app.flask.url_map.iter_rules():
        own = rule.endpoint in ("api.talks_view", "api.talks_text", "api.talks_commands")
        if own or not rule.rule.startswith("/api/v1/") or not rule.arguments & {*values}:
            continue
        path = rule.rule.removeprefix("/api/v1")
        for name, value in values.items():
            path = path.replace(f"<{name}>", value)
        for method in (rule.methods or set()) & {"GET", "POST", "DELETE"}:
            answer = seat.agent.call(method, path, json={} if method == "POST" else None)
            assert answer.status_code == 404, (method, path, answer.status_code)
            tried.append(path)
    assert len(tried) > 10
    other = seat.room.made["talks"][1]["id"]
    assert code(seat.agent.get(f"/talks/{other}/view")) == (404, "not_found")


def test_a_new_token_ends_the_one_before(seat: Seat) -> None:
    before = seat.agent
    seat.agent = Caller(before.app, seat.token())
    assert code(before.get(f"/talks/{seat.talks}/view")) == (401, "bad_token")
    assert seat.view().status_code == 200


def test_a_token_is_taken_back(seat: Seat) -> None:
    path = f"/talks/{seat.talks}/agents/{seat.mine}/token"
    assert seat.room.teacher.call("DELETE", path).status_code == 204
    assert code(seat.view()) == (401, "bad_token")
    assert seat.room.teacher.call("DELETE", path).status_code == 404


def test_the_desk_reads_whether_it_has_come(seat: Seat) -> None:
    def told() -> dict[str, Any]:
        (one,) = seat.room.teacher.get(f"/talks/{seat.talks}/agents").get_json()["agents"]
        return dict(one)

    before = told()
    assert (before["delegation"], before["agent"], before["name"]) == (seat.mine, "a1", "Greedy")
    assert before["made_at"] is not None
    assert before["used_at"] is None
    assert seat.view().status_code == 200
    assert told()["used_at"] is not None
    seat.room.teacher.call("DELETE", f"/talks/{seat.talks}/agents/{seat.mine}/token")
    assert (told()["made_at"], told()["used_at"]) == (None, None)
    assert seat.agent.get(f"/talks/{seat.talks}/agents").status_code == 401


def test_it_ends_with_the_seat(seat: Seat) -> None:
    seat.does("unseat_agent", delegation=seat.mine)
    assert code(seat.view()) == (401, "agent_unseated")
    answer = seat.room.teacher.post(f"/talks/{seat.talks}/agents/{seat.mine}/token")
    assert code(answer) == (409, "no_agent")
    seat.does("seat_agent", agent_id="a2", delegation=seat.mine, name="Another")
    assert code(seat.view()) == (401, "agent_unseated")


def test_an_assistant_gives_tokens_at_the_own_tables_only(seat: Seat, app: App) -> None:
    made = app.classrooms.assistants.make(
        ClassroomId(seat.room.id), "Min-ji", [TalksId(seat.room.made["talks"][1]["id"])]
    )
    assert not isinstance(made, Refusal)
    student, _ = seat.room.joins("Ann", table=1, delegation=seat.other)
    for who in (seat.agent, student):
        answer = who.post(f"/talks/{seat.talks}/agents/{seat.mine}/token")
        assert code(answer) == (404, "not_found")


def test_the_same_view_is_not_sent_again(seat: Seat) -> None:
    same = seat.view(f"?etag={seat.etag}")
    assert (same.status_code, same.data) == (304, b"")
    assert seat.view("?etag=0").status_code == 200
    assert code(seat.view("?wait=26")) == (400, "bad_command")


def test_waiting_ends_with_a_change_and_not_with_what_is_hidden(seat: Seat) -> None:
    student, _ = seat.room.joins("Ann", table=1, delegation=seat.other)
    known = seat.etag
    answer = aside(lambda: seat.view(f"?etag={known}&wait=20"))
    said = {"message_id": "m1", "channel": f"delegation:{seat.other}", "text": "among us"}
    assert student.does(seat.talks, "say", said)["accepted"]
    seat.does("start")
    found = answer().get_json()
    assert found["entities"]["talks"]["state"] == "running"
    assert found["etag"] == seat.etag


def test_waiting_ends_by_itself(seat: Seat) -> None:
    assert seat.view(f"?etag={seat.etag}&wait=1").status_code == 304


def test_waiting_ends_with_the_seat(seat: Seat) -> None:
    known = seat.etag
    answer = aside(lambda: seat.view(f"?etag={known}&wait=20"))
    seat.does("unseat_agent", delegation=seat.mine)
    assert code(answer()) == (401, "agent_unseated")


def test_a_token_waits_so_often_and_no_more(seat: Seat) -> None:
    known = seat.etag
    waits = [aside(lambda: seat.view(f"?etag={known}&wait=20")) for _ in range(WAITS_EACH)]
    changes = seat.room.app.changes
    while changes.held < WAITS_EACH:
        pass
    refused = seat.view(f"?etag={known}&wait=20")
    assert code(refused) == (429, "too_many_waits")
    assert refused.headers["Retry-After"] == "1"
    seat.does("start")
    assert [w().status_code for w in waits] == [200] * WAITS_EACH
    assert changes.held == 0


def test_a_server_that_stops_ends_every_wait(seat: Seat) -> None:
    known, before = seat.etag, seat.room.app.flask.extensions[EXTENSION]
    parts = replace(before, changes=Changes())
    seat.room.app.flask.extensions[EXTENSION] = parts
    answer = aside(lambda: seat.view(f"?etag={known}&wait=20"))
    while parts.changes.held < 1:
        pass
    parts.changes.stop()
    assert answer().status_code == 304
    assert seat.view(f"?etag={known}&wait=20").status_code == 304
    seat.room.app.flask.extensions[EXTENSION] = before


def test_all_waits_are_bounded() -> None:
    changes = Changes(most=1)
    with changes.waiting("one", TalksId("t1"), 1) as wait:
        assert not isinstance(wait, Refusal)
        with changes.waiting("other", TalksId("t1"), 1) as refused:
            assert isinstance(refused, Refusal)
    with changes.waiting("other", TalksId("t1"), 1) as wait:
        assert not isinstance(wait, Refusal)


def test_an_agent_that_talks_too_fast_is_told_how_long_to_wait(seat: Seat) -> None:
    seat.starts()
    said: Any = None
    for n in range(20):
        body = {"message_id": f"m{n}", "channel": "plenary", "text": "again"}
        message = {"id": f"s{n}", "name": "say", "body": body}
        said = seat.agent.post(f"/talks/{seat.talks}/commands", message)
        if said.status_code == 429:
            break
    receipt = said.get_json()
    assert (said.status_code, receipt["refusal"]) == (429, "too_fast")
    assert receipt["facts"]["wait_ms"] > 0
    assert said.headers["Retry-After"] == "1"


def test_an_agent_that_looks_too_often_is_told_how_long_to_wait(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = seat.room.app.negotiations.now_ms()
    monkeypatch.setattr("server.service.clocks.SystemClock.now_ms", lambda _clock: now)
    answers = [seat.view() for _ in range(21)]
    assert [a.status_code for a in answers[:-1]] == [200] * 20
    slowed = answers[-1]
    assert code(slowed) == (429, "too_fast")
    assert slowed.headers["Retry-After"] == "1"
