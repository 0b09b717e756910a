"""The wall: all tables of a classroom at a glance, for the facilitator and the projector."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from server.realtime.audience import Post, shown
from server.realtime.summary import summary
from server.realtime.transport.dispatch import event
from server.reports.letters import NO_MASKS, Masks, letters, masks_of
from server.rules.ids import ClassroomId, PersonId, TalksId
from server.rules.state.talks import Talks
from server.rules.views.etags import MODULUS, Entity, entity_hash
from server.rules.views.frame import Frame
from server.rules.written.policies import ComparePolicy
from server.service.admission import WallWatch
from server.service.ports import Change, Unavailable, UnknownTalks

UPDATE_SECONDS = 0.5
"""A table changes on the wall at most this often."""

REFRESH_SECONDS = 15.0
"""Alarms come with time alone; a wall that is looked at is gone through this often."""

Later = Callable[[float, Callable[[], None]], object]


class Rooms(Protocol):
    """What the wall asks about classrooms."""

    def classroom_of(self, talks_id: TalksId) -> ClassroomId | None:
        """The classroom of a table."""
        ...

    def shown(self, classroom: ClassroomId) -> Mapping[str, Any] | None:
        """The entity `classroom`: id, title, join_code, open, join_url, tables (talks ids)."""
        ...

    def people(self, classroom: ClassroomId) -> Mapping[str, Any]:
        """Only for whoever runs it: `expected` (ids) and `waiting` (to be admitted)."""
        ...


class Snapshots(Protocol):
    """Where the talks are; see `server.service.negotiations.Negotiations`."""

    def snapshot(self, talks_id: TalksId) -> tuple[Talks, frozenset[PersonId], int]:
        """The talks, who is present, and the talks' time in milliseconds, of one moment."""
        ...

    def now_ms(self) -> int:
        """The server's time."""
        ...


@dataclass(slots=True)
class _Screen:
    """The viewers of one wall who see the same thing, and what they have seen."""

    entities: dict[str, Entity]
    etag: int
    posts: dict[str, Post] = field(default_factory=dict)
    masks: Masks = NO_MASKS


