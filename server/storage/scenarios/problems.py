"""What is wrong with a scenario folder: one line each, so that an author can fix all in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it stands (file, 1-based line, path), what was expected and what is there.

    `suggestion` is the nearest known name, where one is near.
    """

    file: str
    line: int
    path: str
    expected: str
    got: str
    suggestion: str | None = None

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion}?" if self.suggestion else ""
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}: {where}expected {self.expected}, got {self.got}{hint}"


class ScenarioErrors(Exception):
    """The folder does not hold a valid scenario; `problems` says everything that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def nearest(name: object, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None when nothing is near."""
    close = get_close_matches(str(name), sorted(known), n=1, cutoff=0.6)
    return close[0] if close and close[0] != name else None


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names for a sentence: all of a short list, the first few of a long one."""
    all_names = list(names)
    shown = ", ".join(all_names[:most])
    return shown if len(all_names) <= most else f"{shown} ..."


def shown(value: object) -> str:
    """A value from a file as it may stand in a message: short, on one line."""
    if isinstance(value, dict):
        return f"a mapping of {len(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
