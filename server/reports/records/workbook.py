"""A workbook as Excel, LibreOffice and Numbers open it: Office Open XML, written row by row.

Only what tables of data need: text, numbers, dates, a bold first row that stays in sight, filters.
Text is written as text in the cell itself, so nothing is ever a formula; it is guarded as in the
CSV files too, for a sheet that is saved as one. Equal input makes equal bytes.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape

from server.reports.records.columns import Column, Kind, Sheet, Value, iso
from server.reports.records.workbook_frame import HEAD, MAIN, frame
from server.storage.csv_files import guarded

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_576
MOST_TEXT = 32_767
"""Characters in a cell; what is longer ends in an ellipsis, and is whole in the CSV file."""

_EPOCH_DAYS = 25_569  # 1970-01-01 in days as spreadsheets count them, from 1899-12-30
_DAY_MS = 86_400_000
_WHEN = (1980, 1, 1, 0, 0, 0)
_BOLD, _DATE = 1, 2  # of the looks in the frame


def write_workbook(out: IO[bytes], sheets: Sequence[Sheet[Any]]) -> Iterator[None]:
    """Write the sheets as a workbook; a step a few thousand cells."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in frame([sheet.name for sheet in sheets]).items():
            archive.writestr(_part(name), HEAD + text)
        for number, sheet in enumerate(sheets, 1):
            with archive.open(_part(f"xl/worksheets/sheet{number}.xml"), "w") as file:
                for piece in _sheet(sheet):
                    file.write(piece.encode())
                    yield


def _part(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column of the workbook; `date` for the second one of a time."""

    column: Column[Any]
    date: bool = False

    @property
    def name(self) -> str:
        return f"{self.column.name}.date" if self.date else self.column.name

    @property
    def width(self) -> int:
        if self.column.kind is Kind.TEXT:
            return 24
        return 20 if self.column.kind is Kind.TIME else 14


def shown(sheet: Sheet[Any]) -> list[str]:
    """The names of a sheet's columns in the workbook."""
    return [one.name for one in _shown(sheet)]


def _shown(sheet: Sheet[Any]) -> list[_Shown]:
    found: list[_Shown] = []
    for column in sheet.columns:
        found.append(_Shown(column))
        if column.kind is Kind.TIME:
            found.append(_Shown(column, date=True))
    return found


def _sheet(sheet: Sheet[Any]) -> Iterator[str]:
    columns = _shown(sheet)
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{one.width}" customWidth="1"/>'
        for n, one in enumerate(columns, 1)
    )
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{widths}</cols><sheetData>"
    )
    yield _row(1, (_text(n, 1, one.name, _BOLD) for n, one in enumerate(columns)))
    last = 1
    piece: list[str] = []
    for number, row in enumerate(sheet.rows(), 2):
        if number > MOST_ROWS:
            break
        last = number
        piece.append(_row(number, (_cell(n, number, one, row) for n, one in enumerate(columns))))
        if len(piece) * len(columns) > 4_000:
            yield "".join(piece)
            piece.clear()
    end = f"{_letters(len(columns) - 1)}{last}"
    yield f'{"".join(piece)}</sheetData><autoFilter ref="A1:{end}"/></worksheet>'


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(n: int, row_number: int, one: _Shown, row: Any) -> str:
    value: Value = one.column.read(row)
    at = f"{_letters(n)}{row_number}"
    match value:
        case None | "":
            return ""
        case int() if one.date:
            days = Decimal(value) / _DAY_MS + _EPOCH_DAYS
            return f'<c r="{at}" s="{_DATE}"><v>{days:.9f}</v></c>'
        case int() if one.column.kind is Kind.TIME:
            return _text(n, row_number, iso(value))
        case int() | Decimal():
            return f'<c r="{at}"><v>{value}</v></c>'
        case str():
            return _text(n, row_number, guarded(value))


def _text(n: int, row: int, text: str, style: int = 0) -> str:
    if len(text) > MOST_TEXT:
        text = text[: MOST_TEXT - 1] + "…"
    said = escape("".join(ch if _is_xml(ch) else "\ufffd" for ch in text))
    look = f' s="{style}"' if style else ""
    return (
        f'<c r="{_letters(n)}{row}"{look} t="inlineStr">'
        f'<is><t xml:space="preserve">{said}</t></is></c>'
    )


def _is_xml(ch: str) -> bool:
    return (
        ch in "\t\n\r"
        or (ch >= " " and not "\ud800" <= ch <= "\udfff" and ch < "\ufffe")
        or (ch >= "\U00010000")
    )


def _letters(n: int) -> str:
    """The name of a column, from 0: A, B ... Z, AA ..."""
    found = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
