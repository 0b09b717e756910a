"""What a schedule cannot reach is not shown: rungs, tracks and ties of forums that never sit."""

from functools import cache

from server.analysis.calibration import calibrate
from server.rules.commands.life import OpenTalks
from server.rules.commands.schedule import Start
from server.rules.commands.world import WriteInject
from server.rules.ids import InjectId, TalksId, TrackId
from server.rules.seats import DelegationView, PublicView
from server.rules.state.talks import Talks
from server.rules.views.gate import view_for
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.storage.scenarios.loader import load
from tests.rules.negotiation import FACILITATOR, USA, Table
from tests.storage.scenarios.copies import ROUNDS


@cache
def scenario() -> Scenario:
    return load(ROUNDS / "six-party")


def running(preset: str) -> Table:
    table = Table(Talks.new(TalksId("t1"), 1, scenario(), calibrate))
    table.ok(FACILITATOR, OpenTalks(preset), Start())
    return table


def kinds(table: Table, kind: str) -> set[str]:
    view = view_for(table.talks, PublicView())
    return {key.partition("/")[2] for key in view if key.startswith(f"{kind}/")}


def rungs(table: Table) -> list[str]:
    ladder = view_for(table.talks, PublicView()).get("ladder", {"rungs": []})
    return [rung["id"] for rung in ladder["rungs"]]


def test_the_whole_conference_shows_all_of_it() -> None:
    table = running("3h")
    assert rungs(table) == [r.id for r in scenario().ladder]
    assert kinds(table, "track") == {t.id for t in scenario().tracks}


def test_two_groups_show_what_they_can_come_to_and_nothing_else() -> None:
    table = running("50min")
    shown = rungs(table)
    assert len(shown) < len(scenario().ladder)
    assert kinds(table, "track") < {t.id for t in scenario().tracks}
    view = view_for(table.talks, DelegationView(USA))
    assert view["scoreboard"]["rungs"]["of"] == len(shown)
    assert set(view["scoreboard"]["tracks"]) == kinds(table, "track")
    scheduled = set(table.talks.scheduled_forums())
    for key, entity in view.items():
        if key.startswith("linkage/"):
            about = [e.get("forum") for e in entity["effects"]]
            assert any(not forum or forum in scheduled for forum in about), key


def test_a_track_that_a_facilitator_moves_is_shown_from_then_on() -> None:
    table = running("50min")
    (hidden, *_) = sorted({t.id for t in scenario().tracks} - kinds(table, "track"))
    moved = Modifier(ModifierKind.TRACK, track=TrackId(hidden), amount=-1, why="because")
    table.ok(FACILITATOR, WriteInject(InjectId("own"), "Own", "It moves.", modifiers=(moved,)))
    assert hidden in kinds(table, "track")
