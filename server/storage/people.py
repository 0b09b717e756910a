"""Classrooms, people, tokens and settings in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import Connection, Table, delete, insert, select, update

from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.written.scenario import Round
from server.service.identities import Sees
from server.service.people import Classroom, ClassroomState, Person, Token, TokenKind
from server.service.ports import TalksEntry
from server.storage import schema as s
from server.storage.accounts import SqlAccounts, tables_of, tables_text
from server.storage.engine import BRIEF_WAIT_MS, empty_journal
from server.storage.event_log import entry_of
from server.storage.shapes import reader

_read_plan = reader(tuple[Round, ...])


class SqlPeople(SqlAccounts):
    """Keeps the contract of `People`. `run` is given every blocking write."""

    # --- classrooms ---

    def add_classroom(self, classroom: Classroom) -> None:
        """Keep a new classroom."""
        self._change(lambda c: c.execute(insert(s.classroom), _classroom_row(classroom)))

    def save_classroom(self, classroom: Classroom) -> None:
        """Keep what changed."""
        query = update(s.classroom).where(s.classroom.c.id == classroom.id)
        self._change(lambda c: c.execute(query, _classroom_row(classroom)))

    def classroom(self, classroom_id: ClassroomId) -> Classroom | None:
        """The classroom."""
        return _classroom(self._first(s.classroom, s.classroom.c.id == classroom_id))

    def classroom_by_code(self, join_code: str) -> Classroom | None:
        """The classroom with the join code."""
        return _classroom(self._first(s.classroom, s.classroom.c.join_code == join_code))

    def classrooms(self) -> Sequence[Classroom]:
        """All classrooms, newest first."""
        query = select(s.classroom).order_by(s.classroom.c.made_at.desc(), s.classroom.c.id)
        rows = self._look(lambda c: c.execute(query).all())
        return [found for row in rows if (found := _classroom(row)) is not None]

    def delete_classroom(self, classroom_id: ClassroomId) -> None:
        """Remove everything of the classroom, in one transaction, by the foreign keys."""

        query = delete(s.classroom).where(s.classroom.c.id == classroom_id)
        self._change(lambda c: c.execute(query))
        self._run(lambda: empty_journal(self._engine))

    def talks_in(self, classroom_id: ClassroomId) -> Sequence[TalksEntry]:
        """The classroom's talks by table."""
        query = (
            select(s.talks)
            .where(s.talks.c.classroom_id == classroom_id)
            .order_by(s.talks.c.table_number, s.talks.c.id)
        )
        return [entry_of(row) for row in self._look(lambda c: c.execute(query).all())]

    # --- people ---

    def add_person(self, person: Person, token: Token | None = None) -> None:
        """Keep a new person, and a token at once."""

        def add(connection: Connection) -> None:
            connection.execute(insert(s.person), _person_row(person))
            if token is not None:
                connection.execute(insert(s.token), _token_row(token))

        self._change(add)

    def save_person(self, person: Person) -> None:
        """Keep what changed."""
        query = update(s.person).where(s.person.c.id == person.id)
        self._change(lambda c: c.execute(query, _person_row(person)))

    def remove_person(self, person_id: PersonId) -> None:
        """Remove a person and, by the foreign key, their tokens."""
        self._change(lambda c: c.execute(delete(s.person).where(s.person.c.id == person_id)))

    def merge_person(self, gone: PersonId, stays: Person, token: Token) -> None:
        """Two people are one, in one transaction."""

        def merge(connection: Connection) -> None:
            of_gone = update(s.token).where(s.token.c.person_id == gone)
            connection.execute(of_gone.values(person_id=stays.id))
            connection.execute(insert(s.token), _token_row(token))
            connection.execute(delete(s.person).where(s.person.c.id == gone))
            own = update(s.person).where(s.person.c.id == stays.id)
            connection.execute(own, _person_row(stays))

        self._change(merge)

    def person(self, person_id: PersonId) -> Person | None:
        """The person."""
        return _person(self._first(s.person, s.person.c.id == person_id))

    def person_by_rejoin(self, rejoin_hash: str) -> Person | None:
        """The person with the rejoin code's hash."""
        return _person(self._first(s.person, s.person.c.rejoin_hash == rejoin_hash))

    def people_in(self, classroom_id: ClassroomId) -> Sequence[Person]:
        """The classroom's people in the order in which they came."""
        query = (
            select(s.person)
            .where(s.person.c.classroom_id == classroom_id)
            .order_by(s.person.c.made_at, s.person.c.id)
        )
        rows = self._look(lambda c: c.execute(query).all())
        return [found for row in rows if (found := _person(row)) is not None]

    # --- tokens ---

    def add_token(self, token: Token) -> None:
        """Keep a token."""
        self._change(lambda c: c.execute(insert(s.token), _token_row(token)))

    def token(self, token_hash: str) -> Token | None:
        """The token of the hash."""
        row = self._first(s.token, s.token.c.hash == token_hash)
        return None if row is None else _token(row)

    def tokens(
        self,
        kind: TokenKind,
        *,
        person: PersonId | None = None,
        classroom: ClassroomId | None = None,
    ) -> Sequence[Token]:
        """Tokens of a kind, oldest first."""
        query = select(s.token).where(s.token.c.kind == kind.value)
        if person is not None:
            query = query.where(s.token.c.person_id == person)
        if classroom is not None:
            query = query.where(s.token.c.classroom_id == classroom)
        query = query.order_by(s.token.c.made_at, s.token.c.hash)
        return [_token(row) for row in self._look(lambda c: c.execute(query).all())]

    def use_token(self, token_hash: str, at: int) -> None:
        """Keep when a token was used last."""
        query = update(s.token).where(s.token.c.hash == token_hash)
        self._change(lambda c: c.execute(query, {"used_at": at}), BRIEF_WAIT_MS)

    def drop_token(self, token_hash: str) -> None:
        """Forget a token."""
        self._change(lambda c: c.execute(delete(s.token).where(s.token.c.hash == token_hash)))

    # --- facilitators and settings ---

    def passwords(self) -> Mapping[str, str]:
        """Facilitators' password hashes by name."""
        rows = self._look(lambda c: c.execute(select(s.facilitator)).all())
        return {row.name: row.password_hash for row in rows}

    def set_password(self, name: str, password_hash: str) -> None:
        """Keep a facilitator's password hash."""
        self._put(s.facilitator, {"name": name, "password_hash": password_hash})

    def setting(self, name: str) -> str | None:
        """A setting of this installation."""
        row = self._first(s.setting, s.setting.c.name == name)
        return None if row is None else str(row.value)

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting, or forget it."""
        if value is None:
            self._change(lambda c: c.execute(delete(s.setting).where(s.setting.c.name == name)))
        else:
            self._put(s.setting, {"name": name, "value": value})

    # --- the database ---

    def _put(self, table: Table, row: dict[str, Any]) -> None:
        """Insert, or replace what has the same name."""

        def put(connection: Connection) -> None:
            same = table.c.name == row["name"]
            if connection.execute(update(table).where(same), row).rowcount == 0:
                connection.execute(insert(table), row)

        self._change(put)


def _classroom_row(classroom: Classroom) -> dict[str, Any]:
    return {
        **asdict(classroom),
        "policies": orjson.dumps(dict(classroom.policies)).decode(),
        "plan": orjson.dumps(classroom.plan).decode(),
        "state": classroom.state.value,
    }


def _classroom(row: Any) -> Classroom | None:
    if row is None:
        return None
    return Classroom(
        **{
            **row._asdict(),
            "policies": orjson.loads(row.policies),
            "plan": _read_plan(orjson.loads(row.plan)),
            "state": ClassroomState(row.state),
        }
    )


def _person_row(person: Person) -> dict[str, Any]:
    row = asdict(person)
    row["classroom_id"], row["talks_id"] = row.pop("classroom"), row.pop("talks")
    return row


def _person(row: Any) -> Person | None:
    if row is None:
        return None
    return Person(
        id=PersonId(row.id),
        classroom=ClassroomId(row.classroom_id),
        name=row.name,
        rejoin_hash=row.rejoin_hash,
        talks=None if row.talks_id is None else TalksId(row.talks_id),
        email=row.email,
        joined=row.joined,
        made_at=row.made_at,
        came_at=row.came_at,
    )


def _token_row(token: Token) -> dict[str, Any]:
    row = asdict(token)
    for name in ("person", "classroom"):
        row[f"{name}_id"] = row.pop(name)
    return {
        **row,
        "kind": token.kind.value,
        "sees": token.sees.value,
        "tables": tables_text(token.tables),
    }


def _token(row: Any) -> Token:
    return Token(
        hash=row.hash,
        kind=TokenKind(row.kind),
        person=row.person_id,
        classroom=row.classroom_id,
        name=row.name,
        made_at=row.made_at,
        tables=tables_of(row.tables),
        sees=Sees(row.sees),
        delegation=None if row.delegation is None else DelegationId(row.delegation),
        told=row.told,
        used_at=row.used_at,
    )
