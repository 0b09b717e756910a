"""What the server says: receipts, errors, views and patches, as JSON.

Numbers of the log never leave here for a delegate: a receipt does not carry its `seq`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import orjson
from flask import has_request_context
from flask_babel import gettext

from server.rules.refusals import Refusal

Json = dict[str, Any]
Entities = Mapping[str, Mapping[str, Any]]
Translate = Callable[[str], str]


class Answered(Protocol):
    """A receipt: whether the command was done, and if not, why."""

    @property
    def id(self) -> str:
        """The command's id."""

    @property
    def accepted(self) -> bool:
        """True when it was done (now or when it was first sent)."""

    @property
    def refusal(self) -> Refusal | None:
        """Why not, when it was not."""


class Change(Protocol):
    """What changed in a view."""

    @property
    def put(self) -> Mapping[str, Mapping[str, Any]]:
        """New and changed entities by key."""

    @property
    def drop(self) -> Sequence[str]:
        """Keys that are gone."""


def encode(value: object) -> bytes:
    """UTF-8 JSON."""
    return orjson.dumps(value, default=_listed)


def _listed(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence | frozenset | set):
        return list(value)
    raise TypeError(type(value))


def sentence(refusal: Refusal, translate: Translate | None = None) -> str:
    """The refusal in words: in the request's language, by `translate`, or in English."""
    if translate is not None:
        return translate(refusal.sentence)
    return gettext(refusal.sentence) if has_request_context() else refusal.sentence


def accepted(command_id: str) -> Json:
    """The acknowledgement of a command that was done."""
    return {"id": command_id, "accepted": True}


def refused(command_id: str | None, refusal: Refusal, translate: Translate | None = None) -> Json:
    """The acknowledgement of a command that was not done. The id is null when it was no id."""
    return {
        "id": command_id,
        "accepted": False,
        "refusal": refusal.code,
        "facts": facts(refusal),
        "message": sentence(refusal, translate),
    }


def receipt(answered: Answered, translate: Translate | None = None) -> Json:
    """The acknowledgement that a receipt stands for."""
    if answered.refusal is None:
        return accepted(answered.id)
    return refused(answered.id, answered.refusal, translate)


def facts(refusal: Refusal) -> Json:
    """The refusal's facts, tuples as lists."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in refusal.facts.items()}


def error(refusal: Refusal, translate: Translate | None = None) -> Json:
    """The body of an HTTP error."""
    return {
        "error": {
            "code": refusal.code,
            "message": sentence(refusal, translate),
            "facts": facts(refusal),
        }
    }


def etag_text(etag: int) -> str:
    """An etag as 16 hexadecimal digits."""
    return f"{etag:016x}"


def view(entities: Entities, etag: int, now: int, text: Json | None = None) -> Json:
    """A whole view; `now` in milliseconds since the epoch. With `text`, the hashes of the text that
    the entities are told against."""
    apart = {} if text is None else {"text": text}
    return {"etag": etag_text(etag), **apart, "entities": entities, "server_now": now}


def patch(change: Change, base: int, etag: int, now: int) -> Json:
    """What turns the view with etag `base` into the one with `etag`."""
    return {
        "base": etag_text(base),
        "etag": etag_text(etag),
        "put": change.put,
        "drop": list(change.drop),
        "server_now": now,
    }
