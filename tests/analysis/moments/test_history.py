"""The history after a facilitator has gone back: what lay on the table lies there again."""

from server.analysis.moments.history import History, history
from server.rules.commands.life import RollBack
from server.rules.commands.proposals import StanceKind
from server.rules.commands.schedule import StepBack
from server.rules.ids import ProposalId
from server.rules.state.talks import ForumStatus
from tests.analysis.moments.played import offered, over, says
from tests.rules.negotiation import DPRK, ENERGY, FACILITATOR, PEACE, ROK, USA, Table, negotiating

ACCEPT = StanceKind.ACCEPT


def out_of_time() -> tuple[Table, ProposalId]:
    """The ROK's package lay on the table when time was up."""
    table = negotiating()
    proposal = offered(table, ROK, "p1", "middle", "middle")
    says(table, USA, ACCEPT, proposal)
    table.ticks(700)
    assert table.talks.forum_state(ENERGY).status is ForumStatus.FAILED
    return table, proposal


def so_far(table: Table) -> History:
    return history(table.talks, table.log)


def test_an_offer_that_time_ended_goes_on_once_it_lies_on_the_table_again() -> None:
    table, proposal = out_of_time()
    [offer] = so_far(table).offers
    assert (offer.ended_seq, ENERGY in so_far(table).endings) == (offer.last.seq + 1, True)
    table.later(60).ok(FACILITATOR, StepBack())
    [again] = so_far(table).offers
    assert again.last == table.talks
    assert again.ended_at == table.now
    assert so_far(table).endings == {}
    says(table, DPRK, ACCEPT, proposal)
    assert so_far(table).offers[0].accepting() == {ROK, USA, DPRK}


def test_an_offer_adopted_after_going_back_ended_there() -> None:
    table, proposal = out_of_time()
    table.ok(FACILITATOR, StepBack())
    says(table, DPRK, ACCEPT, proposal)
    table.ticks(60)
    past = over(table)
    [offer] = past.of(ENERGY)
    assert offer.was_adopted
    assert past.endings[ENERGY].status is ForumStatus.AGREED
    # It has this end only: its talks are those in which the last party had come over.
    assert offer.last.forum_state(ENERGY).status is ForumStatus.OPEN
    assert len(offer.accepting()) == 3


def test_going_back_that_was_undone_did_not_happen() -> None:
    table, _ = out_of_time()
    before = so_far(table)
    checkpoint = max(table.talks.checkpoints)
    table.ok(FACILITATOR, StepBack())
    table.ok(FACILITATOR, RollBack(checkpoint, "by mistake"))
    [was], [offer] = before.offers, so_far(table).offers
    assert (offer.proposal, offer.ended_at) == (was.proposal, was.ended_at)
    assert so_far(table).endings[ENERGY].seq == before.endings[ENERGY].seq


def test_going_back_over_a_round_takes_back_how_its_forums_ended() -> None:
    table, _ = out_of_time()
    while PEACE not in so_far(table).endings:
        table.ticks(700)
    while table.talks.forum_state(PEACE).status is ForumStatus.FAILED:
        table.ok(FACILITATOR, StepBack())
    assert set(so_far(table).endings) == {ENERGY}


def test_a_roll_back_taken_back_brings_the_offers_back() -> None:
    table, proposal = out_of_time()
    before = so_far(table)
    late, early = max(table.talks.checkpoints), min(table.talks.checkpoints)
    table.ok(FACILITATOR, RollBack(early, "once more"))
    assert so_far(table).offers == ()
    table.ok(FACILITATOR, RollBack(late, "no, as it was"))
    [was], [offer] = before.offers, so_far(table).offers
    assert offer.proposal == table.talks.proposals[proposal]
    assert (offer.proposal, offer.said, offer.ended_at) == (was.proposal, was.said, was.ended_at)
    assert so_far(table).endings[ENERGY].seq == before.endings[ENERGY].seq
