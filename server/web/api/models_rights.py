"""What calls about people and rights bring and answer: who waits, names, codes, API tokens."""

from typing import Literal

from server.web.api.models import Incoming, Outgoing
from server.wire.values import PersonName, Reference


class AdmissionAnswer(Incoming):
    """`admit` as the person of that name, as a `newcomer` of the same name, or `refuse`."""

    answer: Literal["admit", "newcomer", "refuse"]


class NewName(Incoming):
    """Another name for somebody."""

    name: PersonName


class MergeInto(Incoming):
    """Who the person really is, and stays."""

    into: Reference


class Waits(Outgoing):
    """Somebody who waits: the name they gave, and whose seat they would take; `at` since when."""

    id: str
    name: str
    person: str
    at: int


class Admissions(Outgoing):
    """Who waits, longest first."""

    waiting: list[Waits]


class TokenEntry(Outgoing):
    """An API token in force; times in milliseconds, `used_at` null until it is used.

    `id` names it and opens nothing.
    """

    id: str
    name: str
    made_at: int
    used_at: int | None


class Tokens(Outgoing):
    """The API tokens in force, oldest first."""

    tokens: list[TokenEntry]


class RejoinCode(Outgoing):
    """A personal code. It is told this once."""

    rejoin_code: str
