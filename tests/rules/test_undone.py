"""The preview of a roll back names what the roll back then takes away."""

import pytest

from server.rules.asking.undone import undone
from server.rules.commands.life import RollBack
from server.rules.commands.schedule import Advance, Start, StepBack
from server.rules.refusals import Refusal
from server.rules.state.talks import ForumStatus, Phase, TalksState
from tests.rules.generated import plays
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    USA,
    accepted,
    lobby,
    negotiating,
    tabled,
)
from tests.rules.player import Player


def test_an_unknown_number_has_no_preview() -> None:
    assert undone(negotiating().talks, 1) is None


def test_nothing_is_undone_by_going_back_to_a_phase_that_just_began() -> None:
    table = negotiating()
    found = undone(table.talks, max(table.talks.checkpoints))
    assert found is not None
    assert (found.phases, found.proposals, found.agreements, found.stances) == ((), (), (), 0)


def test_proposals_stances_phases_and_agreements_are_named() -> None:
    table = negotiating()
    checkpoint = max(table.talks.checkpoints)
    proposal = tabled(table)
    accepted(table, proposal, [USA, DPRK])
    table.ticks(20)
    assert table.talks.forum_state(ENERGY).status is ForumStatus.AGREED
    found = undone(table.talks, checkpoint)
    assert found is not None
    assert found.phases == ((0, Phase.RESULT),)
    assert [(p.proposal.id, p.back) for p in found.proposals] == [(proposal, False)]
    assert found.stances == 3
    assert found.agreements == (ENERGY,)
    table.ok(FACILITATOR, RollBack(checkpoint, "again"))
    assert undone(table.talks, checkpoint) is not None
    assert not table.talks.proposals


def test_a_proposal_that_was_on_the_table_then_comes_back() -> None:
    table = negotiating()
    proposal = tabled(table)
    table.ok(FACILITATOR, StepBack(), Advance())
    checkpoint = max(table.talks.checkpoints)
    accepted(table, proposal, [USA])
    table.ok(FACILITATOR, Advance())
    found = undone(table.talks, checkpoint)
    assert found is not None
    assert [(p.proposal.id, p.back, p.stances) for p in found.proposals] == [(proposal, True, 1)]
    assert (found.agreements, found.failures) == ((), (ENERGY,))


@pytest.mark.parametrize("seed", range(8))
def test_after_the_roll_back_exactly_what_was_named_is_gone(seed: int) -> None:
    table, player = lobby(), Player(seed)
    table.ok(FACILITATOR, Start())
    for _ in range(60):
        plays(table, player.move(table.talks))
    target = min(table.talks.checkpoints)
    found, before = undone(table.talks, target), table.talks
    assert found is not None
    if isinstance(table.does(FACILITATOR, RollBack(target, "")), Refusal):
        assert table.talks.state not in {TalksState.RUNNING, TalksState.CONCLUDED}
        return
    gone = set(before.proposals) - set(table.talks.proposals)
    assert {p.proposal.id for p in found.proposals if p.gone} == gone
    assert set(found.letters) == {
        x for x in before.letters if table.talks.letters.get(x) != before.letters[x]
    }
    settled = {f for f in before.scheduled_forums() if before.forum_state(f).settled}
    kept = {f for f in settled if table.talks.forum_state(f) == before.forum_state(f)}
    assert set(found.agreements) == settled - kept
