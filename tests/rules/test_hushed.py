"""What only some are told of neither begins anything for the others nor keeps it from them."""

from dataclasses import replace

import pytest

from server.rules.commands.ledger import SignSideLetter
from server.rules.commands.life import Conclude, Reveal
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance, Expire
from server.rules.commands.world import Inject as FireInject
from server.rules.commands.world import UndoInject, WriteInject
from server.rules.events import Event
from server.rules.events.proposals import ForumAgreed
from server.rules.events.schedule import ClockExtended, PhaseBegan
from server.rules.events.world import InjectFired
from server.rules.ids import InjectId, RoundId
from server.rules.seats import Audience, DelegationView, PublicView
from server.rules.state.scoring import as_shown, joint_gain, total
from server.rules.views.gate import view_for
from server.rules.written.conditions import Agreed
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.rules.written.world import Inject, Trigger
from tests.rules.ledgers import letter, next_round, obliging
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    OIL,
    PACE,
    ROK,
    TIMEKEEPER,
    USA,
    Table,
    accepted,
    head,
    negotiating,
    scenario,
    tabled,
)
from tests.rules.worldly import HIGH

WHISPER = InjectId("whisper")
K = ModifierKind


def whispering(trigger: Trigger) -> Scenario:
    """The small scenario with one event, for the USA alone."""
    mine = Modifier(K.RESERVATION, USA, ENERGY, amount=500, why="the capital is nervous")
    told = Inject(WHISPER, "", "Whisper", "For you.", (mine,), (USA,), trigger)
    return replace(scenario(), injects={WHISPER: told})


def fired(events: tuple[Event, ...]) -> bool:
    return any(isinstance(event, InjectFired) and event.to == (USA,) for event in events)


def public(table: Table) -> object:
    return view_for(table.talks, PublicView(plenary=True), table.present)


def test_an_event_for_some_that_an_agreement_sets_off_does_not_hold_up_what_else_follows() -> None:
    table, twin = (negotiating(whispering(Trigger(when=Agreed(ENERGY)))) for _ in range(2))
    twin.ok(FACILITATOR, FireInject(WHISPER))
    for one in (table, twin):
        laid = tabled(one)
        accepted(one, laid, (USA, DPRK))
        one.later(20)
    told, told_already = (one.ok(TIMEKEEPER, Expire()) for one in (table, twin))
    assert fired(told)
    assert not fired(told_already)
    for events in (told, told_already):
        assert any(isinstance(event, ForumAgreed) for event in events)
        assert isinstance(events[-1], PhaseBegan), "all is agreed: the phase ends at once"
    assert public(table) == public(twin)


def test_an_event_for_some_in_the_last_minute_does_not_make_the_phase_end_later() -> None:
    table, twin = (negotiating(whispering(Trigger(RoundId("r1"), 10))) for _ in range(2))
    twin.ok(FACILITATOR, FireInject(WHISPER))
    told, told_already = (one.later(600).ok(TIMEKEEPER, Expire()) for one in (table, twin))
    assert fired(told)
    assert isinstance(told[-1], PhaseBegan)
    assert isinstance(told_already[-1], PhaseBegan)
    assert public(table) == public(twin)


def test_an_event_for_some_that_is_due_before_anything_else_comes_alone() -> None:
    table = negotiating(whispering(Trigger(RoundId("r1"), 2)))
    before = public(table)
    [told] = table.later(120).ok(TIMEKEEPER, Expire())
    assert isinstance(told, InjectFired)
    assert public(table) == before
    assert table.refused(TIMEKEEPER, Expire()) == "nothing_due"


