"""The files of a class from the command line: what is meant by a name, and the writing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from server.cli import Fault
from server.config import Settings
from server.reports.records.masking import Kept
from server.reports.records.source import ClassRecord, Wanted, read_class, whole
from server.rules.ids import ClassroomId, TalksId
from server.rules.written.scenario import Scenario
from server.service.people import Classroom
from server.storage.stores import Stores, open_stores
from server.web.records.catalogue import FORMATS
from server.web.records.produce import Refusing, written

BINARY = ("xlsx", "pdf", "zip")


@dataclass(frozen=True, slots=True)
class Found:
    """A class, and which of its tables is meant; None for all."""

    stores: Stores
    room: Classroom
    tables: frozenset[TalksId] | None


@contextmanager
def _found(settings: Settings, named: str) -> Iterator[Found]:
    """The class or table of that id, or the class of that join code."""
    stores = open_stores(settings.database_url)
    try:
        people = stores.people
        room = people.classroom(ClassroomId(named)) or people.classroom_by_code(named.upper())
        if room is not None:
            yield Found(stores, room, None)
            return
        entry = stores.log.entry(TalksId(named))
        room = people.classroom(entry.classroom) if entry and entry.classroom else None
        if entry is None or room is None:
            raise Fault(f"there is no class {named}")
        yield Found(stores, room, frozenset([entry.id]))
    finally:
        stores.close()


def _calibrate(scenario: Scenario, difficulty: str) -> Scenario:
    from server.analysis.calibration import calibrate

    return calibrate(scenario, difficulty)


def record(settings: Settings, named: str) -> ClassRecord:
    """What the files of the class say, with names and texts. Raises `Fault` without one."""
    with _found(settings, named) as at:
        key = settings.secret_key.encode()
        people, entries = (
            at.stores.people.people_in(at.room.id),
            at.stores.people.talks_in(at.room.id),
        )
        wanted = Wanted(Kept(), at.tables, key)
        return whole(read_class(at.room, people, entries, at.stores.log, _calibrate, wanted))


def export_file(settings: Settings, named: str, form: str, kept: Kept, out: Path | None) -> None:
    """Write the file; to `out` in one move, so that half a file never takes the name.

    Raises `Fault` in words when there is no such class, or the file cannot be made.
    """
    if out is None and form in BINARY and sys.stdout.isatty():
        raise Fault(f"{form} is nothing for a terminal; name a file with --out")
    home = settings.public_url or f"http://{settings.host}:{settings.port}"
    with _found(settings, named) as at, _target(out) as file:
        people = at.stores.people
        steps = written(
            file,
            FORMATS[form],
            at.room,
            people.people_in(at.room.id),
            people.talks_in(at.room.id),
            at.stores.log,
            _calibrate,
            Wanted(kept, at.tables, settings.secret_key.encode()),
            home,
        )
        try:
            for _step in steps:
                pass
        except Refusing as why:
            raise Fault(why.refusal.sentence) from None


@contextmanager
def _target(out: Path | None) -> Iterator[IO[bytes]]:
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = out.with_name(f"{out.name}.part")
    file = part.open("wb")
    try:
        yield file
        file.close()
        part.replace(out)
    finally:
        with suppress(OSError):  # what a full disk did not take
            file.close()
        part.unlink(missing_ok=True)
