"""A command as JSON, handed in at the door; its receipt as JSON."""

from server.rules.refusals import Refusal
from server.rules.seats import Delegate
from server.service.admission import TableWatch
from server.service.door import Door
from server.wire import outgoing
from server.wire.incoming import parse_message, sendable_id


def submitted(
    door: Door, at: TableWatch, data: object, translate: outgoing.Translate | None = None
) -> outgoing.Json:
    """The acknowledgement of a command `{id, name, body}`."""
    sent = parse_message(data, "delegate" if isinstance(at.actor, Delegate) else "facilitator")
    if isinstance(sent, Refusal):
        return outgoing.refused(sendable_id(data), sent, translate)
    return outgoing.receipt(door.hand(at, sent), translate)
