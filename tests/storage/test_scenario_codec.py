"""Scenarios as talks keep them."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from server.storage.event_codec import Damaged
from server.storage.scenario_codec import read_scenario, write_scenario
from server.storage.scenarios.loader import load
from tests.rules.negotiation import scenario

ROUNDS = Path(__file__).resolve().parents[2] / "rounds"


@pytest.mark.parametrize("name", sorted(p.parent.name for p in ROUNDS.glob("*/scenario.yaml")))
def test_every_scenario_is_kept_whole(name: str) -> None:
    loaded = load(ROUNDS / name)
    digest, body = write_scenario(loaded)
    assert read_scenario(body) == loaded
    assert write_scenario(read_scenario(body)) == (digest, body)


def test_equal_scenarios_have_one_digest_and_others_another() -> None:
    assert write_scenario(scenario())[0] == write_scenario(scenario())[0]
    assert write_scenario(scenario())[0] != write_scenario(scenario(briefing=61))[0]


def test_fields_that_came_later_may_be_missing() -> None:
    value = orjson.loads(write_scenario(scenario())[1])
    del value["sources"]
    assert read_scenario(orjson.dumps(value)) == scenario()


def test_a_damaged_scenario_is_named() -> None:
    value = orjson.loads(write_scenario(replace(scenario(), title="x"))[1])
    with pytest.raises(Damaged, match="title: expected text"):
        read_scenario(orjson.dumps({**value, "title": 1}))
    with pytest.raises(Damaged):
        read_scenario("{")
