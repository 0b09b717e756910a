"""`make bench`: measures, prints the table, writes results.json. Under six minutes."""

import argparse
import json
import os
import platform
import sqlite3
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench import measures
from tests.bench.servers import SEATS, Bare, Table

RESULTS = Path(__file__).with_name("results.json")
PACKAGES = (
    "flask",
    "flask-socketio",
    "python-socketio",
    "python-engineio",
    "gevent",
    "simple-websocket",
    "sqlalchemy",
    "orjson",
    "pydantic",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both servers in interleaved rounds and report medians."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__)
    parser.add_argument("--tables", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement")
    parser.add_argument("--rate", type=float, default=200.0, help="commands a second, paced")
    parser.add_argument("--output", type=Path, default=RESULTS)
    parser.add_argument("--bare-option", action="append", default=[])
    given = parser.parse_args(arguments)
    plan = Plan(given.tables, given.rounds, given.seconds, given.rate)
    results = measured(plan, given.bare_option)
    given.output.write_text(json.dumps(results, indent=2) + "\n")
    _print(results)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: of each measurement `seconds`, paced at `rate` commands a second."""

    tables: int
    rounds: int
    seconds: float
    rate: float
    storms: int = 3


def measured(plan: Plan, bare_options: Sequence[str] = ()) -> dict[str, Any]:
    """Both servers measured side by side: the conditions, and the medians of each server.

    Raises AssertionError when a command was refused or did not reach everybody.
    """
    cores = os.sched_getaffinity(0)
    server_cores = {min(cores)}
    load_cores = cores - server_cores or server_cores
    os.sched_setaffinity(0, load_cores)
    try:
        with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
            bare = Bare(*bare_options, cores=server_cores)
            running.callback(bare.stop)
            ours = Table(plan.tables, Path(folder), cores=server_cores)
            running.callback(ours.stop)
            found = _measured(bare, ours, plan)
    finally:
        os.sched_setaffinity(0, cores)
    return {"conditions": _conditions(plan, len(server_cores), len(load_cores)), **found}


def _measured(bare: Bare, ours: Table, plan: Plan) -> dict[str, Any]:
    tables = range(plan.tables)
    held = {server.name: measures.held(server, tables) for server in (bare, ours)}
    negotiation = ours.traffic()
    ours.begin(negotiation)
    sides: list[tuple[Bare | Table, Any]] = [(bare, bare.traffic()), (ours, negotiation)]
    saturated: dict[str, list[measures.Saturation]] = {bare.name: [], ours.name: []}
    latencies: dict[str, list[list[float]]] = {bare.name: [], ours.name: []}
    storms: dict[str, list[float]] = {bare.name: [], ours.name: []}
    # First, while a view is what it is in a lesson: a run at saturation says as much as a term.
    for server, _ in sides:
        for _ in range(plan.storms):
            storms[server.name].append(measures.storm(server, tables))
    for number in range(plan.rounds):
        for server, traffic in sides if number % 2 == 0 else sides[::-1]:
            saturated[server.name].append(measures.saturate(server, traffic, plan.seconds))
        for server, traffic in sides if number % 2 == 0 else sides[::-1]:
            latencies[server.name].append(measures.paced(server, traffic, plan.rate, plan.seconds))
    return {
        server.name: {
            "commands_per_second": _median(s.per_second for s in saturated[server.name]),
            "cpu_us_per_command": _median(s.cpu_us for s in saturated[server.name]),
            "busy": _median(s.busy for s in saturated[server.name]),
            "bytes_per_delivery": _median(s.bytes_per_delivery for s in saturated[server.name]),
            "p50_ms": _median(_quantile(one, 50) for one in latencies[server.name]),
            "p95_ms": _median(_quantile(one, 95) for one in latencies[server.name]),
            "p99_ms": _median(_quantile(one, 99) for one in latencies[server.name]),
            "memory_bytes_per_connection": held[server.name].memory_bytes,
            "objects_per_connection": held[server.name].objects,
            "storm_seconds": _median(storms[server.name]),
            "rounds": [round(s.per_second, 1) for s in saturated[server.name]],
        }
        for server, _ in sides
    }


def _median(values: Any) -> float:
    return float(statistics.median(list(values)))


def _quantile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _conditions(plan: Plan, server: int, load: int) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": plan.tables,
        "sockets": plan.tables * SEATS,
        "rounds": plan.rounds,
        "seconds": plan.seconds,
        "rate": plan.rate,
        "server_cores": server,
        "load_cores": load,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "versions": {name: version(name) for name in PACKAGES},
    }


ROWS = (
    ("commands a second at saturation", "commands_per_second", 1, "at least 1.2"),
    ("CPU of a command, microseconds", "cpu_us_per_command", 1, ""),
    ("the server's share of its core", "busy", 2, ""),
    ("bytes of a delivery", "bytes_per_delivery", 0, ""),
    ("p50 to the last delivery, ms", "p50_ms", 2, ""),
    ("p95, ms", "p95_ms", 2, "at most 1"),
    ("p99, ms", "p99_ms", 2, "at most 1/3"),
    ("memory of a connection, KB", "memory_bytes_per_connection", 1, "at most 1"),
    ("objects of a connection", "objects_per_connection", 0, ""),
    ("all back after a lost network, s", "storm_seconds", 2, "at most 1.2"),
)


def _print(results: dict[str, Any]) -> None:
    conditions = results["conditions"]
    bare, ours = results[Bare.name], results[Table.name]
    print(
        f"{conditions['tables']} tables, {conditions['sockets']} sockets; medians of "
        f"{conditions['rounds']} interleaved rounds of {conditions['seconds']:g} s; "
        f"paced at {conditions['rate']:g} commands/s"
    )
    print(f"Python {conditions['python']}, SQLite {conditions['sqlite']}, ", end="")
    print(", ".join(f"{name} {v}" for name, v in conditions["versions"].items()))
    print(f"{'':38}{Bare.name:>22}{Table.name:>18}{'ratio':>9}  bar")
    for title, key, digits, bar in ROWS:
        divide = 1024 if key.startswith("memory") else 1
        one, two = bare[key] / divide, ours[key] / divide
        ratio = two / one if one else float("nan")
        print(f"{title:38}{one:>22.{digits}f}{two:>18.{digits}f}{ratio:>9.2f}  {bar}")
