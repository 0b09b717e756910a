"""The first sheet of a workbook as Excel, LibreOffice, Numbers and Google save it, as text.

Both formats are XML in a ZIP archive. Only what stands in the cells is read; formulas count with
the value they had, dates as the number or text that was saved.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError, XMLParser

MAGIC = b"PK\x03\x04"
_MOST_BYTES = 4_000_000
"""Of one part, unpacked: a workbook of a class has some thousands."""

_MOST_ROWS, _MOST_CELLS = 1000, 60
_MOST_TEXT = 1_000_000
"""Characters of all cells together: a few bytes can ask for the same long cell again and again."""

_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")


class NoWorkbook(ValueError):
    """An archive that is no workbook, or a damaged one."""


def text_of_workbook(raw: bytes) -> str:
    """The rows of the first sheet, as CSV with tabs; each stands in the line of its number.

    Raises `NoWorkbook`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            rows = _excel(archive) if "xl/workbook.xml" in archive.namelist() else _open(archive)
            return _as_text(rows)
    except (KeyError, ValueError, IndexError, ParseError, RuntimeError, OSError,
            zipfile.BadZipFile, NotImplementedError, EOFError) as error:  # fmt: skip
        raise NoWorkbook(str(error)) from error


def _as_text(rows: Iterator[tuple[int, Sequence[str]]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    line, left = 1, _MOST_TEXT
    for count, (number, cells) in enumerate(rows, 1):
        if max(number, count) > _MOST_ROWS:
            break
        left -= sum(map(len, cells))
        if left < 0:
            raise ValueError("too much text")
        out.write("\n" * (number - line))
        writer.writerow([" ".join(cell.split()) for cell in cells])
        line = number + 1
    return out.getvalue()


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    """A part as a tree. Parts with a document type, which no program writes, are refused."""
    with archive.open(name) as file:
        raw = file.read(_MOST_BYTES + 1)
    text = raw.decode("utf-8-sig")
    if len(raw) > _MOST_BYTES or "<!DOCTYPE" in text:
        raise ValueError(name)
    parser = XMLParser()  # noqa: S314  without a document type there are no entities
    parser.feed(text)
    root: Element = parser.close()
    for one in root.iter():
        one.tag = one.tag.rpartition("}")[2]
        one.attrib = {key.rpartition("}")[2]: value for key, value in one.attrib.items()}
    return root


# --- Office Open XML ---


def _excel(archive: zipfile.ZipFile) -> Iterator[tuple[int, Sequence[str]]]:
    shared = []
    if "xl/sharedStrings.xml" in archive.namelist():
        shared = [_said(one) for one in _part(archive, "xl/sharedStrings.xml").iter("si")]
    sheets = [
        one
        for one in _part(archive, "xl/workbook.xml").iter("sheet")
        if one.attrib.get("state", "visible") == "visible"
    ]
    targets = {
        one.attrib["Id"]: one.attrib["Target"]
        for one in _part(archive, "xl/_rels/workbook.xml.rels").iter("Relationship")
    }
    target = targets[sheets[0].attrib["id"]]
    name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for number, row in enumerate(_part(archive, name).iter("row"), 1):
        cells: list[str] = []
        for one in row.iter("c"):
            at = _column(one.attrib.get("r", "")) if "r" in one.attrib else len(cells)
            if at < _MOST_CELLS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = _value(one, shared)
        yield int(row.attrib.get("r", number)), cells


def _column(reference: str) -> int:
    found = _CELL.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _value(cell: Element, shared: Sequence[str]) -> str:
    kind, text = cell.attrib.get("t", "n"), cell.findtext("v", "")
    if kind == "s":
        return shared[int(text)]
    if kind == "inlineStr":
        return _said(cell)
    return text.removesuffix(".0") if kind == "n" else text


def _said(one: Element) -> str:
    """The text of a string, without how it is pronounced."""
    parts = []
    for child in one:
        if child.tag == "t":
            parts.append(child.text or "")
        elif child.tag != "rPh":
            parts.append(_said(child))
    return "".join(parts)


# --- Open Document ---


def _open(archive: zipfile.ZipFile) -> Iterator[tuple[int, Sequence[str]]]:
    table = next(_part(archive, "content.xml").iter("table"), None)
    if table is None:
        raise ValueError("no table")
    number = 1
    for row in table.iter("table-row"):
        cells: list[str] = []
        for one in row:
            if one.tag in ("table-cell", "covered-table-cell") and len(cells) < _MOST_CELLS:
                times = min(int(one.attrib.get("number-columns-repeated", "1")), _MOST_CELLS)
                cells += [" ".join("".join(p.itertext()) for p in one.findall("p"))] * times
        while cells and not cells[-1]:
            cells.pop()
        for _ in range(min(int(row.attrib.get("number-rows-repeated", "1")), _MOST_ROWS)):
            if cells:
                yield number, cells
            number += 1
