"""Waiting on a real server: many at a time, no thread held, and an end when the server leaves."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from server.client import Refused, say
from tests.client.places import Desk
from tests.live import LiveServer
from tests.realtime.clients import Viewer

SIX = ("usa", "japan", "china", "russia", "dprk", "rok")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    running = LiveServer(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def desk(server: LiveServer) -> Desk:
    made = Desk(server, server.sixparty("token", "create", "--name", "teacher").strip())
    made.opens("six-party")
    return made


def calls(desk: Desk, tokens: list[str]) -> list[tuple[threading.Thread, list[int]]]:
    """One that waits for each token; the statuses come into the lists."""
    started = []
    for token in tokens:
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{desk.server.url}/api/v1/talks/{desk.talks}/view"
        etag = requests.get(url, headers=headers, timeout=10).json()["etag"]
        found: list[int] = []

        def wait(
            headers: dict[str, str] = headers,
            query: str = f"?etag={etag}&wait=25",
            found: list[int] = found,
            url: str = url,
        ) -> None:
            found.append(requests.get(url + query, headers=headers, timeout=40).status_code)

        thread = threading.Thread(target=wait)
        thread.start()
        started.append((thread, found))
    return started


def tokens_of(desk: Desk) -> list[str]:
    found = []
    for delegation in SIX:
        desk.seats(delegation, f"agent-{delegation}")
        made = desk.call("POST", f"/talks/{desk.talks}/agents/{delegation}/token")
        found.append(made["token"])
    return found


def test_many_wait_and_others_are_served_meanwhile(desk: Desk) -> None:
    waiting = calls(desk, tokens_of(desk) * 2)
    time.sleep(0.5)
    began = time.monotonic()
    for _ in range(10):
        assert requests.get(f"{desk.server.url}/healthz", timeout=10).ok
    assert time.monotonic() - began < 3
    assert not any(found for _, found in waiting), "nobody is answered before something changes"
    desk.does("start")
    for thread, found in waiting:
        thread.join(20)
        assert found == [200]


def test_a_server_that_leaves_ends_every_wait_at_once(desk: Desk) -> None:
    waiting = calls(desk, tokens_of(desk))
    time.sleep(0.5)
    began = time.monotonic()
    assert desk.server.stop() == 0
    for thread, found in waiting:
        thread.join(20)
        assert found == [304]
    assert time.monotonic() - began < 8, "they were not cut off, and nobody waited for them"


def test_an_agent_comes_back_to_a_server_that_was_away(desk: Desk) -> None:
    table = desk.seats("usa")
    views: list[str] = []
    met = threading.Event()

    def watch() -> None:
        for view in table.watch():
            views.append(view.entities["talks"]["state"])
            if views[-1] == "running":
                met.set()
                return

    threading.Thread(target=watch, daemon=True).start()
    desk.server.restart()
    desk.does("start")
    assert met.wait(30)
    table.do(say("Good morning."))


def test_an_agent_may_use_a_socket_and_loses_it_with_the_seat(desk: Desk) -> None:
    table = desk.seats("usa")
    token = desk.call("POST", f"/talks/{desk.talks}/agents/usa/token")["token"]
    viewer = Viewer(desk.server.port, token=token, talks=desk.talks).open()
    assert viewer.entities["me"]["audience"] == "agent"
    said = viewer.give("say", {"message_id": "m1", "channel": "plenary", "text": "Good morning."})
    assert said["accepted"]
    viewer.until(lambda: "message/m1" in viewer.entities)
    assert viewer.entities["message/m1"]["name"] == "Agent (agent)"
    with pytest.raises(Refused, match="bad_token"):
        table.view()
    desk.does("unseat_agent", delegation="usa")
    viewer.until(lambda: viewer.entities["me"]["audience"] == "none")
    assert not [key for key in viewer.entities if key.startswith("mandate/")]
    again = viewer.give("say", {"message_id": "m2", "channel": "plenary", "text": "Still here?"})
    assert again["refusal"] == "agent_unseated"
    viewer.close()
