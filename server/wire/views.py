"""Views and patches as JSON: whole, or as what differs from a text that the client holds."""

from collections.abc import Mapping
from typing import Any

import orjson

from server.rules.views.apart import all_beyond, told
from server.rules.views.etags import MODULUS, Entity
from server.rules.views.frame import Kept, compact, hash_of, json_of
from server.rules.views.gate import Patch
from server.service.texts import Base
from server.wire import outgoing

NOTHING = b"{}"

Said = dict[tuple[int, int], tuple[Entity, Entity, bytes]]
"""What turns one entity into another, by their identities: found and encoded once for all who are
told of a change. Both are kept along, or others might come to have their identities."""


def etag_of(entities: Mapping[str, Entity], base: Base | None) -> int:
    """The view's etag; what is shared was hashed for others already. The text counts: what is said
    later must be said against the one that the client holds."""
    tag = 0 if base is None else base.tag
    return (tag + sum(hash_of(key, entity) for key, entity in entities.items())) % MODULUS


def view_envelope(
    entities: Mapping[str, Entity], base: Base | None, number: int, now: int
) -> dict[str, Any]:
    """A view as it is sent: whole entities, or with `base` what differs from that text. `number`
    is its etag, `now` in milliseconds."""
    if base is None:
        return outgoing.view(entities, number, now)
    return outgoing.view(all_beyond(base.entities, entities), number, now, base.named)


def own_text(base: Base) -> dict[str, Any]:
    """What stands written for one side of a table alone; an empty hash where nothing does."""
    own = base.own
    return {"hash": own.hash if own else "", "entities": own.entities if own else {}}


def members(entities: Mapping[str, Entity]) -> bytes:
    """Whole entities, as the members of an object."""
    return b",".join([orjson.dumps(k) + b":" + json_of(e) for k, e in entities.items()])


def differences(entities: Mapping[str, Entity], base: Base) -> bytes:
    """What differs from the text; of what viewers share it is found and encoded once."""
    held = base.entities
    return b",".join(
        [orjson.dumps(k) + b":" + _apart(k, e, held.get(k)) for k, e in entities.items()]
    )


def moves(patch: Patch, base: Base, said: Said) -> bytes:
    """What turns the entities that the clients hold into those of the patch."""
    found: list[bytes] = []
    for key, now in patch.put.items():
        was = patch.was.get(key)
        if was is None:
            json = _apart(key, now, base.entities.get(key))
        else:
            json = _moved(key, was, now, said)
            if json == NOTHING:
                continue
        found.append(orjson.dumps(key) + b":" + json)
    return b",".join(found)


def _apart(key: str, entity: Entity, held: Entity | None) -> bytes:
    if held is None:
        return json_of(entity)
    if not isinstance(entity, Kept):
        return orjson.dumps(told(key, held, entity))
    if entity.apart is None or entity.apart[0] is not held:
        entity.apart = held, compact(orjson.dumps(told(key, held, entity)))
    return entity.apart[1]


def _moved(key: str, was: Entity, now: Entity, said: Said) -> bytes:
    pair = id(was), id(now)
    found = said.get(pair)
    if found is None:
        found = said[pair] = was, now, orjson.dumps(told(key, was, now))
    return found[2]
