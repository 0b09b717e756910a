"""Seats, inner roles, bots."""

import pytest

from server.rules import commands as c
from server.rules.ids import DelegationId, PersonId
from server.rules.seats import InnerRole
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    ROK,
    TIMEKEEPER,
    USA,
    bot,
    head,
    lobby,
    negotiating,
)

SECOND = PersonId("second")


def joins(delegation: DelegationId = ROK, name: str = "Min-ji") -> c.AssignSeat:
    return c.AssignSeat(SECOND, delegation, name)


def test_the_first_delegate_is_head_the_second_deputy() -> None:
    table = lobby()
    table.ok(TIMEKEEPER, joins())
    assert [s.inner_role for s in table.talks.delegates_of(ROK)] == [
        InnerRole.HEAD,
        InnerRole.DEPUTY,
    ]


def test_a_specialist_advises_and_does_not_act() -> None:
    table = negotiating()
    table.ok(TIMEKEEPER, joins())
    table.ok(FACILITATOR, c.SetInnerRole(SECOND, InnerRole.SPECIALIST))
    tabling = c.TableProposal("p1", ENERGY, MIDDLE)  # type: ignore[arg-type]
    second = type(head(ROK))(SECOND)
    assert table.refused(second, tabling) == "head_acts"
    table.ok(second, c.Say("m1", "delegation:rok", "Ask for more."))  # type: ignore[arg-type]
    table.ok(FACILITATOR, c.SetPolicy({"anyone_acts": True}))
    table.ok(second, tabling)


def test_a_new_head_makes_the_old_one_deputy() -> None:
    table = lobby()
    table.ok(TIMEKEEPER, joins())
    table.ok(FACILITATOR, c.SetInnerRole(SECOND, InnerRole.HEAD))
    roles = {s.person: s.inner_role for s in table.talks.delegates_of(ROK)}
    assert roles == {SECOND: InnerRole.HEAD, head(ROK).person: InnerRole.DEPUTY}


def test_locked_seats_take_no_newcomer_but_the_facilitator_may_seat() -> None:
    table = lobby()
    table.ok(FACILITATOR, c.LockSeats(locked=True))
    assert table.refused(TIMEKEEPER, joins()) == "seats_locked"
    table.ok(FACILITATOR, joins())


def test_swapping_moving_and_releasing() -> None:
    table = lobby()
    table.ok(FACILITATOR, c.SwapSeats(head(ROK).person, head(USA).person))
    assert table.talks.seats[head(ROK).person].delegation == USA
    table.ok(FACILITATOR, c.AssignSeat(head(ROK).person, DPRK, "Head of rok"))
    assert len(table.talks.delegates_of(DPRK)) == 2
    table.ok(FACILITATOR, c.ReleaseSeat(head(ROK).person, "ill"))
    assert table.refused(head(ROK), c.SetReady(ready=True)) == "seat_replaced"


def test_a_bot_plays_until_a_person_comes() -> None:
    table = negotiating()
    table.ok(FACILITATOR, c.SeatBot(ROK, "firm", 7))
    tabling = c.TableProposal("p1", ENERGY, MIDDLE)  # type: ignore[arg-type]
    assert table.refused(head(ROK), tabling) == "bot_plays"
    table.ok(bot(ROK), tabling)
    table.ok(TIMEKEEPER, joins())
    assert ROK not in table.talks.bots
    assert table.refused(bot(ROK), tabling) == "not_allowed"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (joins(DelegationId("mars")), "unknown_delegation"),
        (joins(name="  "), "name_needed"),
        (joins(name="\u200b\u2060"), "name_needed"),
        (joins(name="x" * 81), "text_too_long"),
        (c.SeatBot(ROK, "angry"), "unknown_temperament"),
        (c.SeatBot(DelegationId("mars")), "unknown_delegation"),
        (c.UnseatBot(ROK), "nothing_changes"),
        (c.ReleaseSeat(SECOND), "unknown_person"),
        (c.SwapSeats(SECOND, SECOND), "unknown_person"),
        (c.SetInnerRole(SECOND, InnerRole.HEAD), "unknown_person"),
        (c.LockSeats(locked=False), "nothing_changes"),
        (c.SetPolicy({"colour": "red"}), "unknown_policy"),
        (c.SetPolicy({"scores": "sometimes"}), "unknown_policy"),
        (c.SetPolicy({"early_end": True}), "nothing_changes"),
    ],
)
def test_refusals_of_the_seat_map(command: c.Command, code: str) -> None:
    assert lobby().refused(FACILITATOR, command) == code
