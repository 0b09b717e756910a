"""Which column is what in a list without headings, as people type or paste them."""

import re
from collections.abc import Sequence

from server.storage.delimited import Delimited, Line
from server.web.classes.roster_layout import (
    IN_ORDER,
    Fits,
    Layout,
    Said,
    column,
    in_order,
    like_a_name,
    shown,
)
from server.web.classes.roster_words import Meaning, heading
from server.web.site.i18n import gettext as _

_SURNAME_COMMA = re.compile(r'[^,"]+,\s')


def without_headings(read: Delimited, fits: Fits) -> Layout:
    """Rows in the order of a typed list; a first line that seems to name columns is asked about."""
    rows = read.lines
    width = max((len(line.cells) for line in rows), default=0)
    plainly = Layout(_guessed(rows, width, fits), rows=rows, loose=True)
    if _two_names(rows, fits):
        if read.separator == "," and all(_SURNAME_COMMA.match(line.raw) for line in rows):
            return _surname_first(rows, width, fits)
        said = _(
            "columns 1 and 2 both seem to hold names (%(found)s): choose below which is the given"
            " name and which the family name",
            found=shown(" · ".join(filter(None, rows[0].cells))),
        )
        unknown = _guessed(rows, width, fits, (Meaning.UNUSED, Meaning.UNUSED))
        return Layout(unknown, problems=(Said(rows[0].number, said),))
    if _may_name_columns(rows, fits):
        said = _(
            "the first line seems to name columns, but none of the names is known: found"
            " %(found)s; known are name, given name, family name, e-mail, table, delegation and"
            " role; choose below which column is what",
            found=shown(", ".join(filter(None, rows[0].cells))),
        )
        known = [heading(cell) for cell in rows[0].cells] + [None] * width
        meanings = tuple(k[0] if k else Meaning.UNUSED for k in known[:width])
        return Layout(
            meanings, rows[0].cells, rows[0].number, problems=(Said(rows[0].number, said),)
        )
    return plainly


def _surname_first(rows: tuple[Line, ...], width: int, fits: Fits) -> Layout:
    said = _("each line is read as family name, given name")
    return Layout(
        _guessed(rows, width, fits, (Meaning.FAMILY, Meaning.GIVEN)),
        rows=rows,
        passed=(Said(rows[0].number, said),),
        loose=True,
        surname_first=True,
    )


def _two_names(rows: Sequence[Line], fits: Fits) -> bool:
    """True when every row has two cells of letters first, the second no place or role."""
    return len(rows) > 1 and all(
        len(line.cells) > 1
        and all(map(like_a_name, line.cells[:2]))
        and not any(fits(m, line.cells[1]) for m in IN_ORDER[1:])
        for line in rows
    )


def _may_name_columns(rows: Sequence[Line], fits: Fits) -> bool:
    """True when no cell of the first of several rows can be used, and none looks like data."""
    if len(rows) < 2:
        return False
    cells = [cell for cell in rows[0].cells if cell]
    return (
        len(cells) > 1
        and all(any(ch.isalpha() for ch in cell) and "@" not in cell for cell in cells)
        and not any(fits(m, cell) for cell in cells[1:] for m in IN_ORDER[1:])
        and any(len(line.cells) > 1 and line.cells[1] for line in rows[1:])
    )


def _guessed(
    rows: Sequence[Line], width: int, fits: Fits, names: Sequence[Meaning] = (Meaning.NAME,)
) -> tuple[Meaning, ...]:
    """The columns of a typed list: the one with addresses, and the others in their order."""
    of_names, left = list(names), list(IN_ORDER[1:])
    found: list[Meaning] = []
    for at in range(width):
        cells = column(rows, at)
        if at and cells and 2 * sum("@" in cell for cell in cells) > len(cells):
            found.append(Meaning.EMAIL if Meaning.EMAIL not in found else Meaning.UNUSED)
        elif of_names:
            found.append(of_names.pop(0))
        elif left:
            found.append(in_order(left, cells, fits))
            left = left[left.index(found[-1]) + 1 :]
        else:
            found.append(Meaning.UNUSED)
    return tuple(found)
