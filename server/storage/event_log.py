"""The event log in a database: appends are durable when they come back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, SQLAlchemyError

from server.rules.events import Recorded
from server.rules.ids import ClassroomId, CommandId, TalksId
from server.rules.texts import snake_case
from server.rules.written.scenario import Scenario
from server.service.clocks import STARTING
from server.service.memory import check_numbers
from server.service.ports import Conflict, TalksEntry, Unavailable, Unstorable
from server.storage import schema as s
from server.storage.engine import in_words, is_passing, writing
from server.storage.event_codec import (
    read_actor,
    read_event,
    write_actor,
    write_event,
)
from server.storage.scenario_codec import read_scenario, write_scenario
from server.storage.writer import GroupWriter, Run, run_here

T = TypeVar("T")

_RUNNING = frozenset(map(snake_case, STARTING))
_INSERT = insert(s.event)
_ADVANCE = (
    update(s.talks)
    .where(s.talks.c.id == bindparam("talks"), s.talks.c.head == bindparam("expected"))
    .values(head=bindparam("new"))
)
_READ = (
    select(
        s.event.c.seq,
        s.event.c.at,
        s.event.c.by,
        s.event.c.command_id,
        s.event.c.name,
        s.event.c.version,
        s.event.c.body,
    )
    .where(s.event.c.talks_id == bindparam("talks"), s.event.c.seq > bindparam("after"))
    .order_by(s.event.c.seq)
)
_STEERED = _READ.where(s.event.c.by.like("facilitator:%"))
_COMMAND = select(func.min(s.event.c.seq), func.max(s.event.c.seq)).where(
    s.event.c.talks_id == bindparam("talks"), s.event.c.command_id == bindparam("command")
)


@dataclass(frozen=True, slots=True)
class _Append:
    """One command's events, ready to be written."""

    advance: dict[str, Any]
    rows: list[dict[str, Any]]


