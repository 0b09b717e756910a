"""Published score games into scenario folders: one CSV score sheet, one forum.

The sheet's header is `issue,option,PARTY,PARTY...`, in any separator and encoding that spreadsheets
save. Each row is an option with its whole points for every party; the row `*,reservation,...` holds
the reservation values; an optional row `*,rule,JSON` the adoption rule, such as
`{"all_of": ["A"], "at_least": 5}`, with parties named as in the header or by their ids. `chair` may
be named there too. Rows `*,note,...` are for people. Names that look alike are a mistake.
"""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import decimal

from server.rules.names import key as name_key
from server.rules.texts import is_blank
from server.storage.csv_files import unguarded
from server.storage.delimited import Delimited, delimited
from server.storage.scenarios import loader
from server.storage.scenarios.problems import Problem, ScenarioErrors, nearest, shown
from server.storage.score_sheet import ScoreSheet
from server.storage.sheet_files import folder_files
from server.storage.sheet_rule import rule_from
from server.storage.text_files import NotText, text_of
from server.storage.workbooks import MAGIC, NoWorkbook, text_of_workbook

MOST_BYTES = 1_000_000
MOST_PARTIES, MOST_ISSUES, MOST_OPTIONS = 12, 20, 20
LONGEST = 120
"""Characters of a party's or an issue's name, or an option's text."""

_WHOLE = re.compile(r"([+-]?[0-9]{1,7})([.,]0{1,2})?")
"""With decimals only where they are nought, and too few for a thousands separator."""

_MINUS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_POINTS = dict.fromkeys(map(ord, "．٫"), ".") | {ord("，"): ",", ord("＋"): "+"}
_NUMBER = "a whole number up to a million, without thousands separators"
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def import_score_sheet(file: Path, folder: Path) -> list[Path]:
    """Write the sheet's game as a scenario folder; the files written.

    Raises ScenarioErrors with every mistake and its row, and writes nothing then. The folder must
    be new or empty.
    """
    return write_game(read_score_sheet(file), folder)


