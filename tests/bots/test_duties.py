"""Automated delegations and what was promised."""

from dataclasses import replace

import pytest

from server.bots.duties import duties, has_duties, owed_unsequenced
from server.bots.simulate import simulate
from server.bots.temperaments import BALANCED, COOPERATIVE, FIRM, Temperament
from server.bots.window import Sight
from server.rules.commands.ledger import Pledge, Report, ReportObligation, SignSideLetter
from server.rules.commands.proposals import TableProposal
from server.rules.commands.seats import SeatBot
from server.rules.ids import DelegationId
from server.rules.seats import DelegationView
from server.rules.views.frame import Frame
from server.rules.views.gate import view_for
from tests.rules.ledgers import (
    DISABLE,
    FIRST,
    SECOND,
    letter,
    next_round,
    obliging,
    owing,
    pledge,
    supporting,
)
from tests.rules.negotiation import DPRK, FACILITATOR, ROK, USA, Table, bot, head, negotiating

NEVER = replace(BALANCED, honours=0.0)
ALWAYS = replace(BALANCED, honours=1.0)


def say(table: Table, who: DelegationId, how: Temperament = ALWAYS, seed: int = 1) -> list[object]:
    return list(duties(Sight(Frame(table.talks), who), how, seed))


def test_what_falls_due_is_done() -> None:
    table = owing()
    assert say(table, ROK) == [ReportObligation(FIRST, Report.DONE)]
    assert say(table, USA) == []
    table.ok(FACILITATOR, SeatBot(ROK, "cooperative"))
    table.ok(bot(ROK), *duties(Sight(Frame(table.talks), ROK), COOPERATIVE, 1))
    assert table.talks.obligations[FIRST].is_kept
    assert say(table, ROK) == []
    assert not has_duties(Sight(Frame(table.talks), ROK))


def test_who_will_not_do_it_asks_for_a_round_and_then_refuses() -> None:
    table = owing()
    [first] = duties(Sight(Frame(table.talks), ROK), NEVER, 1)
    assert isinstance(first, ReportObligation)
    assert first.status is Report.DELAYED
    assert first.note
    table.ok(head(ROK), first)
    assert say(table, ROK, NEVER) == []
    next_round(table)
    [then] = duties(Sight(Frame(table.talks), ROK), NEVER, 1)
    assert isinstance(then, ReportObligation)
    assert then.status is Report.REFUSED


def test_nothing_is_done_before_what_it_waits_for() -> None:
    table = owing()
    next_round(table)
    assert table.talks.obligations[SECOND].due_round == table.talks.round
    assert say(table, USA) == []
    assert DISABLE not in table.talks.obligations


def test_temperaments_keep_their_share() -> None:
    table = owing()

    def kept(how: Temperament) -> int:
        said = [duties(Sight(Frame(table.talks), ROK), how, seed)[0] for seed in range(200)]
        return sum(1 for r in said if isinstance(r, ReportObligation) and r.status == "done")

    assert kept(COOPERATIVE) == 200
    assert 130 < kept(FIRM) < 170 < kept(BALANCED) < 200


@pytest.mark.parametrize(
    ("pledges", "how", "signs"),
    [
        ((pledge(USA),), BALANCED, True),
        ((pledge(DPRK),), BALANCED, False),
        ((pledge(DPRK), pledge(USA)), BALANCED, True),
        ((pledge(DPRK), pledge(USA)), FIRM, False),
        # High oil is the worst for the DPRK and low the best: 70 points apart.
        ((supporting(DPRK, option="low"),), BALANCED, True),
        ((supporting(DPRK, option="middle"), pledge(USA)), BALANCED, False),
        ((supporting(USA, option="low"), pledge(DPRK)), BALANCED, True),
        ((supporting(DPRK, option="high"), supporting(USA, option="low")), COOPERATIVE, False),
    ],
)
def test_a_letter_is_signed_when_it_gives_as_much_as_it_asks(
    pledges: tuple[Pledge, ...], how: Temperament, signs: bool
) -> None:
    table = negotiating(obliging())
    table.ok(head(USA), letter(*pledges))
    [word] = duties(Sight(Frame(table.talks), DPRK), how, 1)
    assert isinstance(word, SignSideLetter) is signs
    table.ok(FACILITATOR, SeatBot(DPRK, "balanced"))
    table.ok(bot(DPRK), word)
    assert duties(Sight(Frame(table.talks), DPRK), how, 1) == []
    assert duties(Sight(Frame(table.talks), ROK), how, 1) == []


def test_what_would_come_first_is_asked_for_in_step() -> None:
    table = negotiating(obliging())
    table.ok(head(USA), TableProposal("p", table.talks.forums_now[0], {"oil": "low"}))  # type: ignore[arg-type,dict-item]
    proposal = view_for(table.talks, DelegationView(ROK))["proposal/p"]
    assert list(owed_unsequenced(Sight(Frame(table.talks), ROK), proposal)) == [
        "rok does oil-first"
    ]
    assert list(owed_unsequenced(Sight(Frame(table.talks), USA), proposal)) == []


def test_simulated_tables_report_what_they_owe() -> None:
    report = simulate(obliging(), tables=6, temperament="cooperative")
    assert report.kept > 0
    assert report.broken == 0
    assert report.refused == ()
    assert report.to_json()["obligations"] == {"kept": report.kept, "broken": 0}
