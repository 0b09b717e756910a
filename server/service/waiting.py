"""Waiting at the door: people who gave a name of the class, until the facilitator lets them in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.service.codes import token_hash
from server.service.people import People, Person, Token, TokenKind
from server.service.ports import Clock

MOST = 5
"""People who may wait under one name at a time."""

STALE_MS = 3 * 60 * 1000
"""Whose waiting page has not asked for this long is not there; when it asks again, they are."""


class Answer(StrEnum):
    """What becomes of somebody who waits."""

    ADMIT = "admit"
    """They are the person of that name."""
    NEWCOMER = "newcomer"
    """They are somebody else of the same name."""
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody waits; the ticket is told this once, and is to be asked with again."""

    ticket: str


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody who waits, as the facilitator sees them: `at` in milliseconds."""

    id: str
    name: str
    person: PersonId
    at: int


class Door:
    """Keeps who waits; a ticket that is let in becomes the token of a seat."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock

    def knock(
        self,
        person: Person,
        name: str,
        ticket: str,
        table: TalksId | None = None,
        delegation: DelegationId | None = None,
    ) -> Waiting | Refusal:
        """Let somebody wait to be admitted as the person; the same ticket waits once. Where they
        would like to sit is kept for them, should they be somebody new."""
        kept = token_hash(ticket)
        if self._people.token(kept) is not None:
            return Waiting(ticket)
        if sum(one.person == person.id for one in self.waiting(person.classroom)) >= MOST:
            return Refusal("too_many_waiting")
        now = self._clock.now_ms()
        self._people.add_token(
            Token(
                kept,
                TokenKind.KNOCK,
                person=person.id,
                classroom=person.classroom,
                name=name,
                made_at=now,
                tables=() if table is None else (table,),
                delegation=delegation,
                used_at=now,
            )
        )
        return Waiting(ticket)

    def ticket(self, ticket: str) -> Token | None:
        """What is kept of a ticket."""
        return self._people.token(token_hash(ticket)) if ticket else None

    def still_here(self, knock: Token) -> None:
        """The waiting page asked; kept now and then."""
        now = self._clock.now_ms()
        if now - knock.used_at > STALE_MS // 6:
            self._people.use_token(knock.hash, now)

    def waiting(self, classroom: ClassroomId) -> Sequence[Knock]:
        """Who waits now, longest first."""
        since = self._clock.now_ms() - STALE_MS
        return [
            Knock(one.hash, one.name, one.person, one.made_at)
            for one in self._people.tokens(TokenKind.KNOCK, classroom=classroom)
            if one.person is not None and max(one.used_at, one.made_at) >= since
        ]

    def answer(self, classroom: ClassroomId, knock: str, answer: Answer) -> Refusal | None:
        """Let somebody in, or send them away."""
        found = self._people.token(knock)
        if found is None or found.kind is not TokenKind.KNOCK or found.classroom != classroom:
            return Refusal("not_found")
        self._people.drop_token(found.hash)
        if answer is not Answer.REFUSE:
            person = found.person if answer is Answer.ADMIT else None
            self._people.add_token(replace(found, kind=TokenKind.ADMITTED, person=person))
        return None

    def give_up(self, ticket: str) -> None:
        """Wait no longer."""
        found = self.ticket(ticket)
        if found is not None and found.kind in (TokenKind.KNOCK, TokenKind.ADMITTED):
            self._people.drop_token(found.hash)
