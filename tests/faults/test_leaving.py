"""A server that is told to leave: what is under way is answered, and never with 500."""

import threading
import time
from collections.abc import Callable

import requests

from tests.faults.breaking import locked
from tests.live import LiveServer

Start = Callable[..., LiveServer]


def test_what_is_under_way_is_answered_and_idle_connections_keep_nobody_waiting(
    live_server: Start,
) -> None:
    server = live_server()
    answers: list[int] = []
    held = requests.Session()
    assert held.get(f"{server.url}/healthz", timeout=5).status_code == 200  # and stays connected
    bodies: list[str] = []

    def ask() -> None:
        answer = requests.get(f"{server.url}/readyz", timeout=20)
        answers.append(answer.status_code)
        bodies.append(answer.text)

    with locked(server.folder / "sixparty.sqlite3"):  # so that they wait
        asking = [threading.Thread(target=ask) for _ in range(3)]
        for one in asking:
            one.start()
        time.sleep(0.3)
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 6
        for one in asking:
            one.join(10)
    assert len(answers) == 3
    assert set(answers) <= {200, 503}
    assert 503 in answers, bodies
    assert "Traceback" not in server.output
