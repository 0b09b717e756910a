"""Who looks at which table, and telling them what changed: once an audience, not once a socket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from server.realtime.transport.dispatch import event
from server.realtime.transport.engine import OutgoingPacket
from server.rules.ids import PersonId, TalksId
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views.etags import MODULUS, Entity
from server.rules.views.frame import Frame
from server.rules.views.gate import changed_between, view_of
from server.rules.views.notices import Notice
from server.rules.views.touched import touched
from server.rules.views.viewer import Viewer, viewer_of
from server.service.ports import Change
from server.service.texts import Base, Texts
from server.wire.views import Said, differences, etag_of, members, moves, own_text, view_envelope

Post = Callable[[OutgoingPacket], None]
"""Sends to one client; never waits, never raises."""


_PATCH = b'42["patch",{"base":"%016x","etag":"%016x","put":{%s},"drop":%s,"server_now":%d}]'


def shown(etag_number: int) -> str:
    """An etag as clients see it: 16 hexadecimal digits."""
    return f"{etag_number:016x}"


Seen = tuple[Audience, bool]
"""As whom somebody looks, and whether they hold the text and are told what differs from it."""


@dataclass(slots=True)
class Group:
    """The connected viewers of one table who see the same thing, and what they have seen.

    `seq` is the number of the last event told; it never leaves the server. `base` is the text that
    the viewers hold; None where they are told whole entities.
    """

    audience: Audience
    etag: int
    seq: int
    base: Base | None = None
    posts: dict[str, Post] = field(default_factory=dict)

    def tell(self, packet: OutgoingPacket) -> None:
        """Send to every viewer of the group."""
        for post in self.posts.values():
            post(packet)


class Tables:
    """Listens to the negotiations and patches the views of whoever is connected.

    Everything here runs under the talks' lock or without giving way to other greenlets, so all
    viewers of a table are told in one order, and a view that is handed out fits the next patch.
    """

    def __init__(self, now_ms: Callable[[], int], texts: Texts) -> None:
        self._now_ms = now_ms
        self._texts = texts
        self._groups: dict[TalksId, dict[Seen, Group]] = {}
        self._frames: dict[TalksId, Frame] = {}

    def join(
        self,
        talks: Talks,
        present: frozenset[PersonId],
        audience: Audience,
        sid: str,
        post: Post,
        known: str | None,
        *,
        apart: bool = False,
    ) -> None:
        """Let a client hear of the talks; it is sent the view unless it has this very one.

        `known` is the etag of the view the client holds, as it was shown; `apart` when it holds the
        text for itself.
        """
        entities = self._view(talks, present, audience)
        base = self._base(talks, audience) if apart else None
        number = etag_of(entities, base)
        groups = self._groups.setdefault(talks.id, {})
        group = groups.get((audience, apart))
        if group is None:
            group = groups[audience, apart] = Group(audience, number, talks.seq, base)
        else:
            self._bring_up(group, talks, entities, base, number)
        group.posts[sid] = post
        if known != shown(number):
            post(event("view", self._view_json(entities, base, number)))

    def leave(self, talks_id: TalksId, audience: Audience, sid: str) -> None:
        """Tell the client nothing more."""
        groups = self._groups.get(talks_id, {})
        for seen in (audience, True), (audience, False):
            group = groups.get(seen)
            if group is not None:
                group.posts.pop(sid, None)
                if not group.posts:
                    del groups[seen]
        if not groups:
            self._groups.pop(talks_id, None)
            self._frames.pop(talks_id, None)

    def view(
        self,
        talks: Talks,
        present: frozenset[PersonId],
        audience: Audience,
        *,
        apart: bool = False,
    ) -> dict[str, Any]:
        """The view envelope: what a resync answers."""
        entities = self._view(talks, present, audience)
        base = self._base(talks, audience) if apart else None
        return view_envelope(entities, base, etag_of(entities, base), self._now_ms())

    def text(self, talks: Talks, audience: Audience) -> dict[str, Any]:
        """What stands written for the audience alone."""
        return own_text(self._base(talks, audience))

    def told(self, change: Change) -> None:
        """Patch every group's view. Called in the order of the log, after it is durable."""
        before, after = change.before, change.after
        groups = self._groups.get(after.id)
        if not groups:
            return
        what = touched(change.events, before, after, change.moved)
        was = self._frame(before, change.present_before)
        now = self._frames[after.id] = was.then(after, change.present_after, what)
        at = self._now_ms()
        said: Said = {}
        for group in groups.values():
            if group.seq != before.seq or (what.everything and self._has_other_text(group, after)):
                self._catch_up(group, now)
                continue
            patch = changed_between(was, now, group.audience, what)
            group.seq = after.seq
            if not patch:
                continue
            base = group.etag
            group.etag = (base + patch.delta) % MODULUS
            put = members(patch.put) if group.base is None else moves(patch, group.base, said)
            group.tell(OutgoingPacket(patch_message(put, patch.drop, base, group.etag, at)))

    def notify(
        self,
        talks_id: TalksId,
        notice: Callable[[Viewer], Notice | None],
        only: str | None = None,
    ) -> None:
        """Send each viewer of a table what the notice is to them; to one connection, if named."""
        frame = self._frames.get(talks_id)
        for (audience, _), group in self._groups.get(talks_id, {}).items():
            told = None if frame is None else notice(frame.viewer(audience))
            if told is None:
                continue
            for sid, post in group.posts.items():
                if only in (None, sid):
                    post(notice_packet(told))

    def _catch_up(self, group: Group, frame: Frame) -> None:
        entities = view_of(frame, frame.viewer(group.audience))
        base = None if group.base is None else self._base(frame.talks, group.audience)
        self._bring_up(group, frame.talks, entities, base, etag_of(entities, base))

    def _bring_up(
        self,
        group: Group,
        talks: Talks,
        entities: dict[str, Entity],
        base: Base | None,
        number: int,
    ) -> None:
        """A group that missed an event (a listener failed, say), or whose text is another one now,
        gets a whole view; nothing where it missed only what is hidden from it."""
        group.seq, group.base = talks.seq, base
        if group.etag != number:
            group.etag = number
            group.tell(event("view", self._view_json(entities, base, number)))

    def _base(self, talks: Talks, audience: Audience) -> Base:
        return self._texts.base(talks, viewer_of(talks, audience))

    def _has_other_text(self, group: Group, talks: Talks) -> bool:
        if group.base is None:
            return False
        return self._base(talks, group.audience).tag != group.base.tag

    def _view(
        self, talks: Talks, present: frozenset[PersonId], audience: Audience
    ) -> dict[str, Entity]:
        frame = self._frames[talks.id] = self._frame(talks, present)
        return view_of(frame, frame.viewer(audience))

    def _frame(self, talks: Talks, present: frozenset[PersonId]) -> Frame:
        """The table's frame, if it is of this state."""
        frame = self._frames.get(talks.id)
        if frame is None or frame.talks is not talks or frame.present != present:
            return Frame(talks, present, self._texts.public_text(talks).entities)
        return frame

    def _view_json(self, entities: dict[str, Entity], base: Base | None, number: int) -> bytes:
        text = b"" if base is None else b'"text":%s,' % orjson.dumps(base.named)
        return b'{"etag":"%016x",%s"entities":{%s},"server_now":%d}' % (
            number,
            text,
            members(entities) if base is None else differences(entities, base),
            self._now_ms(),
        )


def notice_packet(notice: Notice) -> OutgoingPacket:
    """The event `notice` as sent."""
    return event("notice", orjson.dumps(notice))


def patch_message(put: bytes, drop: Sequence[str], base: int, number: int, now: int) -> bytes:
    """The event `patch` as sent; `put` are the members of that object as JSON."""
    return _PATCH % (base, number, put, orjson.dumps(drop) if drop else b"[]", now)
