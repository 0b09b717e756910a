"""A command as JSON, handed in at the door; its receipt as JSON."""

from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.service.admission import TableWatch
from server.service.door import Door
from server.wire import outgoing
from server.wire.incoming import parse_message, sendable_id


def submitted(
    door: Door, at: TableWatch, data: object, translate: outgoing.Translate | None = None
) -> outgoing.Json:
    """The acknowledgement of a command `{id, name, body}`."""
    sent = parse_message(data, "facilitator" if isinstance(at.actor, Facilitator) else "delegate")
    if isinstance(sent, Refusal):
        return outgoing.refused(sendable_id(data), sent, translate)
    return outgoing.receipt(door.hand(at, sent), translate)
