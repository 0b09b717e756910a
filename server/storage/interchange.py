"""Published score games into scenario folders: one CSV score sheet, one forum.

The sheet's header is `issue,option,PARTY,PARTY...`. Each row is an option with its whole points for
every party; the row `*,reservation,...` holds the reservation values; an optional row
`*,rule,JSON` the adoption rule, such as `{"all_of": ["A"], "at_least": 5}`, with parties named as
in the header or by their ids. `chair` may be named there too.
"""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from server.storage import scenarios
from server.storage.scenarios.problems import Problem, ScenarioErrors, nearest, shown
from server.storage.score_sheet import ScoreSheet
from server.storage.sheet_files import folder_files
from server.storage.sheet_rule import rule_from

MOST_BYTES = 1_000_000
MOST_PARTIES, MOST_ISSUES, MOST_OPTIONS = 12, 20, 20
LONGEST = 120
"""Characters of a party's or an issue's name, or an option's text."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,7}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def import_score_sheet(file: Path, folder: Path) -> list[Path]:
    """Write the sheet's game as a scenario folder; the files written.

    Raises ScenarioErrors with every mistake and its row, and writes nothing then. The folder must
    be new or empty.
    """
    sheet = read_score_sheet(file)
    if folder.exists() and any(folder.iterdir()):
        raise ScenarioErrors([Problem(folder.as_posix(), 1, "", "a new or empty folder", "files")])
    files = folder_files(sheet, folder.resolve().name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as made:
        draft = Path(made) / (folder.name or "scenario")
        for name, text in files.items():
            target = draft / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        scenarios.load(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    return [folder / name for name in files]


def read_score_sheet(file: Path) -> ScoreSheet:
    """The sheet in the file; raises ScenarioErrors with every mistake and its row."""
    name = file.as_posix()
    raw = file.read_bytes()
    if len(raw) > MOST_BYTES:
        raise ScenarioErrors([Problem(name, 1, "", f"at most {MOST_BYTES} bytes", "more")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        got = f"byte {raw[error.start]:#04x}"
        raise ScenarioErrors([Problem(name, line, "", "UTF-8", got)]) from None
    title = re.sub(r"[-_\s]+", " ", file.stem).strip().capitalize() or "Score game"
    return _Reading(name, title).read(text)


class _Reading:
    """One pass over the rows, noting every mistake."""

    def __init__(self, file: str, title: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._sheet = ScoreSheet(title[:LONGEST], ())
        self._seen: set[str] = set()
        self._row = 1

    def read(self, text: str) -> ScoreSheet:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            for cells in reader:
                self._take([cell.strip() for cell in cells])
                self._row = reader.line_num + 1
        except csv.Error as error:
            self._wrong("", "a CSV row", str(error))
        if not self._sheet.parties:
            self._wrong("", "a header issue,option,PARTY...", "nothing")
        elif not self._problems:
            self._whole()
        if self._problems:
            raise ScenarioErrors(self._problems)
        return self._sheet

    def _take(self, cells: list[str]) -> None:
        if not any(cells):
            return
        if not self._sheet.parties:
            self._header(cells)
        elif cells[0] == "*":
            self._special(cells)
        else:
            self._option(cells)

    def _header(self, cells: list[str]) -> None:
        parties = tuple(cells[2:])
        if [c.casefold() for c in cells[:2]] != ["issue", "option"]:
            self._wrong("", "issue,option,PARTY...", ",".join(cells[:2]))
        if not 1 <= len(parties) <= MOST_PARTIES:
            self._wrong("", f"1 to {MOST_PARTIES} parties", str(len(parties)))
        for n, party in enumerate(parties):
            self._name("party", party)
            if party.casefold() in {p.casefold() for p in parties[:n]}:
                self._wrong(party, "each party once", "it twice")
        self._sheet.parties = parties or ("?",)

    def _special(self, cells: list[str]) -> None:
        kind = cells[1].casefold() if len(cells) > 1 else ""
        if kind in self._seen:
            self._wrong(kind, "one such row", "a second one")
        self._seen.add(kind)
        if kind == "reservation":
            self._sheet.reservations = self._points("reservation", cells[2:])
        elif kind == "rule":
            text = ",".join(cells[2:]).rstrip(",")
            self._sheet.rule, problems = rule_from(text, self._sheet.parties)
            for expected, got, near in problems:
                self._wrong("rule", expected, got, near)
        else:
            known = ("reservation", "rule")
            self._wrong("*", "reservation or rule", shown(kind), nearest(kind, known))

    def _option(self, cells: list[str]) -> None:
        issue, option = cells[0], cells[1] if len(cells) > 1 else ""
        if not (self._name("issue", issue) and self._name("option", option)):
            return
        where = f"{issue}/{option}"
        options = self._sheet.options.setdefault(issue, [])
        if option in options:
            self._wrong(where, "each option of an issue once", "it twice")
            return
        options.append(option)
        if len(options) > MOST_OPTIONS:
            self._wrong(issue, f"at most {MOST_OPTIONS} options", str(len(options)))
        if len(self._sheet.options) > MOST_ISSUES:
            self._wrong(issue, f"at most {MOST_ISSUES} issues", str(len(self._sheet.options)))
        self._sheet.points[issue, option] = self._points(where, cells[2:])

    def _points(self, where: str, cells: Sequence[str]) -> tuple[int, ...]:
        parties = self._sheet.parties
        if len(cells) != len(parties):
            self._wrong(where, f"{len(parties)} numbers, one a party", str(len(cells)))
            return ()
        for party, cell in zip(parties, cells, strict=True):
            if not _WHOLE.fullmatch(cell) or abs(int(cell)) > 1_000_000:
                self._wrong(f"{where}/{party}", "a whole number up to a million", shown(cell))
                return ()
        return tuple(int(cell) for cell in cells)

    def _name(self, what: str, name: str) -> bool:
        if not name:
            self._wrong("", f"the name of a {what}", "nothing")
        elif len(name) > LONGEST:
            self._wrong("", f"at most {LONGEST} characters", shown(name))
        elif _CONTROL.search(name):
            self._wrong("", "a name without control characters", shown(name))
        else:
            return True
        return False

    def _whole(self) -> None:
        if not self._sheet.options:
            self._wrong("", "at least one row issue,option,points...", "none")
        if not self._sheet.reservations:
            self._wrong("*", "a row *,reservation,...", "none")

    def _wrong(self, path: str, expected: str, got: str, near: str | None = None) -> None:
        self._problems.append(Problem(self._file, self._row, path, expected, got, near))
