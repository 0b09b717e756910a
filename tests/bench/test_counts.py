"""The short form of the bench: it can take its figures, and nothing that it counts has crept up.

Nothing here is timed. `python -m tests.bench` measures against the clock.
"""

import socket
from math import isfinite
from pathlib import Path

import pytest

from tests.bench.bundle import table_page
from tests.bench.counting import CountedTable
from tests.bench.load import Connection, Load
from tests.bench.run import ROWS, Plan, measured
from tests.bench.servers import Bare, Table

LIMITS = {
    "bytes of a delivery": 371,
    "deliveries of a command": 7,
    "entities looked at for a command": 26.1,
    "calls of our functions for a command": 647,
    "SQL statements of a command": 3,
    "bytes of a stance's patch": 388,
    "bytes of a delegate's view, default schedule": 4_335,
    "bytes of the desk's view, default schedule": 5_520,
    "bytes of the public text, compressed, default schedule": 9_121,
    "bytes of a delegate's own text, default schedule": 6_471,
    "bytes of a delegate's view, three hours": 8_428,
    "bytes of the desk's view, three hours": 12_245,
    "bytes of the public text, compressed, three hours": 28_790,
    "bytes of a delegate's own text, three hours": 28_822,
    "memory of a connection's view, three hours": 54_100,
    "objects of a connection": 362,
    "bytes of our scripts and styles": 67_900,
    "bytes of vendored scripts": 25_000,
}
"""What each count may be at most: today's figure and four in a hundred more, never a wish.

Whoever adds a feature that needs more raises its line here and says in the commit what for; whoever
makes a count smaller lowers the line, so that it stays small."""


def within(name: str, found: float) -> str | None:
    """What to say of a count over its limit, or one that counted nothing."""
    return None if 0 < found <= LIMITS[name] else f"{name}: {found:g}, limit {LIMITS[name]:g}"


def check(found: dict[str, float]) -> None:
    """Fail with all counts that are over their limits."""
    over = [said for name, count in found.items() if (said := within(name, count))]
    assert not over, "; ".join(over)


def test_what_a_command_costs_has_not_crept_up(tmp_path: Path) -> None:
    table = CountedTable(tmp_path)
    *delegates, desk = table.views()
    public, own = table.texts()
    cost = table.cost(commands=200)
    table.close()
    check(
        {
            "bytes of a delegate's view, default schedule": max(delegates),
            "bytes of the desk's view, default schedule": desk,
            "bytes of the public text, compressed, default schedule": public,
            "bytes of a delegate's own text, default schedule": own,
            "bytes of a stance's patch": cost.stance,
            "bytes of a delivery": cost.delivery,
            "deliveries of a command": cost.deliveries,
            "entities looked at for a command": cost.entities,
            "calls of our functions for a command": cost.calls,
            "SQL statements of a command": cost.statements,
        }
    )


def test_the_views_of_the_longest_conference_have_not_grown(tmp_path: Path) -> None:
    table = CountedTable(tmp_path, "3h")
    *delegates, desk = table.views()
    public, own = table.texts()
    memory = table.memory()
    table.close()
    check(
        {
            "bytes of a delegate's view, three hours": max(delegates),
            "bytes of the desk's view, three hours": desk,
            "bytes of the public text, compressed, three hours": public,
            "bytes of a delegate's own text, three hours": own,
            "memory of a connection's view, three hours": memory,
        }
    )


def test_the_table_loads_no_more_than_it_did() -> None:
    load = table_page()
    assert load.files > 30, "the page loads its modules one by one"
    check(
        {
            "bytes of our scripts and styles": load.ours,
            "bytes of vendored scripts": load.vendored,
        }
    )


def test_the_bench_takes_every_figure_of_both_servers() -> None:
    results = measured(Plan(tables=2, rounds=1, seconds=0.5, rate=20, storms=1))
    for name in (Bare.name, Table.name):
        for title, key, _, _ in ROWS:
            assert isfinite(results[name][key]), f"{name}, {title}"
            assert results[name][key] > 0, f"{name}, {title}"
    check({"objects of a connection": results[Table.name]["objects_per_connection"]})


def test_a_refused_command_ends_the_bench_with_the_refusal() -> None:
    load = Load(port=0)
    client, server = socket.socketpair()
    load.add(Connection(client, table=4, seat=2))
    answer = b'431[{"id":"b7","accepted":false,"refusal":"option_requires"}]'
    server.sendall(bytes((0x81, len(answer))) + answer)
    with pytest.raises(AssertionError, match=r"table 4, seat 2: .* refused.*option_requires"):
        load.step(1)
    load.close()
    server.close()


def test_a_count_over_its_limit_is_named() -> None:
    with pytest.raises(AssertionError, match="SQL statements of a command: 5, limit 3"):
        check({"SQL statements of a command": 5, "deliveries of a command": 7})
