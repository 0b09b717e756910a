"""The rows of a roster as students: names joined, places looked up, what does not fit named."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from server.rules.ids import DelegationId
from server.rules.limits import MAX_NAME
from server.rules.names import clean, problem
from server.rules.names import key as name_key
from server.rules.seats import InnerRole
from server.rules.written.scenario import Scenario
from server.service.people import RosterLine
from server.storage.csv_files import unguarded
from server.storage.delimited import SEPARATORS, Line, parts_by
from server.web.classes.roster_layout import (
    IN_ORDER,
    NAMES,
    Layout,
    Said,
    in_order,
    like_a_name,
    shown,
)
from server.web.classes.roster_lines import ADDRESS, addressed, is_table
from server.web.classes.roster_words import OTHER_ROLES, Meaning, no_student, plain, table_number
from server.web.site.i18n import gettext as _

MAX_EMAIL = 254
OBSERVER = "observer"
_ROLES = (*InnerRole, OBSERVER)
_NEAR = 0.5
_COMMA = re.compile("[,，،、]")
_SUFFIX = re.compile(r"(jr|sr|jun|sen|[ivx]+|ph\.? ?d|m\.? ?d|dr|prof|esq|b\.?a|m\.?a)\.?", re.I)
_DATE = re.compile(r"[\d.,:/\- ]+(am|pm)?", re.I)
_INTRODUCED = re.compile(r"[^\W\d_]\s*[:：]\s*\w|\b\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b")
_SCRIPTS_OF_ONE_WORD = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC")

Cells = Mapping[Meaning, str]


class Places:
    """The tables, delegations and roles that a cell can name."""

    def __init__(self, scenario: Scenario, tables: int) -> None:
        self._tables = tables
        self._codes = ", ".join(d.code for d in scenario.delegations)
        self._names = {
            name_key(word): d
            for d in scenario.delegations
            for word in (d.id, d.code, d.short, d.name)
        }
        also = {name_key(word): d for d in scenario.delegations for word in d.also}
        self._delegations = also | self._names

    def fits(self, meaning: Meaning, cell: str) -> bool:
        """Whether a cell is one of these, or one that was mistyped."""
        match meaning:
            case Meaning.TABLE:
                return 1 <= (table_number(cell) or 0) <= self._tables
            case Meaning.DELEGATION:
                return bool(get_close_matches(name_key(cell), self._delegations, 1, 0.7))
            case Meaning.ROLE:
                near = get_close_matches(_role(cell), _ROLES, 1, 0.7)
                return bool(near) and plain(cell) not in OTHER_ROLES
            case _:
                return False

    def table(self, line: int, cell: str) -> int | Said | None:
        """The table; what is wrong with the cell otherwise."""
        if not cell or self.fits(Meaning.TABLE, cell):
            return table_number(cell)
        most, found = self._tables, shown(cell)
        return Said(
            line, _("expected a table from 1 to %(most)s, found %(cell)s", most=most, cell=found)
        )

    def delegation(self, line: int, cell: str) -> DelegationId | Said | None:
        """The delegation by any of its names; what is wrong with the cell otherwise."""
        if not cell:
            return None
        known = self._delegations.get(name_key(cell))
        if known is not None:
            return known.id
        near = get_close_matches(name_key(cell), self._delegations, 1, 0.75)
        near = near or get_close_matches(name_key(cell), self._names, 1, _NEAR)
        said = _("expected one of %(known)s, found %(cell)s", known=self._codes, cell=shown(cell))
        return Said(line, said, self._delegations[near[0]].short if near else "")

    def role(self, line: int, cell: str) -> str | Said:
        """The inner role or "observer", "" for none; what is wrong with the cell otherwise."""
        word = _role(cell)
        if not word or word in _ROLES:
            return word
        said = _(
            "expected one of %(known)s, found %(cell)s",
            known=", ".join(_ROLES),
            cell=shown(cell),
        )
        return Said(line, said, next(iter(get_close_matches(word, _ROLES, 1, _NEAR)), ""))


def _role(cell: str) -> str:
    """The role that a cell names, as in `Head of delegation`; else its text, to be compared."""
    text = cell.casefold().replace(" ", "_").replace("-", "_")
    found = [role for role in _ROLES if role in text.split("_")]
    return found[0] if len(found) == 1 else text


Place = tuple[int | None, DelegationId | None]
"""A table and a delegation, as far as a row names them."""


def _apart(one: Place, other: Place) -> bool:
    """True for two seats of two people: each row names one, and they differ."""
    return any(one) and any(other) and one != other


class Reader:
    """Rows one after another, for nobody may stand in a roster twice.

    Two rows of one name are two people where their e-mail addresses differ or both say where they
    sit and mean other seats.
    """

    def __init__(self, places: Places, columns: Layout, separator: str) -> None:
        self._places, self._columns, self._separator = places, columns, separator
        self._seen: dict[tuple[str, str], list[tuple[int, Place]]] = {}
        self._at: Mapping[Meaning, int] = {}
        self.rows: list[tuple[int, RosterLine]] = []
        self.errors: list[Said] = []
        self.passed: list[Said] = []

    def take(self, line: Line) -> None:
        """Read a row: a student, no student, or what is wrong."""
        other = self._other_separator(line)
        if other:
            said = _(
                "separated by %(other)s, the other lines by %(own)s: found %(found)s",
                other=_sign(other),
                own=_sign(self._separator),
                found=shown(" ".join(line.raw.split())),
            )
            self._wrong(Said(line.number, said))
            return
        cells, beyond = self._cells(line)
        if self._no_student(cells):
            found = shown(", ".join(filter(None, line.cells)))
            self.passed.append(Said(line.number, _("no student: %(found)s", found=found)))
            return
        for at, cell in beyond:
            said = _(
                "more cells than columns: cell %(number)s is %(found)s",
                number=at,
                found=shown(cell),
            )
            self._wrong(Said(line.number, said))
        self._student(line.number, cells, whole=not beyond)

    def _student(self, line: int, cells: Cells, *, whole: bool) -> None:
        """`whole` is False for a row with a mistake already."""
        before = len(self.errors)
        written, email = self._who(cells)
        name = clean(written)
        if problem(name) is not None:
            said = _("expected a name of 1 to %(most)s characters", most=MAX_NAME)
            self._wrong(Said(line, said), *NAMES)
        elif not self._columns.ours and self._is_no_name(name):
            said = _("expected a name, found %(cell)s", cell=shown(name))
            self._wrong(Said(line, said), *NAMES)
        if email and (not ADDRESS.fullmatch(email) or len(email) > MAX_EMAIL):
            said = _("expected an e-mail address, found %(cell)s", cell=shown(email))
            self._wrong(Said(line, said), Meaning.EMAIL)
        table = self._places.table(line, cells.get(Meaning.TABLE, ""))
        delegation = self._places.delegation(line, cells.get(Meaning.DELEGATION, ""))
        role = self._places.role(line, cells.get(Meaning.ROLE, ""))
        for place, meaning in zip((table, delegation, role), IN_ORDER[1:], strict=True):
            if isinstance(place, Said):
                self._wrong(place, meaning)
        if isinstance(table, Said) or isinstance(delegation, Said) or isinstance(role, Said):
            return
        place_of = table, delegation
        rows = self._seen.setdefault((name_key(name), email.casefold()), [])
        same = next((n for n, other in rows if not _apart(place_of, other)), None)
        rows.append((line, place_of))
        if name and same is not None:
            said = _("%(name)s stands in line %(line)s already", name=name, line=same)
            self._wrong(Said(line, said))
        if whole and len(self.errors) == before:
            observes = role == OBSERVER
            inner = InnerRole(role) if role and not observes else None
            entry = RosterLine(name, table, delegation, inner, email, observes=observes)
            self.rows.append((line, entry))

    def _is_no_name(self, text: str) -> bool:
        """True for an address, a table, a date, and whatever a colon introduces."""
        found = ADDRESS.fullmatch(text) or _INTRODUCED.search(text)
        return bool(found) or is_table(text, self._places.fits)

    def _wrong(self, said: Said, *meanings: Meaning) -> None:
        """Note a mistake in the cell of the first of these meanings that the row has."""
        at = (self._at[m] for m in meanings if m in self._at)
        self.errors.append(replace(said, column=next(at, 0)))

    def _cells(self, line: Line) -> tuple[Cells, list[tuple[int, str]]]:
        """Cells by their columns, and those that have no column, with their numbers."""
        cells = [unguarded(cell) for cell in line.cells]
        if self._columns.loose:
            return self._by_kind(cells)
        meanings = list(self._columns.meanings)
        if self._is_turned(cells):
            at = meanings.index(Meaning.NAME)
            cells[at : at + 2] = [f"{cells[at]}, {cells[at + 1]}"]
        beyond = [(n, c) for n, c in enumerate(cells, 1) if n > len(meanings) and c]
        named = dict(zip(meanings, cells, strict=False))
        self._at = {m: n for n, m in enumerate(meanings, 1)} if len(cells) > 1 else {}
        return named, beyond

    def _is_turned(self, cells: Sequence[str]) -> bool:
        """True for a row one cell too long because a `Surname, Given` has no quotes."""
        meanings = self._columns.meanings
        if Meaning.NAME not in meanings or self._separator != ",":
            return False
        at = meanings.index(Meaning.NAME)
        pair = cells[at : at + 2]
        if len(pair) < 2 or not all(map(like_a_name, pair)) or any(cells[len(meanings) + 1 :]):
            return False
        after = "".join(cells[at + 2 : at + 3])
        if meanings[at + 1 : at + 2] == (Meaning.EMAIL,):
            return "@" in after or (len(cells) == len(meanings) + 1 and not after)
        return len(cells) == len(meanings) + 1

    def _by_kind(self, cells: Sequence[str]) -> tuple[Cells, list[tuple[int, str]]]:
        """Cells of a row without headings: the address is known by its sign."""
        turned = self._columns.surname_first
        numbered = list(enumerate(cells, 1))
        emails = [(n, c) for n, c in numbered[1:] if "@" in c]
        rest = [(n, c) for n, c in numbered if (n, c) not in emails]
        first = (Meaning.FAMILY, Meaning.GIVEN) if turned else (Meaning.NAME,)
        found = {m: c for m, (_n, c) in zip(first, rest, strict=False)}
        at = {m: n for m, (n, _c) in zip(first, rest, strict=False)}
        left, beyond = list(IN_ORDER[1:]), emails[1:]
        for number, cell in rest[len(first) :]:
            if not left:
                beyond += [(number, cell)] if cell else []
                continue
            meaning = in_order(left, [cell], self._places.fits)
            found[meaning], at[meaning] = cell, number
            left = left[left.index(meaning) + 1 :]
        if emails:
            at[Meaning.EMAIL] = emails[0][0]
        self._at = at if len(cells) > 1 else {}
        return found | {Meaning.EMAIL: emails[0][1] if emails else ""}, sorted(beyond)

    def _who(self, cells: Cells) -> tuple[str, str]:
        """The name and the e-mail address, which may stand behind the name."""
        whole, email = cells.get(Meaning.NAME, ""), cells.get(Meaning.EMAIL, "").strip("<>")
        if whole and self._columns.ours:
            return whole, email
        name, within = addressed(whole)
        if name and ((within and not email) or within == email):
            return turned(name), within
        if whole:
            return turned(whole), email
        return self._joined(cells), email

    def _joined(self, cells: Cells) -> str:
        """The name of its parts."""
        parts = (cells.get(part, "") for part in (Meaning.MIDDLE, Meaning.FAMILY, Meaning.SECOND))
        given, family = cells.get(Meaning.GIVEN, ""), " ".join(filter(None, parts))
        return f"{family} {given}".strip() if self._columns.family_first else joined(given, family)

    def _no_student(self, cells: Cells) -> bool:
        """True for sums, dates and the students that platforms invent, in a list with headings."""
        if self._columns.loose or self._columns.ours:
            return False
        used = [c for m, c in cells.items() if c and m is not Meaning.UNUSED]
        names = [cells[m] for m in NAMES if cells.get(m)]
        text, email = " ".join(names), cells.get(Meaning.EMAIL, "")
        if not names:
            return all(c == email and (no_student(c) or _DATE.fullmatch(c)) for c in used)
        if "@" in email:
            return no_student(text) and len(plain(text).split()) > 1
        alone = len(self._columns.meanings) > 1
        said = no_student(text) and (alone or len(plain(text).split()) > 1)
        return said or bool(_DATE.fullmatch(text))

    def _other_separator(self, line: Line) -> str:
        """The separator of a line that is not the file's; "" when it is."""
        filled = [cell for cell in line.cells if cell]
        if self._columns.ours:
            return ""
        for other in SEPARATORS:
            if other == self._separator:
                continue
            parts = parts_by(line.raw, other)
            surname = other in ",，" and parts < 3 and not re.search(r"[,，]\s*\d", line.raw)
            if len(filled) == 1 and parts > 1 and not surname:
                return other
            if other not in ",，" and '"' not in line.raw and other in filled[0]:
                return other
        return ""


def _sign(separator: str) -> str:
    return _("tabs") if separator == "\t" else f"“{separator}”"


def joined(given: str, family: str) -> str:
    """A whole name in its natural order: Chinese, Japanese and Korean ones family first."""
    if given and family and all(map(_one_word, (given, family))):
        return family + given
    return f"{given} {family}".strip()


def turned(name: str) -> str:
    """`Surname, Given` as Given Surname; any other name as it is."""
    parts = [part.strip() for part in _COMMA.split(name)]
    if len(parts) != 2 or not all(map(like_a_name, parts)) or _SUFFIX.fullmatch(parts[1]):
        return name
    return joined(parts[1], parts[0])


def _one_word(text: str) -> bool:
    """True for a name in a script that has no space between family and given name."""
    return all(unicodedata.name(ch, "").startswith(_SCRIPTS_OF_ONE_WORD) for ch in text)
