"""Classrooms, the people in them and their secrets, and what is needed to keep them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.seats import InnerRole
from server.rules.written.scenario import Round
from server.service.accounts import Accounts
from server.service.identities import Sees
from server.service.ports import TalksEntry


class ClassroomState(StrEnum):
    """Where a classroom is in its life. One that is being made is shown to nobody."""

    MAKING = "making"
    KEPT = "kept"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Classroom:
    """One run of a scenario; `made_at` in milliseconds, `per_delegation` the most delegates.

    `plan` holds the rounds that are played instead of the preset's own; empty for those.
    """

    id: ClassroomId
    title: str
    scenario: str
    preset: str
    join_code: str
    difficulty: str = "standard"
    policies: Mapping[str, str | bool | int] = field(default_factory=dict)
    is_open: bool = True
    per_delegation: int = 4
    made_at: int = 0
    made_by: str = ""
    solo: bool = False
    plan: tuple[Round, ...] = ()
    state: ClassroomState = ClassroomState.KEPT


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a classroom. `rejoin_hash` is all that is kept of the rejoin code.

    `joined` is False for a name of the roster that nobody has claimed yet; `came_at` is when
    somebody did, in milliseconds, and 0 where that was not kept.
    """

    id: PersonId
    classroom: ClassroomId
    name: str
    rejoin_hash: str
    talks: TalksId | None = None
    email: str = ""
    joined: bool = True
    made_at: int = 0
    came_at: int = 0


def came(people: Iterable[Person]) -> dict[PersonId, int | None]:
    """From when each was there, in milliseconds; None for who never was."""
    return {one.id: one.came_at if one.joined else None for one in people}


class TokenKind(StrEnum):
    """What a token opens."""

    SEAT = "seat"
    API = "api"
    PROJECTOR = "projector"
    OBSERVER = "observer"
    REJOIN = "rejoin"
    """A rejoin code beside the person's first one; it opens nothing but the way back."""
    KNOCK = "knock"
    """Somebody waits to be admitted as the person; it opens nothing."""
    AGENT = "agent"
    """The seat of a program from outside; `name` is the agent's id."""
    ADMITTED = "admitted"
    """They were let in, as the person or, without one, as somebody new; it is still to be used."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: its hash, and what it opens; times in milliseconds.

    The fields after `made_at` are those of links: see `identities.ObserverIdentity`. `used_at` is
    0 until the link is used.
    """

    hash: str
    kind: TokenKind
    person: PersonId | None = None
    classroom: ClassroomId | None = None
    name: str = ""
    made_at: int = 0
    tables: tuple[TalksId, ...] = ()
    sees: Sees = Sees.PUBLIC
    delegation: DelegationId | None = None
    told: bool = False
    used_at: int = 0


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A name that is expected; seated beforehand when a table or a delegation is given.

    `observes` seats them as an observer of the table.
    """

    name: str
    table: int | None = None
    delegation: DelegationId | None = None
    inner_role: InnerRole | None = None
    email: str = ""
    observes: bool = False


class People(Accounts, Protocol):
    """Keeps classrooms, people, tokens and settings. Every method may raise `Unavailable`."""

    def add_classroom(self, classroom: Classroom) -> None:
        """Keep a new classroom. Raises `Conflict` when its id or join code is taken."""

    def save_classroom(self, classroom: Classroom) -> None:
        """Keep what changed. Raises `Conflict` when its join code is taken."""

    def classroom(self, classroom_id: ClassroomId) -> Classroom | None:
        """The classroom."""

    def classroom_by_code(self, join_code: str) -> Classroom | None:
        """The classroom with the join code, as it is stored."""

    def classrooms(self) -> Sequence[Classroom]:
        """All classrooms, newest first."""

    def delete_classroom(self, classroom_id: ClassroomId) -> None:
        """Really remove the classroom with its talks, logs, people and tokens."""

    def talks_in(self, classroom_id: ClassroomId) -> Sequence[TalksEntry]:
        """The classroom's talks by table."""

    def add_person(self, person: Person, token: Token | None = None) -> None:
        """Keep a new person, and a token at once. Raises `Conflict` when an id is taken."""

    def save_person(self, person: Person) -> None:
        """Keep what changed."""

    def remove_person(self, person_id: PersonId) -> None:
        """Remove a person and their tokens."""

    def merge_person(self, gone: PersonId, stays: Person, token: Token) -> None:
        """Keep what changed of a person, who gets all tokens of another, who is removed, and one
        more token: all of it, or nothing."""

    def person(self, person_id: PersonId) -> Person | None:
        """The person."""

    def person_by_rejoin(self, rejoin_hash: str) -> Person | None:
        """The person with the rejoin code's hash."""

    def people_in(self, classroom_id: ClassroomId) -> Sequence[Person]:
        """The classroom's people in the order in which they came."""

    def add_token(self, token: Token) -> None:
        """Keep a token."""

    def token(self, token_hash: str) -> Token | None:
        """The token of the hash."""

    def tokens(
        self,
        kind: TokenKind,
        *,
        person: PersonId | None = None,
        classroom: ClassroomId | None = None,
    ) -> Sequence[Token]:
        """Tokens of a kind, oldest first."""

    def use_token(self, token_hash: str, at: int) -> None:
        """Keep when a token was used last."""

    def drop_token(self, token_hash: str) -> None:
        """Forget a token."""

    def passwords(self) -> Mapping[str, str]:
        """Facilitators' password hashes by name."""

    def set_password(self, name: str, password_hash: str) -> None:
        """Keep a facilitator's password hash."""

    def setting(self, name: str) -> str | None:
        """A setting of this installation."""

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting, or with None forget it."""
