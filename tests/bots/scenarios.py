"""The scenarios that bots are tested with."""

from functools import cache
from pathlib import Path

from server.rules.written.scenario import Scenario
from server.storage.scenarios.loader import load

ROUNDS = Path(__file__).resolve().parents[2] / "rounds"


@cache
def six_party() -> Scenario:
    """The scenario that comes with the program."""
    return load(ROUNDS / "six-party")


@cache
def two_party() -> Scenario:
    """The small example for authors."""
    return load(ROUNDS / "two-party")
