"""What the readers of games share: bounded files, exact numbers, mistakes with their lines."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from server.rules.names import key as name_key
from server.storage.interchange import LONGEST, MOST_ISSUES, MOST_OPTIONS, MOST_PARTIES, is_clean
from server.storage.scenarios.problems import Problem, ScenarioErrors, shown

MOST_BYTES = 1_000_000
MOST_FILES = 40

_DECIMAL = re.compile(r"[-+]?([0-9]{1,30}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][-+]?[0-9]{1,2})?")


def wrong(file: Path, line: int, where: str, expected: str, got: object) -> NoReturn:
    """Raise the mistake."""
    said = got if isinstance(got, str) else shown(got)
    raise ScenarioErrors([Problem(file.as_posix(), line, where, expected, said)])


def content(file: Path) -> bytes:
    """The file's bytes, unless there are too many."""
    raw = file.read_bytes()
    if len(raw) > MOST_BYTES:
        wrong(file, 1, "", f"at most {MOST_BYTES} bytes", "more")
    return raw


def listed_files(given: Sequence[Path], endings: Iterable[str]) -> list[Path]:
    """The files that were given, and those of folders with such an ending, by name."""
    wanted = tuple(endings)
    found: list[Path] = []
    for one in given:
        inside = sorted(one.iterdir()) if one.is_dir() else [one]
        found += [f for f in inside if f.is_file() and (f == one or _ends(f, wanted))]
    if not found:
        wrong(given[0], 1, "", f"files that end in {', '.join(wanted)}", "none")
    if len(found) > MOST_FILES:
        wrong(given[0], 1, "", f"at most {MOST_FILES} files", str(len(found)))
    return found


def _ends(file: Path, endings: tuple[str, ...]) -> bool:
    return file.suffix.lower() in endings and not file.name.startswith(".")


def number(text: str) -> Fraction | None:
    """The exact number that a decimal says; None for anything else."""
    plain = text.strip()
    return Fraction(plain) if _DECIMAL.fullmatch(plain) else None


def title_of(name: str) -> str:
    """A file's or folder's name as a title."""
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return (words[:1].upper() + words[1:])[:LONGEST].strip() or "Game"


def checked_names(file: Path, line: int, where: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names of issues, options or parties as a scenario can hold them; no two may look alike."""
    most = {"options": MOST_OPTIONS, "issues": MOST_ISSUES, "parties": MOST_PARTIES}[where]
    if not 1 <= len(names) <= most:
        wrong(file, line, where, f"1 to {most} {where}", str(len(names)))
    found = tuple(" ".join(name.split()) for name in names)
    seen: dict[str, str] = {}
    for name in found:
        if not is_clean(name) or len(name) > LONGEST or name == "*":
            wrong(file, line, where, f"names of 1 to {LONGEST} characters", name)
        other = seen.setdefault(name_key(name), name)
        if other is not name:
            wrong(file, line, where, f"names that do not look alike ({shown(other)})", name)
    return found


def party_names(files: Sequence[Path], domain: Path | None) -> list[str]:
    """Parties called by their files' names, without what all of these begin with."""
    stems = [file.stem for file in files]
    start = domain.stem.removesuffix("domain") if domain is not None else ""
    if start and all(stem.startswith(start) and len(stem) > len(start) for stem in stems):
        stems = [stem.removeprefix(start) for stem in stems]
    return [title_of(stem.strip("-_ ")) for stem in stems]