def write_game(sheet: ScoreSheet, folder: Path) -> list[Path]:
    """Write the game as a scenario folder, which must be new or empty; the files written. Raises
    ScenarioErrors, and leaves nothing behind then."""
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
        loader.load(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    return [folder / name for name in files]


def is_clean(name: str) -> bool:
    """True for a name that is not blank and holds no control character."""
    return not is_blank(name) and not _CONTROL.search(name)


def read_score_sheet(file: Path) -> ScoreSheet:
    """The sheet in the file; raises ScenarioErrors with every mistake and its row."""
    name = file.as_posix()
    raw = file.read_bytes()
    if len(raw) > MOST_BYTES:
        raise ScenarioErrors([Problem(name, 1, "", f"at most {MOST_BYTES} bytes", "more")])
    try:
        table = delimited(text_of_workbook(raw) if raw.startswith(MAGIC) else text_of(raw))
    except NoWorkbook:
        raise ScenarioErrors(
            [Problem(name, 1, "", "a workbook or CSV", "something else")]
        ) from None
    except NotText as error:
        got = f"byte {error.byte:#04x}"
        raise ScenarioErrors([Problem(name, error.line, "", "UTF-8", got)]) from None
    except csv.Error as error:
        raise ScenarioErrors([Problem(name, 1, "", "a CSV file", str(error))]) from None
    title = re.sub(r"[-_\s]+", " ", file.stem).strip().capitalize() or "Score game"
    return _Reading(name, title).read(table)


class _Reading:
    """One pass over the rows, noting every mistake."""

    def __init__(self, file: str, title: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._sheet = ScoreSheet(title[:LONGEST], ())
        self._seen: set[str] = set()
        self._issues: dict[str, tuple[str, int]] = {}
        self._options: dict[tuple[str, str], tuple[str, int]] = {}
        self._row = self._column = 1

    def read(self, table: Delimited) -> ScoreSheet:
        first = min((_filled(line.cells) for line in table.lines), default=0)
        self._column = first + 1
        for line in table.lines:
            self._row = line.number
            cells = [unguarded(cell) for cell in line.cells[first:]]
            while not cells[-1]:
                cells.pop()
            self._take(cells, table.separator)
        if table.unclosed is not None:
            self._row = table.unclosed
            self._wrong("", "a quotation mark that is closed", "the end of the file")
        self._row += 1
        if not self._sheet.parties:
            self._row = 1
            self._wrong("", "a header issue,option,PARTY...", "nothing")
        elif not self._problems:
            self._whole()
        if self._problems:
            raise ScenarioErrors(self._problems)
        return self._sheet

    def _take(self, cells: list[str], separator: str) -> None:
        if not self._sheet.parties:
            self._header(cells)
        elif cells[0] == "*":
            self._special(cells, separator)
        else:
            self._option(cells)

    def _header(self, cells: list[str]) -> None:
        parties = tuple(cells[2:])
        if [c.casefold() for c in cells[:2]] != ["issue", "option"]:
            self._wrong("", "issue,option,PARTY...", ",".join(cells[:2]))
        if not 1 <= len(parties) <= MOST_PARTIES:
            self._wrong("", f"1 to {MOST_PARTIES} parties", str(len(parties)))
        first: dict[str, str] = {}
        for column, party in enumerate(parties, self._column + 2):
            self._name("party", party, f" in column {column}")
            before = first.setdefault(name_key(party), f"{shown(party)} in column {column}")
            if party and not before.endswith(f" {column}"):
                found = f"{shown(party)} in column {column}"
                self._wrong(party, f"no party that looks like {before}", found)
        self._sheet.parties = parties or ("?",)

    def _special(self, cells: list[str], separator: str) -> None:
        kind = cells[1].casefold() if len(cells) > 1 else ""
        if kind == "note":
            return
        if kind in self._seen:
            self._wrong(kind, "one such row", "a second one")
        self._seen.add(kind)
        if kind == "reservation":
            self._sheet.reservations = self._points("reservation", cells[2:])
        elif kind == "rule":
            text = separator.join(cells[2:])
            self._sheet.rule, problems = rule_from(text, self._sheet.parties)
            for expected, got, near in problems:
                self._wrong("rule", expected, got, near)
        else:
            known = ("reservation", "rule", "note")
            self._wrong("*", "reservation, rule or note", shown(kind), nearest(kind, known))

    def _option(self, cells: list[str]) -> None:
        issue, option = cells[0], cells[1] if len(cells) > 1 else ""
        if not (self._name("issue", issue) and self._name("option", option)):
            return
        where = f"{issue}/{option}"
        alike = self._issues.setdefault(name_key(issue), (issue, self._row))
        if alike[0] != issue:
            said = f"{shown(alike[0])} as in row {alike[1]}, or a name that does not look like it"
            self._wrong(issue, said, shown(issue))
            return
        options = self._sheet.options.setdefault(issue, [])
        twin = self._options.setdefault((issue, name_key(option)), (option, self._row))
        if twin[1] != self._row:
            said = f"no option that looks like {shown(twin[0])} of row {twin[1]}"
            self._wrong(where, said, shown(option))
            return
        options.append(option)
        if len(options) > MOST_OPTIONS:
            self._wrong(issue, f"at most {MOST_OPTIONS} options", str(len(options)))
        if len(self._sheet.options) > MOST_ISSUES:
            self._wrong(issue, f"at most {MOST_ISSUES} issues", str(len(self._sheet.options)))
        self._sheet.points[issue, option] = self._points(where, cells[2:])

    def _points(self, where: str, cells: Sequence[str]) -> tuple[int, ...]:
        parties = self._sheet.parties
        if len(cells) > len(parties):
            expected = f"{len(parties)} number{'s' * (len(parties) > 1)}, one a party"
            self._wrong(where, expected, str(len(cells)))
            return ()
        found: list[int] = []
        for n, party in enumerate(parties):
            cell = cells[n] if n < len(cells) else ""
            number = _whole_number(cell)
            if number is None:
                got = f"{shown(cell) if cell else 'nothing'} in column {n + self._column + 2}"
                self._wrong(f"{where}/{party}", _NUMBER, got)
            else:
                found.append(number)
        return tuple(found) if len(found) == len(parties) else ()

    def _name(self, what: str, name: str, place: str = "") -> bool:
        if is_blank(name):
            article = "an" if what[0] in "aeiou" else "a"
            self._wrong("", f"the name of {article} {what}{place}", "nothing")
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


def _filled(cells: Sequence[str]) -> int:
    """Where the first cell is that is not empty."""
    return next(at for at, cell in enumerate(cells) if cell)


def _whole_number(cell: str) -> int | None:
    """The number in a cell, whatever minus sign or digits were typed; None without one."""
    plain = "".join(str(decimal(ch)) if ch.isdecimal() else ch for ch in cell.translate(_MINUS))
    found = _WHOLE.fullmatch(plain.translate(_POINTS))
    number = int(found[1]) if found else None
    return number if number is not None and abs(number) <= 1_000_000 else None
