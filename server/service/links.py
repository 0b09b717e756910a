"""Links for those who only look: the projector's and observers', each made, listed, taken back."""

from collections.abc import Iterable, Sequence

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.names import clean, problem
from server.rules.refusals import Refusal
from server.service.codes import new_token, token_hash
from server.service.identities import EVERYWHERE, Sees
from server.service.people import People, Token, TokenKind
from server.service.ports import Clock

MOST_LINKS = 100
"""Links that a classroom holds at once."""

_ID = 16


def link_id(token: Token) -> str:
    """What names a link on the facilitator's page; it opens nothing."""
    return token.hash[:_ID]


class Links:
    """The links of classrooms. The clear text of one is told once and not kept."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock

    def new_projector(self, classroom: ClassroomId, token: str = "") -> str:
        """A new link for the screen; links given before go on working until they are revoked."""
        token = token or new_token()
        self._people.add_token(
            Token(
                token_hash(token),
                TokenKind.PROJECTOR,
                classroom=classroom,
                made_at=self._clock.now_ms(),
            )
        )
        return token

    def new_observer(
        self,
        classroom: ClassroomId,
        tables: Iterable[TalksId] = (),
        *,
        label: str = "",
        sees: Sees = Sees.PUBLIC,
        delegation: DelegationId | None = None,
        told: bool = False,
        token: str = "",
    ) -> str | Refusal:
        """A new link for an observer; no table stands for all, where only the public part is seen.

        Whoever sees more is given tables by name; a delegation's eyes are those of one table.
        A `token` that a sending has made a link of already is that link.
        """
        known_link = self._people.token(token_hash(token)) if token else None
        if known_link is not None and known_link.classroom == classroom:
            return token
        label, tables = clean(label), tuple(dict.fromkeys(tables))
        wrong = problem(label) if label else None
        if wrong is not None:
            return wrong
        known = {entry.id for entry in self._people.talks_in(classroom)}
        if not known.issuperset(tables) or (sees not in EVERYWHERE and not tables):
            return Refusal("bad_command", {"field": "tables"})
        if (sees is Sees.DELEGATION) is not (delegation is not None) or (
            delegation is not None and len(tables) != 1
        ):
            return Refusal("bad_command", {"field": "delegation"})
        if len(self._people.tokens(TokenKind.OBSERVER, classroom=classroom)) >= MOST_LINKS:
            return Refusal("too_many_links", {"limit": MOST_LINKS})
        token = token or new_token()
        self._people.add_token(
            Token(
                token_hash(token),
                TokenKind.OBSERVER,
                classroom=classroom,
                name=label,
                made_at=self._clock.now_ms(),
                tables=tables,
                sees=sees,
                delegation=delegation,
                told=told and sees is not Sees.REPLAY,
            )
        )
        return token

    def of(self, classroom: ClassroomId) -> Sequence[Token]:
        """Every link of the classroom: observers' first, then the projector's, oldest first."""
        kinds = (TokenKind.OBSERVER, TokenKind.PROJECTOR)
        return [t for kind in kinds for t in self._people.tokens(kind, classroom=classroom)]

    def revoke(self, classroom: ClassroomId, link: str) -> bool:
        """Take one link back; False when the classroom has none of this id."""
        found = next((t for t in self.of(classroom) if link_id(t) == link), None)
        if found is not None:
            self._people.drop_token(found.hash)
        return found is not None

    def revoke_all(self, classroom: ClassroomId, kind: TokenKind) -> int:
        """Take back all of the classroom's links of a kind; how many there were."""
        held = self._people.tokens(kind, classroom=classroom)
        for token in held:
            self._people.drop_token(token.hash)
        return len(held)
