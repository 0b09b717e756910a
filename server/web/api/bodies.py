"""Reading JSON bodies and query parameters; what is wrong with them becomes a refusal."""

import json
from typing import Any, Never, TypeVar, cast

from flask import request
from pydantic import BaseModel, ValidationError

from server.rules.refusals import Refusal
from server.web.api.calls import Query
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
        return json.loads(sent, parse_float=_number, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise bad("", "JSON") from None


def _number(written: str) -> int | float:
    """5.0 is 5: JSON has one kind of number."""
    number = float(written)
    return int(number) if number.is_integer() else number


def _no_number(written: str) -> Never:
    raise ValueError(written)


def read(model: type[Model]) -> Model:
    """The request's JSON as the model."""
    sent = json_body()
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        raise Refused(refusal_of(error, sent)) from None


def whole_number(query: Query) -> int:
    """What the request gives for a parameter that is a `whole` number."""
    text, most = request.args.get(query.name, "0"), cast(int, query.schema["maximum"])
    if not (text.isascii() and text.isdigit() and len(text) <= 18) or int(text) > most:
        raise bad(query.name, f"a whole number from 0 to {most}")
    return int(text)


def one_of(query: Query) -> str:
    """What the request gives for a parameter with a list of values; "" when it is left out."""
    text, known = request.args.get(query.name), cast(list[str], query.schema["enum"])
    if text is None or text in known:
        return text or ""
    raise bad(query.name, ", ".join(known))


def short_text(query: Query) -> str:
    """What the request gives for a parameter of `words`."""
    text, most = request.args.get(query.name, ""), cast(int, query.schema["maxLength"])
    if len(text) > most:
        raise bad(query.name, f"at most {most}")
    return text
