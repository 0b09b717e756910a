"""A file's shape against its model: pydantic's errors as problems with lines and suggestions."""

import types
import typing
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from server.storage.scenarios.marks import Marked, Path
from server.storage.scenarios.models_base import WORDS
from server.storage.scenarios.models_world import ALL, ONE
from server.storage.scenarios.problems import Problem, listed, nearest, shown

M = TypeVar("M", bound=BaseModel)


def dotted(path: Path) -> str:
    """A path as it is written in messages: `mandates.usa.red_lines[2].option`."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def validated(model: type[M], marked: Marked, file: str) -> tuple[M | None, list[Problem]]:
    """The file as a model, or None and every problem of shape."""
    try:
        return model.model_validate(marked.data), []
    except ValidationError as error:
        return None, [_problem(model, marked, file, e) for e in error.errors(include_url=False)]


def _problem(model: type[BaseModel], marked: Marked, file: str, error: ErrorDetails) -> Problem:
    path: Path = tuple(part for part in error["loc"] if part not in ("[key]", ONE, ALL))
    (file, line), where = marked.place(file, path), dotted(path)
    match error["type"]:
        case "missing":
            return Problem(file, line, where, "this key", "nothing")
        case "extra_forbidden":
            known = _keys(model, path[:-1])
            name = str(path[-1])
            expected = f"one of {listed(known)}" if known else "no such key"
            return Problem(file, line, where, expected, shown(name), nearest(name, known))
        case "literal_error":
            expected = str(error["ctx"]["expected"]) if "ctx" in error else "another word"
            known = expected.replace(" or ", ", ").replace("'", "").split(", ")
            near = nearest(error["input"], known)
            return Problem(file, line, where, expected, shown(error["input"]), near)
        case _:
            return Problem(file, line, where, _expected(error), shown(error["input"]))


def _expected(error: ErrorDetails) -> str:
    ctx: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "string_pattern_mismatch":
            return WORDS.get(ctx["pattern"], f"text like {ctx['pattern']}")
        case "string_too_long":
            return f"at most {ctx['max_length']} characters"
        case "string_too_short" | "too_short":
            return "something"
        case "too_long":
            return f"at most {ctx['max_length']} items"
        case "greater_than_equal":
            return f"at least {ctx['ge']}"
        case "less_than_equal":
            return f"at most {ctx['le']}"
        case "string_type":
            return "text"
        case "int_type":
            return "a whole number"
        case "bool_type":
            return "true or false"
        case "float_type":
            return "a number"
        case "list_type":
            return "a list"
        case "dict_type" | "model_type":
            return "a mapping"
        case _:
            return error["msg"].removeprefix("Input should be ")


def field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """The field that the path leads to, or None where names are the author's own."""
    fields = [_fields(m) for m in _models(model, path[:-1])]
    return next((f[name] for f in fields if (name := str(path[-1])) in f), None)


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model knows at the path; empty where any key may stand."""
    return sorted({name for m in _models(model, path) for name in _fields(m)})


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The model's fields under the keys that stand in files."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(model: type[BaseModel], path: Path) -> list[type[BaseModel]]:
    found: Any = model
    for part in path:
        found = _inside(found, part)
    return [m for m in _alternatives(found) if _is_model(m)]


def _inside(annotation: Any, part: str | int) -> Any:
    for choice in _alternatives(annotation):
        if _is_model(choice) and part in _fields(choice):
            return _fields(choice)[str(part)].annotation
        arguments = typing.get_args(choice)
        if typing.get_origin(choice) is list and isinstance(part, int):
            return arguments[0]
        if typing.get_origin(choice) is dict:
            return arguments[1]
    return None


def _alternatives(annotation: Any) -> Iterable[Any]:
    """The annotation without `Annotated`, each side of a union by itself."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return [a for side in typing.get_args(annotation) for a in _alternatives(side)]
    return [annotation]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
