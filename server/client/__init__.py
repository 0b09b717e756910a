"""A client for programs that take a seat: the standard library, and nothing of the server.

    from server.client import Table, accept, play, propose

    table = Table("http://192.0.2.7:8060/talks/ID", token)
    play(table, decide)         # decide(view) gives moves

`Table` talks to the server, `View` reads what it sent, a `Move` is what one does.
"""

from server.client.moves import (
    Move,
    accept,
    amend,
    command,
    propose,
    reject,
    reserve,
    say,
    withdraw,
)
from server.client.refused import Refused, Unreachable
from server.client.table import Decide, Table, play, seat
from server.client.view import Entity, Package, View

__all__ = [
    "Decide",
    "Entity",
    "Move",
    "Package",
    "Refused",
    "Table",
    "Unreachable",
    "View",
    "accept",
    "amend",
    "command",
    "play",
    "propose",
    "reject",
    "reserve",
    "say",
    "seat",
    "withdraw",
]
