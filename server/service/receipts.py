"""Receipts: what became of a command, so that one sent twice is answered the same."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

from server.rules.refusals import Refusal
from server.rules.seats import Actor, Agent, Bot, Delegate, Facilitator, Timekeeper

T = TypeVar("T")

MAX_COMMAND_ID = 40
"""Characters of a command id as a client gives it."""

PASSING = frozenset({"unavailable", "too_fast"})
"""Refusals that say nothing about the command: the same id may be sent again and succeed."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`id` is the sender's; `seq` is the number of the command's last event, if accepted."""

    id: str
    accepted: bool
    refusal: Refusal | None = None
    seq: int | None = None


def scoped(actor: Actor, command_id: str) -> str:
    """The id as the log holds it: under the sender's name, so that nobody can probe another's."""
    match actor:
        case Delegate(person):
            return f"d:{person}:{command_id}"
        case Bot(delegation):
            return f"b:{delegation}:{command_id}"
        case Agent(_, agent):
            return f"a:{agent}:{command_id}"
        case Facilitator(name):
            return f"f:{name[:80]}:{command_id}"
        case Timekeeper():
            return f"t:{command_id}"


def id_problem(command_id: str) -> Refusal | None:
    """Why this cannot be a command's id; None when it can."""
    if 1 <= len(command_id) <= MAX_COMMAND_ID and command_id.isprintable():
        return None
    return Refusal("bad_command", {"field": "id", "limit": MAX_COMMAND_ID})


class Receipts:
    """The latest receipts of one talks, by scoped id. What it forgets, the log still knows."""

    def __init__(self, accepted: int = 1024, refused: int = 256) -> None:
        self._accepted: OrderedDict[str, int] = OrderedDict()
        self._refused: OrderedDict[str, Refusal] = OrderedDict()
        self._limits = accepted, refused

    def find(self, scoped_id: str, command_id: str) -> Receipt | None:
        """The answer given before, or None."""
        seq = self._accepted.get(scoped_id)
        if seq is not None:
            return Receipt(command_id, True, None, seq)
        refusal = self._refused.get(scoped_id)
        return None if refusal is None else Receipt(command_id, False, refusal)

    def accept(self, scoped_id: str, seq: int) -> None:
        """Remember an accepted command and the number of its last event."""
        _remember(self._accepted, scoped_id, seq, self._limits[0])

    def refuse(self, scoped_id: str, refusal: Refusal) -> None:
        """Remember a refusal, unless it would pass by itself."""
        if refusal.code not in PASSING:
            _remember(self._refused, scoped_id, refusal, self._limits[1])


def _remember(kept: OrderedDict[str, T], key: str, value: T, limit: int) -> None:
    kept[key] = value
    if len(kept) > limit:
        kept.popitem(last=False)
