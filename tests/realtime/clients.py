"""A client as a browser's connection.js is one: it lays patches and resyncs over a gap."""

import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

import socketio

_numbers = count(1)


class Viewer:
    """One connection. `entities` and `etag` are what its page would show."""

    def __init__(self, port: int, **auth: Any) -> None:
        self.entities: dict[str, Any] = {}
        self.etag = ""
        self.views = 0
        self.patches: list[dict[str, Any]] = []
        self.notices: list[dict[str, Any]] = []
        self.refused: Any = None
        self.gaps = 0
        self._auth = auth
        self._url = f"http://127.0.0.1:{port}"
        self._changed = threading.Condition()
        self.client = socketio.Client(
            reconnection_delay=0.05, reconnection_delay_max=0.2, randomization_factor=0
        )
        self.client.on("view", self._view)
        self.client.on("patch", self._patch)
        self.client.on("notice", self._notice)
        self.client.on("connect_error", self._connect_error)

    def open(self, transport: str = "websocket") -> "Viewer":
        """Connect and wait for the view."""
        self.client.connect(self._url, auth=self.auth, transports=[transport], wait_timeout=10)
        self.until(lambda: self.etag != "")
        return self

    def auth(self) -> dict[str, Any]:
        """What is asked with: the etag of the view held, so that it need not be sent again."""
        return {**self._auth, **({"etag": self.etag} if self.etag else {})}

    def close(self) -> None:
        """Disconnect, and come back no more."""
        self.client.reconnection = False  # or one that is cut off just now tries for ever
        self.client.shutdown()

    def give(self, name: str, body: dict[str, Any] | None = None, id: str = "") -> dict[str, Any]:
        """Give a command and wait for the acknowledgement."""
        return self.send({"id": id or f"c{next(_numbers)}", "name": name, "body": body or {}})

    def send(self, *data: Any, event: str = "command") -> dict[str, Any]:
        """Send an event with any arguments whatever and wait for the acknowledgement."""
        payload: Any = data if len(data) != 1 else data[0]
        answer: dict[str, Any] = self.client.call(event, payload, timeout=10)
        return answer

    def resync(self) -> dict[str, Any]:
        """Ask for the whole view, without laying it."""
        return self.send(event="resync")

    def heals(self) -> None:
        """Lay the whole view where a patch was missed, as a browser does."""
        if self.gaps:
            self.gaps = 0
            self._view(self.resync())

    def until(self, true: Callable[[], bool], seconds: float = 10) -> None:
        """Wait until something is true of what has come in."""
        with self._changed:
            if not self._changed.wait_for(true, seconds):
                raise AssertionError(f"not within {seconds} s; notices: {self.notices}")

    def _view(self, view: dict[str, Any]) -> None:
        with self._changed:
            self.entities, self.etag = view["entities"], view["etag"]
            self.views += 1
            self._changed.notify_all()

    def _patch(self, patch: dict[str, Any]) -> None:
        with self._changed:
            self.patches.append(patch)
            if patch["base"] != self.etag:
                self.gaps += 1
            else:
                for key in patch["drop"]:
                    del self.entities[key]
                self.entities.update(patch["put"])
                self.etag = patch["etag"]
            self._changed.notify_all()

    def _notice(self, notice: dict[str, Any]) -> None:
        with self._changed:
            self.notices.append(notice)
            self._changed.notify_all()

    def _connect_error(self, error: Any) -> None:
        with self._changed:
            self.refused = error
            self._changed.notify_all()


def settled(viewers: list[Viewer], seconds: float = 5) -> None:
    """Wait until every viewer holds just what the server would send it afresh."""
    deadline = time.monotonic() + seconds
    while True:
        if all(viewer.etag == viewer.resync()["etag"] for viewer in viewers):
            return
        if time.monotonic() > deadline:
            raise AssertionError("a viewer's etag is not the server's")
        time.sleep(0.05)
