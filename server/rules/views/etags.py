"""Etags: the sum of a view's entity hashes, so that one changed entity is one subtraction."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import orjson

Entity = Mapping[str, Any]
"""A JSON-ready entity; what its builder returns says which keys it has."""

MODULUS = 1 << 64


def entity_hash(key: str, entity: Entity) -> int:
    """64 bits over the key and the entity's JSON, its members in the order of the builder."""
    return json_hash(key, orjson.dumps(entity))


def json_hash(key: str, json: bytes) -> int:
    """The same for an entity that is JSON already."""
    return int.from_bytes(blake2b(key.encode() + b"\0" + json, digest_size=8).digest())


def etag(entities: Mapping[str, Entity]) -> int:
    """The view's etag, 0 <= etag < 2**64; 0 for an empty view."""
    return sum(entity_hash(key, entity) for key, entity in entities.items()) % MODULUS
