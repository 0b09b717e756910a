"""Commands about reading the others: what one thinks mattered to them."""

from dataclasses import dataclass

from server.rules.ids import DelegationId, ForumId, IssueId


@dataclass(frozen=True, slots=True)
class Guess:
    """The issues of a forum as somebody thinks they mattered to a delegation, first first."""

    delegation: DelegationId
    forum: ForumId
    order: tuple[IssueId, ...]


@dataclass(frozen=True, slots=True)
class ReadOthers:
    """Say what you think mattered to two other delegations, after the end and before the mandates
    lie open; again until then. Without guesses it is skipped. Nobody else is shown them."""

    guesses: tuple[Guess, ...] = ()


DelegateCommand = ReadOthers
