"""YAML read safely, with the line of every key and item kept.

YAML 1.2's core types only (`no` and `on` are words, not booleans); no tags, anchors or aliases, so
a small file cannot grow into a large one. Size and depth are bounded. The parser's events are
folded with a stack of our own: nothing recurses over what a file says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from server.storage.scenarios.problems import shown
from server.storage.text_files import NotText, unicode_of

MOST_BYTES = 1_000_000
MOST_DEPTH = 16

Path = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = re.compile(r"|~|null|Null|NULL")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the file breaks before its meaning is looked at."""

    line: int
    path: Path
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain data and, for every path in it, the 1-based line of its key (or item).

    `apart` are the keys of the data that stand in files of their own, each under the same key
    there, with the file's name.
    """

    data: Any
    lines: Mapping[Path, int]
    faults: tuple[Fault, ...] = ()
    apart: Mapping[str, tuple[str, "Marked"]] = field(default_factory=dict)

    def place(self, file: str, path: Path) -> tuple[str, int]:
        """The file in which the path stands, given this one's name, and the line."""
        if path and path[0] in self.apart:
            file, other = self.apart[str(path[0])]
            return file, other.line(path)
        return file, self.line(path)

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest thing around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


@dataclass(slots=True)
class _Fold:
    """Builds data from parser events."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: yaml.Event) -> bool:
        """Fold one event; False when reading on makes no sense."""
        line = (event.start_mark.line if event.start_mark else 0) + 1
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    return self._fault(line, "one document", "a second one")
            case yaml.AliasEvent():
                return self._fault(line, "no aliases", f"*{event.anchor}")
            case yaml.ScalarEvent():
                return self._plain(event, line) and self._scalar(event, line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._plain(event, line) and self._start(event, line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
        return True

    def _fault(self, line: int, expected: str, got: str) -> bool:
        path = self.stack[-1].path if self.stack else ()
        self.faults.append(Fault(line, path, expected, got))
        return False

    def _plain(self, event: yaml.NodeEvent, line: int) -> bool:
        if event.anchor is not None:
            return self._fault(line, "no anchors", f"&{event.anchor}")
        tag = getattr(event, "tag", None)
        return tag is None or tag == "!" or self._fault(line, "no tags", str(tag))

    def _start(self, event: yaml.Event, line: int) -> bool:
        if len(self.stack) >= MOST_DEPTH:
            return self._fault(line, f"at most {MOST_DEPTH} levels", "more")
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            return self._fault(line, "a word as key", "a mapping or list")
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(value, self._put(value, line)))
        return True

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> bool:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            top.key = event.value
            path = (*top.path, event.value)
            if event.value in top.value:
                self.faults.append(Fault(line, path, "each key once", shown(event.value)))
            else:
                self.lines[path] = line
            return True
        self._put(event.value if event.style else _core(event.value), line)
        return True

    def _put(self, value: Any, line: int) -> Path:
        if not self.stack:
            self.data = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            self.lines[path] = line
            top.value.append(value)
            return path
        key = top.key or ""
        top.key = None
        top.value[key] = value
        return (*top.path, key)


def _core(text: str) -> Any:
    """A plain scalar under YAML 1.2's core schema (without octal, hexadecimal, .inf and .nan)."""
    if _NULL.fullmatch(text):
        return None
    if _BOOL.fullmatch(text):
        return text[0] in "tT"
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_Loader)


def read_yaml(raw: bytes) -> Marked:
    """The file's data with lines; what cannot be read is a fault, never an exception."""
    if len(raw) > MOST_BYTES:
        return Marked(None, {}, (Fault(1, (), f"at most {MOST_BYTES} bytes", str(len(raw))),))
    try:
        text = unicode_of(raw)
    except NotText as error:
        return Marked(None, {}, (Fault(error.line, (), "UTF-8", f"byte {error.byte:#04x}"),))
    fold = _Fold()
    try:
        for event in _events(text):
            if not fold.take(event):
                return Marked(None, fold.lines, tuple(fold.faults))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        fold.faults.append(Fault(line, (), "YAML", error.problem or "something else"))
        return Marked(None, fold.lines, tuple(fold.faults))
    except yaml.YAMLError as error:  # characters that YAML forbids
        fold.faults.append(Fault(1, (), "YAML", str(error).splitlines()[0]))
        return Marked(None, fold.lines, tuple(fold.faults))
    return Marked(fold.data, fold.lines, tuple(fold.faults))
