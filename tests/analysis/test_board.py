from dataclasses import replace

import pytest

from server.analysis.comparison import board
from server.analysis.duplicate import Placing
from server.reports.letters import letters
from server.rules.commands.life import Conclude
from server.rules.commands.proposals import RecordAgreement, TableProposal
from server.rules.ids import ProposalId, TalksId
from server.rules.state.talks import Talks
from server.rules.written.forum import ForumKind
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    head,
    negotiating,
    package,
    scenario,
)


def played(number: int, **options: str) -> Talks:
    """A table that is over, with an agreement in the first forum or without."""
    table: Table = negotiating(scenario(forum(ENERGY)))
    if options:
        table.ok(FACILITATOR, RecordAgreement(ENERGY, package(**options)))
    table.ok(FACILITATOR, Conclude())
    return replace(table.talks, id=TalksId(f"t{number}"), table=number)


def test_tables_stand_side_by_side_with_each_delegation_compared() -> None:
    good, none, other = board(
        [
            played(1, oil="middle", pace="middle"),
            played(2),
            played(3, oil="low", pace="high"),
        ]
    )
    assert (good.agreed, good.forums, good.over) == (1, 1, True)
    assert (none.agreed, none.joint) == (0, 0)
    assert good.totals[ROK] > none.totals[ROK] > other.totals[ROK]
    assert good.placings[ROK] == Placing(2, 0, 2)
    assert none.placings[USA] == Placing(1, 0, 2)
    assert other.placings[DPRK] == Placing(2, 0, 2)
    assert good.joint is not None
    assert good.joint > 0


def test_before_a_forum_has_ended_there_is_no_joint_gain() -> None:
    (row,) = board([negotiating().talks])
    assert row.joint is None
    assert not row.over
    assert row.placings == {}


def test_letters_are_distinct_always_the_same_and_go_on_after_z() -> None:
    tables = [TalksId(f"t{n}") for n in range(60)]
    found = letters(tables)
    assert found == letters(reversed(tables))
    assert len(set(found.values())) == 60
    assert {"A", "Z", "AA", "BH"} <= set(found.values())
    assert list(found) != tables


@pytest.mark.parametrize("count", [1, 2, 27])
def test_letters_leave_none_out(count: int) -> None:
    found = letters(TalksId(f"x{n}") for n in range(count))
    assert sorted(found.values(), key=lambda x: (len(x), x))[0] == "A"
    assert len(found) == count


@pytest.mark.parametrize("tabled_there", [False, True])
def test_an_initiative_that_nobody_began_takes_nothing_from_the_joint_gain(
    tabled_there: bool,
) -> None:
    beside = forum(PEACE, kind=ForumKind.INITIATIVE)
    base = scenario(forum(ENERGY), beside)
    (preset,) = base.presets
    preset = replace(preset, rounds=preset.rounds[:1], initiatives=(PEACE,))
    table = negotiating(replace(base, presets=(preset,)))
    if tabled_there:
        tabling = TableProposal(ProposalId("x"), PEACE, package(oil="low", pace="low"))
        table.ok(head(ROK), tabling)
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(oil="middle", pace="middle")))
    table.ok(FACILITATOR, Conclude())
    (row,) = board([table.talks])
    (alone,) = board([played(1, oil="middle", pace="middle")])
    assert alone.joint is not None
    assert row.joint == (alone.joint // 2 if tabled_there else alone.joint)
