"""API calls of the facilitator's desk: previews, hints, the audit list, search."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from tests.web.site import Caller, Class, made_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    return Class(app, tables=2)


def code_of(answer: Any) -> str:
    return str(answer.get_json()["error"]["code"])


def test_the_preview_of_a_roll_back_changes_nothing(room: Class) -> None:
    delegate, seat = room.joins("Ann")
    talks = seat["talks"]
    path = f"/talks/{talks}/undone"
    assert room.teacher.does(talks, "start")["accepted"]
    assert room.teacher.does(talks, "advance")["accepted"]
    there = room.teacher.get(f"/talks/{talks}/view").get_json()["entities"]["talks"]["checkpoints"]
    offers(delegate, talks, "p1")
    found = room.teacher.get(path, query_string={"to": there[-1]["seq"]}).get_json()
    assert [(p["number"], p["by"], p["back"]) for p in found["proposals"]] == [
        (1, seat["delegation"], False)
    ]
    assert (found["phases"], found["agreements"]) == ([], [])
    assert len(room.teacher.get(path, query_string={"to": there[0]["seq"]}).get_json()["phases"])
    assert code_of(room.teacher.get(path, query_string={"to": 1})) == "no_checkpoint"
    assert delegate.get(path, query_string={"to": there[0]["seq"]}).status_code == 404
    assert len(delegate.get(f"/talks/{talks}/view").get_json()["entities"]["talks"]) > 0


def test_next_phase_sent_twice_for_one_phase_moves_one(room: Class) -> None:
    talks = room.talks
    assert room.teacher.does(talks, "start")["accepted"]
    seen = where(room, talks)
    orders = [{"id": who, "name": "advance", "body": seen} for who in ("first", "second")]
    with ThreadPoolExecutor() as pool:
        path = f"/talks/{talks}/commands"
        answers = [a.get_json() for a in pool.map(lambda o: room.teacher.post(path, o), orders)]
    assert sorted(a["accepted"] for a in answers) == [False, True]
    [refused] = [a for a in answers if not a["accepted"]]
    assert refused["refusal"] == "phase_over"
    assert where(room, talks) == {"round": 1, "phase": "negotiation"}
    assert room.teacher.does(talks, "advance", where(room, talks))["accepted"]
    assert where(room, talks) == {"round": 1, "phase": "result"}


def where(room: Class, talks: str) -> dict[str, Any]:
    now = room.teacher.get(f"/talks/{talks}/view").get_json()["entities"]["talks"]
    return {"round": now["round"], "phase": now["phase"]}


def test_the_audit_list_says_who_did_what_at_which_table(room: Class) -> None:
    one, other = (t["id"] for t in room.made["talks"])
    for talks, name, facts in ((one, "start", {}), (other, "announce", {"text": "Hear, hear"})):
        time.sleep(0.002)  # so that no two fall into one millisecond
        room.teacher.does(talks, name, facts)
    delegate, _ = room.joins("Ann", table=1)
    path = f"/classrooms/{room.id}/audit"
    lines = room.teacher.get(path).get_json()["lines"]
    assert [(x["table"], x["facts"][0]["kind"], x["by"]) for x in lines[:2]] == [
        (2, "message_sent", "teacher"),
        (1, "phase_began", "teacher"),
    ]
    assert lines[0]["facts"][0]["about"]["text"] == "Hear, hear"
    first = room.teacher.get(path, query_string={"table": 1}).get_json()["lines"]
    assert {x["table"] for x in first} == {1}
    assert delegate.get(path).status_code == 404
    assert room.teacher.get("/classrooms/nowhere/audit").status_code == 404


def test_a_search_finds_words_in_every_channel_of_every_table(room: Class) -> None:
    path = f"/classrooms/{room.id}/search"
    for table, name in ((1, "Ann"), (2, "Bo")):
        delegate, seat = room.joins(name, table=table)
        team = f"delegation:{seat['delegation']}"
        body = {"message_id": "m1", "channel": team, "text": f"A Secret of {name}"}
        assert delegate.does(seat["talks"], "say", body)["accepted"]
        assert delegate.does(seat["talks"], "ask_help", {"text": "What is secret?"})["accepted"]

    def hits(**query: object) -> list[tuple[int, str, str]]:
        lines = room.teacher.get(path, query_string=query).get_json()["lines"]
        return [(x["table"], x["kind"], x["name"]) for x in lines]

    assert len(hits(text="secret")) == 4
    assert sorted(hits(text="secret", table=2)) == [(2, "help", "Bo"), (2, "message", "Bo")]
    assert hits(text="SECRET ann") == [(1, "help", "Ann"), (1, "message", "Ann")]
    assert hits(text="nobody said this") == []
    assert hits(text="secret", delegation="facilitator") == []
    assert room.joins("Cy")[0].get(path).status_code == 404


def offers(delegate: Caller, talks: str, name: str) -> None:
    """Tables a package: the first option of every issue."""
    view = delegate.get(f"/talks/{talks}/view").get_json()["entities"]
    forum = view["talks"]["forums_now"][0]
    package = {i["id"]: i["options"][0]["id"] for i in view[f"forum/{forum}"]["issues"]}
    body = {"proposal_id": name, "forum": forum, "package": package}
    assert delegate.does(talks, "table_proposal", body)["accepted"]


def test_hints_are_for_who_steers_the_table(room: Class) -> None:
    delegate, seat = room.joins("Ann")
    path = f"/talks/{seat['talks']}/hints"
    assert delegate.does(seat["talks"], "ask_help", {"text": "Where am I?"})["accepted"]
    found = room.teacher.get(path).get_json()
    assert [(h["kind"], h["delegation"]) for h in found["hints"]] == [("help", seat["delegation"])]
    assert found["hints"][0]["since"] <= found["server_now"]
    assert room.teacher.does(seat["talks"], "close_help", {"number": 1})["accepted"]
    assert room.teacher.get(path).get_json()["hints"] == []
    assert delegate.get(path).status_code == 404
    assert room.teacher.get("/talks/nowhere/hints").status_code == 404
