"""One state of the talks as it is projected: the talks, who is present, and shared work."""

from collections.abc import Callable

from server.rules.ids import PersonId
from server.rules.talks import Talks
from server.rules.views.etags import Entity, entity_hash


class Frame:
    """The talks and who is present, with what all viewers share built once."""

    __slots__ = ("_hashes", "_shared", "present", "talks")

    def __init__(self, talks: Talks, present: frozenset[PersonId] = frozenset()) -> None:
        self.talks = talks
        self.present = present
        self._shared: dict[tuple[object, ...], Entity] = {}
        self._hashes: dict[int, tuple[Entity, int]] = {}

    def shared(self, key: tuple[object, ...], build: Callable[[], Entity]) -> Entity:
        """The part that is equal for all viewers of one kind, built at the first asking."""
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = build()
        return found

    def hash_of(self, name: str, entity: Entity) -> int:
        """The entity's hash, computed once however many viewers share the entity.

        Kept by identity, with the entity itself, so that its address is not used again.
        """
        found = self._hashes.get(id(entity))
        if found is None:
            found = self._hashes[id(entity)] = (entity, entity_hash(name, entity))
        return found[1]
