"""What calls about rights answer: API tokens, and a seat's new code."""

from server.web.api.models import Outgoing


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
