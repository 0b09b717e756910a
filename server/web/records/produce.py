"""Making a file of a class beside whatever else the server does.

A file is made step by step, a table's log or a few hundred rows at a time, each step where it
holds up nobody; between two of them whoever waits for the same place has a turn.
"""

import errno
import gc
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context
from typing import IO

from server.reports.records.source import ClassRecord, Wanted, read_class
from server.rules.refusals import Refusal
from server.rules.state.talks import Calibrate
from server.service.people import Classroom, Person
from server.service.ports import EventLog, TalksEntry
from server.web.records.formats import Format

TURN_S = 0.1
"""How long a file is worked on before others have a turn."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})

Aside = Callable[[Callable[[], None]], None]


class Refusing(Exception):
    """The file cannot be made, and why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def written(
    out: IO[bytes],
    form: Format,
    room: Classroom,
    people: Sequence[Person],
    entries: Sequence[TalksEntry],
    log: EventLog,
    calibrate: Calibrate,
    wanted: Wanted,
    home: str,
) -> Iterator[None]:
    """Write the file to `out`, step by step. Raises `Refusing` with the reason in words."""
    record: ClassRecord | None = None
    for step in read_class(room, people, entries, log, calibrate, wanted):
        record = step or record
        yield
    if record is None:
        raise Refusing(Refusal("not_found"))
    if form.over and not any(table.talks.state.is_over for table in record.tables):
        raise Refusing(Refusal("no_table_over"))
    try:
        yield from form.write(out, record, home)
        out.flush()
    except OSError as error:
        if error.errno in _FULL:
            raise Refusing(Refusal("disk_full")) from error
        raise


class _Uncollected:
    """No search for cycles among objects while files are made.

    A class is read into hundreds of thousands of objects, and a search through all of them holds
    everybody up for half a second, again and again. What cycles there are (a PDF's) take some
    thirty megabytes until the last file is done. One at a time or several: the last one ends it.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._inside = 0
        self._was = True

    def __enter__(self) -> None:
        with self._guard:
            if self._inside == 0:
                self._was = gc.isenabled()
                gc.disable()
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._inside -= 1
            if self._inside == 0 and self._was:
                gc.enable()


_uncollected = _Uncollected()


def in_turns(steps: Iterator[None], aside: Aside) -> None:
    """Take the steps where they hold up nobody, in the language and with the rights of the caller.

    Raises what a step raises.
    """
    with _uncollected:
        _in_turns(steps, aside)


def _in_turns(steps: Iterator[None], aside: Aside) -> None:
    context = copy_context()
    left = [True]

    def some() -> None:
        until = time.monotonic() + TURN_S
        while time.monotonic() < until:
            if next(steps, False) is False:
                left[0] = False
                return

    while left[0]:
        aside(lambda: context.run(some))


def scratch() -> IO[bytes]:
    """A file to write to that is gone once it is closed. Raises `Refusing` on a full disk."""
    try:
        return tempfile.TemporaryFile(prefix="sixparty-")  # whoever asks closes it
    except OSError as error:
        if error.errno in _FULL:
            raise Refusing(Refusal("disk_full")) from error
        raise
