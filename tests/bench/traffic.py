"""What people at the tables send: speech and stances, and proposals that come and go."""

import json
import random
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Protocol

from server.rules.written.forum import Forum
from tests.bench.load import frame

KEPT = 5
"""Proposals of a table that are open at once, besides the one that stances are taken on."""


class Traffic(Protocol):
    """Makes the next command of a table: the seat that sends it, and its frame."""

    def next(self, table: int) -> tuple[int, bytes]:
        """The seat's number and what it sends."""


def event(number: int, name: str, body: Mapping[str, Any]) -> bytes:
    """A command that asks for its acknowledgement."""
    data = {"id": f"b{number}", "name": name, "body": body}
    return frame(f"42{number}" + json.dumps(["command", data]))


class Echo:
    """Against the bare server: any command at all."""

    def __init__(self, seats: int) -> None:
        self._seats = seats
        self._numbers = count(1)

    def next(self, table: int) -> tuple[int, bytes]:
        """The seats take turns."""
        number = next(self._numbers)
        body = {"message_id": f"m{number}", "channel": "plenary", "text": "A few words." * 8}
        return number % self._seats, event(number, "say", body)


class Negotiation:
    """Six in ten commands are speech, three a stance, one a proposal tabled or withdrawn.

    Every one of them changes the view of everybody at the table. No proposal is ever adopted:
    only two delegations take stances on the one that stays.
    """

    def __init__(self, forum: Forum, delegations: Sequence[str], seed: int = 1) -> None:
        self._forum = forum
        self._delegations = list(delegations)
        self._random = random.Random(seed)
        self._numbers = count(1)
        self._open: dict[int, list[str]] = {}
        self._stances: dict[int, int] = {}

    def opening(self, table: int) -> tuple[int, bytes]:
        """The proposal that stays."""
        body = {"proposal_id": f"kept{table}", "forum": self._forum.id, "package": self._package()}
        return 0, event(next(self._numbers), "table_proposal", body)

    def next(self, table: int) -> tuple[int, bytes]:
        """The next command of the table."""
        number = next(self._numbers)
        kind = self._random.random()
        if kind < 0.6:
            seat = self._random.randrange(len(self._delegations))
            body = {"message_id": f"m{number}", "channel": "plenary", "text": "A few words. " * 8}
            return seat, event(number, "say", body)
        if kind < 0.9:
            return self._stance(table, number)
        return self._proposal(table, number)

    def _stance(self, table: int, number: int) -> tuple[int, bytes]:
        turn = self._stances[table] = self._stances.get(table, -1) + 1
        stance = ("accept", "reserve")[turn // 2 % 2]
        body = {"proposal_id": f"kept{table}", "stance": stance, "reason": "We have our reasons."}
        return 1 + turn % 2, event(number, "take_stance", body)

    def _proposal(self, table: int, number: int) -> tuple[int, bytes]:
        mine = self._open.setdefault(table, [])
        if len(mine) >= KEPT:
            return 3, event(number, "withdraw_proposal", {"proposal_id": mine.pop(0)})
        mine.append(f"p{number}")
        body = {
            "proposal_id": f"p{number}",
            "forum": self._forum.id,
            "package": self._package(),
            "note": "This could work for all of us.",
        }
        return 3, event(number, "table_proposal", body)

    def _package(self) -> dict[str, str]:
        return {i.id: self._random.choice(i.options).id for i in self._forum.issues}
