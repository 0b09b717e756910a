"""The two servers that are compared, each in a process of its own on a core of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from server.rules.ids import ForumId
from server.storage.scenarios.loader import catalogue, default_folders
from tests.bench.load import Load, frame
from tests.bench.traffic import Echo, Negotiation, Traffic

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
        """Connect seven clients to each table."""
        wanted = [(t, s, self.auth(t, s)) for t in tables for s in range(SEATS)]
        self.load.open(wanted, self.query)
        self.settle()

    query = ""

    def settle(self) -> None:
        """Read until nothing comes any more."""
        self.load.quiet(0.8)


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
            return {"token": self.told["seats"][talks][self._delegations[seat]]}
        return {"token": self.told["facilitator"], "talks": talks}

    def traffic(self) -> Negotiation:
        """Commands that each change everybody's view."""
        scenario = catalogue(default_folders())["six-party"]
        return Negotiation(scenario.forums[FORUM], self._delegations)

    def begin(self, tables: range, traffic: Negotiation) -> None:
        """Let the negotiation phase begin at every connected table, with a proposal on it."""
        for connection in list(self.load.connections.values()):
            if connection.seat == len(self._delegations):
                advance = ["command", {"id": "advance", "name": "advance", "body": {}}]
                self.load.send(connection, frame("4299" + json.dumps(advance)))
        self.settle()
        for connection in list(self.load.connections.values()):
            if connection.seat == 0:
                self.load.send(connection, traffic.opening(connection.table)[1])
        self.settle()
