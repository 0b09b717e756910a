"""The texts that views and patches are told against: made once, shared by all tables."""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from weakref import WeakValueDictionary

import orjson

from server.rules.seats import Audience, PublicView
from server.rules.state.talks import Talks
from server.rules.views.apart import all_beyond, as_made, side_of, written
from server.rules.views.etags import Entity, json_hash
from server.rules.views.viewer import Viewer

KEPT = 256
"""Texts of so many sides of tables are kept ready; others are made again when asked for."""


class Text:
    """Entities that never change, as JSON; `hash` is 128 bits over it, in hexadecimal digits."""

    __slots__ = ("__weakref__", "_packed", "entities", "hash", "json")

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        inside = orjson.dumps(entities)
        self.entities = entities
        self.hash = blake2b(inside, digest_size=16).hexdigest()
        self.json = b'{"hash":"%s","entities":%s}' % (self.hash.encode(), inside)
        self._packed: bytes | None = None

    @property
    def packed(self) -> bytes:
        """The JSON compressed (gzip), once."""
        if self._packed is None:
            self._packed = gzip.compress(self.json, 9, mtime=0)
        return self._packed


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """What a side of a table holds before it is told anything: the text that is the same for
    everybody, what stands written for it alone, and both together."""

    public: Text
    own: Text | None
    entities: Mapping[str, Entity]
    tag: int = field(init=False)
    """What the etags of views told against it start from."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tag", json_hash("text", orjson.dumps(self.named)))

    @property
    def named(self) -> dict[str, Any]:
        """The hashes, as a view names them."""
        return {"public": self.public.hash, "own": self.own.hash if self.own else None}


class Texts:
    """Finds the texts of tables, and public ones by their hash."""

    def __init__(self) -> None:
        self._bases: OrderedDict[tuple[Any, ...], tuple[object, Base]] = OrderedDict()
        self._public: WeakValueDictionary[str, Text] = WeakValueDictionary()

    def base(self, talks: Talks, viewer: Viewer) -> Base:
        """What the viewer's view of these talks is told against."""
        return self._base(talks, side_of(viewer))

    def public_text(self, talks: Talks) -> Text:
        """What everybody may know that stands written of these talks."""
        return self._base(talks, PublicView()).public

    def public(self, name: str) -> Text | None:
        """The public text with this hash, if some table uses it."""
        return self._public.get(name)

    def _base(self, talks: Talks, side: Audience) -> Base:
        open_ = "mandates" in talks.revealed
        key = id(talks.base), talks.difficulty, talks.preset, open_, side
        found = self._bases.get(key)
        if found is None:
            # The scenario is kept along: else another one might come to have its address.
            found = self._bases[key] = talks.base, self._made(talks, side)
            if len(self._bases) > KEPT:
                self._bases.popitem(last=False)
        else:
            self._bases.move_to_end(key)
        return found[1]

    def _made(self, talks: Talks, side: Audience) -> Base:
        public = self._known(Text(written(as_made(talks), PublicView())))
        laid_open = "mandates" in talks.revealed
        found = written(as_made(talks, laid_open=laid_open), side)
        entities = {
            k: public.entities[k] if public.entities.get(k) == one else one
            for k, one in found.items()
        }
        differs = {k: one for k, one in all_beyond(public.entities, entities).items() if one}
        return Base(public, Text(differs) if differs else None, entities)

    def _known(self, text: Text) -> Text:
        return self._public.setdefault(text.hash, text)
