"""A quicker `dataclasses.replace` for frozen, slotted dataclasses; states are copied often."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
_Setter = Callable[[object, object], None]
_Fields = tuple[Callable[[Any], tuple[Any, ...]], dict[str, int], list[_Setter]]
_KNOWN: dict[type, _Fields] = {}


def replace(value: T, **changes: object) -> T:
    """The same value with some fields changed. Raises TypeError for a field it does not have.

    No `__init__` or `__post_init__` runs: what they would check has been checked.
    """
    kind = type(value)
    get, places, setters = _KNOWN.get(kind) or _fields(kind)
    fields = list(get(value))
    try:
        for name, changed in changes.items():
            fields[places[name]] = changed
    except KeyError as error:
        raise TypeError(f"{kind.__name__} has no field {error}") from None
    copy: T = object.__new__(kind)
    for place, field in zip(setters, fields, strict=True):
        place(copy, field)
    return copy


def _fields(kind: type) -> _Fields:
    """How to read all fields at once, where each stands, and how to set each on a new copy."""
    names: tuple[str, ...] = kind.__slots__  # type: ignore[attr-defined]  # slotted by contract
    setters = [getattr(kind, name).__set__ for name in names]
    read = attrgetter(*names)
    get = read if len(names) > 1 else (lambda value: (read(value),))
    found = _KNOWN[kind] = get, {name: n for n, name in enumerate(names)}, setters
    return found