class Wall:
    """Listens to the negotiations; sends what changed at a glance, at most twice a second."""

    def __init__(self, negotiations: Snapshots, rooms: Rooms, later: Later) -> None:
        self._negotiations = negotiations
        self._rooms = rooms
        self._later = later
        self._screens: dict[ClassroomId, dict[WallWatch, _Screen]] = {}
        self._pending: set[TalksId] = set()
        self._coming: set[TalksId] = set()
        self._rooms_of: dict[TalksId, ClassroomId | None] = {}

    def join(self, watch: WallWatch, sid: str, post: Post, known: str | None) -> None:
        """Let a client see the wall. Raises `Unavailable`."""
        self._refresh(watch)
        screen = self._screen(watch)
        screen.posts[sid] = post
        if known != shown(screen.etag):
            post(event("view", orjson.dumps(self._envelope(screen))))

    def leave(self, watch: WallWatch, sid: str) -> None:
        """Tell the client nothing more."""
        screens = self._screens.get(watch.classroom, {})
        screen = screens.get(watch)
        if screen is not None:
            screen.posts.pop(sid, None)
            if not screen.posts:
                del screens[watch]
        if not screens:
            self._screens.pop(watch.classroom, None)

    def view(self, watch: WallWatch) -> dict[str, Any]:
        """The wall's view envelope: what a resync answers."""
        self._refresh(watch)
        return self._envelope(self._screen(watch))

    def classroom_changed(self, classroom: ClassroomId) -> None:
        """The code was closed, tables came or went: show it."""
        for watch in list(self._screens.get(classroom, ())):
            self._refresh(watch)

    def told(self, change: Change) -> None:
        """Something happened at a table: show it soon, together with what follows at once."""
        talks_id = change.talks_id
        if change.moved and self._screens:
            self._coming.add(talks_id)
        if self._screens and talks_id not in self._pending and self._watched(talks_id):
            self._pending.add(talks_id)
            self._later(UPDATE_SECONDS, lambda: self._update(talks_id))

    def _watched(self, talks_id: TalksId) -> bool:
        classroom = self._rooms_of.get(talks_id)
        return classroom is None or classroom in self._screens

    def _update(self, talks_id: TalksId) -> None:
        self._pending.discard(talks_id)
        classroom = self._rooms_of.get(talks_id) or self._rooms.classroom_of(talks_id)
        if classroom is None:
            return
        self._rooms_of[talks_id] = classroom
        came = talks_id in self._coming
        self._coming.discard(talks_id)
        for watch, screen in list(self._screens.get(classroom, {}).items()):
            if watch.tables is not None and talks_id not in watch.tables:
                continue
            if (
                self._masks(watch, screen.masks) != screen.masks
            ):  # who is who is hidden for all at once
                self._refresh(watch)
            else:
                self._show(screen, self._table(talks_id, watch, screen.masks), ())
                if came and watch.private:
                    self._show(screen, self._class(watch), ())

    def _screen(self, watch: WallWatch) -> _Screen:
        screens = self._screens.setdefault(watch.classroom, {})
        screen = screens.get(watch)
        if screen is None:
            screen = screens[watch] = _Screen({}, 0)
            if len(screens) == 1:
                self._later(REFRESH_SECONDS, lambda: self._again(watch.classroom))
        return screen

    def _again(self, classroom: ClassroomId) -> None:
        if classroom in self._screens:
            self._later(REFRESH_SECONDS, lambda: self._again(classroom))
            self.classroom_changed(classroom)

    def _refresh(self, watch: WallWatch) -> None:
        """Go through the whole wall; those who look are told what changed."""
        screen = self._screen(watch)
        room = self._shown(watch)
        tables = room["tables"] if room is not None else ()
        masks = screen.masks = self._masks(watch, screen.masks)
        stay = {"classroom", *map(masks.key, tables)} if room is not None else set()
        gone = tuple(key for key in screen.entities if key not in stay)
        self._show(screen, {} if room is None else {"classroom": self._room(room, watch)}, gone)
        for talks_id in sorted(tables, key=masks.key) if masks.letters else tables:
            self._rooms_of[talks_id] = watch.classroom
            # Shown at once: a later look must not be overtaken by this one.
            self._show(screen, self._table(talks_id, watch, masks), ())

    def _shown(self, watch: WallWatch) -> Mapping[str, Any] | None:
        """The class with those of its tables that are looked at."""
        room = self._rooms.shown(watch.classroom)
        if room is None or watch.tables is None:
            return room
        return {**room, "tables": [t for t in room["tables"] if t in watch.tables]}

    def _class(self, watch: WallWatch) -> dict[str, Entity]:
        room = self._shown(watch)
        return {} if room is None else {"classroom": self._room(room, watch)}

    def _room(self, room: Mapping[str, Any], watch: WallWatch) -> Entity:
        """The class's entity. The whole class is not told the ids of its tables, in their order;
        who runs only some tables is not told who waits at the door."""
        if not watch.private:
            return {name: value for name, value in room.items() if name != "tables"}
        people = dict(self._rooms.people(watch.classroom))
        if watch.tables is not None:
            people["waiting"] = []
        return {**room, **people, "letters": self._letters(watch, room["tables"])}

    def _letters(self, watch: WallWatch, shown: Sequence[TalksId]) -> Mapping[TalksId, str]:
        """By which letters the projector calls the tables shown here; empty where by number."""
        room = self._rooms.shown(watch.classroom)
        found = [self._snapshot(talks_id) for talks_id in (room["tables"] if room else ())]
        tables = [one[0] for one in found if one is not None]
        if not 2 <= len(found) == len(tables) or not any(
            t.policies.compare is ComparePolicy.MASKED for t in tables
        ):
            return {}
        known = letters(t.id for t in tables)
        return {talks_id: known[talks_id] for talks_id in shown if talks_id in known}

    def _masks(self, watch: WallWatch, before: Masks) -> Masks:
        """What hides which table is which, on the wall that the whole class sees."""
        if watch.private:
            return NO_MASKS
        room = self._rooms.shown(watch.classroom)
        found = [self._snapshot(talks_id) for talks_id in (room["tables"] if room else ())]
        return masks_of([one and one[0] for one in found], before)

    def _snapshot(self, talks_id: TalksId) -> tuple[Talks, frozenset[PersonId], int] | None:
        try:
            return self._negotiations.snapshot(talks_id)
        except (UnknownTalks, Unavailable):
            return None

    def _table(self, talks_id: TalksId, watch: WallWatch, masks: Masks) -> dict[str, Entity]:
        """The table's entity under its key; nothing when it cannot be shown."""
        found = self._snapshot(talks_id)
        if found is None or masks.hides(found[0]):
            return {}
        talks, present, now = found
        mask = masks.letters.get(talks_id, "")
        one = summary(Frame(talks, present), now, private=watch.private, mask=mask)
        return {masks.key(talks_id): one}

    def _show(self, screen: _Screen, entities: dict[str, Entity], gone: tuple[str, ...]) -> None:
        put = {k: e for k, e in entities.items() if screen.entities.get(k) != e}
        if not put and not gone:
            return
        base, held = screen.etag, screen.entities
        lost = sum(entity_hash(k, held[k]) for k in (*put, *gone) if k in held)
        won = sum(entity_hash(k, e) for k, e in put.items())
        screen.etag = (base + won - lost) % MODULUS
        held.update(put)
        for key in gone:
            del held[key]
        body = {
            "base": shown(base),
            "etag": shown(screen.etag),
            "put": put,
            "drop": gone,
            "server_now": self._negotiations.now_ms(),
        }
        packet = event("patch", orjson.dumps(body))
        for post in screen.posts.values():
            post(packet)

    def _envelope(self, screen: _Screen) -> dict[str, Any]:
        now = self._negotiations.now_ms()
        return {"etag": shown(screen.etag), "entities": screen.entities, "server_now": now}
