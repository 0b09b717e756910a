"""A table that is looked at: what each viewer was sent, on the table's page and on the wall."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from server.realtime.audience import Tables
from server.realtime.transport.engine import OutgoingPacket
from server.realtime.wall import UPDATE_SECONDS, Wall
from server.reports.comparison import for_delegation, for_projector
from server.rules.commands import Command
from server.rules.events import Event, Recorded
from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Audience
from server.rules.state.talks import Talks
from server.rules.views.etags import etag
from server.rules.views.gate import view_for
from server.rules.views.viewer import viewer_of
from server.service.admission import WallWatch
from server.service.ports import Change
from server.service.texts import Texts
from server.wire.views import etag_of, own_text, view_envelope
from tests.rules.generated import Move
from tests.rules.negotiation import Table

ROOM = ClassroomId("room")
PROJECTOR = WallWatch(ROOM, private=False)


class Watched:
    """The table with a page for each audience and the projector's wall; `sent` are the bytes."""

    def __init__(self, table: Table, audiences: Sequence[Audience]) -> None:
        self.table = table
        self.audiences = tuple(audiences)
        self.sent: dict[object, list[bytes]] = {a: [] for a in (*audiences, PROJECTOR)}
        self.texts = Texts()
        self._pages = Tables(lambda: table.now, self.texts)
        self._wall = Wall(self, self, self._later)
        for audience in audiences:
            self.comes(audience)
        self._wall.join(PROJECTOR, "wall", self._posts(PROJECTOR), None)

    def comes(self, audience: Audience) -> None:
        """One more of them opens the page, and is sent the view."""
        sid = f"{audience}/{len(self.sent[audience])}"
        post, talks, present = self._posts(audience), self.table.talks, self.table.present
        self._pages.join(talks, present, audience, sid, post, None)
        self._pages.join(talks, present, audience, f"{sid}/apart", post, None, apart=True)

    def does(self, actor: Actor, command: Command) -> tuple[Event, ...] | Refusal:
        """A command with all who look on being told."""
        before, logged = self.table.talks, len(self.table.log)
        answer = self.table.does(actor, command)
        self._tell(before, self.table.log[logged:], self.table.present)
        return answer

    def plays(self, move: Move) -> tuple[Event, ...] | Refusal:
        """A move of generated play: people come and go, time passes, somebody acts."""
        actor, command, seconds, present = move
        was, self.table.present = self.table.present, present
        self._tell(self.table.talks, (), was)
        self.table.later(seconds)
        return self.does(actor, command)

    def shows(self, audience: Audience) -> bytes:
        """The view as it is sent to whoever comes now: order, etag and all; whole, and against the
        text, which is there too."""
        talks = self.table.talks
        view = view_for(talks, audience, self.table.present)
        base = self.texts.base(talks, viewer_of(talks, audience))
        apart = view_envelope(view, base, etag_of(view, base), self.table.now)
        return orjson.dumps([etag(view), view, apart, own_text(base)]) + base.public.json

    def compared(self, beside: Talks, sides: Sequence[DelegationId]) -> bytes:
        """The class's comparison: on the projector, and for delegations, beside another table."""
        both = [self.table.talks, beside]
        found: list[Any] = [for_projector(both)]
        found += [for_delegation(self.table.talks, both, side) for side in sides]
        return orjson.dumps(found)

    def _tell(
        self, before: Talks, recorded: Sequence[Recorded], present_before: frozenset[PersonId]
    ) -> None:
        table = self.table
        change = Change(before, table.talks, recorded, present_before, table.present)
        self._pages.told(change)
        self._wall.told(change)

    def _posts(self, viewer: object) -> Callable[[OutgoingPacket], None]:
        return lambda packet: self.sent[viewer].append(packet.encoded)

    @staticmethod
    def _later(seconds: float, call: Callable[[], None]) -> None:
        """What the wall puts off for a moment is done at once, so that nothing is lumped."""
        if seconds == UPDATE_SECONDS:
            call()

    # --- what the wall asks ---

    def snapshot(self, _talks: TalksId) -> tuple[Talks, frozenset[PersonId], int]:
        return self.table.talks, self.table.present, self.table.now

    def now_ms(self) -> int:
        return self.table.now

    def classroom_of(self, _talks: TalksId) -> ClassroomId:
        return ROOM

    def people(self, _classroom: ClassroomId) -> Mapping[str, Any]:
        return {"expected": [], "waiting": []}

    def shown(self, _classroom: ClassroomId) -> Mapping[str, Any]:
        return {"id": ROOM, "title": "A class", "tables": [self.table.talks.id]}
