"""The wall: all tables at a glance, as much as each may know, at most twice a second."""

import time
from collections.abc import Callable

from server.realtime.wall import UPDATE_SECONDS
from server.reports.letters import letters
from server.rules.ids import TalksId
from tests.realtime.clients import Viewer, settled
from tests.realtime.conftest import Served

Serve = Callable[..., Served]


def walls(server: Served) -> tuple[Viewer, Viewer]:
    """The facilitator's and the projector's, connected."""
    mine = server.viewer(token=server.told["facilitator"], classroom=server.told["classroom"])
    public = server.viewer(token=server.told["projector"])
    return mine.open(), public.open()


def test_the_wall_shows_the_class_and_every_table(served: Serve) -> None:
    server = served(tables=3)
    mine, public = walls(server)
    assert mine.entities["classroom"]["tables"] == server.tables
    for number, talks in enumerate(server.tables):
        table = mine.entities[f"table/{talks}"]
        assert (table["table"], table["state"], table["phase"]) == (
            number + 1,
            "running",
            "briefing",
        )
        assert table["seats"]["usa"]["people"] == ["Head of US"]
    settled([mine, public])


def test_where_tables_are_compared_by_letters_the_whole_class_never_learns_which_is_which(
    served: Serve,
) -> None:
    server = served(tables=3)
    mine, public = walls(server)
    assert set(public.entities) == {"classroom", "table/A", "table/B", "table/C"}
    told = repr(public.entities)
    assert "Head of US" not in told
    assert not any(talks in told for talks in server.tables)
    # Whoever runs the class is told which table the room sees under which letter.
    assert mine.entities["classroom"]["letters"] == letters(map(TalksId, server.tables))
    assert "letters" not in public.entities["classroom"]
    for talks in server.tables:
        desk = server.facilitator(server.tables.index(talks)).open()
        assert desk.give("set_policy", {"policies": {"compare": "named"}})["accepted"]
    public.until(lambda: f"table/{server.tables[2]}" in public.entities)
    assert public.entities[f"table/{server.tables[2]}"]["table"] == 3
    settled([mine, public])


def test_only_the_facilitator_sees_alarms_and_calls_for_help(served: Serve) -> None:
    server = served()
    mine, public = walls(server)
    usa = server.seat("usa").open()
    assert usa.give("ask_help", {"text": "What is a red line?"})["accepted"]
    key = f"table/{server.tables[0]}"
    mine.until(lambda: mine.entities[key]["help_open"] == 1)
    kinds = {(a["kind"], a["delegation"]) for a in mine.entities[key]["alarms"]}
    assert {("help", "usa"), ("absent", "china")} <= kinds
    assert ("absent", "usa") not in kinds
    settled([mine, public])
    assert not {"alarms", "help_open", "last_activity_at"} & set(public.entities[key])


def test_presence_readiness_and_phases_reach_the_wall(served: Serve) -> None:
    server = served()
    mine, public = walls(server)
    key = f"table/{server.tables[0]}"
    server.seat("china").open()  # not ready: or the phase would end
    usa = server.seat("usa").open()
    assert usa.give("set_ready", {"ready": True})["accepted"]
    for wall in (mine, public):
        wall.until(lambda w=wall: w.entities[key]["seats"]["usa"]["ready"])  # type: ignore[misc]  # a lambda's default is not inferred
        assert wall.entities[key]["seats"]["usa"]["present"]
        assert not wall.entities[key]["seats"]["rok"]["present"]


