"""What a client asks for when it connects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.refusals import Refusal

_TEXT_LIMIT = 200

APART = "apart"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look at, and by which right. `etag` is that of the view it holds; `text` is `apart`
    for a client that gets the text for itself and is told what differs from it."""

    token: str | None = None
    talks: TalksId | None = None
    classroom: ClassroomId | None = None
    etag: str | None = None
    as_: DelegationId | None = None
    text: str | None = None


def asked(auth: object) -> Asked | Refusal:
    """What a client's `auth` asks for; a Refusal when it is not of the documented form."""
    if auth is None:
        return Asked()
    if not isinstance(auth, Mapping):
        return Refusal("bad_command", {"field": "auth", "expected": "an object"})
    values: dict[str, Any] = {}
    for name in ("token", "talks", "classroom", "etag", "as", "text"):
        value = auth.get(name)
        if value is not None and not (isinstance(value, str) and 0 < len(value) <= _TEXT_LIMIT):
            return Refusal("bad_command", {"field": name, "expected": "a text"})
        values["as_" if name == "as" else name] = value
    if values["text"] not in (None, APART):
        return Refusal("bad_command", {"field": "text", "expected": APART})
    return Asked(**values)
