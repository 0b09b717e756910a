"""A bot reads nothing but its delegation's view: others' secrets change none of its commands."""

from types import SimpleNamespace
from typing import cast

import pytest

from server.bots.play import BotDriver, Door
from server.rules.commands import Command
from server.rules.commands.seats import SeatBot
from server.rules.ids import DelegationId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Actor
from server.rules.state.talks import Talks
from server.rules.written.scenario import Scenario
from tests.rules.ledgers import everything
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    scenario,
)
from tests.rules.test_secrecy import both_play

MINUTES = range(0, 10 * 60_000, 5_000)


class Ear:
    """A door that hears what bots say at one table, and lets nothing through."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.heard: list[Command] = []
        self.log = SimpleNamespace(live=lambda: [table.talks.id])

    def talks(self, _talks_id: TalksId) -> Talks:
        return self.table.talks

    def handle(self, _id: TalksId, _command_id: str, command: Command, _by: Actor) -> None:
        self.heard.append(command)

    def add_listener(self, _listener: object) -> None:
        """Nothing happens here that a bot could be told of."""


def said(table: Table, delegation: DelegationId) -> list[Command]:
    """What the delegation's bot says in the next minutes, if nobody else says anything."""
    if isinstance(table.does(FACILITATOR, SeatBot(delegation, "balanced", 5)), Refusal):
        return []
    ear = Ear(table)
    driver = BotDriver(cast("Door", ear), secret="the same")
    for minute in MINUTES:
        driver.tick(table.now + minute)
    return ear.heard


BASES = (
    scenario(),
    everything(),
    scenario(forum(ENERGY), forum(PEACE, open=False, parties=(USA, DPRK))),
)


@pytest.mark.parametrize("base", BASES, ids=["plain", "world", "closed"])
def test_others_secrets_do_not_move_a_bot(base: Scenario) -> None:
    spoke = 0
    for seed in range(12):
        one, other = both_play(seed, base, moves=4 + 3 * seed)
        words = said(one, ROK)
        assert words == said(other, ROK)
        spoke += bool(words)
    assert spoke >= 4


def test_its_own_secrets_do() -> None:
    """The test above can fail: the bot of those whose mandates were swapped says other things."""
    pairs = (both_play(seed, scenario(), moves=6) for seed in range(6))
    assert any(said(one, USA) != said(other, USA) for one, other in pairs)
