"""The two servers that are compared, each in a process of its own on a core of its own."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from server.analysis.calibration import calibrate
from server.rules.ids import ForumId, TalksId
from server.rules.state.talks import Talks
from server.storage.scenarios.loader import catalogue, default_folders
from tests.bench.load import Load
from tests.bench.traffic import Echo, Negotiation, Sent, Traffic, command, framed

CHECKOUT = Path(__file__).resolve().parents[2]
SEATS = 7
FORUM = ForumId("denuclearization")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Server:
    """A process under measurement."""

    name = ""

    def __init__(self, module: str, *arguments: str, cores: set[int]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        assert self.process.stdout is not None
        self.told: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.load = Load(self.told["port"])

    @property
    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory_bytes(self) -> int:
        """Resident memory."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * _PAGE

    @property
    def objects(self) -> int:
        """Blocks of memory that hold Python objects, once what nobody needs is gone."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.told['port']}/objects") as answer:
            return int(answer.read())

    def stop(self) -> None:
        """End it."""
        self.load.close()
        self.process.terminate()
        self.process.communicate(timeout=20)

    def auth(self, table: int, seat: int) -> dict[str, Any]:
        """What a client connects with."""
        raise NotImplementedError

    def traffic(self) -> Traffic:
        """What the tables send."""
        raise NotImplementedError

    def connect(self, tables: range) -> None:
        """Connect seven clients to each table, and wait until all have their views."""
        wanted = [(t, s, self.auth(t, s)) for t in tables for s in range(SEATS)]
        self.load.open(wanted, self.query)
        everybody = self.load.connections.values()
        self.load.run(lambda: all(c.views for c in everybody), 60)
        if not all(c.views for c in everybody):
            raise AssertionError(f"{self.name}: somebody got no view")

    query = ""

    def settle(self, seconds: float = 0.8) -> None:
        """Read until nothing has come for so long."""
        self.load.quiet(seconds)


class Bare(Server):
    """Bare Flask-SocketIO, with its defaults."""

    name = "bare Flask-SocketIO"
    query = "&room={table}"

    def __init__(self, *options: str, cores: set[int]) -> None:
        super().__init__("tests.bench.bare", *options, cores=cores)

    def auth(self, table: int, seat: int) -> dict[str, Any]:
        """A room is a table."""
        return {"room": str(table), "view": True}

    def traffic(self) -> Traffic:
        """Any command is echoed."""
        return Echo(SEATS)


class Table(Server):
    """This project: rules, secrecy, SQLite with every commit on the disk."""

    name = "six-party table"

    def __init__(self, tables: int, folder: Path, *, cores: set[int]) -> None:
        options = {"database": f"sqlite:///{folder}/bench.sqlite3", "unpaced": True}
        super().__init__("tests.realtime.serve", str(tables), "0", json.dumps(options), cores=cores)
        self._talks = list(self.told["seats"])
        self._delegations = list(self.told["seats"][self._talks[0]])

    def auth(self, table: int, seat: int) -> dict[str, Any]:
        """Six heads of delegation, and the facilitator's desk."""
        talks = self._talks[table]
        if seat < len(self._delegations):
            return {"token": self.told["seats"][talks][self._delegations[seat]], "text": "apart"}
        return {"token": self.told["facilitator"], "talks": talks, "text": "apart"}

    def traffic(self) -> Negotiation:
        """Commands that each change everybody's view."""
        scenario = catalogue(default_folders())["six-party"]
        talks = Talks.new(TalksId("bench"), 1, scenario, calibrate)
        return Negotiation(talks, FORUM, self._delegations)

    def begin(self, traffic: Negotiation) -> None:
        """Let the negotiation phase begin at every connected table, with a proposal on it."""
        desk = len(self._delegations)
        self._each(desk, lambda table: command(0, "advance", {}))
        self._each(0, lambda table: traffic.opening(table)[1])
        self.settle()

    def _each(self, seat: int, sending: Callable[[int], Sent]) -> None:
        """Let that seat of every table send something, and wait for all answers."""
        at = [c for c in self.load.connections.values() if c.seat == seat]
        for connection in at:
            self.load.send(connection, framed(sending(connection.table)))
        self.load.run(lambda: all(c.acks for c in at), 60)
        if not all(c.acks for c in at):
            raise AssertionError(f"{self.name}: no answer to {sending(0)}")
