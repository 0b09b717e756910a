"""One state of the talks as it is projected: the talks, who is present, and shared work."""

from collections.abc import Callable
from typing import Any

from server.rules.ids import PersonId
from server.rules.talks import Talks

Entity = dict[str, Any]
"""A JSON-ready entity."""


class Frame:
    """The talks and who is present, with what all viewers share built once."""

    __slots__ = ("_shared", "present", "talks")

    def __init__(self, talks: Talks, present: frozenset[PersonId] = frozenset()) -> None:
        self.talks = talks
        self.present = present
        self._shared: dict[tuple[object, ...], Entity] = {}

    def shared(self, key: tuple[object, ...], build: Callable[[], Entity]) -> Entity:
        """The part that is equal for all viewers of one kind, built at the first asking."""
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = build()
        return found
