"""What a list is read into: its columns, its rows, and what is to be said of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from server.storage.delimited import Line
from server.web.classes.roster_words import Meaning
from server.web.site.i18n import gettext as _

MOST_COLUMNS = 60
OURS = ("name", "email", "table", "delegation", "role")
IN_ORDER = (Meaning.NAME, Meaning.TABLE, Meaning.DELEGATION, Meaning.ROLE)
NAMES = (Meaning.NAME, Meaning.GIVEN, Meaning.FAMILY)

Fits = Callable[[Meaning, str], bool]
"""Whether a cell can be a table, delegation or role, or nearly so."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something about a line that somebody should read; `column` 0 for the line as a whole."""

    line: int
    said: str
    nearest: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose: a meaning for each column, and the line of the headings (0: none)."""

    meanings: tuple[Meaning, ...]
    heading: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list and its rows below the headings.

    `loose` rows have no headings: an address may stand anywhere in them. `surname_first` rows are
    `Surname, Given` without quotes; in `family_first` ones that is the natural order. `ours` is a
    list that this program wrote, in which a name is taken to the letter.
    """

    meanings: tuple[Meaning, ...]
    headings: tuple[str, ...] = ()
    line: int = 0
    rows: tuple[Line, ...] = ()
    passed: tuple[Said, ...] = ()
    problems: tuple[Said, ...] = ()
    loose: bool = False
    surname_first: bool = False
    family_first: bool = False
    ours: bool = False


def in_order(left: Sequence[Meaning], cells: Sequence[str], fits: Fits) -> Meaning:
    """Which of the columns that are left the cells are for: the first that fits, else the next."""
    filled = [cell for cell in cells if cell]
    fit = (m for m in left if filled and all(fits(m, cell) for cell in filled))
    return next(fit, left[0])


def shown(cell: str) -> str:
    """A cell in a sentence: short."""
    return cell if len(cell) <= 40 else cell[:39] + "…"


def like_a_name(cell: str) -> bool:
    """True for what could be a part of a person's name."""
    letters = any(ch.isalpha() for ch in cell)
    return letters and not re.search(r"[\d@:/;|]", cell) and len(cell.split()) <= 4


def words() -> Mapping[Meaning, str]:
    """What a column can be, in words."""
    return {
        Meaning.NAME: _("name"),
        Meaning.GIVEN: _("given name"),
        Meaning.FAMILY: _("family name"),
        Meaning.MIDDLE: _("between given and family name"),
        Meaning.SECOND: _("second family name"),
        Meaning.EMAIL: _("e-mail"),
        Meaning.TABLE: _("table"),
        Meaning.DELEGATION: _("delegation"),
        Meaning.ROLE: _("role"),
        Meaning.UNUSED: _("not used"),
    }


def column(rows: Sequence[Line], at: int) -> list[str]:
    """The cells of a column that are not empty."""
    return [r.cells[at] for r in rows if at < len(r.cells) and r.cells[at]]
