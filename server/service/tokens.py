"""Tokens: what each opens, made, looked up and taken back. Only hashes are kept."""

from server.rules.ids import ClassroomId, PersonId, TalksId
from server.service.codes import new_token, token_hash
from server.service.identities import (
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
)
from server.service.people import People, Token, TokenKind
from server.service.ports import Clock

SEAT_TOKENS = 8
"""Devices on which one person stays signed in; the oldest makes room."""

MAX_TOKEN = 200
"""Characters that are looked at; a longer token is nobody's."""


class Tokens:
    """The tokens of seats, screens and observers. The clear text is told once and not kept."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock

    def authenticate(self, token: str) -> Identity | None:
        """Who holds the token; None when it is nobody's. Raises `Unavailable`."""
        if not 0 < len(token) <= MAX_TOKEN:
            return None
        kept = self._people.token(token_hash(token))
        if kept is None:
            return None
        match kept.kind:
            case TokenKind.API:
                return FacilitatorIdentity(kept.name)
            case TokenKind.SEAT:
                return self._delegate(kept.person)
            case TokenKind.PROJECTOR:
                return ProjectorIdentity(kept.classroom) if kept.classroom else None
            case TokenKind.OBSERVER:
                return ObserverIdentity(kept.classroom, kept.talks) if kept.classroom else None

    def _delegate(self, person_id: PersonId | None) -> DelegateIdentity | None:
        """The person where they sit now: a seat that moved to another table keeps its token."""
        person = self._people.person(person_id) if person_id else None
        return DelegateIdentity(person.id, person.talks) if person and person.talks else None

    def new_seat(self, person: PersonId) -> tuple[str, Token]:
        """A token for a person's device, not kept yet."""
        token = new_token()
        return token, Token(
            token_hash(token), TokenKind.SEAT, person=person, made_at=self._clock.now_ms()
        )

    def add_seat(self, person: PersonId) -> str:
        """Sign one more device in; with more than `SEAT_TOKENS` the oldest is signed out."""
        token, kept = self.new_seat(person)
        self._people.add_token(kept)
        held = self._people.tokens(TokenKind.SEAT, person=person)
        for old in held[: max(0, len(held) - SEAT_TOKENS)]:
            self._people.drop_token(old.hash)
        return token

    def new_projector(self, classroom: ClassroomId) -> str:
        """A new link for the screen; links given before go on working until they are revoked."""
        token = new_token()
        self._people.add_token(
            Token(
                token_hash(token),
                TokenKind.PROJECTOR,
                classroom=classroom,
                made_at=self._clock.now_ms(),
            )
        )
        return token

    def new_observer(self, classroom: ClassroomId, talks: TalksId | None, name: str) -> str:
        """A new link for an observer of one table, or with None of all."""
        token = new_token()
        self._people.add_token(
            Token(
                token_hash(token),
                TokenKind.OBSERVER,
                classroom=classroom,
                talks=talks,
                name=name,
                made_at=self._clock.now_ms(),
            )
        )
        return token

    def revoke(self, kind: TokenKind, classroom: ClassroomId) -> int:
        """Take back all of the classroom's links of a kind; how many there were."""
        held = self._people.tokens(kind, classroom=classroom)
        for token in held:
            self._people.drop_token(token.hash)
        return len(held)
