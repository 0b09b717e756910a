"""What the wall's entity of a table says of the world round it: what everybody may know."""

from typing import Any

from server.realtime.summary import summary
from server.rules.commands.world import Inject, UndoInject
from server.rules.views.frame import Frame
from tests.rules.negotiation import FACILITATOR, Table, negotiating, scenario
from tests.rules.worldly import STORM, WHISPER, worldly


def world(table: Table, *, private: bool) -> Any:
    frame = Frame(table.talks, table.present)
    return summary(frame, table.now, private=private)["world"]


def test_public_news_tracks_and_rungs_and_never_what_one_alone_was_told() -> None:
    table = negotiating(worldly())
    table.ok(FACILITATOR, Inject(STORM.id))
    table.later(5)
    table.ok(FACILITATOR, Inject(WHISPER.id))
    for private in (False, True):
        found = world(table, private=private)
        assert found["news"] == {"title": "Storm", "date": "2007-08-16"}
        assert found["tracks"]["mistrust"] == 8
        assert found["rungs"]["of"] == 3
    table.ok(FACILITATOR, UndoInject(STORM.id))
    assert world(table, private=False)["news"] is None


def test_a_scenario_without_a_world_has_none() -> None:
    assert world(negotiating(scenario()), private=False) is None
