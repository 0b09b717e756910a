"""Classrooms and people in memory, for tests and for play that need not last."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from server.rules.ids import ClassroomId, PersonId
from server.service.memory import MemoryEventLog
from server.service.memory_accounts import MemoryAccounts
from server.service.people import Classroom, Person, Token, TokenKind
from server.service.ports import Conflict, TalksEntry


class MemoryPeople(MemoryAccounts):
    """Keeps everything the contract of `People` asks for, except durability."""

    def __init__(self, log: MemoryEventLog) -> None:
        super().__init__()
        self._log = log
        self._classrooms: dict[ClassroomId, Classroom] = {}
        self._people: dict[PersonId, Person] = {}
        self._tokens: dict[str, Token] = {}
        self._passwords: dict[str, str] = {}
        self._settings: dict[str, str] = {}

    def add_classroom(self, classroom: Classroom) -> None:
        """Keep a new classroom."""
        if classroom.id in self._classrooms:
            raise Conflict(f"classroom {classroom.id} exists already")
        self.save_classroom(classroom)

    def save_classroom(self, classroom: Classroom) -> None:
        """Keep what changed."""
        holder = self.classroom_by_code(classroom.join_code)
        if holder is not None and holder.id != classroom.id:
            raise Conflict("the join code is taken")
        self._classrooms[classroom.id] = classroom

    def classroom(self, classroom_id: ClassroomId) -> Classroom | None:
        """The classroom."""
        return self._classrooms.get(classroom_id)

    def classroom_by_code(self, join_code: str) -> Classroom | None:
        """The classroom with the join code."""
        return next((c for c in self._classrooms.values() if c.join_code == join_code), None)

    def classrooms(self) -> Sequence[Classroom]:
        """All classrooms, newest first."""
        return sorted(self._classrooms.values(), key=lambda c: (-c.made_at, c.id))

    def delete_classroom(self, classroom_id: ClassroomId) -> None:
        """Remove everything of the classroom."""
        for person in self.people_in(classroom_id):
            self.remove_person(person.id)
        for token in [t for t in self._tokens.values() if t.classroom == classroom_id]:
            self.drop_token(token.hash)
        for assistant in self.assistants(classroom_id):
            self.remove_assistant(assistant.name)
        for entry in self.talks_in(classroom_id):
            self._log.delete(entry.id)
        self._classrooms.pop(classroom_id, None)

    def talks_in(self, classroom_id: ClassroomId) -> Sequence[TalksEntry]:
        """The classroom's talks by table."""
        mine = (e for e in self._log.entries() if e.classroom == classroom_id)
        return sorted(mine, key=lambda e: (e.table, e.id))

    def add_person(self, person: Person, token: Token | None = None) -> None:
        """Keep a new person, and a token at once."""
        if person.id in self._people or self.person_by_rejoin(person.rejoin_hash):
            raise Conflict(f"person {person.id} exists already, or the rejoin code is taken")
        self._people[person.id] = person
        if token is not None:
            self.add_token(token)

    def save_person(self, person: Person) -> None:
        """Keep what changed."""
        self._people[person.id] = person

    def remove_person(self, person_id: PersonId) -> None:
        """Remove a person and their tokens."""
        self._people.pop(person_id, None)
        for token in [t for t in self._tokens.values() if t.person == person_id]:
            self.drop_token(token.hash)

    def merge_person(self, gone: PersonId, stays: Person, token: Token) -> None:
        """Two people are one."""
        for one in [t for t in self._tokens.values() if t.person == gone]:
            self.add_token(replace(one, person=stays.id))
        self.add_token(token)
        self.remove_person(gone)
        self.save_person(stays)

    def person(self, person_id: PersonId) -> Person | None:
        """The person."""
        return self._people.get(person_id)

    def person_by_rejoin(self, rejoin_hash: str) -> Person | None:
        """The person with the rejoin code's hash."""
        return next((p for p in self._people.values() if p.rejoin_hash == rejoin_hash), None)

    def people_in(self, classroom_id: ClassroomId) -> Sequence[Person]:
        """The classroom's people in the order in which they came."""
        mine = (p for p in self._people.values() if p.classroom == classroom_id)
        return sorted(mine, key=lambda p: (p.made_at, p.id))

    def add_token(self, token: Token) -> None:
        """Keep a token."""
        self._tokens[token.hash] = token

    def token(self, token_hash: str) -> Token | None:
        """The token of the hash."""
        return self._tokens.get(token_hash)

    def tokens(
        self,
        kind: TokenKind,
        *,
        person: PersonId | None = None,
        classroom: ClassroomId | None = None,
    ) -> Sequence[Token]:
        """Tokens of a kind, oldest first."""
        mine = (
            t
            for t in self._tokens.values()
            if t.kind is kind
            and (person is None or t.person == person)
            and (classroom is None or t.classroom == classroom)
        )
        return sorted(mine, key=lambda t: (t.made_at, t.hash))

    def use_token(self, token_hash: str, at: int) -> None:
        """Keep when a token was used last."""
        known = self._tokens.get(token_hash)
        if known is not None:
            self._tokens[token_hash] = replace(known, used_at=at)

    def drop_token(self, token_hash: str) -> None:
        """Forget a token."""
        self._tokens.pop(token_hash, None)

    def passwords(self) -> Mapping[str, str]:
        """Facilitators' password hashes by name."""
        return dict(self._passwords)

    def set_password(self, name: str, password_hash: str) -> None:
        """Keep a facilitator's password hash."""
        self._passwords[name] = password_hash

    def setting(self, name: str) -> str | None:
        """A setting of this installation."""
        return self._settings.get(name)

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting, or forget it."""
        if value is None:
            self._settings.pop(name, None)
        else:
            self._settings[name] = value
