"""What a command and a view cost, counted: the same figures in every run, on any machine.

One table over SQLite plays the bench's traffic in this process; six heads of delegation and the
facilitator's desk look at it, as in the bench, but without sockets.
"""

import gc
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import orjson
from sqlalchemy import Engine, event

from server.analysis.calibration import calibrate
from server.realtime.audience import Tables
from server.rules.commands.schedule import Advance, Start
from server.rules.seats import Audience, Facilitator, FacilitatorView
from server.rules.state.talks import Talks
from server.service.admission import Admission, TableWatch
from server.service.classrooms import Classrooms, Created
from server.service.door import Door
from server.service.joining import JoinResult
from server.service.negotiations import Negotiations
from server.service.pace import Pace
from server.service.seat_map import SeatMap
from server.service.texts import Texts
from server.storage.event_codec import write_event
from server.storage.scenarios.loader import catalogue, default_folders
from server.storage.stores import open_stores
from server.wire.submitted import submitted
from tests.bench.servers import FORUM
from tests.bench.traffic import Negotiation, Sent
from tests.live import CHECKOUT
from tests.service.world import HandClock

SERVER = str(CHECKOUT / "server") + "/"
VIEWS = str(CHECKOUT / "server" / "rules" / "views") + "/"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one command, on average: `entities` that were looked at or built for somebody's patch,
    `calls` of functions of this project, SQL `statements`; bytes of one `delivery`, and of the
    largest that told of a stance."""

    delivery: float
    stance: int
    deliveries: float
    entities: float
    calls: float
    statements: float


class CountedTable:
    """A table of the six-party scenario in its first negotiation phase."""

    def __init__(self, folder: Path, preset: str | None = None) -> None:
        """`preset` None stands for the schedule that a new class is offered."""
        self._stores = open_stores(f"sqlite:///{folder}/counted.sqlite3")
        self._clock = HandClock()
        self._negotiations = Negotiations(
            self._stores.log,
            self._clock,
            catalogue(default_folders()),
            calibrate,
            pace=Pace(100_000, 100_000),
        )
        classrooms = Classrooms(self._stores.people, self._negotiations, pepper=b"p" * 16)
        admission = Admission(classrooms, self._negotiations)
        seat_map = SeatMap(self._negotiations, classrooms)
        self._door = Door(admission, self._negotiations, seat_map)
        made = classrooms.create("A class", "six-party", preset=preset)
        assert isinstance(made, Created), made
        self._id = made.talks[0].id
        self._delegations = [d.id for d in self._talks.scenario.delegations]
        self._seated: list[TableWatch] = []
        for delegation in self._delegations:
            joined = classrooms.join(made.classroom.join_code, delegation, 1, delegation)
            assert isinstance(joined, JoinResult), joined
            seat = admission.table(classrooms.authenticate(joined.seat_token), self._id)
            assert isinstance(seat, TableWatch), seat
            self._seated.append(seat)
        for name, command in (("start", Start()), ("advance", Advance())):
            told = self._negotiations.handle(self._id, name, command, Facilitator("teacher"))
            assert told.accepted, told
        self._texts = Texts()
        self._tables = Tables(self._clock.now_ms, self._texts)
        self._negotiations.add_listener(self._tables)

    def close(self) -> None:
        """Let go of the database."""
        self._stores.close()

    @property
    def _talks(self) -> Talks:
        return self._negotiations.talks(self._id)

    def _audiences(self) -> list[Audience]:
        return [*(one.audience for one in self._seated), FacilitatorView()]

    def views(self) -> list[int]:
        """How many bytes of JSON everybody's view has without the text, the desk's last."""
        present = frozenset(one.person for one in self._seated if one.person)
        return [
            len(orjson.dumps(self._tables.view(self._talks, present, who, apart=True)))
            for who in self._audiences()
        ]

    def texts(self) -> tuple[int, int]:
        """Bytes of the public text, compressed as it travels, and of the longest own one of a
        delegate, as JSON."""
        *seats, _desk = self._audiences()
        own = max(len(orjson.dumps(self._tables.text(self._talks, who))) for who in seats)
        return len(self._texts.public_text(self._talks).packed), own

    def memory(self) -> float:
        """Bytes of memory that are kept to tell one viewer what changes, the text not counted,
        which is there once for all tables."""
        for who in self._audiences():
            self._tables.text(self._talks, who)
        gc.collect()
        tracemalloc.start()
        self._comes([])
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return kept / len(self._audiences())

    def _comes(self, sent: list[int]) -> None:
        """Everybody looks at the table; of each delivery the bytes are noted."""
        for number, who in enumerate(self._audiences()):
            self._tables.join(
                self._talks,
                frozenset(),
                who,
                str(number),
                lambda packet: sent.append(len(packet.frame)),
                None,
                apart=True,
            )

    def cost(self, commands: int) -> Cost:
        """Play so many commands before everybody's eyes, and count."""
        sent: list[int] = []
        self._comes(sent)
        traffic = Negotiation(self._talks, FORUM, self._delegations)
        self._give(*traffic.opening(1))
        sent.clear()
        stance = 0
        with _statements() as statements, _calls() as calls:
            for _ in range(commands):
                before = len(sent)
                seat, command = traffic.next(1)
                self._give(seat, command)
                if command["name"] == "take_stance":
                    stance = max(stance, *sent[before:])
        return Cost(
            sum(sent) / len(sent),
            stance,
            len(sent) / commands,
            calls["entities"] / commands,
            calls["all"] / commands,
            statements["all"] / commands,
        )

    def stored(self) -> list[tuple[str, int, str]]:
        """Name, version and JSON of every event of the table, as the log keeps them."""
        return [write_event(one.event) for one in self._negotiations.log.read(self._id)]

    def replayed(self) -> Talks:
        """The talks, made anew from the log."""
        self._negotiations.forget(self._id)
        return self._talks

    def _give(self, seat: int, sent: Sent) -> None:
        self._clock.later(1)  # or nobody would have been active since the last command
        told = submitted(self._door, self._seated[seat], sent)
        assert told["accepted"], told


@contextmanager
def _statements() -> Iterator[Counter[str]]:
    """Counts what is sent to any database."""
    counted: Counter[str] = Counter()

    def count(*_: Any) -> None:
        counted["all"] += 1

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", count)


@contextmanager
def _calls() -> Iterator[Counter[str]]:
    """Counts calls of the project's own functions, and of those that build entities of views."""
    counted: Counter[str] = Counter()

    def count(frame: FrameType, what: str, _: object) -> None:
        code = frame.f_code
        if what == "call" and code.co_filename.startswith(SERVER):
            counted["all"] += 1
            if code.co_name.endswith("_entity") and code.co_filename.startswith(VIEWS):
                counted["entities"] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield counted
    finally:
        sys.setprofile(before)
