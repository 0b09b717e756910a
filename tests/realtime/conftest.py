"""Servers in processes of their own, with people connected to them."""

import gc
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.realtime.clients import Viewer
from tests.realtime.raw import Raw

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Served:
    """A running server and the tokens it told. Lines with `may_log` in them are no failure."""

    process: subprocess.Popen[str]
    told: dict[str, Any]
    viewers: list[Viewer] = field(default_factory=list)
    raws: list[Raw] = field(default_factory=list)
    may_log: str = ""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.told["port"])

    @property
    def tables(self) -> list[str]:
        """The talks' ids by table."""
        return list(self.told["seats"])

    def token(self, delegation: str, table: int = 0) -> str:
        """The token of a delegation's head."""
        return str(self.told["seats"][self.tables[table]][delegation])

    def seat(self, delegation: str, table: int = 0, **auth: Any) -> Viewer:
        """A client for a delegation's head, not connected yet."""
        return self.viewer(token=self.token(delegation, table), **auth)

    def facilitator(self, table: int = 0, as_: str | None = None) -> Viewer:
        """A client for the facilitator's desk, or to look as a delegation; not connected yet."""
        eyes = {} if as_ is None else {"as": as_}
        return self.viewer(token=self.told["facilitator"], talks=self.tables[table], **eyes)

    def viewer(self, **auth: Any) -> Viewer:
        """A client that asks with these."""
        made = Viewer(self.port, **auth)
        self.viewers.append(made)
        return made

    def connections(self) -> int:
        """How many connections the server holds now."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/connections", timeout=5) as got:
            return int(got.read())

    def ask(self, path: str, **query: Any) -> Any:
        """What the test server's own calls answer: see `tests.realtime.rights`."""
        address = f"http://127.0.0.1:{self.port}/{path}?{urlencode(query, doseq=True)}"
        with urllib.request.urlopen(address, timeout=10) as got:
            return json.loads(got.read())

    def raw(self, delegation: str, receive_buffer: int | None = None) -> Raw:
        """A bare connection of a delegation's head, connected."""
        made = Raw(self.port, self.token(delegation), receive_buffer)
        self.raws.append(made)
        return made

    def end(self) -> str:
        """Disconnect everybody, end the server; gives what it wrote on stderr."""
        for raw in self.raws:
            raw.close()
        for viewer in self.viewers:
            viewer.close()
        self.process.terminate()
        return self.process.communicate(timeout=10)[1]


def serve(tables: int = 1, port: int = 0, **options: Any) -> Served:
    """Start a server; `options` are those of `server.realtime.serving.make_sockets`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.realtime.serve", str(tables), str(port), json.dumps(options)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise AssertionError(process.communicate()[1])
    return Served(process, json.loads(line))


@pytest.fixture
def served() -> Iterator[Callable[..., Served]]:
    """Start servers that end with the test; whatever one of them logged fails it."""
    started: list[Served] = []

    def start(tables: int = 1, **options: Any) -> Served:
        made = serve(tables, **options)
        started.append(made)
        return made

    yield start
    logged = [(server.end(), server.may_log) for server in started]
    gc.collect()  # sockets that servers hung up on are let go here, and trouble no later test
    for text, expected in logged:
        unexpected = [line for line in text.splitlines() if not expected or expected not in line]
        assert not unexpected, text


@pytest.fixture(scope="module", autouse=True)
def _left_sockets() -> Iterator[None]:
    """Sockets left to the garbage collector are let go with the file that left them."""
    yield
    gc.collect()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The client library leaves a socket to the garbage collector when the server hangs up."""
    left = "ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning"
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(left))
