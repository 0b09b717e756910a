"""Whoever alone stands in the way asks for less, and says of what it could sign that it hopes."""

from random import Random

import pytest

from server.bots.judging import asked_of, reason
from server.bots.negotiator import Negotiator
from server.bots.opponents import proposals_in
from server.bots.reading import Reader, Reading
from server.bots.table import SimulatedTable
from server.rules.commands.proposals import (
    StanceKind,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, ProposalId
from server.rules.seats import Bot
from tests.analysis.forums import forum_of
from tests.bots.views import table_of

A, B, C = DelegationId("a"), DelegationId("b"), DelegationId("c")
FORUM = ForumId("forum")
POINTS = {
    "i": {"a": [600, 300, 0], "b": [0, 300, 600], "c": [300, 600, 0]},
    "j": {"a": [400, 200, 0], "b": [0, 200, 400], "c": [400, 0, 200]},
}
THREE = forum_of(POINTS, {"a": 300, "b": 300, "c": 300})
MIDDLE = {"i": "o1", "j": "o1"}
EARLY = 0.3
"""When the middle, at a fifth of its room, is still too little for b unless b is the last."""


def laid(package: dict[str, str], *accepting: DelegationId) -> SimulatedTable:
    """A table where a has put the package forward, and these accept it."""
    table = table_of(THREE)
    goal = {IssueId(i): OptionId(o) for i, o in package.items()}
    assert table.give(TableProposal(ProposalId("p"), FORUM, goal), Bot(A))
    for party in accepting:
        assert table.give(TakeStance(ProposalId("p"), StanceKind.ACCEPT, ""), Bot(party))
    return table


def stance_of_b(table: SimulatedTable, t: float) -> TakeStance:
    bot = Negotiator(B, "balanced", 7, speaks=False)
    (stance,) = [c for c in bot.act(table.view(B), t, Random(1), ()) if isinstance(c, TakeStance)]
    return stance


def reading_of_b(table: SimulatedTable) -> Reading:
    found = Reader(B).read(table.view(B), FORUM)
    assert found is not None
    return found


def test_the_last_one_accepts_what_it_would_not_yet_if_others_were_missing_too() -> None:
    when = [t / 100 for t in range(100)]
    first = [t for t in when if stance_of_b(laid(MIDDLE), t).stance is StanceKind.ACCEPT]
    last = [t for t in when if stance_of_b(laid(MIDDLE, C), t).stance is StanceKind.ACCEPT]
    assert min(last) < min(first)
    assert last[-1] == when[-1]


def test_it_never_asks_for_less_than_its_walk_away() -> None:
    reading = reading_of_b(laid(MIDDLE, C))
    (proposal,) = proposals_in(laid(MIDDLE, C).view(B), "forum")
    walk_away = reading.sheet.terms.walk_away
    for demand in (float(walk_away), walk_away + 100.0, float(reading.sheet.best)):
        asks = asked_of(reading, proposal, demand, 0.5)
        assert walk_away <= asks <= demand
        assert (asks < demand) == (demand > walk_away)


def test_of_what_it_could_sign_it_says_that_it_hopes_for_more() -> None:
    why = stance_of_b(laid(MIDDLE), EARLY).reason
    assert any(word in why for word in ("hope", "not rule it out", "look for more", "could end"))


@pytest.mark.parametrize("turn", range(8))
def test_of_what_it_cannot_sign_it_never_says_that_it_could(turn: int) -> None:
    reading = reading_of_b(laid(MIDDLE))
    below = {"i": "o0", "j": "o1"}
    assert reading.sheet.row(below) is None
    why = reason(reading, below, float(reading.sheet.best) - 50 * turn, str)
    assert why
    assert not any(word in why for word in ("hope", "rule it out", "in the end", "could end here"))


def test_an_offer_that_all_but_one_accept_stays_on_the_table_for_a_while() -> None:
    table = laid({"i": "o0", "j": "o0"}, C)
    a = Negotiator(A, "balanced", 7, speaks=False)
    assert a.act(table.view(A), EARLY, Random(1), None) == []
    for n in range(3):
        goal = {IssueId("i"): OptionId("o2"), IssueId("j"): OptionId(f"o{n}")}
        assert table.give(TableProposal(ProposalId(f"b{n}"), FORUM, goal), Bot(B))
    again = a.act(table.view(A), EARLY, Random(1), None)
    assert any(isinstance(c, WithdrawProposal) and c.proposal_id == "p" for c in again)


def test_what_all_others_had_signed_comes_back_out_of_turn() -> None:
    table = laid(MIDDLE, C)
    assert table.give(TakeStance(ProposalId("p"), StanceKind.REJECT, ""), Bot(B))
    assert table.give(WithdrawProposal(ProposalId("p")), Bot(A))
    bot = Negotiator(B, "balanced", 7, speaks=False)
    assert bot.act(table.view(B), 0.0, Random(1), ()) == []
    (back,) = bot.act(table.view(B), 0.9, Random(1), ())
    assert isinstance(back, TableProposal)
    assert dict(back.package) == MIDDLE
    assert "come back" in back.note
