"""What the facilitator does with the talks is told to the table, with the reason."""

from server.rules.commands.life import RollBack
from server.rules.commands.proposals import RecordAgreement, VoidAgreement
from server.rules.commands.schedule import Extend, Pause, Resume, Start
from server.rules.seats import DelegationView, PublicView
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    ROK,
    TIMEKEEPER,
    USA,
    Table,
    forum,
    lobby,
    negotiating,
    scenario,
)


def told(table: Table, who: DelegationView | PublicView = PublicView()) -> list[tuple[str, str]]:  # noqa: B008  # frozen
    view = view_for(table.talks, who)
    acts = [view[k] for k in view if k.startswith("steering/")]
    return [(act["kind"], act["reason"]) for act in acts]


def test_each_act_is_told_in_order_and_survives_a_roll_back() -> None:
    table = negotiating()
    here = max(table.talks.checkpoints)
    table.ok(FACILITATOR, Pause(), Resume(), Extend(60))
    table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE))
    table.ok(FACILITATOR, VoidAgreement(ENERGY, "a misunderstanding"))
    table.ok(FACILITATOR, RollBack(here, "a fire alarm"))
    assert told(table) == [
        ("advanced", ""),
        ("paused", ""),
        ("resumed", ""),
        ("extended", ""),
        ("recorded", ""),
        ("voided", "a misunderstanding"),
        ("rolled_back", "a fire alarm"),
    ]
    last = view_for(table.talks, PublicView())["steering/7"]
    assert (last["round"], last["phase"]) == (1, "negotiation")


def test_what_the_clock_does_is_not_the_facilitators_doing() -> None:
    table = lobby()
    table.ok(FACILITATOR, Start())
    table.ok(TIMEKEEPER, Pause(), Resume())
    table.ticks(60)
    assert told(table) == []


def test_the_reason_of_a_closed_forum_is_told_inside_it() -> None:
    table = negotiating(scenario(forum(ENERGY, open=False, parties=(USA, DPRK))))
    table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE), VoidAgreement(ENERGY, "secret"))
    inside = told(table, DelegationView(USA))
    assert ("voided", "secret") in inside
    for outside in (DelegationView(ROK), PublicView()):
        assert told(table, outside) == [
            one for one in inside if one[0] not in ("recorded", "voided")
        ]
