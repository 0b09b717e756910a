"""An automated delegation in the closing plenary."""

from server.bots.endorsing import endorsements
from server.bots.window import Sight
from server.rules.commands.plenary import Endorse, EndorsementKind
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance
from server.rules.commands.seats import SeatBot
from server.rules.state.talks import Phase
from server.rules.views.frame import Frame
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    bot,
    forum,
    negotiating,
    package,
    scenario,
)

YES, NO = EndorsementKind.ENDORSE, EndorsementKind.SET_ASIDE


def reported(**energy: object) -> Table:
    """Low oil at a high pace, as the plenary begins: 0 to the USA, 6000 to the DPRK."""
    table = negotiating(scenario(forum(ENERGY, **energy), forum(PEACE, endorses=True)))
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(oil="low", pace="high")))
    return table


def sits(table: Table) -> Table:
    while ENERGY in table.talks.forums_now or table.talks.phase is not Phase.NEGOTIATION:
        table.ok(FACILITATOR, Advance())
    return table


def test_it_endorses_what_is_worth_its_walk_away_and_sets_aside_what_is_not() -> None:
    frame = Frame(sits(reported()).talks)
    assert endorsements(Sight(frame, DPRK)) == [Endorse(ENERGY, YES)]
    assert endorsements(Sight(frame, USA)) == [Endorse(ENERGY, NO)]


def test_it_endorses_what_it_has_no_mandate_for() -> None:
    mandates = {d: m for d, m in forum(ENERGY).mandates.items() if d != ROK}
    frame = Frame(sits(reported(parties=(USA, DPRK), mandates=mandates, chair=None)).talks)
    assert endorsements(Sight(frame, ROK)) == [Endorse(ENERGY, YES)]


def test_it_says_its_word_once_and_only_while_the_plenary_sits() -> None:
    table = reported()
    assert endorsements(Sight(Frame(table.talks), USA)) == []
    sits(table).ok(FACILITATOR, SeatBot(USA, "firm"))
    table.ok(bot(USA), *endorsements(Sight(Frame(table.talks), USA)))
    assert table.talks.endorsements[ENERGY][USA].stance is NO
    assert endorsements(Sight(Frame(table.talks), USA)) == []
