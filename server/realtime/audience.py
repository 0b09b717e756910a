"""Who looks at which table, and telling them what changed: once an audience, not once a socket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from server.realtime.transport.dispatch import event
from server.realtime.transport.engine import OutgoingPacket
from server.rules.ids import PersonId, TalksId
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views.etags import MODULUS, Entity
from server.rules.views.frame import Frame, hash_of, json_of
from server.rules.views.gate import Patch, changed_between, view_of
from server.rules.views.notices import Notice
from server.rules.views.touched import touched
from server.rules.views.viewer import Viewer
from server.service.ports import Change

Post = Callable[[OutgoingPacket], None]
"""Sends to one client; never waits, never raises."""


_PATCH = b'42["patch",{"base":"%016x","etag":"%016x","put":{%s},"drop":%s,"server_now":%d}]'


def shown(etag_number: int) -> str:
    """An etag as clients see it: 16 hexadecimal digits."""
    return f"{etag_number:016x}"


@dataclass(slots=True)
class Group:
    """The connected viewers of one table who see the same thing, and what they have seen.

    `seq` is the number of the last event told; it never leaves the server.
    """

    audience: Audience
    etag: int
    seq: int
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

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._groups: dict[TalksId, dict[Audience, Group]] = {}
        self._frames: dict[TalksId, Frame] = {}

    def join(
        self,
        talks: Talks,
        present: frozenset[PersonId],
        audience: Audience,
        sid: str,
        post: Post,
        known: str | None,
    ) -> None:
        """Let a client hear of the talks; it is sent the view unless it has this very one.

        `known` is the etag of the view the client holds, as it was shown.
        """
        entities = self._view(talks, present, audience)
        number = _etag(entities)
        groups = self._groups.setdefault(talks.id, {})
        group = groups.get(audience)
        if group is None:
            group = groups[audience] = Group(audience, number, talks.seq)
        else:
            self._bring_up(group, talks, entities, number)
        group.posts[sid] = post
        if known != shown(number):
            post(event("view", self._view_json(entities, number)))

    def leave(self, talks_id: TalksId, audience: Audience, sid: str) -> None:
        """Tell the client nothing more."""
        groups = self._groups.get(talks_id, {})
        group = groups.get(audience)
        if group is not None:
            group.posts.pop(sid, None)
            if not group.posts:
                del groups[audience]
        if not groups:
            self._groups.pop(talks_id, None)
            self._frames.pop(talks_id, None)

    def view(
        self, talks: Talks, present: frozenset[PersonId], audience: Audience
    ) -> dict[str, Any]:
        """The view envelope: what a resync answers."""
        entities = self._view(talks, present, audience)
        return self._envelope(entities, _etag(entities))

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
        for group in groups.values():
            if group.seq != before.seq:
                self._catch_up(group, now)
                continue
            patch = changed_between(was, now, group.audience, what)
            group.seq = after.seq
            if not patch:
                continue
            base = group.etag
            group.etag = (base + patch.delta) % MODULUS
            group.tell(OutgoingPacket(patch_message(patch, base, group.etag, at)))

    def notify(
        self,
        talks_id: TalksId,
        notice: Callable[[Viewer], Notice | None],
        only: str | None = None,
    ) -> None:
        """Send each viewer of a table what the notice is to them; to one connection, if named."""
        frame = self._frames.get(talks_id)
        for audience, group in self._groups.get(talks_id, {}).items():
            told = None if frame is None else notice(frame.viewer(audience))
            if told is None:
                continue
            for sid, post in group.posts.items():
                if only in (None, sid):
                    post(notice_packet(told))

    def _catch_up(self, group: Group, frame: Frame) -> None:
        entities = view_of(frame, frame.viewer(group.audience))
        self._bring_up(group, frame.talks, entities, _etag(entities))

    def _bring_up(
        self, group: Group, talks: Talks, entities: dict[str, Entity], number: int
    ) -> None:
        """A group that missed an event (a listener failed, say) gets a whole view; nothing where
        it missed only what is hidden from it."""
        group.seq = talks.seq
        if group.etag != number:
            group.etag = number
            group.tell(event("view", self._view_json(entities, number)))

    def _view(
        self, talks: Talks, present: frozenset[PersonId], audience: Audience
    ) -> dict[str, Entity]:
        frame = self._frames[talks.id] = self._frame(talks, present)
        return view_of(frame, frame.viewer(audience))

    def _frame(self, talks: Talks, present: frozenset[PersonId]) -> Frame:
        """The table's frame, if it is of this state."""
        frame = self._frames.get(talks.id)
        if frame is None or frame.talks is not talks or frame.present != present:
            return Frame(talks, present)
        return frame

    def _envelope(self, entities: dict[str, Entity], number: int) -> dict[str, Any]:
        return {"etag": shown(number), "entities": entities, "server_now": self._now_ms()}

    def _view_json(self, entities: dict[str, Entity], number: int) -> bytes:
        return b'{"etag":"%016x","entities":{%s},"server_now":%d}' % (
            number,
            _members(entities),
            self._now_ms(),
        )


def notice_packet(notice: Notice) -> OutgoingPacket:
    """The event `notice` as sent."""
    return event("notice", orjson.dumps(notice))


def patch_message(patch: Patch, base: int, number: int, now: int) -> bytes:
    """The event `patch` as sent; entities that others are told too are encoded once for all."""
    return _PATCH % (
        base,
        number,
        _members(patch.put),
        orjson.dumps(patch.drop) if patch.drop else b"[]",
        now,
    )


def _etag(entities: Mapping[str, Entity]) -> int:
    """The view's etag; what is shared was hashed for others already."""
    return sum(hash_of(key, entity) for key, entity in entities.items()) % MODULUS


def _members(entities: Mapping[str, Entity]) -> bytes:
    return b",".join([orjson.dumps(k) + b":" + json_of(e) for k, e in entities.items()])
