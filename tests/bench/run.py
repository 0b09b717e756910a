"""`make bench`: measures, prints the table, writes results.json. Under six minutes."""

import argparse
import json
import os
import platform
import sqlite3
import statistics
import tempfile
from collections.abc import Sequence
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
    cores = sorted(os.sched_getaffinity(0))
    server_cores, load_cores = {cores[0]}, set(cores[1:]) or {cores[0]}
    os.sched_setaffinity(0, load_cores)
    with tempfile.TemporaryDirectory() as folder:
        bare = Bare(*given.bare_option, cores=server_cores)
        ours = Table(given.tables, Path(folder), cores=server_cores)
        try:
            found = _measured(bare, ours, given)
        finally:
            bare.stop()
            ours.stop()
    results = {"conditions": _conditions(given, len(server_cores), len(load_cores)), **found}
    given.output.write_text(json.dumps(results, indent=2) + "\n")
    _print(results)


def _measured(bare: Bare, ours: Table, given: argparse.Namespace) -> dict[str, Any]:
    tables = range(given.tables)
    memory: dict[str, float] = {}
    for server in (bare, ours):
        before = server.memory_bytes
        server.connect(tables)
        memory[server.name] = (server.memory_bytes - before) / len(server.load.connections)
    negotiation = ours.traffic()
    ours.begin(tables, negotiation)
    sides: list[tuple[Bare | Table, Any]] = [(bare, bare.traffic()), (ours, negotiation)]
    saturated: dict[str, list[measures.Saturation]] = {bare.name: [], ours.name: []}
    latencies: dict[str, list[list[float]]] = {bare.name: [], ours.name: []}
    storms: dict[str, list[float]] = {bare.name: [], ours.name: []}
    # First, while a view is what it is in a lesson: a run at saturation says as much as a term.
    for server, _ in sides:
        for _ in range(3):
            storms[server.name].append(measures.storm(server, tables))
    for number in range(given.rounds):
        for server, traffic in sides if number % 2 == 0 else sides[::-1]:
            saturated[server.name].append(measures.saturate(server, traffic, given.seconds))
        for server, traffic in sides if number % 2 == 0 else sides[::-1]:
            latencies[server.name].append(
                measures.paced(server, traffic, given.rate, given.seconds)
            )
    return {
        server.name: {
            "commands_per_second": _median(s.per_second for s in saturated[server.name]),
            "cpu_us_per_command": _median(s.cpu_us for s in saturated[server.name]),
            "busy": _median(s.busy for s in saturated[server.name]),
            "bytes_per_delivery": _median(s.bytes_per_delivery for s in saturated[server.name]),
            "refused": saturated[server.name][-1].refused,
            "p50_ms": _median(_quantile(one, 50) for one in latencies[server.name]),
            "p95_ms": _median(_quantile(one, 95) for one in latencies[server.name]),
            "p99_ms": _median(_quantile(one, 99) for one in latencies[server.name]),
            "memory_bytes_per_connection": memory[server.name],
            "storm_seconds": _median(storms[server.name]),
            "rounds": [round(s.per_second, 1) for s in saturated[server.name]],
        }
        for server, _ in sides
    }


def _median(values: Any) -> float:
    return float(statistics.median(list(values)))


def _quantile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _conditions(given: argparse.Namespace, server: int, load: int) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": given.tables,
        "sockets": given.tables * SEATS,
        "rounds": given.rounds,
        "seconds": given.seconds,
        "rate": given.rate,
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
    for name in (Bare.name, Table.name):
        if results[name]["refused"]:
            print(f"{name}: {results[name]['refused']} commands were refused")
