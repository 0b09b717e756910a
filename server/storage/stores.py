"""Opening the place where everything is kept, by its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from server.service.clocks import SystemClock as SystemClock
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.people import People
from server.service.ports import EventLog
from server.storage.engine import make_engine
from server.storage.event_log import SqlEventLog
from server.storage.people import SqlPeople
from server.storage.writer import Run, run_here

MEMORY = "memory:"
"""The address of a store that forgets everything when the process ends."""


@dataclass(frozen=True, slots=True)
class Stores:
    """The log, the people, and the database under them (None in memory)."""

    log: EventLog
    people: People
    engine: Engine | None = None

    def ready(self) -> Mapping[str, bool]:
        """Whether the database answers."""
        if self.engine is None:
            return {"database": True}
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return {"database": False}
        return {"database": True}

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
    return Stores(SqlEventLog(engine, run), SqlPeople(engine, run), engine)


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
