"""Tokens of programs from outside that play a delegation. Only hashes are kept."""

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import AgentSeat
from server.service.codes import new_token, token_hash
from server.service.negotiations import Negotiations
from server.service.people import People, Token, TokenKind


class Agents:
    """Makes tokens and takes them back. One opens the seat as long as the talks have the agent."""

    def __init__(self, people: People, negotiations: Negotiations) -> None:
        self._people, self._negotiations = people, negotiations

    def new_token(
        self, classroom: ClassroomId, talks: TalksId, delegation: DelegationId
    ) -> tuple[str, AgentSeat] | Refusal:
        """The clear text, told this once, and whose it is; those given before stop working."""
        seated = self._negotiations.talks(talks).agents.get(delegation)
        if seated is None:
            return Refusal("no_agent", {"delegation": delegation})
        self.forget(classroom, talks, delegation)
        token = new_token()
        self._people.add_token(
            Token(
                token_hash(token),
                TokenKind.AGENT,
                classroom=classroom,
                name=seated.agent,
                made_at=self._negotiations.now_ms(),
                tables=(talks,),
                delegation=delegation,
            )
        )
        return token, seated

    def forget(self, classroom: ClassroomId, talks: TalksId, delegation: DelegationId) -> bool:
        """Take back what tokens the delegation's agents hold; False when there are none."""
        held = [t for t in self._held(classroom, talks) if t.delegation == delegation]
        for token in held:
            self._people.drop_token(token.hash)
        return bool(held)

    def seated(
        self, classroom: ClassroomId, talks: TalksId
    ) -> list[tuple[AgentSeat, Token | None]]:
        """The agents at a table, each with the token that opens its seat, if there is one."""
        held = {token.name: token for token in self._held(classroom, talks)}
        agents = self._negotiations.talks(talks).agents
        return [(agents[d], held.get(agents[d].agent)) for d in sorted(agents)]

    def _held(self, classroom: ClassroomId, talks: TalksId) -> list[Token]:
        found = self._people.tokens(TokenKind.AGENT, classroom=classroom)
        return [token for token in found if token.tables == (talks,)]
