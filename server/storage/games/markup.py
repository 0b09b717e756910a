"""XML read safely, with the line of every element kept.

No document type, so no entities but XML's own five; size, depth and the number of elements are
bounded, and nothing is fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from server.storage.games.reading import content, wrong

MOST_DEPTH = 12
MOST_ELEMENTS = 20_000


@dataclass(slots=True)
class Element:
    """An element: its attributes and children. Text between them is nothing to a game."""

    name: str
    attributes: dict[str, str]
    line: int
    file: Path
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> Iterator["Element"]:
        """Its children of that name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next(self.all(name), None)

    def said(self, attribute: str) -> str:
        """The attribute, which must be there."""
        found = self.attributes.get(attribute)
        if found is None:
            wrong(self.file, self.line, self.name, f"an attribute {attribute}", "none")
        return found


class _Refused(Exception):
    def __init__(self, line: int, expected: str, got: str) -> None:
        super().__init__(expected)
        self.line, self.expected, self.got = line, expected, got


def read_markup(file: Path) -> Element:
    """The file's root element; raises ScenarioErrors."""
    parser = expat.ParserCreate()
    top = Element("", {}, 1, file)
    open_ = [top]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        line = parser.CurrentLineNumber
        if len(open_) > MOST_DEPTH:
            raise _Refused(line, f"at most {MOST_DEPTH} levels", "more")
        if count > MOST_ELEMENTS:
            raise _Refused(line, f"at most {MOST_ELEMENTS} elements", "more")
        element = Element(name, attributes, line, file)
        open_[-1].children.append(element)
        open_.append(element)

    def end(_name: str) -> None:
        open_.pop()

    def doctype(*_said: object) -> None:
        raise _Refused(parser.CurrentLineNumber, "no document type", "<!DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content(file), True)
    except _Refused as no:
        wrong(file, no.line, "", no.expected, no.got)
    except expat.ExpatError as error:
        wrong(file, error.lineno, "", "XML", expat.errors.messages[error.code])
    except (LookupError, ValueError) as error:
        wrong(file, 1, "", "an encoding that is known", str(error))
    return top.children[0]
