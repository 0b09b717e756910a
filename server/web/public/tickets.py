"""The ticket of somebody who waits to be admitted, kept in this browser's session by class."""

from typing import cast

from flask import session

TICKETS = "waiting"
_KEPT = 4


def kept_ticket(classroom: str) -> str:
    """The ticket for a class; "" without one."""
    return cast("dict[str, str]", session.get(TICKETS, {})).get(classroom, "")


def keep_ticket(classroom: str, ticket: str) -> None:
    """Keep the ticket; "" forgets it."""
    held = {**cast("dict[str, str]", session.get(TICKETS, {}))}
    held.pop(classroom, None)
    if ticket:
        held[classroom] = ticket
    session[TICKETS] = dict(list(held.items())[-_KEPT:])
