"""Own code against the library that could take its place: `python -m tests.bench.parts`.

Medians of interleaved rounds, in processor time. What came of it stands in `server/decisions`.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from pydantic import ConfigDict, TypeAdapter
from wsproto.frame_protocol import FrameProtocol

from server.realtime.transport.frames import FrameReader, Opcode, frame, unmasked
from server.rules.events import Event
from server.rules.texts import snake_case
from server.rules.written.scenario import Scenario
from server.storage.event_codec import read_event
from server.storage.scenario_codec import read_scenario, write_scenario
from server.storage.scenarios.loader import catalogue, default_folders
from tests.bench.counting import CountedTable

ROUNDS = 9
LIMIT = 1 << 20
MASK = b"\1\2\3\4"
Work = Callable[[], object]


def compare(title: str, times: int, ours: Work, theirs: Work) -> None:
    """Print how many microseconds each takes; both are called so many times a round."""
    took: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(ROUNDS):
        for name, work in (("ours", ours), ("theirs", theirs)):
            took[name].append(micros(work, times))
    one, two = (statistics.median(found) for found in took.values())
    print(f"{title:48}{one:12.2f}{two:12.2f}{two / one:8.2f}")


def micros(work: Work, times: int) -> float:
    """Microseconds of processor time that one call takes."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1e6


def sent(payload: bytes) -> tuple[Work, Work]:
    """Both ways of making the frame that the server sends."""
    out = FrameProtocol(client=False, extensions=[])
    return (
        lambda: frame(Opcode.TEXT, payload),
        lambda: out.send_data(payload.decode()),
    )


def received(payload: bytes) -> tuple[Work, Work]:
    """Both ways of reading the frame as a client masks it."""
    head = frame(Opcode.TEXT, payload)[: -len(payload)]
    data = bytes((head[0], head[1] | 0x80)) + head[2:] + MASK + unmasked(MASK, payload)
    reader, other = FrameReader(LIMIT), FrameProtocol(client=False, extensions=[])

    def theirs() -> object:
        other.receive_bytes(data)
        return list(other.received_frames())

    return lambda: [(kind, text.decode()) for kind, text in reader.feed(data)], theirs


def frames() -> None:
    """Frames as the server sends and reads them, and wsproto's."""
    for size in (400, 4_000, 70_000):
        compare(f"a text frame of {size} bytes sent", 5_000, *sent(b"x" * size))
    for size in (150, 4_000):
        compare(f"a masked frame of {size} bytes received", 5_000, *received(b"x" * size))


def shapes() -> None:
    """Events and scenarios read from JSON; pydantic's reading of the same dataclasses."""
    with tempfile.TemporaryDirectory() as folder:
        table = CountedTable(Path(folder))
        table.cost(1_000)
        rows = table.stored()
        table.replayed()  # the scenario is read once for all talks on it
        replay = statistics.median(micros(table.replayed, 1) for _ in range(ROUNDS))
        table.close()
    strict = ConfigDict(strict=True, extra="forbid")
    adapters: dict[str, Callable[[str], object]] = {}
    for kind in get_args(Event):
        kind.__pydantic_config__ = strict  # as pydantic documents
        adapters[snake_case(kind)] = TypeAdapter(kind).validate_json
    compare(
        f"{len(rows)} events read",
        10,
        lambda: [read_event(*row) for row in rows],
        lambda: [adapters[name](body) for name, _, body in rows],
    )
    scenario = catalogue(default_folders())["six-party"]
    _, body = write_scenario(scenario)
    adapter = TypeAdapter(Scenario)
    compare(
        "the six-party scenario read",
        1,
        lambda: read_scenario(body),
        lambda: adapter.validate_json(body),
    )
    print(f"{len(rows) / replay * 1e6:,.0f} events a second replayed from the database")
    print("the same scenario comes back:", read_scenario(body) == scenario, end=", ")
    print("from pydantic:", adapter.validate_json(body) == scenario)


if __name__ == "__main__":
    print(f"{'microseconds':48}{'ours':>12}{'library':>12}{'ratio':>8}")
    frames()
    shapes()
