"""Where newcomers sit."""

import pytest

from server.rules.commands.life import Conclude, OpenTalks
from server.rules.commands.schedule import Start
from server.rules.commands.seats import AssignSeat, LockSeats, SeatBot
from server.rules.ids import DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.state.talks import Talks
from server.service.placement import Place, place
from tests.rules.negotiation import (
    DPRK,
    FACILITATOR,
    ROK,
    TIMEKEEPER,
    USA,
    Table,
    calibrate,
    scenario,
)


def table(number: int, *seated: DelegationId, bots: tuple[DelegationId, ...] = ()) -> Table:
    laid = Table(Talks.new(TalksId(f"t{number}"), number, scenario(), calibrate))
    laid.ok(FACILITATOR, OpenTalks("all"))
    for n, delegation in enumerate(seated):
        laid.ok(TIMEKEEPER, AssignSeat(PersonId(f"{number}-{n}"), delegation, f"Delegate {n}"))
    for delegation in bots:
        laid.ok(FACILITATOR, SeatBot(delegation))
    return laid


def placed(*tables: Table, most: int = 2, **asked: object) -> str:
    found = place([t.talks for t in tables], most, **asked)  # type: ignore[arg-type]
    return f"{found.table}:{found.delegation}" if isinstance(found, Place) else found.code


def test_heads_come_first_over_all_tables_and_tables_fill_in_turn() -> None:
    assert placed(table(1), table(2)) == "1:usa"
    assert placed(table(1, USA), table(2)) == "1:rok"
    assert placed(table(1, USA, ROK, DPRK), table(2)) == "2:usa"
    assert placed(table(1, USA, ROK, DPRK), table(2, USA, ROK, DPRK)) == "1:usa"


def test_the_smallest_table_comes_first() -> None:
    assert placed(table(1, USA, USA, ROK, DPRK), table(2, USA, ROK, DPRK)) == "2:usa"
    assert placed(table(1, USA, ROK), table(2, USA)) == "2:rok"


def test_a_bot_makes_room_after_the_empty_seats() -> None:
    assert placed(table(1, bots=(USA,)), table(2)) == "1:rok"
    assert placed(table(1, ROK, DPRK, bots=(USA,)), table(2, USA, ROK)) == "2:dprk"
    assert placed(table(1, ROK, DPRK, bots=(USA,)), table(2, USA, ROK, DPRK)) == "1:usa"


def test_a_bot_makes_room_before_somebody_sits_alone() -> None:
    assert placed(table(1, ROK, DPRK, bots=(USA,)), table(2)) == "1:usa"


def test_who_is_late_sits_with_the_others() -> None:
    begun = table(1, USA, ROK, DPRK)
    begun.ok(FACILITATOR, Start())
    assert placed(begun, table(2)) == "1:usa"
    assert placed(begun, table(2, USA)) == "2:rok"
    full = table(1, USA, USA, ROK, ROK, DPRK, DPRK)
    full.ok(FACILITATOR, Start())
    assert placed(full, table(2)) == "2:usa"


def test_a_table_that_has_ended_takes_people_last() -> None:
    over = table(1, USA)
    over.ok(FACILITATOR, Conclude())
    assert placed(over, table(2, USA, ROK, DPRK)) == "2:usa"


def test_what_is_asked_for_is_given_if_it_is_free() -> None:
    assert placed(table(1), table(2), table=2) == "2:usa"
    assert placed(table(1), table(2), table=2, delegation=DPRK) == "2:dprk"
    assert placed(table(1, DPRK), table(2), delegation=DPRK) == "2:dprk"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"table": 1, "delegation": USA}, "seat_taken"),
        ({"table": 1}, "table_full"),
        ({"table": 9}, "not_found"),
        ({"delegation": "mars"}, "unknown_delegation"),
    ],
)
def test_what_is_not_free_is_refused(asked: dict[str, object], code: str) -> None:
    assert placed(table(1, USA, ROK, DPRK), table(2), most=1, **asked) == code


def test_a_refusal_says_what_is_free() -> None:
    full, other = table(1, USA, ROK, DPRK).talks, table(2, USA).talks
    refusal = place([full, other], 1, table=1)
    assert refusal == Refusal("table_full", {"free": ("2:rok", "2:dprk")})
    assert place([full], 1) == Refusal("table_full", {"free": ()})


def test_locked_tables_take_nobody() -> None:
    locked = table(1)
    locked.ok(FACILITATOR, LockSeats(True))
    assert placed(locked, table(2)) == "2:usa"
    assert placed(locked, table(2), table=1) == "seats_locked"
    assert placed(locked) == "seats_locked"