SECRETS = {
    "weight": (Modifier(K.WEIGHT, USA, ENERGY, OIL, amount=25),),
    "value": (Modifier(K.VALUE, USA, ENERGY, PACE, HIGH, amount=80),),
    "walk-away": (Modifier(K.RESERVATION, USA, ENERGY, amount=900),),
    "points": (Modifier(K.SCORE, USA, amount=777),),
    "red line": (Modifier(K.RED_LINE, USA, ENERGY, PACE, HIGH, amount=300),),
    "no red line": (Modifier(K.NO_RED_LINE, DPRK, ENERGY, OIL, HIGH),),
    "everybody's": (
        Modifier(K.BAR, None, ENERGY, PACE, HIGH),
        Modifier(K.RULE, None, ENERGY, amount=2),
        Modifier(K.CLOCK, amount=-300),
    ),
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
@pytest.mark.parametrize("policy", ["live", "round_end", "debrief", "hidden"])
def test_a_private_change_moves_no_byte_of_anybody_elses(
    policy: str, secret: tuple[Modifier, ...]
) -> None:
    """With a package on the table, in force, and after the end; and when it is taken back."""
    to = tuple(dict.fromkeys(m.delegation for m in secret if m.delegation)) or (USA,)
    written = WriteInject(InjectId("w"), "News", "For you.", to, secret)
    table = negotiating(scenario(), scores=policy)
    tabled(table, oil="high", pace="high")
    outside: list[Audience] = [DelegationView(ROK), PublicView(), PublicView(plenary=True)]
    for step in (RecordAgreement(ENERGY, MIDDLE), Advance(), Conclude()):
        views = [view_for(table.talks, audience, table.present) for audience in outside]
        told = table.ok(FACILITATOR, written)
        assert not any(isinstance(event, ClockExtended) for event in told)
        assert [view_for(table.talks, a, table.present) for a in outside] == views
        table.ok(FACILITATOR, UndoInject(InjectId("w"), "no"))
        assert [view_for(table.talks, a, table.present) for a in outside] == views
        table.ok(FACILITATOR, step)


def test_whom_it_concerns_reads_the_truth_and_everybody_once_the_scores_lie_open() -> None:
    table = negotiating(scenario(), scores="live")
    table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE))
    known = total(table.talks, USA).total
    points = Modifier(K.SCORE, USA, amount=777)
    weights = Modifier(K.RESERVATION, USA, ENERGY, amount=-900)
    written = WriteInject(InjectId("w"), "News", "For you.", (USA,), (points, weights))
    table.ok(FACILITATOR, written)
    truth = total(table.talks, USA).total
    assert truth == known + 777

    def shown(side: object) -> int:
        view = view_for(table.talks, DelegationView(side), table.present)  # type: ignore[arg-type]
        return int(view["scoreboard"]["others"][USA])

    own = view_for(table.talks, DelegationView(USA), table.present)["scoreboard"]
    assert own["mine"]["total"] == truth == shown(USA)
    assert shown(ROK) == known
    table.ok(FACILITATOR, Conclude(), Reveal("mandates"))
    assert shown(ROK) == known, "mandates are not scores"
    table.ok(FACILITATOR, Reveal("scores"))
    assert shown(ROK) == truth
    assert as_shown(table.talks) is table.talks


def test_what_everybody_was_told_counts_beside_what_only_some_were() -> None:
    """Also for the joint gain; and in whatever order things are fired and taken back."""
    public_news = WriteInject(
        InjectId("open"), "News", "All.", (), (Modifier(K.RESERVATION, ROK, ENERGY, amount=600),)
    )
    secret_news = WriteInject(
        InjectId("w"), "News", "You.", (USA,), (Modifier(K.RESERVATION, USA, ENERGY, amount=800),)
    )
    plain, both = negotiating(scenario()), negotiating(scenario())
    plain.ok(FACILITATOR, public_news)
    both.ok(FACILITATOR, secret_news, public_news)
    for table in (plain, both):
        table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE))
    for undone in (None, "open", "w"):
        if undone == "open":
            plain.ok(FACILITATOR, UndoInject(InjectId("open"), "no"))
        if undone is not None:
            both.ok(FACILITATOR, UndoInject(InjectId(undone), "no"))
        seen = as_shown(both.talks)
        assert [total(seen, d) for d in (USA, ROK)] == [total(plain.talks, d) for d in (USA, ROK)]
        assert seen.forum(ENERGY) == plain.talks.forum(ENERGY)
        assert joint_gain(seen, ENERGY) == joint_gain(plain.talks, ENERGY)
    assert both.talks.known is both.talks.scenario, "nothing is hushed any more"


def test_a_letter_that_is_broken_moves_no_shown_total_and_ends_no_phase() -> None:
    table, calm = (negotiating(obliging(), scores="live") for _ in range(2))
    table.ok(head(USA), letter())
    [quiet] = table.talks.letters
    table.ok(head(USA), SignSideLetter(quiet))
    table.ok(head(DPRK), SignSideLetter(quiet))
    for one in (table, calm):
        next_round(one)
        next_round(one)
    assert total(table.talks, USA) != total(calm.talks, USA)
    for audience in (DelegationView(ROK), PublicView()):
        mine = view_for(table.talks, audience, table.present)
        assert mine == view_for(calm.talks, audience, calm.present)
