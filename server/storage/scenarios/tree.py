"""A walk over raw data that never trips: what has the wrong type is simply empty.

The shape of a file is checked by its model; the checks of meaning run beside it, on the same raw
data, so that one run reports mistakes of both sorts even in the same file.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from server.storage.scenarios.marks import Marked, Path
from server.storage.scenarios.problems import Problem, listed, nearest, shown
from server.storage.scenarios.shape import dotted


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a file, with what stands there."""

    file: str
    marked: Marked
    value: object
    path: Path = ()

    @classmethod
    def root(cls, file: str, marked: Marked) -> "Node":
        """The whole file."""
        return cls(file, marked, marked.data)

    def at(self, key: str) -> "Node":
        """What stands under the key; empty when nothing does."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(self.file, self.marked, value, (*self.path, key))

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Keys of a mapping, each with what stands under it."""
        if isinstance(self.value, dict):
            for key in self.value:
                yield key, self.at(key)

    def each(self) -> Iterator["Node"]:
        """The items of a list."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(self.file, self.marked, value, (*self.path, index))

    def has(self, key: str) -> bool:
        """True when the mapping has the key."""
        return isinstance(self.value, dict) and key in self.value

    @property
    def text(self) -> str | None:
        """The text that stands here, if it is one."""
        return self.value if isinstance(self.value, str) else None

    @property
    def number(self) -> int | None:
        """The whole number that stands here, if it is one."""
        whole = isinstance(self.value, int) and not isinstance(self.value, bool)
        return self.value if whole else None  # type: ignore[return-value]  # just tested

    def texts(self) -> list[str]:
        """The texts of a list."""
        return [node.text for node in self.each() if node.text is not None]

    def problem(self, expected: str, got: object, suggestion: str | None = None) -> Problem:
        """A problem at this place."""
        file, line = self.marked.place(self.file, self.path)
        said = got if isinstance(got, str) else shown(got)
        return Problem(file, line, dotted(self.path), expected, said, suggestion)

    def unknown(self, what: str, name: str, known: Iterable[str]) -> Problem:
        """The problem of a name that nothing bears."""
        names = list(known)
        expected = f"{what} ({listed(names)})" if names else what
        return self.problem(expected, shown(name), nearest(name, names))


def duplicates(nodes: Node, key: str, what: str) -> Iterator[Problem]:
    """Items of a list that repeat another's key."""
    seen: set[str] = set()
    for node in nodes.each():
        name = node.at(key)
        if name.text is None:
            continue
        if name.text in seen:
            yield name.problem(f"each {what} once", name.text)
        seen.add(name.text)


def references(node: Node, codes: Collection[str]) -> Iterator[Problem]:
    """Codes under any `refs` of the file that the key to the sources does not hold."""
    for key, inside in node.items():
        if key == "refs":
            for ref in inside.each():
                if ref.text is not None and ref.text not in codes:
                    near = nearest(ref.text, codes)
                    yield ref.problem("a code of SOURCES.md", shown(ref.text), near)
        else:
            yield from references(inside, codes)
    for inside in node.each():
        yield from references(inside, codes)
