"""A game with more packages than can be counted is played; what needs that says it is left out."""

import time
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.rules.ids import DelegationId
from server.service.joining import JoinResult
from server.service.solo import begin
from server.storage.scenarios.loader import load
from tests.bots.live_table import LiveTable
from tests.cli.command import Shell
from tests.scenarios_large import ISSUES, PACKAGES, large_scenario
from tests.web.site import Caller, Class, made_app


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return large_scenario(tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def app(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(tmp_path_factory.mktemp("data"), rounds=(folder.parent,))


@pytest.fixture
def room(app: App) -> Class:
    return Class(app, scenario="grand-game")


def entities(who: Caller, talks: str) -> dict[str, Any]:
    answer = who.get(f"/talks/{talks}/view")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()["entities"]
    return found


def middle(entity: dict[str, Any]) -> dict[str, str]:
    """The third option of every issue."""
    return {issue["id"]: issue["options"][2]["id"] for issue in entity["issues"]}


def forum_key(view: dict[str, Any]) -> str:
    return next(key for key in view if key.startswith("forum/"))


def seated(room: Class) -> list[Caller]:
    return [room.joins(f"Delegate {n}")[0] for n in range(6)]


def negotiating(room: Class) -> list[Caller]:
    delegates = seated(room)
    assert room.teacher.does(room.talks, "start")["accepted"]
    assert room.teacher.does(room.talks, "advance")["accepted"]
    return delegates


def test_it_is_negotiated_to_an_agreement_and_debriefed(room: Class) -> None:
    delegates = negotiating(room)
    first = entities(delegates[0], room.talks)
    key = forum_key(first)
    forum = key.removeprefix("forum/")
    package = middle(first[key])
    assert len(package) == ISSUES
    body = {"proposal_id": "p1", "forum": forum, "package": package}
    assert delegates[0].does(room.talks, "table_proposal", body)["accepted"]
    for other in delegates[1:]:
        stance = {"proposal_id": "p1", "stance": "accept"}
        assert other.does(room.talks, "take_stance", stance)["accepted"]
    recorded = room.teacher.does(
        room.talks, "record_agreement", {"forum": forum, "package": package}
    )
    assert recorded["accepted"], recorded
    assert room.teacher.does(room.talks, "conclude")["accepted"]
    assert room.teacher.does(room.talks, "reveal", {"stage": "scores"})["accepted"]
    board = entities(delegates[0], room.talks)["scoreboard"]
    assert board["agreed"] == 1
    assert board["joint"] == {}

    [analysis] = room.teacher.get(f"/talks/{room.talks}/analysis").get_json()["forums"]
    assert analysis["packages"] == PACKAGES
    assert analysis["pareto"] is None
    assert 2_000_000_000 < analysis["zone"] <= analysis["feasible"] <= PACKAGES
    assert analysis["left_out"]["code"] == "too_many_packages"
    assert "left out" in analysis["left_out"]["message"]
    assert [offer["package"] for offer in analysis["path"]] == [package]
    for path in (
        f"/classrooms/{room.id}/board",
        f"/talks/{room.talks}/hints",
        *(
            f"/classrooms/{room.id}/export?format={form}"
            for form in ("csv", "jsonl", "results-csv")
        ),
    ):
        assert room.teacher.get(path).status_code == 200, path


def test_the_preview_of_an_inject_says_that_it_is_too_large(room: Class) -> None:
    view = entities(negotiating(room)[0], room.talks)
    key = forum_key(view)
    issue = view[key]["issues"][0]
    bar = {
        "kind": "bar",
        "forum": key.removeprefix("forum/"),
        "issue": issue["id"],
        "option": issue["options"][0]["id"],
    }
    answer = room.teacher.post(f"/talks/{room.talks}/preview", {"modifiers": [bar]})
    assert answer.status_code == 200, answer.text
    assert answer.get_json()["forums"][bar["forum"]] == {"before": None, "after": None}


def test_bots_bargain_at_such_a_table(folder: Path) -> None:
    """At a table of bots alone something is offered in five minutes; no tick takes long."""
    scenario = load(folder)
    table = LiveTable(scenario, None).begin(scenario.presets[0].id)
    began = time.monotonic()
    table.wait(300)
    assert time.monotonic() - began < 60
    assert table.proposals
    assert len(table.proposals[0].package) == ISSUES


def test_trying_it_alone_seats_bots_elsewhere(app: App) -> None:
    joined = begin(
        app.classrooms, app.negotiations, "grand-game", DelegationId("party-a"), "Kim", seed=5
    )
    assert isinstance(joined, JoinResult)
    assert len(app.negotiations.talks(joined.talks).bots) == 5


def test_every_page_of_the_class_and_the_game_alone_open(app: App, room: Class) -> None:
    client = app.flask.test_client()
    for path in ("/", "/try?scenario=grand-game", f"/join/{room.made['join_code']}"):
        assert client.get(path).status_code == 200, path


def test_the_checker_warns_and_calls_it_in_order(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sixparty = Shell(tmp_path, monkeypatch)
    told = sixparty.ok("rounds", "check", folder)
    assert "in order" in told
    assert "too_many_packages" in told
    assert "it is played, its efficient and fair packages" in told
    [name] = [path.stem for path in (folder / "forums").glob("*.yaml")]
    forum = name.split("-", 1)[-1]
    assert "left out" in sixparty.ok("rounds", "analyze", folder, forum)
    assert '"left_out"' in sixparty.ok("rounds", "analyze", folder, forum, "--json")
