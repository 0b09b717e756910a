"""A bot reads nothing but its delegation's view: others' secrets change none of its commands."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from server.bots.inbox import FRESH_MS
from server.bots.negotiator import Negotiator
from server.bots.play import BotDriver, Door
from server.bots.window import Sight, spoken_of
from server.rules.commands import Command
from server.rules.commands.questions import Question, QuestionKind
from server.rules.commands.seats import SeatBot
from server.rules.commands.talk import OpenChannel, Say
from server.rules.ids import PLENARY, ChannelId, DelegationId, MessageId, OptionId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Bot
from server.rules.state.talks import Talks
from server.rules.views.frame import Frame
from server.rules.written.scenario import Scenario
from tests.rules.ledgers import everything
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    OIL,
    PACE,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    head,
    scenario,
)
from tests.rules.test_secrecy import both_play

QUESTIONS = (
    Question(QuestionKind.MATTERS, ROK, ENERGY),
    Question(
        QuestionKind.TRADE, ROK, ENERGY, None, {OIL: OptionId("high")}, {PACE: OptionId("low")}
    ),
)
ASKED_ALOUD = ("ROK, why not P1?", "Would ROK take oil, high?", "ROK, what matters?")
SECONDS = range(0, 60_000, 500)

MINUTES = range(0, 10 * 60_000, 5_000)


class Ear:
    """A door that hears what one bot says at a table, and lets nothing through."""

    def __init__(self, table: Table, to: DelegationId = ROK) -> None:
        self.table = table
        self.to = to
        self.heard: list[Command] = []
        self.log = SimpleNamespace(live=lambda: [table.talks.id])

    def talks(self, _talks_id: TalksId) -> Talks:
        return self.table.talks

    def handle(self, _id: TalksId, _command_id: str, command: Command, by: Actor) -> None:
        # The play may have seated other bots too, and those have secrets of their own.
        if by == Bot(self.to):
            self.heard.append(command)

    def add_listener(self, _listener: object) -> None:
        """Nothing happens here that a bot could be told of."""


def said(table: Table, delegation: DelegationId) -> list[Command]:
    """What the delegation's bot says in the next minutes, if nobody else says anything."""
    if isinstance(table.does(FACILITATOR, SeatBot(delegation, "balanced", 5)), Refusal):
        return []
    ear = Ear(table, delegation)
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
    pairs = (both_play(seed, scenario(), moves=6) for seed in range(20))
    assert any(said(one, USA) != said(other, USA) for one, other in pairs)


def between(table: Table) -> ChannelId:
    """The caucus of the US and the ROK, opened unless the play did."""
    table.does(head(USA), OpenChannel(ChannelId("caucus:beside"), (ROK,)))
    two = (c.id for c in table.talks.channels.values() if set(c.members) == {USA, ROK})
    return next(two, PLENARY)


def answers(table: Table) -> list[Command]:
    """What the ROK's bot answers when the US asks it everything, aloud and in a caucus."""
    if isinstance(table.does(FACILITATOR, SeatBot(ROK, "balanced", 5)), Refusal):
        return []
    beside = between(table)
    proposal = next((p.id for p in table.talks.proposals.values() if p.forum == ENERGY), None)
    kinds = (QuestionKind.ACCEPTABLE, QuestionKind.WHY) if proposal else ()
    about = tuple(Question(kind, ROK, ENERGY, proposal) for kind in kinds)
    ear = Ear(table)
    typed = [(question, "?") for question in (*QUESTIONS, *about)]
    for n, (question, text) in enumerate([*typed, *((None, text) for text in ASKED_ALOUD)]):
        table.does(head(USA), Say(MessageId(f"asked-of-rok{n}"), PLENARY, text, question))
        table.does(head(USA), Say(MessageId(f"asked-of-rok{n}"), beside, text, question))
        driver = BotDriver(cast("Door", ear), secret="the same")
        for second in SECONDS:
            driver.tick(table.now + second)
        table.now += 2 * FRESH_MS
    return [command for command in ear.heard if isinstance(command, Say) and command.answer]


@pytest.mark.parametrize("base", BASES, ids=["plain", "world", "closed"])
def test_others_secrets_change_no_word_of_its_answers(base: Scenario) -> None:
    spoke = 0
    for seed in range(6):
        one, other = both_play(seed, base, moves=4 + 3 * seed)
        words = answers(one)
        assert words == answers(other)
        spoke += len(words)
    assert spoke >= 10


def test_its_own_secrets_change_them() -> None:
    """The test above can fail: where its own mandate is another one, it answers otherwise."""
    plays = [both_play(seed, scenario(), moves=6)[0] for seed in range(3)]
    again = [both_play(seed, scenario(), moves=6)[0] for seed in range(3)]
    for table in again:
        table.talks = replace(table.talks, scenario=with_its_own_other(table.talks.scenario))
    assert [answers(t) for t in plays] != [answers(t) for t in again]


def with_its_own_other(base: Scenario) -> Scenario:
    """The same talks, but the ROK wants what the US wants."""
    forums = {
        f.id: replace(f, mandates={**f.mandates, ROK: f.mandates[USA]})
        for f in base.forums.values()
    }
    return replace(base, forums=forums)


def offers(table: Table) -> list[object]:
    """What the ROK's bot offers the US in a caucus, early and late."""
    table.does(FACILITATOR, SeatBot(ROK, "balanced", 5))
    beside = between(table)
    sight = Sight(Frame(table.talks), ROK)
    channel = sight.entity("channel", beside)
    if channel is None:
        return []
    bot = Negotiator(ROK, "balanced", 5)
    return [bot.offer(spoken_of(sight, channel), channel, t) for t in (0.1, 0.5, 0.9)]


@pytest.mark.parametrize("base", BASES, ids=["plain", "world", "closed"])
def test_others_secrets_change_none_of_its_offers_in_a_caucus(base: Scenario) -> None:
    made = 0
    for seed in range(8):
        one, other = both_play(seed, base, moves=4 + 3 * seed)
        found = offers(one)
        assert found == offers(other)
        made += sum(offer is not None for offer in found)
    assert made >= 3
