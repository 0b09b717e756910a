"""Seats, inner roles, bots."""

import pytest

from server.rules.commands import Command
from server.rules.commands.life import SetPolicy
from server.rules.commands.proposals import TableProposal
from server.rules.commands.schedule import SetReady
from server.rules.commands.seats import (
    AssignSeat,
    LockSeats,
    ReleaseSeat,
    SeatBot,
    SetInnerRole,
    SwapSeats,
    UnseatBot,
)
from server.rules.commands.talk import Reflect, Say
from server.rules.ids import DelegationId, PersonId
from server.rules.seats import Delegate, InnerRole
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


def joins(delegation: DelegationId = ROK, name: str = "Min-ji") -> AssignSeat:
    return AssignSeat(SECOND, delegation, name)


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
    table.ok(FACILITATOR, SetInnerRole(SECOND, InnerRole.SPECIALIST))
    tabling = TableProposal("p1", ENERGY, MIDDLE)  # type: ignore[arg-type]
    second = type(head(ROK))(SECOND)
    assert table.refused(second, tabling) == "head_acts"
    table.ok(second, Say("m1", "delegation:rok", "Ask for more."))  # type: ignore[arg-type]
    table.ok(FACILITATOR, SetPolicy({"anyone_acts": True}))
    table.ok(second, tabling)


def test_a_new_head_makes_the_old_one_deputy() -> None:
    table = lobby()
    table.ok(TIMEKEEPER, joins())
    table.ok(FACILITATOR, SetInnerRole(SECOND, InnerRole.HEAD))
    roles = {s.person: s.inner_role for s in table.talks.delegates_of(ROK)}
    assert roles == {SECOND: InnerRole.HEAD, head(ROK).person: InnerRole.DEPUTY}


def test_locked_seats_take_no_newcomer_but_the_facilitator_may_seat() -> None:
    table = lobby()
    table.ok(FACILITATOR, LockSeats(locked=True))
    assert table.refused(TIMEKEEPER, joins()) == "seats_locked"
    table.ok(FACILITATOR, joins())


def test_swapping_moving_and_releasing() -> None:
    table = lobby()
    table.ok(FACILITATOR, SwapSeats(head(ROK).person, head(USA).person))
    assert table.talks.seats[head(ROK).person].delegation == USA
    table.ok(FACILITATOR, AssignSeat(head(ROK).person, DPRK, "Head of rok"))
    assert len(table.talks.delegates_of(DPRK)) == 2
    table.ok(FACILITATOR, ReleaseSeat(head(ROK).person, "ill"))
    assert table.refused(head(ROK), SetReady(ready=True)) == "seat_replaced"


def test_who_joined_twice_is_one_and_keeps_what_was_prepared_and_the_seat() -> None:
    table = lobby()
    table.ok(FACILITATOR, AssignSeat(SECOND, ROK, "Kim again"))
    table.ok(Delegate(SECOND), Reflect("What did you learn?", "Patience."))
    table.ok(FACILITATOR, ReleaseSeat(head(ROK).person, "late"))
    merged = ReleaseSeat(SECOND, "moved", head(ROK).person, hands_over=True, name="Kim")
    table.ok(FACILITATOR, merged)
    (seat,) = table.talks.delegates_of(ROK)
    assert (seat.person, seat.name) == (head(ROK).person, "Kim")
    assert table.talks.reflections[seat.person] == (("What did you learn?", "Patience."),)
    assert SECOND not in table.talks.reflections
    assert table.refused(FACILITATOR, ReleaseSeat(SECOND)) == "unknown_person"
    table.ok(FACILITATOR, merged)  # said again, as after a cut: nothing is lost by it
    assert table.talks.delegates_of(ROK) == (seat,)
    assert table.refused(FACILITATOR, ReleaseSeat(SECOND, into=SECOND)) == "same_person"


def test_a_bot_plays_until_a_person_comes() -> None:
    table = negotiating()
    table.ok(FACILITATOR, SeatBot(ROK, "firm", 7))
    tabling = TableProposal("p1", ENERGY, MIDDLE)  # type: ignore[arg-type]
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
        (SeatBot(ROK, "angry"), "unknown_temperament"),
        (SeatBot(DelegationId("mars")), "unknown_delegation"),
        (UnseatBot(ROK), "nothing_changes"),
        (ReleaseSeat(SECOND), "unknown_person"),
        (SwapSeats(SECOND, SECOND), "unknown_person"),
        (SetInnerRole(SECOND, InnerRole.HEAD), "unknown_person"),
        (LockSeats(locked=False), "nothing_changes"),
        (SetPolicy({"colour": "red"}), "unknown_policy"),
        (SetPolicy({"scores": "sometimes"}), "unknown_policy"),
        (SetPolicy({"early_end": True}), "nothing_changes"),
        (SetPolicy({"roster_names": "admit"}), "policy_of_class"),
    ],
)
def test_refusals_of_the_seat_map(command: Command, code: str) -> None:
    assert lobby().refused(FACILITATOR, command) == code
