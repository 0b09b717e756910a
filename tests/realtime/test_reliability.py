"""Restarts, reconnects and two hands at once: everybody comes back by themselves, equal."""

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.realtime.clients import Viewer, settled
from tests.realtime.conftest import Served
from tests.services import free_port

Serve = Callable[..., Served]
DELEGATIONS = ("usa", "rok", "japan", "china", "russia", "dprk")


def everybody(server: Served) -> list[Viewer]:
    """All heads of delegation, the desk and the projector of the first table, connected."""
    seats = [server.seat(d).open() for d in DELEGATIONS]
    projector = server.viewer(token=server.told["projector"], talks=server.tables[0]).open()
    return [*seats, server.facilitator().open(), projector]


def say(viewer: Viewer, number: int) -> dict[str, Any]:
    """Something in the plenary."""
    return viewer.give("say", {"message_id": f"m{number}", "channel": "plenary", "text": "Well."})


def test_after_a_crash_all_come_back_by_themselves_with_equal_etags(
    served: Serve, tmp_path: Path
) -> None:
    options = {"database": f"sqlite:///{tmp_path}/kept.sqlite3", "port": free_port()}
    server = served(**options)
    viewers = everybody(server)
    acknowledged = [number for number in range(20) if say(viewers[number % 6], number)["accepted"]]
    settled(viewers)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    again = served(**options)
    for viewer in viewers:
        viewer.until(lambda v=viewer: v.client.connected)  # type: ignore[misc]  # a lambda's default is not inferred
    assert say(viewers[0], 20)["accepted"]
    viewers[6].until(lambda: "message/m20" in viewers[6].entities)
    settled(viewers)
    for number in acknowledged:
        assert f"message/m{number}" in viewers[6].entities
    assert again.told == {"port": options["port"]}, "the class was not made anew"


def test_a_graceful_stop_is_announced_and_nobody_is_turned_out(
    served: Serve, tmp_path: Path
) -> None:
    options = {"database": f"sqlite:///{tmp_path}/kept.sqlite3", "port": free_port()}
    server = served(**options)
    usa = server.seat("usa").open()
    held = usa.etag
    server.process.send_signal(signal.SIGTERM)
    usa.until(lambda: {"kind": "shutting_down"} in usa.notices)
    server.process.wait(timeout=10)
    served(**options)
    usa.until(lambda: usa.client.connected)
    settled([usa])
    assert usa.etag == held, "nothing happened meanwhile"
    assert usa.views == 1, "so the view was not sent again"


def test_two_hundred_reconnects_of_one_seat_leave_nothing_behind(served: Serve) -> None:
    server = served()
    china = server.seat("china").open()
    usa = server.seat("usa").open()
    patches = len(china.patches)
    for _ in range(200):
        server.raw("usa").close()
    last = server.seat("usa").open()
    settled([china, last])
    assert usa.notices == [{"kind": "replaced"}]
    assert len(china.patches) - patches <= 2, "a blink of a connection is no absence"
    china.until(lambda: china.entities["delegation/usa"]["delegates"][0]["present"])
    assert server.connections() == 2


def test_both_tabs_act_at_once_and_the_newest_stays(served: Serve) -> None:
    server = served()
    watcher = server.facilitator().open()
    first, second = server.seat("usa"), server.seat("usa")
    for tab in (first, second):
        tab.client.connect(
            f"http://127.0.0.1:{server.port}", auth=tab.auth, transports=["websocket"]
        )
    for number in range(10):
        body = {"message_id": f"m{number}", "channel": "plenary", "text": "Both."}
        for tab in (first, second):
            if tab.client.connected:
                tab.client.emit("command", {"id": f"same{number}", "name": "say", "body": body})
    watcher.until(lambda: "message/m9" in watcher.entities)
    settled([watcher, second])
    said = [key for key in watcher.entities if key.startswith("message/")]
    assert len(said) == len(set(said)) == 10
    first.until(lambda: {"kind": "replaced"} in first.notices)


def test_a_deadline_is_kept_by_the_server_alone(served: Serve) -> None:
    server = served()
    desk = server.facilitator().open()
    assert desk.give("advance")["accepted"]
    assert desk.entities["talks"]["phase"] == "negotiation"
    began = time.monotonic()
    usa = server.seat("usa").open()
    body = {"proposal_id": "p", "forum": desk.entities["talks"]["forums_now"][0]}
    forum = usa.entities[f"forum/{body['forum']}"]
    package = {issue["id"]: issue["options"][0]["id"] for issue in forum["issues"]}
    assert usa.give("table_proposal", {**body, "package": package})["accepted"]
    for delegation in DELEGATIONS[1:]:
        seat = server.seat(delegation).open()
        answer = seat.give("take_stance", {"proposal_id": "p", "stance": "accept"})
        assert answer["accepted"] or answer["refusal"] == "proposal_closed", answer
    desk.until(lambda: desk.entities["proposal/p"]["state"] in {"silence", "adopted"})
    desk.until(lambda: desk.entities["proposal/p"]["state"] == "adopted", seconds=40)
    assert time.monotonic() - began > 5, "after a silence period that nobody had to end"
    settled([desk])
