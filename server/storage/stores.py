"""Opening the place where everything is kept, by its address."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from server.service.clocks import SystemClock as SystemClock
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.people import People
from server.service.ports import EventLog, Unavailable
from server.storage.engine import make_engine
from server.storage.event_log import SqlEventLog, change, look
from server.storage.people import SqlPeople
from server.storage.schema import setting
from server.storage.writer import Run, run_here

READY_KEPT_S = 5.0
"""An answer to whether the database keeps what it is given counts for so long."""

READY_WAIT_MS = 1_000
"""Whoever holds the database for longer keeps people waiting: then it is not ready."""

_READY_AT = "ready_at"
MEMORY = "memory:"
"""The address of a store that forgets everything when the process ends."""


@dataclass(frozen=True, slots=True)
class Stores:
    """The log, the people, and the database under them (None in memory)."""

    log: EventLog
    people: People
    engine: Engine | None = None
    _probe: Callable[[], bool] = lambda: True

    def ready(self) -> Mapping[str, bool]:
        """Whether the database can be read, and was last found to keep what it is given."""
        return {"database": self._probe()}

    def close(self) -> None:
        """Let go of the database."""
        if isinstance(self.log, SqlEventLog):
            self.log.close()
        if self.engine is not None:
            self.engine.dispose()


def open_stores(url: str, run: Run = run_here) -> Stores:
    """The stores at the address; an empty or older database is brought to the present form.

    `run` is given blocking writes. Raises SQLAlchemyError when the database cannot be reached.
    """
    if url == MEMORY:
        log = MemoryEventLog()
        return Stores(log, MemoryPeople(log))
    engine = make_engine(url)
    if not _is_current(engine):
        from server.storage.migrations import migrate

        migrate(engine)
    return Stores(SqlEventLog(engine, run), SqlPeople(engine, run), engine, Probe(engine, run))


class Probe:
    """Asks a database whether it works. It is asked to keep something only every few seconds, for
    whoever asks may be anybody."""

    def __init__(self, engine: Engine, run: Run) -> None:
        self._engine, self._run = engine, run
        self._keeps, self._asked_at = True, -READY_KEPT_S

    def __call__(self) -> bool:
        """True when the database works."""
        try:
            look(self._engine, lambda c: c.execute(select(setting.c.value).limit(1)).first())
            if time.monotonic() - self._asked_at >= READY_KEPT_S:
                self._asked_at = time.monotonic()
                self._keeps = False
                change(self._engine, self._run, self._keep, READY_WAIT_MS)
                self._keeps = True
        except Unavailable:
            return False
        return self._keeps

    def _keep(self, connection: Connection) -> None:
        row = {"name": _READY_AT, "value": str(time.time_ns() // 1_000_000)}
        same = setting.c.name == _READY_AT
        if connection.execute(update(setting).where(same), row).rowcount == 0:
            connection.execute(insert(setting), row)


_VERSIONS = Path(__file__).with_name("migrations") / "versions"


def _is_current(engine: Engine) -> bool:
    """True when the database has the newest form: told from its number and the files' names,
    since loading Alembic takes a tenth of the time in which a server starts."""
    newest = max(file.name.split("_")[0] for file in _VERSIONS.glob("[0-9]*_*.py"))
    if not inspect(engine).has_table("alembic_version"):
        return False
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return found == [newest]
