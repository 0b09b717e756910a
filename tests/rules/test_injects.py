import pytest

from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Pause, Resume, Start
from server.rules.commands.talk import Announce
from server.rules.commands.world import Inject, UndoInject, WriteInject
from server.rules.events.schedule import ClockExtended
from server.rules.events.world import InjectFired
from server.rules.ids import DelegationId, InjectId
from server.rules.seats import DelegationView, FacilitatorView, PublicView
from server.rules.views.gate import view_for
from server.rules.written.modifiers import Modifier, ModifierKind
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    OIL,
    PACE,
    ROK,
    USA,
    head,
    lobby,
    negotiating,
    package,
)
from tests.rules.worldly import CLOCKWORK, HIGH, STORM, THAW, WHISPER, worldly

OWN = InjectId("own")


def test_an_inject_changes_mandates_tracks_and_the_clock() -> None:
    table = negotiating(worldly())
    ends_at = table.talks.phase_ends_at
    told = table.ok(FACILITATOR, Inject(STORM.id))
    assert ClockExtended(-60, "inject") in told
    assert table.talks.phase_ends_at == (ends_at or 0) - 60_000
    seen = view_for(table.talks, PublicView())
    assert seen["track/mistrust"]["value"] == 8
    assert seen["inject/storm"]["title"] == "Storm"
    assert [e["kind"] for e in seen["inject/storm"]["effects"]] == ["track"]
    dprk = view_for(table.talks, DelegationView(DPRK))
    assert dprk["mandate/energy"]["reservation"] == 2300
    assert dprk["mandate/energy"]["changed"][0]["title"] == "Storm"


def test_an_inject_leaves_half_a_minute_on_the_clock() -> None:
    table = negotiating(worldly())
    table.later(560)
    table.ok(FACILITATOR, Inject(STORM.id))
    assert table.talks.phase_ends_at == table.now + 30_000


def test_what_is_told_to_one_changes_nothing_that_others_could_notice() -> None:
    table = negotiating(worldly())
    others = (DelegationView(ROK), DelegationView(DPRK), PublicView(plenary=True))
    before = [view_for(table.talks, audience) for audience in others]
    table.ok(FACILITATOR, Inject(WHISPER.id), Inject(STORM.id, (USA,)))
    assert [view_for(table.talks, audience) for audience in others] == before
    mine = view_for(table.talks, DelegationView(USA))
    assert mine["inject/whisper"]["private"]
    assert [r["option"] for r in mine["mandate/energy"]["red_lines"]] == ["low"]
    steps = [s for entry in mine["mandate/energy"]["changed"] for s in entry["changes"]]
    assert [(s["kind"], s["before"], s["after"]) for s in steps] == [("red_line", None, 300)]


def test_the_clock_fires_an_inject_at_its_minute() -> None:
    table = negotiating(worldly())
    table.ticks(119)
    assert CLOCKWORK.id not in table.talks.fired
    assert table.talks.next_deadline() == table.now + 1000
    table.ticks(1)
    assert table.talks.fired[CLOCKWORK.id].why == "clock"
    assert (PACE, HIGH) in table.talks.forum(ENERGY).barred


def test_a_pause_moves_the_minute_of_an_inject() -> None:
    table = negotiating(worldly())
    table.ticks(60)
    table.ok(FACILITATOR, Pause())
    table.later(600)
    table.ok(FACILITATOR, Resume())
    table.ticks(59)
    assert CLOCKWORK.id not in table.talks.fired
    table.ticks(1)
    assert CLOCKWORK.id in table.talks.fired


def test_a_condition_fires_an_inject_once() -> None:
    table = negotiating(worldly())
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(oil="middle", pace="middle")))
    assert table.talks.fired[THAW.id].why == "condition"
    table.ok(FACILITATOR, UndoInject(THAW.id, "too early"))
    table.ok(FACILITATOR, Announce("go on"))
    assert table.talks.fired[THAW.id].undone


def test_an_inject_undone_leaves_its_story_and_nothing_else() -> None:
    table = negotiating(worldly())
    before = table.talks.scenario.forums[ENERGY].mandates
    table.ok(FACILITATOR, Inject(STORM.id), UndoInject(STORM.id, "a slip"))
    assert table.talks.scenario.forums[ENERGY].mandates == before
    assert view_for(table.talks, PublicView())["track/mistrust"]["value"] == 6
    shown = view_for(table.talks, PublicView())["inject/storm"]
    assert (shown["undone"], shown["effects"]) == (True, [])
    assert table.refused(FACILITATOR, UndoInject(STORM.id)) == "not_found"
    table.ok(FACILITATOR, Inject(STORM.id))


def test_an_inject_of_ones_own() -> None:
    table = negotiating(worldly())
    raised = Modifier(ModifierKind.RESERVATION, ROK, ENERGY, amount=300)
    [told] = table.ok(FACILITATOR, WriteInject(OWN, "News", "A story.", (), (raised,)))
    assert isinstance(told, InjectFired)
    assert told.written
    assert table.talks.forum(ENERGY).mandates[ROK].reservation == 3800


@pytest.mark.parametrize(
    "wrong",
    [
        Modifier(ModifierKind.RESERVATION, DelegationId("mars"), ENERGY),
        Modifier(ModifierKind.RESERVATION, ROK),
        Modifier(ModifierKind.BAR, forum=ENERGY, issue=OIL),
        Modifier(ModifierKind.WEIGHT, ROK, ENERGY),
        Modifier(ModifierKind.TRACK, amount=1),
        Modifier(ModifierKind.SCORE, amount=1),
    ],
)
def test_a_change_that_names_nothing_is_refused(wrong: Modifier) -> None:
    table = negotiating(worldly())
    assert table.refused(FACILITATOR, WriteInject(OWN, "News", "A story.", (), (wrong,))) == (
        "bad_modifier"
    )


def test_refusals() -> None:
    table = lobby(worldly())
    assert table.refused(FACILITATOR, Inject(STORM.id)) == "not_running"
    table.ok(FACILITATOR, Start())
    assert table.refused(FACILITATOR, Inject(InjectId("nothing"))) == "not_found"
    assert table.refused(FACILITATOR, Inject(STORM.id, (DelegationId("mars"),))) == (
        "unknown_delegation"
    )
    assert table.refused(FACILITATOR, WriteInject(STORM.id, "News", "Story")) == "id_taken"
    assert table.refused(FACILITATOR, WriteInject(OWN, "", "Story")) == "text_needed"
    table.ok(FACILITATOR, Inject(STORM.id))
    assert table.refused(FACILITATOR, Inject(STORM.id)) == "fired_already"
    assert table.refused(head(ROK), Inject(WHISPER.id)) == "not_allowed"


def test_the_script_is_the_facilitators() -> None:
    table = negotiating(worldly())
    script = view_for(table.talks, FacilitatorView())["script"]["injects"]
    assert [i["id"] for i in script] == ["storm", "whisper", "hush", "clockwork", "thaw"]
    for delegation in EVERYBODY:
        assert "script" not in view_for(table.talks, DelegationView(delegation))
