"""The door for commands from outside, shared by the HTTP API and the sockets.

Parses, finds out for whom the sender acts, takes what only the classroom can do to the classroom,
and everything else to the negotiations.
"""

from server.rules import commands as c
from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Delegate, Facilitator
from server.service.identities import (
    AssistantIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
)
from server.service.negotiations import Negotiations
from server.service.ports import Unavailable
from server.service.receipts import Receipt
from server.wire import outgoing
from server.wire.catalogue import MoveSeat
from server.wire.incoming import Role, SentCommand, parse_message, sendable_id
from server.wire.seating import Seating

NOT_FOR_ASSISTANTS: tuple[type, ...] = (c.OpenTalks, c.Replan, c.SetPolicy, c.Archive)
"""What sets a table up or puts it away is the facilitator's own."""


class Door:
    """Safe to call from anywhere; never raises for what a client can cause."""

    def __init__(self, negotiations: Negotiations, seating: Seating) -> None:
        self._negotiations, self._seating = negotiations, seating

    def submit(
        self,
        talks_id: TalksId,
        identity: Identity,
        data: object,
        translate: outgoing.Translate | None = None,
    ) -> outgoing.Json:
        """The acknowledgement of a command `{id, name, body}`."""
        actor = _actor(talks_id, identity)
        if isinstance(actor, Refusal):
            return outgoing.refused(sendable_id(data), actor, translate)
        role: Role = "delegate" if isinstance(actor, Delegate) else "facilitator"
        sent = parse_message(data, role)
        if isinstance(sent, Refusal):
            return outgoing.refused(sendable_id(data), sent, translate)
        if isinstance(identity, AssistantIdentity):
            beyond = self._beyond(identity, sent)
            if beyond is not None:
                return outgoing.refused(sent.id, beyond, translate)
        return outgoing.receipt(self._hand(talks_id, sent, actor), translate)

    def _beyond(self, helper: AssistantIdentity, sent: SentCommand) -> Refusal | None:
        """Why an assistant may not do this: it is set-up, or reaches another table."""
        if isinstance(sent.command, NOT_FOR_ASSISTANTS):
            return Refusal("not_allowed", {"command": sent.name})
        match sent.command:
            case MoveSeat(_, to, _) if not helper.includes(to):
                return Refusal("not_found")
            case MoveSeat(person, _, _) | c.AssignSeat(person, _, _, _) | c.SeatObserver(person, _):
                moved = [person]
            case c.SwapSeats(person, other):
                moved = [person, other]
            case _:
                return None
        try:
            tables = [self._seating.table_of(helper.classroom, one) for one in moved]
        except Unavailable:
            return Refusal("unavailable")
        if all(t is None or helper.includes(t) for t in tables):
            return None
        return Refusal("unknown_person")

    def _hand(self, talks_id: TalksId, sent: SentCommand, actor: Delegate | Facilitator) -> Receipt:
        if self._seating.is_archived(talks_id):
            return Receipt(sent.id, False, Refusal("archived"))
        if isinstance(actor, Facilitator):
            done = self._seating.carried_out(talks_id, sent, actor)
            if done is not None:
                return done
        if isinstance(sent.command, MoveSeat):
            return Receipt(sent.id, False, Refusal("not_allowed"))
        return self._negotiations.handle(talks_id, sent.id, sent.command, actor)


def _actor(talks_id: TalksId, identity: Identity) -> Delegate | Facilitator | Refusal:
    match identity:
        case DelegateIdentity(person, talks):
            return Delegate(person) if talks == talks_id else Refusal("not_found")
        case FacilitatorIdentity(name):
            return Facilitator(name)
        case AssistantIdentity(name):
            return Facilitator(name) if identity.includes(talks_id) else Refusal("not_found")
        case _:
            return Refusal("not_allowed")
