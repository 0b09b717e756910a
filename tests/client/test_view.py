"""What the client reads off a view is what the server means."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from server.client import View
from tests.web.site import Class, made_app

ISLAND = "island"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Class:
    room = Class(made_app(Path(tmp_path_factory.mktemp("data"))))
    for name in ("start", "advance"):
        room.teacher.does(room.talks, name)
    return room


@pytest.fixture(scope="module")
def seat(room: Class) -> Any:
    return room.joins("Ann", delegation=ISLAND)[0]


def view(room: Class, seat: Any) -> View:
    sent = seat.get(f"/talks/{room.talks}/view").get_json()
    return View(sent["etag"], sent["entities"], sent["server_now"])


def test_a_package_is_worth_what_the_server_says_it_is(room: Class, seat: Any) -> None:
    found = view(room, seat)
    crossing = {"sailings": "three", "subsidy": "k300", "term": "ten_years"}
    lifted = {"sailings": "daily", "subsidy": "k300", "term": "ten_years"}
    for number, package in enumerate((crossing, lifted)):
        body = {"proposal_id": f"p{number}", "forum": "contract", "package": package}
        assert seat.does(room.talks, "table_proposal", body)["accepted"]
    after = view(room, seat)
    newest, oldest = after.proposals("contract")
    assert after.value(newest) == found.worth("contract", lifted)
    assert after.value(oldest) == found.worth("contract", crossing)
    assert newest["red_lines"] == []
    assert oldest["cost"] > 0
    assert after.offered("contract") == [crossing, lifted]
    assert after.stance(newest) == "accept"
    assert after.unanswered("contract") == []


def test_packages_come_best_first_and_cross_no_red_line(room: Class, seat: Any) -> None:
    found = view(room, seat)
    packages = list(found.packages("contract"))
    worths = [found.worth("contract", p) for p in packages]
    assert all(one >= other for one, other in pairwise(worths))
    assert worths[0] == found.mandate("contract")["best"]
    assert len({tuple(sorted(p.items())) for p in packages}) == len(packages)
    options = [len(i["options"]) for i in found.entities["forum/contract"]["issues"]]
    crossing = options[1] * (options[0] - 1)  # ten years, unless the boat sails daily
    assert len(packages) == options[0] * options[1] * options[2] - crossing
    fair = list(found.packages("contract", 6_000))
    assert fair == [p for p in packages if found.worth("contract", p) >= 6_000]


def test_where_the_talks_stand(room: Class, seat: Any) -> None:
    found = view(room, seat)
    assert (found.delegation, found.forums) == (ISLAND, ["contract"])
    assert not found.is_over
    assert found.may("table_proposal")
    assert 0 <= found.time < 0.5
    length = found.entities["clock"]["length_ms"]
    later = View(found.etag, found.entities, found.server_now, age_ms=length)
    assert later.time == 1


def test_the_persona_is_the_mandate_in_words(room: Class, seat: Any) -> None:
    persona = view(room, seat).persona
    assert "You speak for Island Council." in persona
    assert "Each day without a boat is a day without a doctor" in persona
    assert "never term ten_years" in persona
    assert "Northline" not in persona
