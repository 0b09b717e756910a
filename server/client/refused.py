"""What can go wrong, as exceptions."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """The server said no. `code` is stable, `facts` say which thing, `status` is that of HTTP."""

    def __init__(
        self,
        code: str,
        message: str = "",
        facts: Mapping[str, Any] | None = None,
        status: int = 200,
    ) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code, self.message, self.status = code, message, status
        self.facts = dict(facts or {})

    @property
    def is_final(self) -> bool:
        """True when the token opens nothing any more, so that trying again is of no use."""
        return self.status in (401, 404)


class Unreachable(Exception):
    """The server did not answer for longer than the client is patient."""
