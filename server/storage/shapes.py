"""Strict readers for JSON, made from the type hints of frozen dataclasses.

Covers what events and scenarios hold: text, whole numbers, truth values, enumerations of texts,
None, unions of those, tuples, frozen sets, mappings and other dataclasses. A reader takes exactly
what the type says: nothing is converted, no field may be missing or unknown. A lenient reader
lets fields be missing that have a default, so that what an older release wrote can be read.

A type may hold itself. Of dataclasses that share a union each is written with its name under `is`,
for their fields alone do not tell them apart.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

T = TypeVar("T")
Reader = Callable[[Any], Any]

TAG = "is"
_tagged: dict[type, str] = {}
"""The dataclasses that share a union with others, and how they are told apart."""

_being_made: set[tuple[type, bool]] = set()


class Misshapen(ValueError):
    """The JSON is not of the shape: `expected` belongs at `path`, `found` is there."""

    def __init__(self, expected: str, found: object, path: str = "") -> None:
        super().__init__(expected, found, path)
        self.expected, self.found, self.path = expected, found, path

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{where}expected {self.expected}, found {_short(self.found)}"

    def within(self, step: str) -> "Misshapen":
        """The same, seen from one step further out."""
        path = f"{step}.{self.path}" if self.path else step
        return Misshapen(self.expected, self.found, path)


def _short(found: object) -> str:
    text = repr(found)
    return text if len(text) <= 60 else f"{text[:57]}..."


def reader(shape: Any, lenient: bool = False) -> Reader:
    """A function that takes parsed JSON to a value of the type. Raises `Misshapen`."""
    return _reader(shape, lenient)


@cache
def _reader(shape: Any, lenient: bool) -> Reader:
    while isinstance(shape, NewType):
        shape = shape.__supertype__
    origin = get_origin(shape)
    if origin in (Union, types.UnionType):
        return _union(get_args(shape), lenient)
    if origin is tuple:
        return _tuple(get_args(shape), lenient)
    if origin is frozenset:
        return _frozenset(get_args(shape)[0], lenient)
    if origin is not None and issubclass(origin, Mapping):
        key, held = get_args(shape)
        return _mapping(key, held, lenient)
    if shape in _PLAIN:
        return _plain(shape, _PLAIN[shape])
    if isinstance(shape, type) and issubclass(shape, Enum):
        return _enum(shape)
    if isinstance(shape, type) and is_dataclass(shape):
        if (shape, lenient) in _being_made:
            return _later(shape, lenient)
        _being_made.add((shape, lenient))
        try:
            return _dataclass(shape, lenient)
        finally:
            _being_made.discard((shape, lenient))
    raise TypeError(f"no JSON shape for {shape!r}")


_PLAIN: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    type(None): "null",
}


def _plain(kind: type, words: str) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise Misshapen(words, value)
        return value

    return read


def _enum(kind: type[Enum]) -> Reader:
    members: dict[Any, Enum] = {member.value: member for member in kind}
    words = "one of " + ", ".join(map(str, members))

    def read(value: Any) -> Any:
        member = members.get(value) if type(value) is str else None
        if member is None:
            raise Misshapen(words, value)
        return member

    return read


def _later(kind: type, lenient: bool) -> Reader:
    """For a type inside itself: its reader is kept in place of this one when it is made."""
    return lambda value: _reader(kind, lenient)(value)


def _union(shapes: tuple[Any, ...], lenient: bool) -> Reader:
    alike = [s for s in shapes if isinstance(s, type) and is_dataclass(s)]
    if len(alike) > 1:
        return _one_of(alike, [s for s in shapes if s not in alike], lenient)
    readers = tuple(reader(s, lenient) for s in shapes)
    plain = frozenset(s for s in shapes if s in _PLAIN)

    def read(value: Any) -> Any:
        if type(value) in plain:
            return value
        expected = []
        for one in readers:
            try:
                return one(value)
            except Misshapen as error:
                expected.append(error.expected)
        raise Misshapen(" or ".join(expected), value)

    return read


def _one_of(kinds: list[type], others: list[Any], lenient: bool) -> Reader:
    """A union of several dataclasses, each under its name, and perhaps of other types."""
    for kind in kinds:
        _tagged[kind] = kind.__name__
    readers = {kind.__name__: reader(kind, lenient) for kind in kinds}
    rest = _union(tuple(others), lenient) if others else None
    words = "one of " + ", ".join(readers)

    def read(value: Any) -> Any:
        if type(value) is not dict:
            if rest is None:
                raise Misshapen("an object", value)
            return rest(value)
        tag = value.get(TAG)
        if type(tag) is not str or tag not in readers:
            raise Misshapen(words, tag, TAG)
        return readers[tag](value)

    return read


def _tuple(shapes: tuple[Any, ...], lenient: bool) -> Reader:
    if len(shapes) == 2 and shapes[1] is Ellipsis:
        return _items(reader(shapes[0], lenient))
    readers = tuple(reader(s, lenient) for s in shapes)

    def read(value: Any) -> Any:
        if type(value) is not list or len(value) != len(readers):
            raise Misshapen(f"a list of {len(readers)}", value)
        return tuple(
            _step(n, one, item) for n, (one, item) in enumerate(zip(readers, value, strict=True))
        )

    return read


def _items(one: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not list:
            raise Misshapen("a list", value)
        return tuple([_step(n, one, item) for n, item in enumerate(value)])

    return read


def _frozenset(shape: Any, lenient: bool) -> Reader:
    items = _items(reader(shape, lenient))
    return lambda value: frozenset(items(value))


def _mapping(key: Any, shape: Any, lenient: bool) -> Reader:
    read_key, read_value = reader(key), reader(shape, lenient)

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise Misshapen("an object", value)
        return {read_key(k): _step(k, read_value, v) for k, v in value.items()}

    return read


def _step(step: object, one: Reader, value: Any) -> Any:
    try:
        return one(value)
    except Misshapen as error:
        raise error.within(str(step)) from None


@cache
def _written(kind: type[Any]) -> tuple[Field[Any], ...]:
    """The fields of a dataclass that are stored: not those it works out from them by itself."""
    return tuple(f for f in fields(kind) if f.init)


def _dataclass(kind: type[Any], lenient: bool) -> Reader:
    hints = get_type_hints(kind)
    readers = tuple((f.name, reader(hints[f.name], lenient)) for f in _written(kind))  # type: ignore[arg-type]  # a class is hashable
    names = frozenset(name for name, _ in readers)
    optional = frozenset(f.name for f in fields(kind) if _has_default(f)) if lenient else _NONE

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise Misshapen("an object", value)
        if value.get(TAG) == kind.__name__ and TAG not in names:  # written as one of a union's
            value = {k: v for k, v in value.items() if k != TAG}
        if value.keys() == names:
            return kind(*[_step(name, one, value[name]) for name, one in readers])
        if not names - optional <= value.keys() <= names:
            raise _wrong_names(names - optional, names, value)
        return kind(**{n: _step(n, one, value[n]) for n, one in readers if n in value})

    return read


_NONE: frozenset[str] = frozenset()


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _wrong_names(needed: frozenset[str], names: frozenset[str], value: dict[str, Any]) -> Misshapen:
    missing = sorted(needed - value.keys())
    if missing:
        return Misshapen("a value", None, missing[0])
    unknown = sorted(value.keys() - names)
    return Misshapen("no such field", value[unknown[0]], unknown[0])


def write(value: object) -> bytes:
    """The JSON that a reader of the value's type takes back; the reader has to be made before."""
    return orjson.dumps(value, default=plain, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def plain(value: object) -> Any:
    """For `orjson.dumps(default=...)`: what it cannot write by itself."""
    if is_dataclass(value) and not isinstance(value, type):
        body = {f.name: getattr(value, f.name) for f in _written(type(value))}
        tag = _tagged.get(type(value))
        return body if tag is None else {TAG: tag, **body}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
