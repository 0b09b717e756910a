"""What the wall's entity of a table says of the world round it: what everybody may know."""

from typing import Any

from server.realtime.summary import summary
from server.rules.commands.life import Conclude, Reveal
from server.rules.commands.reading import ReadOthers
from server.rules.commands.world import Inject, UndoInject
from server.rules.ids import ProposalId
from server.rules.views.frame import Frame
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    USA,
    Table,
    accepted,
    head,
    negotiating,
    scenario,
    tabled,
)
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
        assert (found["news"]["title"], found["news"]["date"]) == ("Storm", "2007-08-16")
        assert found["news"]["story"] == STORM.story
        assert found["tracks"]["mistrust"] == 8
        assert found["rungs"]["of"] == 3
    table.ok(FACILITATOR, UndoInject(STORM.id))
    assert world(table, private=False)["news"] is None


def test_a_scenario_without_a_world_has_none() -> None:
    assert world(negotiating(scenario()), private=False) is None


def test_a_table_under_a_letter_tells_neither_its_number_nor_who_plays_there() -> None:
    table = negotiating(worldly())
    frame = Frame(table.talks, table.present)
    plain = summary(frame, table.now, private=False)
    masked = summary(frame, table.now, private=False, mask="B")
    assert plain["table"] == table.talks.table
    assert any(s["people"] for s in plain["seats"].values())
    assert (masked["talks"], masked["table"]) == (None, "B")
    told = repr(masked)
    assert table.talks.id not in told
    for seat in plain["seats"].values():
        assert not any(name in told for name in seat["people"])
    own = {"code", "short", "colour"}
    seats = [{k: v for k, v in s.items() if k not in own} for s in masked["seats"].values()]
    assert all(seat == seats[0] for seat in seats)


def test_the_whole_class_reads_what_a_table_agreed_and_what_leads_there() -> None:
    table = negotiating()
    found = summary(Frame(table.talks, table.present), table.now, private=False)
    assert found["agreed"] == []
    assert found["leading"] is None
    tabled(table, oil="middle", pace="middle")
    forum = table.talks.forum(ENERGY)
    for private in (False, True):
        found = summary(Frame(table.talks, table.present), table.now, private=private)
        lines = found["leading"].get("lines", [])
        assert [line["issue"] for line in lines] == [i.title for i in forum.issues] * (not private)
    accepted(table, ProposalId("p1"), (USA, DPRK))
    table.ticks(60)
    found = summary(Frame(table.talks, table.present), table.now, private=False)
    (agreed,) = found["agreed"]
    assert (agreed["forum"], len(agreed["clauses"])) == (ENERGY, len(forum.issues))


def test_only_the_facilitators_wall_tells_who_still_says_what_they_think_of_others() -> None:
    table = negotiating(scenario())
    tabled(table)
    assert "reading" not in _glance(table, private=True)
    table.ok(FACILITATOR, Conclude())
    table.ok(head(USA), ReadOthers(()))
    found = _glance(table, private=True)["reading"]
    assert (found["open"], found["answered"]) == (True, 1)
    assert found["people"] > 1
    assert "reading" not in _glance(table, private=False)
    table.ok(FACILITATOR, Reveal("mandates"))
    assert "reading" not in _glance(table, private=True)


def _glance(table: Table, *, private: bool) -> Any:
    return summary(Frame(table.talks, table.present), table.now, private=private)
