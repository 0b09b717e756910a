"""Tokens: what each opens, made, looked up and taken back. Only hashes are kept."""

from server.rules.ids import AgentId, PersonId
from server.service.codes import new_token, token_hash
from server.service.identities import (
    AgentIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
)
from server.service.people import People, Token, TokenKind
from server.service.ports import Clock, Unavailable

SEAT_TOKENS = 8
"""Devices on which one person stays signed in; the oldest makes room."""

USED_EVERY_MS = 60_000
"""The last use of a link is written down at most once a minute."""

MAX_TOKEN = 200
"""Characters that are looked at; a longer token is nobody's."""


class Tokens:
    """What tokens open; and the tokens of seats. The clear text is told once and not kept."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock

    def authenticate(self, token: str) -> Identity | None:
        """Who holds the token; None when it is nobody's. Raises `Unavailable`."""
        kept = self._people.token(token_hash(token)) if 0 < len(token) <= MAX_TOKEN else None
        if kept is None:
            return None
        if kept.kind in _USED:
            self._use(kept)
        return self._holder(kept)

    def by_hash(self, kept_hash: str) -> Identity | None:
        """The same, by the hash that is kept; it counts as no use."""
        kept = self._people.token(kept_hash)
        return None if kept is None else self._holder(kept)

    def _use(self, link: Token) -> None:
        now = self._clock.now_ms()
        if now - link.used_at < USED_EVERY_MS:
            return
        try:
            self._people.use_token(link.hash, now)
        except Unavailable:
            return  # a courtesy to the facilitator, no reason to shut a door

    def _holder(self, kept: Token) -> Identity | None:
        match kept.kind:
            case TokenKind.API:
                return FacilitatorIdentity(kept.name, kept.hash)
            case TokenKind.SEAT:
                return self._delegate(kept)
            case TokenKind.PROJECTOR:
                return ProjectorIdentity(kept.classroom, kept.hash) if kept.classroom else None
            case TokenKind.OBSERVER:
                return _observer(kept)
            case TokenKind.AGENT:
                return _agent(kept)
            case TokenKind.REJOIN | TokenKind.KNOCK | TokenKind.ADMITTED:
                return None

    def _delegate(self, kept: Token) -> DelegateIdentity | None:
        """The person where they sit now: a seat that moved to another table keeps its token."""
        person = self._people.person(kept.person) if kept.person else None
        if person is None or person.talks is None:
            return None
        return DelegateIdentity(person.id, person.talks, kept.hash)

    def new_seat(self, person: PersonId, token: str) -> Token:
        """What is kept of a token for a person's device; it is not kept yet."""
        return Token(token_hash(token), TokenKind.SEAT, person=person, made_at=self._clock.now_ms())

    def add_seat(self, person: PersonId, token: str | None = None) -> str:
        """Sign one more device in; with more than `SEAT_TOKENS` the oldest is signed out."""
        token = token or new_token()
        self._people.add_token(self.new_seat(person, token))
        held = self._people.tokens(TokenKind.SEAT, person=person)
        for old in held[: max(0, len(held) - SEAT_TOKENS)]:
            self._people.drop_token(old.hash)
        return token

    def forget_seats(self, person: PersonId, but: str = "") -> None:
        """Sign a person's devices out, all but the one of this hash."""
        for kind in (TokenKind.SEAT, TokenKind.ADMITTED):
            for kept in self._people.tokens(kind, person=person):
                if kept.hash != but:
                    self._people.drop_token(kept.hash)

    def forget_seat(self, token: str) -> None:
        """Sign one device out; the person keeps the seat."""
        if 0 < len(token) <= MAX_TOKEN:
            kept = self._people.token(token_hash(token))
            if kept is not None and kept.kind is TokenKind.SEAT:
                self._people.drop_token(kept.hash)


_USED = (TokenKind.OBSERVER, TokenKind.PROJECTOR, TokenKind.API, TokenKind.AGENT)
"""Of these the last use is written down, for whoever gave them out."""


def _agent(kept: Token) -> AgentIdentity | None:
    if kept.delegation is None or len(kept.tables) != 1:
        return None
    return AgentIdentity(kept.tables[0], kept.delegation, AgentId(kept.name), kept.hash)


def _observer(link: Token) -> ObserverIdentity | None:
    if link.classroom is None:
        return None
    return ObserverIdentity(
        link.classroom,
        link.tables,
        link.sees,
        link.delegation,
        link.name,
        link.told,
        link.hash,
    )
