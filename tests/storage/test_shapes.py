"""Strict readers made from types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NewType

import orjson
import pytest

from server.storage.shapes import Misshapen, plain, reader, write

Id = NewType("Id", str)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Leaf:
    id: Id
    size: int = 3


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    colours: frozenset[Colour]
    pair: tuple[str, int]
    notes: Mapping[Id, str | bool | int] = field(default_factory=dict)
    parent: Leaf | None = None


@dataclass(frozen=True)
class Both:
    parts: tuple["Both | Either | Leaf | None", ...]


@dataclass(frozen=True)
class Either:
    parts: tuple["Both | Either | Leaf | None", ...]


TREE = Tree((Leaf(Id("a")),), frozenset({Colour.RED}), ("x", 1), {Id("n"): True}, Leaf(Id("b"), 4))
JSON: dict[str, Any] = {
    "leaves": [{"id": "a", "size": 3}],
    "colours": ["red"],
    "pair": ["x", 1],
    "notes": {"n": True},
    "parent": {"id": "b", "size": 4},
}


def test_values_are_read_as_the_types_say() -> None:
    assert reader(Tree)(JSON) == TREE
    assert reader(Tree)({**JSON, "parent": None}).parent is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"leaves": [{"id": 1, "size": 3}]}, "leaves.0.id: expected text, found 1"),
        ({"leaves": {}}, "leaves: expected a list"),
        ({"colours": ["blue"]}, "colours.0: expected one of red"),
        ({"pair": ["x"]}, "pair: expected a list of 2"),
        ({"pair": ["x", "y"]}, "pair.1: expected a whole number"),
        ({"notes": {"n": 1.5}}, "notes.n: expected text or true or false or a whole number"),
        ({"parent": 5}, "parent: expected an object or null"),
        ({"pair": "x" * 100}, r"\.\.\.$"),
    ],
)
def test_anything_else_is_named_with_its_place(change: dict[str, Any], message: str) -> None:
    with pytest.raises(Misshapen, match=message):
        reader(Tree)({**JSON, **change})


def test_a_lenient_reader_lets_what_has_a_default_be_missing_and_nothing_else() -> None:
    old = {"leaves": [{"id": "a"}], "colours": ["red"], "pair": ["x", 1]}
    read = reader(Tree, lenient=True)
    assert read(old) == Tree((Leaf(Id("a")),), frozenset({Colour.RED}), ("x", 1))
    with pytest.raises(Misshapen, match=r"leaves\.0\.size"):
        reader(Tree)({**JSON, "leaves": [{"id": "a"}]})
    with pytest.raises(Misshapen, match="pair: expected a value"):
        read({"leaves": [], "colours": []})
    with pytest.raises(Misshapen, match="more: expected no such field"):
        read({**old, "more": 1})


def test_types_without_a_shape_are_refused_when_the_reader_is_made() -> None:
    with pytest.raises(TypeError, match="no JSON shape"):
        reader(float)


def test_what_orjson_cannot_write_is_made_plain() -> None:
    assert plain(frozenset({"b", "a"})) == ["a", "b"]
    with pytest.raises(TypeError):
        plain(object())


def test_a_type_may_hold_itself_and_what_looks_alike_is_told_apart() -> None:
    read = reader(Both)
    deep = Both((Either((Leaf(Id("a")), None)), Both(())))
    assert read(orjson.loads(write(deep))) == deep
    assert reader(Both, lenient=True)(orjson.loads(write(deep))) == deep
    with pytest.raises(Misshapen, match=r"parts\.0\.is: expected one of Both, Either, Leaf"):
        read({"parts": [{"is": "Neither"}]})
    with pytest.raises(Misshapen, match=r"parts\.0: expected null, found 3"):
        read({"parts": [3]})


@dataclass(frozen=True)
class Counted:
    leaves: tuple[Leaf, ...]
    many: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "many", len(self.leaves))


def test_what_a_thing_works_out_by_itself_is_not_written_and_comes_back() -> None:
    thing = Counted((Leaf(Id("a")), Leaf(Id("b"))))
    read = reader(Counted)
    assert "many" not in orjson.loads(write(thing))
    assert read(orjson.loads(write(thing))).many == 2
