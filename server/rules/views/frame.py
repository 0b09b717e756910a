"""One state of the talks as it is projected: the talks, who is present, and shared work."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

import orjson

from server.rules.ids import ForumId, PersonId
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views.etags import Entity, entity_hash, json_hash
from server.rules.views.touched import Key, Touched
from server.rules.views.viewer import Viewer, viewer_of

E = TypeVar("E", bound=Entity)


class Kept(dict[str, Any]):
    """An entity, or a part of one, that viewers share: its hash and JSON are made once."""

    __slots__ = ("apart", "hash", "json")

    def __init__(self, entity: Entity) -> None:
        super().__init__(entity)
        self.hash: int | None = None
        self.json: bytes | None = None
        self.apart: tuple[Entity, bytes] | None = None
        """JSON of what differs from a text, and that text's entity."""


class Frame:
    """The talks and who is present, with what viewers share built once.

    `then` gives the next state's frame, which takes over all that was built and is not touched.
    `text` are entities that tables share; what is built and says the same is taken from there.
    """

    __slots__ = (
        "_built", "_fleeting", "_past", "_scheduled", "_viewers", "present", "talks", "text",
    )  # fmt: skip

    def __init__(
        self,
        talks: Talks,
        present: frozenset[PersonId] = frozenset(),
        text: Mapping[str, Entity] | None = None,
    ) -> None:
        self.talks = talks
        self.present = present
        self.text = text or {}
        self._built: dict[Key, dict[Hashable, Kept]] = {}
        self._past: dict[Key, dict[Hashable, Kept]] = {}
        self._fleeting: dict[Key, Kept] = {}
        self._viewers: dict[Audience, Viewer] = {}
        self._scheduled: frozenset[ForumId] | None = None

    def then(self, talks: Talks, present: frozenset[PersonId], what: Touched) -> "Frame":
        """The frame of the state that follows, when `what` is all that it touches.

        This frame still shows its own state, until the other one is followed in turn.
        """
        after = Frame(talks, present, self.text)
        if not what.everything:
            after._built, after._viewers = self._built, self._viewers
            after._scheduled = self._scheduled
            self._past = {key: self._built.pop(key, {}) for key in (*what.keys, *what.private)}
        return after

    def is_scheduled(self, forum: ForumId) -> bool:
        """True for a forum that some round of the schedule opens."""
        if self._scheduled is None:
            self._scheduled = frozenset(self.talks.scheduled_forums())
        return forum in self._scheduled

    def viewer(self, audience: Audience) -> Viewer:
        """Who the audience is at this table."""
        found = self._viewers.get(audience)
        if found is None:
            found = self._viewers[audience] = viewer_of(self.talks, audience)
        return found

    def shared(self, family: str, key: str, build: Callable[[], E], variant: Hashable = "") -> E:
        """What is equal for all viewers of one kind (`variant`), built at the first asking.

        It may depend only on what changes together with the entity `key` of `family`.
        """
        part = family, key
        variants = self._past.get(part)
        if variants is None:
            variants = self._built.get(part)
            if variants is None:
                variants = self._built[part] = {}
        found = variants.get(variant)
        if found is None:
            found = variants[variant] = Kept(build())
        return cast(E, found)

    def as_written(self, name: str, part: E) -> E:
        """The part of the entity of that name, with what stands written so for all tables not kept
        once more for this one."""
        held = self.text.get(name, {})
        same = {n: held[n] for n, value in part.items() if n in held and held[n] == value}
        return cast(E, {**part, **same}) if same else part

    def fleeting(self, family: str, key: str, build: Callable[[], E]) -> E:
        """The same for what is cheap to build, numerous, and not worth keeping."""
        found = self._fleeting.get((family, key))
        if found is None:
            found = self._fleeting[family, key] = Kept(build())
        return cast(E, found)


def hash_of(name: str, entity: Entity) -> int:
    """The entity's hash; that of a shared one is computed once."""
    if not isinstance(entity, Kept):
        return entity_hash(name, entity)
    if entity.hash is None:
        # The JSON of the whole is not kept for it: who holds the text is never told the whole.
        entity.hash = json_hash(name, entity.json or orjson.dumps(entity))
    return entity.hash


def json_of(entity: Entity) -> bytes:
    """The entity as JSON; that of a shared one is made once."""
    if not isinstance(entity, Kept):
        return orjson.dumps(entity)
    if entity.json is None:
        entity.json = compact(orjson.dumps(entity))
    return entity.json


def compact(json: bytes) -> bytes:
    """The same bytes in no more memory than they need: what orjson returns holds 4 KB and more."""
    return bytes(memoryview(json))
