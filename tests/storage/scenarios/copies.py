"""The two-party example copied to where a test may spoil it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from server.storage.scenarios.loader import default_folders, problems
from server.storage.scenarios.problems import Problem

ROUNDS = default_folders()[0]
FORUM = "forums/01-contract.yaml"
LAGOON = Path(__file__).parent / "lagoon"
"""A scenario of ours in which every mechanism is used once."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A scenario folder of the test's own."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace the one place where `old` stands; the 1-based line where it began."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def problems(self) -> list[Problem]:
        """What is wrong now."""
        return problems(self.folder)

    def name(self, file: str) -> str:
        """The file as problems name it."""
        return (self.folder / file).as_posix()


def copied(example: str, into: Path) -> Copy:
    """A fresh copy of the example, or of the lagoon, without mistakes."""
    source = LAGOON if example == LAGOON.name else ROUNDS / example
    return Copy(Path(shutil.copytree(source, into / example)))


def reported(copy: Copy, file: str, line: int, path: str, got: str, near: str | None) -> None:
    """The copy has a problem with that path, found text and suggestion, near the line."""
    found = copy.problems()
    hits = [p for p in found if (p.path, p.suggestion) == (path, near) and got in p.got]
    assert hits, "\n".join(map(str, found))
    assert {p.file for p in hits} == {copy.name(file)}
    assert all(abs(p.line - line) <= 10 for p in hits)
