"""Parsing what clients send: a command, or a refusal that says what is wrong with it.

Nothing here raises, whatever was sent.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal, cast

import orjson
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from server.rules.commands.life import SetPolicy
from server.rules.refusals import Refusal
from server.service.sent import Sendable, SentCommand
from server.wire.catalogue import ENTRIES, PARTS, Entry
from server.wire.values import ID_PATTERN, MAX_COMMAND_BYTES, MAX_ID, shown

Role = Literal["delegate", "facilitator"]

MAX_DEPTH = 8
"""Levels of nesting in a body; no command needs more than two."""

_ID = re.compile(ID_PATTERN)
_EXPECTED = {
    "extra_forbidden": "no field of this name",
    "missing": "this field",
    "string_type": "a text",
    "string_unicode": "a text",
    "string_pattern_mismatch": "letters, digits, . _ : or -",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "list_type": "a list",
}
_TOO_LONG = {"string_too_long", "too_long"}
_FOR_PEOPLE = {"text", "note", "reason", "what", "name"}


def parse_message(data: object, role: Role) -> SentCommand | Refusal:
    """The command in a message `{id, name, body}`; `body` may be left out when it is empty."""
    if not isinstance(data, dict):
        return _bad("", "an object with id, name and body")
    sent_id = sendable_id(data)
    if sent_id is None:
        return _bad("id", f"1 to {MAX_ID} letters, digits, . _ : or -")
    unknown = next((k for k in data if k not in ("id", "name", "body")), None)
    if unknown is not None:
        return _bad(shown(unknown), _EXPECTED["extra_forbidden"])
    name = data.get("name")
    command = parse_command(name, data.get("body", {}), role)
    return command if isinstance(command, Refusal) else SentCommand(sent_id, str(name), command)


def sendable_id(data: object) -> str | None:
    """The command id of a message if it is one; safe to send back."""
    sent = data.get("id") if isinstance(data, dict) else None
    fits = isinstance(sent, str) and 0 < len(sent) <= MAX_ID and _ID.fullmatch(sent)
    return cast(str, sent) if fits else None


def parse_command(name: object, body: object, role: Role) -> Sendable | Refusal:
    """The command that `name` and `body` describe, or why there is none."""
    entry = ENTRIES.get(name) if isinstance(name, str) else None
    if entry is None:
        return _bad("name", "the name of a command")
    if role not in entry.roles:
        return Refusal("not_allowed", {"command": entry.name})
    if not isinstance(body, dict):
        return _bad("body", "an object")
    size = _size(body)
    if size is None:
        return _bad("body", f"JSON of at most {MAX_DEPTH} levels")
    if size > MAX_COMMAND_BYTES:
        return Refusal("too_large", {"limit": MAX_COMMAND_BYTES})
    if entry.command is SetPolicy and "policies" not in body:
        body = {"policies": body}  # the short form of the protocol: {scores: "live"}
    return _validated(entry, body)


def _validated(entry: Entry, body: Mapping[Any, Any]) -> Sendable | Refusal:
    try:
        model = entry.model.model_validate(body)
    except ValidationError as error:
        return refusal_of(error, body)
    return cast(Sendable, entry.command(**_fields(model)))


def _fields(model: BaseModel) -> dict[str, Any]:
    return {field: plain(getattr(model, field)) for field in type(model).model_fields}


def plain(sent: object) -> object:
    """What a dataclass holds instead: tuples for lists, dataclasses for models."""
    match sent:
        case list():
            return tuple(map(plain, sent))
        case BaseModel():
            return PARTS[type(sent)](**_fields(sent))
        case _:
            return sent


def refusal_of(error: ValidationError, body: object) -> Refusal:
    """The refusal for the first thing that is wrong."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = shown(".".join(_path(first["loc"], body)))
    if field.rpartition(".")[2] in _FOR_PEOPLE and first["type"] in _TOO_LONG:
        return Refusal("text_too_long", {"field": field, "limit": first["ctx"]["max_length"]})
    if field == "name" and first["type"] == "string_too_short":
        return Refusal("name_needed")
    return _bad(field, _expected(first))


def _path(loc: tuple[int | str, ...], body: object) -> list[str]:
    """The part of an error's place that is in the body: pydantic adds names of its own."""
    path: list[str] = []
    for part in loc:
        if isinstance(body, dict):
            missing = part not in body
            path.append(str(part))
            body = None if missing else body[part]
        elif isinstance(body, list) and isinstance(part, int):
            path.append(str(part))
            body = body[part]
        else:
            break
    return path


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "string_too_long" | "too_long":
            return f"at most {context['max_length']}"
        case "string_too_short":
            return f"at least {context['min_length']}"
        case "less_than_equal":
            return f"at most {context['le']}"
        case "greater_than_equal":
            return f"at least {context['ge']}"
        case "enum":
            return str(context["expected"])
        case kind:
            return _EXPECTED.get(kind, "another value")


def _bad(field: str, expected: str) -> Refusal:
    return Refusal("bad_command", {"field": field, "expected": expected})


def _size(body: Mapping[Any, Any]) -> int | None:
    """Bytes of the body as UTF-8 JSON; None when it is too deep, or no JSON at all."""
    try:
        return len(orjson.dumps(body))
    except (TypeError, ValueError, RecursionError):
        return _walked(body)


def _walked(body: object) -> int | None:
    """The same, roughly, for what orjson refuses: lone surrogates, huge numbers, deep nests."""
    size = 0
    level: list[object] = [body]
    for _ in range(MAX_DEPTH):
        inner: list[object] = []
        for value in level:
            size += 2
            match value:
                case dict():
                    inner += [*value.keys(), *value.values()]
                case list() | tuple():
                    inner += value
                case str():
                    size += len(value.encode(errors="replace"))
                case int():
                    size += value.bit_length() // 3
                case float() | None:
                    size += 4
                case _:
                    return None
        if size > MAX_COMMAND_BYTES or not inner:
            return size
        level = inner
    return None