def test_the_leading_proposal_is_shown_with_its_stances(served: Serve) -> None:
    server = served()
    mine, public = walls(server)
    key = f"table/{server.tables[0]}"
    assert server.facilitator().open().give("advance")["accepted"]
    usa, rok = server.seat("usa").open(), server.seat("rok").open()
    forum = usa.entities["talks"]["forums_now"][0]
    issues = usa.entities[f"forum/{forum}"]["issues"]
    body = {
        "proposal_id": "p",
        "forum": forum,
        "package": {i["id"]: i["options"][1]["id"] for i in issues},
    }
    assert usa.give("table_proposal", body)["accepted"]
    assert rok.give("take_stance", {"proposal_id": "p", "stance": "reserve"})["accepted"]
    for wall in (mine, public):
        wall.until(lambda w=wall: w.entities[key]["seats"]["rok"]["stance"] == "reserve")  # type: ignore[misc]  # a lambda's default is not inferred
        leading = wall.entities[key]["leading"]
        assert (leading["by"], leading["accepts"], leading["of"]) == ("usa", 1, 6)
        assert wall.entities[key]["proposals_open"] == 1
    settled([mine, public])


def test_a_busy_table_changes_on_the_wall_at_most_twice_a_second(served: Serve) -> None:
    server = served(unpaced=True)
    mine, _ = walls(server)
    server.seat("china").open()  # not ready: or the phase would end
    usa = server.seat("usa").open()
    settled([mine])
    before, began = len(mine.patches), time.monotonic()
    for number in range(60):
        assert usa.give("set_ready", {"ready": number % 2 == 0})["accepted"]
    settled([mine])
    took = time.monotonic() - began
    assert 1 <= len(mine.patches) - before <= 2 * took + 2


def test_the_wall_gives_no_commands(served: Serve) -> None:
    mine, public = walls(served())
    for wall in (mine, public):
        assert wall.give("pause")["refusal"] == "not_allowed"


def test_what_one_delegation_is_told_sends_nothing_to_anybody_else(served: Serve) -> None:
    """With scores shown live: no patch, not even an empty one, and every etag stays."""
    server = served(tables=2)
    mine, public = walls(server)
    desk = server.facilitator().open()
    live = {"policies": {"scores": "live", "compare": "named"}}
    beside = server.facilitator(1).open()
    assert desk.give("set_policy", live)["accepted"]
    assert beside.give("set_policy", live)["accepted"]
    usa, rok = server.seat("usa").open(), server.seat("rok").open()
    screen = server.viewer(token=server.told["projector"], talks=server.tables[0]).open()
    guest = server.viewer(token=server.told["observer"], talks=server.tables[0]).open()
    others = [rok, screen, guest, public]
    settled([*others, mine, usa, desk])
    before = [(viewer.etag, len(viewer.patches), viewer.views) for viewer in others]
    key = f"table/{server.tables[0]}"
    shown, known = (wall.entities[key]["totals"]["usa"] for wall in (mine, public))
    assert shown == known
    forum = usa.entities["talks"]["forums_now"][0]
    secrets = [
        {"kind": "reservation", "delegation": "usa", "forum": forum, "amount": 700},
        {"kind": "score", "delegation": "usa", "amount": 333},
    ]
    told = {"inject": "w", "title": "A word", "story": "For you.", "to": ["usa"]}
    assert desk.give("write_inject", {**told, "modifiers": secrets})["accepted"]
    usa.until(lambda: usa.entities["scoreboard"]["mine"]["total"] != known)
    mine.until(lambda: mine.entities[key]["totals"]["usa"] != known)
    assert usa.entities["scoreboard"]["others"]["usa"] == mine.entities[key]["totals"]["usa"]
    time.sleep(1.5 * UPDATE_SECONDS)
    assert [(viewer.etag, len(viewer.patches), viewer.views) for viewer in others] == before
    settled(others)
    assert public.entities[key]["totals"]["usa"] == known
    assert desk.give("conclude")["accepted"]
    assert desk.give("reveal", {"stage": "scores"})["accepted"]
    truth = mine.entities[key]["totals"]["usa"]
    public.until(lambda: public.entities[key]["totals"]["usa"] == truth)
    rok.until(lambda: rok.entities["scoreboard"]["others"]["usa"] == truth)
