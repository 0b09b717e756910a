"""xAPI statements: a record store takes them, and finds no name and no address in them."""

from typing import Any

import orjson
import pytest

from server.reports.records.masking import Kept
from server.reports.records.xapi import VERBS, VOCABULARY
from tests.reports.classes import HOME, a_class, file_of, planted
from tests.reports.test_masking import logs, people, traces
from tests.reports.xapi_rules import check
from tests.rules.ledgers import everything

REGISTERED = {
    "answered", "asked", "attempted", "attended", "commented", "completed", "exited",
    "experienced", "failed", "imported", "initialized", "interacted", "launched", "mastered",
    "passed", "preferred", "progressed", "registered", "responded", "resumed", "scored", "shared",
    "suspended", "terminated", "voided",
}  # fmt: skip
"""The verbs of ADL's vocabulary."""

KINDS = {
    "assessment", "course", "file", "interaction", "lesson", "link", "media", "meeting", "module",
    "objective", "performance", "question", "simulation",
}  # fmt: skip
"""Its kinds of activities."""


def statements(kept: Kept | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = orjson.loads(
        file_of("xapi", a_class(everything(), logs(), people=people(), kept=kept))
    )
    return found


def test_every_statement_keeps_the_rules() -> None:
    found = statements()
    assert len(found) > 100
    for one in found:
        check(one)


@pytest.mark.parametrize(
    "broken",
    [
        {"actor": {"mbox": "mailto:a@b.c", "account": {"homePage": HOME, "name": "x"}}},
        {"actor": {"mbox": "mailto:a@b.c"}},
        {"verb": {"id": "answered"}},
        {"timestamp": "2026-01-01T00:00:00"},
        {"result": {"success": "yes"}},
        {"context": {"extensions": {"table": 1}}},
        {"context": {"registration": None}},
        {"id": "1"},
        {"colour": "blue"},
    ],
)
def test_a_broken_statement_would_be_noticed(broken: dict[str, Any]) -> None:
    with pytest.raises((AssertionError, ValueError, TypeError, AttributeError)):
        check({**statements()[0], **broken})


def test_verbs_and_kinds_are_registered_ones_and_all_are_used() -> None:
    found = statements()
    assert {*VERBS} <= REGISTERED
    used = {one["verb"]["id"].removeprefix(f"{VOCABULARY}/verbs/") for one in found}
    assert used == {*VERBS}
    kinds = {
        one["object"]["definition"]["type"].removeprefix(f"{VOCABULARY}/activities/")
        for one in found
    }
    assert kinds <= KINDS


def test_ids_are_unique_and_the_same_each_time() -> None:
    ids = [one["id"] for one in statements()]
    assert len(ids) == len(set(ids))
    assert ids == [one["id"] for one in statements()]


def test_actors_are_codes_even_where_names_are_kept() -> None:
    kept = a_class(everything(), logs(), people=people())
    codes = {p.code for p in kept.people}
    for one in statements():
        assert one["actor"]["account"] == {
            "homePage": HOME,
            "name": one["actor"]["account"]["name"],
        }
        assert one["actor"]["account"]["name"] in codes
        assert one["actor"].keys() == {"objectType", "account"}


def test_a_file_of_nobody_is_an_empty_list() -> None:
    assert orjson.loads(file_of("xapi", a_class(everything(), []))) == []


def test_masked_statements_hold_no_name() -> None:
    marked = [planted(log, "Zaphod Beeblebrox") for log in logs()]
    for texts in (True, False):
        whole = a_class(everything(), marked, people=people(), kept=Kept(False, texts))
        assert traces("xapi", whole) == set()
