"""Reading JSON bodies and query parameters; what is wrong with them becomes a refusal."""

import json
from typing import Any, TypeVar

import orjson
from flask import request
from pydantic import BaseModel, ValidationError

from server.rules.refusals import Refusal
from server.web.site.errors import Refused
from server.wire.incoming import refusal_of

Model = TypeVar("Model", bound=BaseModel)


def bad(field: str, expected: str) -> Refused:
    """Ends the request because a field is not as documented."""
    return Refused(Refusal("bad_command", {"field": field, "expected": expected}))


def json_body() -> Any:
    """The JSON that the request brings; halves of characters are let through and cleaned later."""
    sent = request.get_data(cache=True)
    try:
        return orjson.loads(sent)
    except ValueError:
        pass
    try:
        return json.loads(sent)
    except (ValueError, RecursionError):
        raise bad("", "JSON") from None


def read(model: type[Model]) -> Model:
    """The request's JSON as the model."""
    sent = json_body()
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        raise Refused(refusal_of(error, sent)) from None


def whole_number(name: str, default: int, most: int) -> int:
    """A query parameter that is a whole number from 0 to `most`."""
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 18) or int(text) > most:
        raise bad(name, f"a whole number from 0 to {most}")
    return int(text)
