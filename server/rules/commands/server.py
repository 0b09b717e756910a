"""The command of the server's own clock."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expire:
    """Carry out whatever deadline has passed by the moment of the command."""
