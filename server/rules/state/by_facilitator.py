"""What the facilitator brought to the talks: injects that happened, words aside, marks."""

from dataclasses import dataclass

from server.rules.commands.talk import FlagKind
from server.rules.ids import DelegationId, FlaggedId, InjectId


@dataclass(frozen=True, slots=True)
class Fired:
    """An inject that happened; `to` is empty for everybody; `number` counts from 1."""

    id: InjectId
    number: int
    to: tuple[DelegationId, ...]
    date: str
    title: str
    story: str
    why: str
    written: bool
    at: int
    undone: bool = False
    undone_why: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A word between one delegate (or delegation) and the facilitator; `at` in milliseconds.
    `answered` is for a request for help."""

    to_or_from: str
    text: str
    at: int
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A facilitator's mark on a message or a proposal; `by` is the facilitator's name."""

    kind: FlagKind
    ref: FlaggedId
    note: str
    by: str
    at: int
