"""What an inject would do to the zones of agreement, asked before it is fired."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.site import Caller, Class, made_app


@pytest.fixture
def room(tmp_path: Path) -> Class:
    return Class(made_app(tmp_path))


def change(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, **more}


def forum_of(room: Class) -> tuple[str, str]:
    """The first forum of the table and one of its parties."""
    view = room.teacher.get(f"/talks/{room.talks}/view").get_json()["entities"]
    forum = view["talks"]["rounds"][0]["forums"][0]
    return forum, view[f"forum/{forum}"]["parties"][0]


def ask(room: Class, **body: Any) -> dict[str, Any]:
    answer = room.teacher.post(f"/talks/{room.talks}/preview", body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_higher_walk_away_narrows_the_zone_and_a_hopeless_one_is_warned_of(room: Class) -> None:
    forum, party = forum_of(room)
    harder = change("reservation", delegation=party, forum=forum, amount=500)
    found = ask(room, modifiers=[harder])
    assert found["warnings"] == []
    assert 0 < found["forums"][forum]["after"] < found["forums"][forum]["before"]
    hopeless = [change("reservation", delegation=party, forum=forum, amount=10_000)]
    hopeless += [change("red_line", delegation=party, forum=forum, **at) for at in best(room)]
    found = ask(room, modifiers=hopeless)
    assert found["forums"][forum]["after"] == 0
    [warning] = found["warnings"]
    assert warning["forum"] == forum
    assert "no package would be left" in warning["message"]


def best(room: Class) -> list[dict[str, str]]:
    """All options of the first issue of the first forum."""
    forum, _ = forum_of(room)
    view = room.teacher.get(f"/talks/{room.talks}/view").get_json()["entities"]
    issue = view[f"forum/{forum}"]["issues"][0]
    return [{"issue": issue["id"], "option": option["id"]} for option in issue["options"]]


def test_a_stack_is_counted_with_what_is_in_force_already(room: Class) -> None:
    forum, party = forum_of(room)
    harder = change("reservation", delegation=party, forum=forum, amount=500)
    first = ask(room, modifiers=[harder])["forums"][forum]
    assert room.teacher.does(room.talks, "start")["accepted"]
    written = {"inject": "own", "title": "A storm", "story": "It blows.", "modifiers": [harder]}
    assert room.teacher.does(room.talks, "write_inject", written)["accepted"]
    assert ask(room, modifiers=[harder])["forums"][forum]["before"] == first["after"]


def test_told_to_some_it_changes_their_mandates_only(room: Class) -> None:
    forum, party = forum_of(room)
    bar = change("bar", forum=forum, **best(room)[0])
    assert ask(room, modifiers=[bar])["forums"] != {}
    assert ask(room, modifiers=[bar], to=[party])["forums"] == {}


def test_nothing_is_changed_and_nobody_else_may_ask(room: Class) -> None:
    forum, party = forum_of(room)
    path = f"/talks/{room.talks}/preview"
    before = room.teacher.get(f"/talks/{room.talks}/events").data
    body = {"modifiers": [change("reservation", delegation=party, forum=forum, amount=500)]}
    assert room.teacher.post(path, body).status_code == 200
    assert room.teacher.get(f"/talks/{room.talks}/events").data == before
    delegate, _ = room.joins("Ann")
    assert delegate.post(path, body).status_code == 404
    assert Caller(room.app).post(path, body).status_code == 401


def test_what_does_not_exist_is_refused(room: Class) -> None:
    path = f"/talks/{room.talks}/preview"
    assert room.teacher.post(path, {"inject": "nothing"}).status_code == 404
    wrong = {"modifiers": [change("reservation", delegation="mars", forum="moon", amount=1)]}
    refused = room.teacher.post(path, wrong)
    assert refused.get_json()["error"]["code"] == "bad_modifier"
    assert room.teacher.post(path, {"modifiers": [{"kind": "miracle"}]}).status_code == 400
