"""Score games as published with studies of language models at the table.

A game is a folder: `scores_files/` (or the folder itself) holds a text file for each party, a line
of numbers between commas for each issue, an option each, and last the least score it accepts.
`config.txt` names the parties, a line each: name, file, role. The roles `p1` and `p2` must accept,
and of the parties all but one. Names of issues and options are taken from
`global_instructions.txt` where they can be told for certain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from server.storage.games.game import Game, Party
from server.storage.games.reading import (
    checked_names,
    content,
    listed_files,
    number,
    title_of,
    wrong,
)
from server.storage.scenarios.problems import ScenarioErrors
from server.storage.score_sheet import Rule
from server.storage.text_files import NotText, lines_of

VETO = ("p1", "p2")

_ISSUE = re.compile(r"\W*issue ([A-Z])\W*[:.]\s*(.+)", re.IGNORECASE)
_OPTION = re.compile(r"\W*([A-Z])([0-9]{1,2})\b[\s:.)-]*(.+)")
_TITLE = re.compile(r'["“](.+?)["”]')


@dataclass(frozen=True, slots=True)
class _Seat:
    name: str
    file: str
    role: str


def read_score_files(given: Sequence[Path]) -> Game:
    """The game in a folder, or in score files by themselves; raises ScenarioErrors."""
    folder = given[0] if len(given) == 1 and given[0].is_dir() else None
    seats = _seats(folder / "config.txt") if folder and (folder / "config.txt").is_file() else []
    inside = [folder / "scores_files"] if folder and (folder / "scores_files").is_dir() else given
    files = [f for f in listed_files(inside, [".txt"]) if not folder or _is_scores(f, folder)]
    by_stem = {f.stem: f for f in files}
    for seat in seats:
        if seat.file not in by_stem:
            wrong(given[0] / "config.txt", 1, seat.name, f"a score file {seat.file}.txt", "none")
    seats = seats or [_Seat(title_of(f.stem), f.stem, "") for f in files]
    checked_names(files[0] if files else given[0], 1, "parties", [s.name for s in seats])
    read = [_scores(by_stem[seat.file]) for seat in seats]
    shape = [len(row) for row in read[0][0]]
    for seat, (rows, _) in zip(seats, read, strict=True):
        if [len(row) for row in rows] != shape:
            file = by_stem[seat.file]
            wrong(file, 1, "", f"options by issue as in {by_stem[seats[0].file].name}", "others")
    issues, notes = _names(folder, shape)
    parties = tuple(
        Party(seat.name, rows, least) for seat, (rows, least) in zip(seats, read, strict=True)
    )
    title = title_of((folder or given[0]).stem)
    return Game(title, issues, parties, _rule(seats), tuple(notes))


def _is_scores(file: Path, folder: Path) -> bool:
    """True for files that may hold scores, in a folder that holds other texts too."""
    return file.parent != folder or file.name not in (
        "config.txt", "global_instructions.txt", "initial_deal.txt",
    )  # fmt: skip


def _lines(file: Path) -> list[tuple[int, str]]:
    try:
        lines = lines_of(content(file))
    except NotText as error:
        wrong(file, error.line, "", "UTF-8", f"byte {error.byte:#04x}")
    return [(n, line.strip()) for n, line in enumerate(lines, 1) if line.strip()]


def _seats(config: Path) -> list[_Seat]:
    seats = []
    for at, line in _lines(config):
        cells = [cell.strip() for cell in line.split(",")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            wrong(config, at, "", "name,file,role", line)
        seats.append(_Seat(cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return seats


def _scores(file: Path) -> tuple[tuple[tuple[Fraction, ...], ...], Fraction]:
    rows: list[tuple[Fraction, ...]] = []
    lines = _lines(file)
    for at, line in lines:
        found = []
        for cell in line.rstrip(",").split(","):
            one = number(cell)
            if one is None:
                wrong(file, at, "", "numbers between commas", cell.strip() or "nothing")
            found.append(one)
        rows.append(tuple(found))
    if len(rows) < 2 or len(rows[-1]) != 1:
        at = lines[-1][0] if lines else 1
        wrong(file, at, "", "a line for each issue, and last the least score to accept", "fewer")
    return tuple(rows[:-1]), rows[-1][0]


def _rule(seats: Sequence[_Seat]) -> Rule:
    """Where two have the roles that must accept: these, and all but one."""
    needed = tuple(seat.name for seat in seats if seat.role in VETO)
    return Rule(all_of=needed, at_least=max(1, len(seats) - 1)) if needed else Rule()


def _names(
    folder: Path | None, shape: Sequence[int]
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], list[str]]:
    """Issues and options, by their names where the instructions name all of them."""
    letters = [chr(ord("A") + n) for n in range(len(shape))]
    plain = tuple(
        (f"Issue {letter}", tuple(f"{letter}{n}" for n in range(1, many + 1)))
        for letter, many in zip(letters, shape, strict=True)
    )
    told = folder / "global_instructions.txt" if folder else None
    if told is None or not told.is_file():
        checked_names(folder or Path(), 1, "issues", [name for name, _ in plain])
        return plain, ["issues and options have no names in score files"]
    issues: dict[str, str] = {}
    options: dict[str, str] = {}
    for _, line in _lines(told):
        if found := _ISSUE.match(line):
            issues.setdefault(found[1].upper(), _short(found[2]))
        elif found := _OPTION.match(line):
            options.setdefault(found[1] + found[2], _short(found[3]))
    named = tuple(
        (issues.get(name[-1], ""), tuple(options.get(o, "") for o in some)) for name, some in plain
    )
    try:
        checked_names(told, 1, "issues", [name for name, _ in named])
        for _, some in named:
            checked_names(told, 1, "options", some)
    except ScenarioErrors:
        return plain, [f"issues and options are not all named in {told.name}"]
    return named, []


def _short(text: str) -> str:
    """What stands in quotation marks, or the first sentence."""
    quoted = _TITLE.search(text)
    words = quoted[1] if quoted else re.split(r"(?<=[a-z0-9)])[.;]", text)[0]
    return " ".join(words.split()).strip(" .:\"'")[:120]
