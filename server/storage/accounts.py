"""Assistants and browsers in the database, and the way in which all of this is read and written."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, Engine, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.rules.ids import ClassroomId, TalksId
from server.service.accounts import Assistant, Browser
from server.service.ports import Conflict
from server.storage import schema as s
from server.storage.engine import BRIEF_WAIT_MS
from server.storage.event_log import change, look
from server.storage.writer import Run, run_here

T = TypeVar("T")


class SqlAccounts:
    """Keeps the contract of `Accounts`. `run` is given every blocking write."""

    def __init__(self, engine: Engine, run: Run = run_here) -> None:
        self._engine, self._run = engine, run

    def add_assistant(self, assistant: Assistant) -> None:
        """Keep a new assistant."""
        self._change(lambda c: c.execute(insert(s.assistant), _assistant_row(assistant)))

    def save_assistant(self, assistant: Assistant) -> None:
        """Keep what changed."""
        query = update(s.assistant).where(s.assistant.c.name == assistant.name)
        self._change(lambda c: c.execute(query, _assistant_row(assistant)))

    def remove_assistant(self, name: str) -> None:
        """Forget an assistant."""
        self._change(lambda c: c.execute(delete(s.assistant).where(s.assistant.c.name == name)))

    def assistant(self, name: str) -> Assistant | None:
        """The assistant of the name."""
        row = self._first(s.assistant, s.assistant.c.name == name)
        return None if row is None else _assistant(row)

    def assistants(self, classroom: ClassroomId | None = None) -> Sequence[Assistant]:
        """The assistants of a classroom, or all, by name."""
        query = select(s.assistant)
        if classroom is not None:
            query = query.where(s.assistant.c.classroom_id == classroom)
        rows = self._look(lambda c: c.execute(query).all())
        return sorted((_assistant(row) for row in rows), key=lambda a: a.name)

    def add_browser(self, browser: Browser) -> None:
        """Keep a browser."""
        self._change(lambda c: c.execute(insert(s.browser), asdict(browser)))

    def see_browser(self, browser_hash: str, at: int) -> None:
        """Keep when a browser was seen last."""
        query = update(s.browser).where(s.browser.c.hash == browser_hash)
        self._change(lambda c: c.execute(query, {"seen_at": at}), BRIEF_WAIT_MS)

    def browser(self, browser_hash: str) -> Browser | None:
        """The browser of the hash."""
        row = self._first(s.browser, s.browser.c.hash == browser_hash)
        return None if row is None else Browser(**row._asdict())

    def browsers(self, account: str) -> Sequence[Browser]:
        """The account's browsers, the one seen last first."""
        query = (
            select(s.browser)
            .where(s.browser.c.account == account)
            .order_by(s.browser.c.seen_at.desc(), s.browser.c.hash)
        )
        rows = self._look(lambda c: c.execute(query).all())
        return [Browser(**row._asdict()) for row in rows]

    def drop_browser(self, browser_hash: str) -> None:
        """Forget a browser."""
        self._change(lambda c: c.execute(delete(s.browser).where(s.browser.c.hash == browser_hash)))

    # --- the database ---

    def _first(self, table: Table, where: Any) -> Any:
        return self._look(lambda c: c.execute(select(table).where(where)).first())

    def _look(self, work: Callable[[Connection], T]) -> T:
        return look(self._engine, work)

    def _change(self, work: Callable[[Connection], object], wait_ms: int | None = None) -> None:
        try:
            change(self._engine, self._run, work, wait_ms)
        except IntegrityError as error:
            raise Conflict("it exists already, or what it belongs to does not") from error


def _assistant_row(assistant: Assistant) -> dict[str, Any]:
    row = asdict(assistant)
    row["classroom_id"] = row.pop("classroom")
    return {**row, "tables": tables_text(assistant.tables)}


def _assistant(row: Any) -> Assistant:
    return Assistant(
        row.name,
        ClassroomId(row.classroom_id),
        tables_of(row.tables),
        row.password_hash,
        row.setup_hash,
        row.made_at,
    )


def tables_text(tables: tuple[TalksId, ...]) -> str:
    """A list of tables as it is stored."""
    return orjson.dumps(tables).decode()


def tables_of(stored: str) -> tuple[TalksId, ...]:
    """The list of tables that is stored."""
    return tuple(TalksId(one) for one in orjson.loads(stored))
