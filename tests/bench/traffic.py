"""What people at the tables send: speech and stances, and proposals that come and go."""

import json
import random
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Protocol

from server.rules.ids import ForumId, IssueId, OptionId
from server.rules.moves.admissible import package_problem
from server.rules.state.talks import Talks
from tests.bench.load import frame

KEPT = 5
"""Proposals of a table that are open at once, besides the one that stances are taken on."""


Sent = dict[str, Any]
"""A command as a client sends it: id, name and body."""


class Traffic(Protocol):
    """Makes the next command of a table."""

    def next(self, table: int) -> tuple[int, Sent]:
        """The seat's number and what it sends."""


def framed(sent: Sent) -> bytes:
    """The command as an event that asks for its acknowledgement."""
    return frame("421" + json.dumps(["command", sent]))


def command(number: int, name: str, body: Mapping[str, Any]) -> Sent:
    """A command with an id of its own."""
    return {"id": f"b{number}", "name": name, "body": body}


class Echo:
    """Against the bare server: any command at all."""

    def __init__(self, seats: int) -> None:
        self._seats = seats
        self._numbers = count(1)

    def next(self, table: int) -> tuple[int, Sent]:
        """The seats take turns."""
        number = next(self._numbers)
        body = {"message_id": f"m{number}", "channel": "plenary", "text": "A few words." * 8}
        return number % self._seats, command(number, "say", body)


class Negotiation:
    """Six in ten commands are speech, three a stance, one a proposal tabled or withdrawn.

    Every one of them changes the view of everybody at the table. No proposal is ever adopted:
    only two delegations take stances on the one that stays. `talks` are any talks on the scenario:
    the rules say of them which packages can be tabled, so that no command is refused.
    """

    def __init__(
        self, talks: Talks, forum: ForumId, delegations: Sequence[str], seed: int = 1
    ) -> None:
        self._talks = talks
        self._forum = talks.forum(forum)
        self._delegations = list(delegations)
        self._random = random.Random(seed)
        self._numbers = count(1)
        self._open: dict[int, list[str]] = {}
        self._stances: dict[int, int] = {}

    def opening(self, table: int) -> tuple[int, Sent]:
        """The proposal that stays."""
        body = {"proposal_id": f"kept{table}", "forum": self._forum.id, "package": self._package()}
        return 0, command(next(self._numbers), "table_proposal", body)

    def next(self, table: int) -> tuple[int, Sent]:
        """The next command of the table."""
        number = next(self._numbers)
        kind = self._random.random()
        if kind < 0.6:
            seat = self._random.randrange(len(self._delegations))
            body = {"message_id": f"m{number}", "channel": "plenary", "text": "A few words. " * 8}
            return seat, command(number, "say", body)
        if kind < 0.9:
            return self._stance(table, number)
        return self._proposal(table, number)

    def _stance(self, table: int, number: int) -> tuple[int, Sent]:
        turn = self._stances[table] = self._stances.get(table, -1) + 1
        stance = ("accept", "reserve")[turn // 2 % 2]
        body = {"proposal_id": f"kept{table}", "stance": stance, "reason": "We have our reasons."}
        return 1 + turn % 2, command(number, "take_stance", body)

    def _proposal(self, table: int, number: int) -> tuple[int, Sent]:
        mine = self._open.setdefault(table, [])
        if len(mine) >= KEPT:
            return 3, command(number, "withdraw_proposal", {"proposal_id": mine.pop(0)})
        mine.append(f"p{number}")
        body = {
            "proposal_id": f"p{number}",
            "forum": self._forum.id,
            "package": self._package(),
            "note": "This could work for all of us.",
        }
        return 3, command(number, "table_proposal", body)

    def _package(self) -> dict[IssueId, OptionId]:
        """A complete package that the forum can be asked to agree to."""
        state = self._talks.forum_state(self._forum.id)
        while True:
            package = {i.id: self._random.choice(i.options).id for i in self._forum.issues}
            if package_problem(self._talks, self._forum, state, package) is None:
                return package
