"""A bot counts what its own signature would change in its mandate, where a linkage says so."""

from typing import Any

from server.bots.foresight import foreseen
from server.bots.preferences import Sheet, Terms

FORUM: dict[str, Any] = {
    "id": "f",
    "settled": {},
    "issues": [
        {
            "id": "money",
            "title": "Money",
            "options": [{"id": "much", "text": "much"}, {"id": "none", "text": "none"}],
        },
        {
            "id": "date",
            "title": "Date",
            "options": [{"id": "soon", "text": "soon"}, {"id": "never", "text": "never"}],
        },
    ],
}
MANDATE: dict[str, Any] = {
    "reservation": 4000,
    "red_lines": [],
    "issues": {
        "money": {
            "weight": 60,
            "values": {"much": 100, "none": 0},
            "worth": {"much": 6000, "none": 0},
        },
        "date": {
            "weight": 40,
            "values": {"soon": 100, "never": 50},
            "worth": {"soon": 4000, "never": 2000},
        },
    },
}
HALF_A_PROMISE = {
    "forum": "f",
    "issue": "money",
    "options": ["much"],
}
NO_DATE = {"forum": "f", "issue": "date", "options": ["never"]}


def linkage(when: dict[str, Any], active: bool = False, **changes: object) -> dict[str, Any]:
    effect = {
        "kind": "value",
        "delegation": "me",
        "forum": "f",
        "issue": "money",
        "option": "much",
        "amount": -40,
        **changes,
    }
    return {"id": "l", "active": active, "when": when, "effects": [effect]}


def worth(package: dict[str, str], *linkages: dict[str, Any]) -> int:
    sheet = Sheet(Terms.of(FORUM, MANDATE, linkages))
    assert sheet.row(package) is not None
    return int(sheet.worth[sheet.row(package) or 0])


NEVER = {"money": "much", "date": "never"}
SOON = {"money": "much", "date": "soon"}


def test_a_promise_that_its_own_agreement_halves_counts_half() -> None:
    both = linkage({"all": [HALF_A_PROMISE, NO_DATE]})
    assert worth(NEVER) == 8000
    assert worth(NEVER, both) == 8000 - 2400
    assert worth(SOON, both) == 10_000


def test_a_walk_away_that_would_rise_takes_as_much_off() -> None:
    rises = linkage(NO_DATE, kind="reservation", amount=500)
    assert worth(NEVER, rises) == 7500


def test_what_would_fall_below_the_walk_away_is_not_signed() -> None:
    ruined = linkage(NO_DATE, kind="reservation", amount=5000)
    assert Sheet(Terms.of(FORUM, MANDATE, [ruined])).row(NEVER) is None


def test_any_of_several_ways_counts_once() -> None:
    either = linkage({"any": [NO_DATE, {"all": [HALF_A_PROMISE, NO_DATE]}]})
    assert worth(NEVER, either) == 8000 - 2400


def test_what_is_in_force_is_in_the_mandate_already_and_other_forums_are_not_foreseen() -> None:
    assert foreseen("f", MANDATE, [linkage(NO_DATE, active=True)]) == ()
    other = {"forum": "g", "issue": "x", "options": ["y"]}
    assert foreseen("f", MANDATE, [linkage({"all": [NO_DATE, other]})]) == ()
    assert foreseen("f", MANDATE, [linkage({"not_agreed": "f"})]) == ()