class SqlEventLog:
    """Keeps the contract of `EventLog`.

    `run` is given every blocking write; under gevent it hands the work to a thread, so that a
    commit waits for the disk without stopping everybody else.
    """

    def __init__(self, engine: Engine, run: Run = run_here) -> None:
        self.engine, self._run = engine, run
        self._connection: Connection | None = None
        self._scenarios: dict[str, Scenario] = {}
        self._writer: GroupWriter[_Append] = GroupWriter(self._commit, run)

    def append(self, talks_id: TalksId, expected_seq: int, recorded: Sequence[Recorded]) -> None:
        """Add the events of one command, all or nothing; see `EventLog.append`."""
        check_numbers(expected_seq, recorded)
        rows = [_row(talks_id, part, one) for part, one in enumerate(recorded)]
        advance = {"talks": talks_id, "expected": expected_seq, "new": recorded[-1].seq}
        self._writer.write(_Append(advance, rows))

    def _commit(self, group: Sequence[_Append]) -> None:
        """One transaction. A connection that broke is opened anew, once."""
        fresh = self._connection is None
        try:
            self._write(group)
        except IntegrityError as error:
            raise Conflict("the log went on, or has the command") from error
        except DataError as error:
            self._close()
            raise Unstorable(str(error.orig)) from error
        except SQLAlchemyError as error:
            self._close()
            if fresh or not is_passing(error):
                raise Unavailable(in_words(error)) from error
            # If the lost connection's commit took place after all, this try meets a conflict,
            # and whoever appended reads again and finds the command in the log.
            self._commit(group)

    def _write(self, group: Sequence[_Append]) -> None:
        if self._connection is None:
            self._connection = writing(self.engine).connect()
        with self._connection.begin():
            advanced = self._connection.execute(_ADVANCE, [one.advance for one in group])
            if advanced.rowcount != len(group):
                raise Conflict("the log does not end where it was expected to")
            self._connection.execute(_INSERT, [row for one in group for row in one.rows])

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()
                connection.close()

    def close(self) -> None:
        """Give the connection back; the log may go on to be used."""
        self._run(self._close)

    def create(self, entry: TalksEntry, scenario: Scenario) -> None:
        """Make room for new talks, and keep their scenario."""
        digest, body = write_scenario(scenario)
        row = {
            "id": entry.id,
            "table_number": entry.table,
            "scenario": entry.scenario,
            "scenario_digest": digest,
            "classroom_id": entry.classroom,
        }

        self._keep_scenario(digest, body)
        try:
            self._change(lambda c: c.execute(insert(s.talks), row))
        except IntegrityError as error:
            raise Conflict(f"talks {entry.id} exist already, or their classroom is gone") from error
        self._scenarios[digest] = scenario

    def _keep_scenario(self, digest: str, body: str) -> None:
        if digest in self._scenarios:
            return
        known = select(s.scenario.c.digest).where(s.scenario.c.digest == digest)
        if self._look(lambda c: c.execute(known).first()) is None:
            # Somebody else may keep the very same at this moment: then it is kept.
            with suppress(IntegrityError):
                self._change(
                    lambda c: c.execute(insert(s.scenario), {"digest": digest, "body": body})
                )

    def delete(self, talks_id: TalksId) -> None:
        """Remove the talks and, by the foreign key, their events."""
        self._change(lambda c: c.execute(delete(s.talks).where(s.talks.c.id == talks_id)))

    def entry(self, talks_id: TalksId) -> TalksEntry | None:
        """What is known of the talks."""
        query = select(s.talks).where(s.talks.c.id == talks_id)
        row = self._look(lambda c: c.execute(query).first())
        return None if row is None else entry_of(row)

    def scenario(self, talks_id: TalksId) -> Scenario | None:
        """The scenario as it was when the talks were made; the same object each time."""
        digests = select(s.talks.c.scenario_digest).where(s.talks.c.id == talks_id)
        digest = self._look(lambda c: c.execute(digests).scalar())
        if digest is None:
            return None
        if digest not in self._scenarios:
            bodies = select(s.scenario.c.body).where(s.scenario.c.digest == digest)
            body = self._look(lambda c: c.execute(bodies).scalar_one())
            self._scenarios[digest] = read_scenario(body)
        return self._scenarios[digest]

    def entries(self) -> Sequence[TalksEntry]:
        """All talks, by id."""
        query = select(s.talks).order_by(s.talks.c.id)
        return [entry_of(row) for row in self._look(lambda c: c.execute(query).all())]

    def read(self, talks_id: TalksId, after: int = 0) -> Iterator[Recorded]:
        """The events numbered above `after`, in order."""
        yield from self._recorded(_READ, talks_id, after)

    def by_facilitators(self, talks_id: TalksId) -> Iterator[Recorded]:
        """The events that facilitators and assistants brought about."""
        yield from self._recorded(_STEERED, talks_id, 0)

    def _recorded(self, query: Select[Any], talks_id: TalksId, after: int) -> Iterator[Recorded]:
        rows = self._look(lambda c: c.execute(query, {"talks": talks_id, "after": after}).all())
        for seq, at, by, command_id, name, version, body in rows:
            event = read_event(name, version, body)
            yield Recorded(seq, at, read_actor(by), CommandId(command_id), event)

    def find_command(self, talks_id: TalksId, command_id: str) -> tuple[int, int] | None:
        """The numbers of the command's first and last event."""
        query = {"talks": talks_id, "command": command_id}
        first, last = self._look(lambda c: c.execute(_COMMAND, query).one())
        return None if first is None else (first, last)

    def live(self) -> Sequence[TalksId]:
        """Talks whose clocks run."""
        last = (
            select(s.event.c.talks_id, func.max(s.event.c.seq).label("seq"))
            .where(s.event.c.name.in_(s.CLOCK_NAMES))
            .group_by(s.event.c.talks_id)
            .subquery()
        )
        query = (
            select(s.event.c.talks_id)
            .join(last, (last.c.talks_id == s.event.c.talks_id) & (last.c.seq == s.event.c.seq))
            .where(s.event.c.name.in_(_RUNNING))
            .order_by(s.event.c.talks_id)
        )
        return [TalksId(row[0]) for row in self._look(lambda c: c.execute(query).all())]

    def latest_at(self) -> int:
        """When the latest event of all happened: of those at the end of their logs."""
        ends = (s.talks.c.id == s.event.c.talks_id) & (s.talks.c.head == s.event.c.seq)
        query = select(func.max(s.event.c.at)).select_from(s.talks.join(s.event, ends))
        return int(self._look(lambda c: c.execute(query).scalar()) or 0)

    def _change(self, work: Callable[[Connection], object]) -> None:
        change(self.engine, self._run, work)

    def _look(self, work: Callable[[Connection], T]) -> T:
        return look(self.engine, work)


def change(
    engine: Engine, run: Run, work: Callable[[Connection], object], wait_ms: int | None = None
) -> None:
    """Run a transaction; `wait_ms` for a lock is for what nobody should wait for.

    Raises `Unavailable`, or IntegrityError for the caller to name.
    """

    def transact() -> None:
        with writing(engine, wait_ms).begin() as connection:
            work(connection)

    try:
        run(transact)
    except (IntegrityError, DataError):
        raise
    except SQLAlchemyError as error:
        raise Unavailable(in_words(error)) from error


def look(engine: Engine, work: Callable[[Connection], T]) -> T:
    """Read. Raises `Unavailable`."""
    try:
        with engine.connect() as connection:
            return work(connection)
    except (SQLAlchemyError, InterfaceError) as error:
        raise Unavailable(in_words(error)) from error


def entry_of(row: Any) -> TalksEntry:
    """A row of `talks`."""
    classroom = None if row.classroom_id is None else ClassroomId(row.classroom_id)
    return TalksEntry(TalksId(row.id), row.table_number, row.scenario, classroom)


def _row(talks_id: TalksId, part: int, one: Recorded) -> dict[str, Any]:
    name, version, body = write_event(one.event)
    return {
        "talks_id": talks_id,
        "seq": one.seq,
        "command_id": one.command_id,
        "part": part,
        "at": one.at,
        "by": write_actor(one.by),
        "name": name,
        "version": version,
        "body": body,
    }
