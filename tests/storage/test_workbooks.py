"""Workbooks as Excel and LibreOffice save them: the first sheet, row by row."""

import io
import zipfile
from pathlib import Path

import pytest

from server.storage.delimited import delimited
from server.storage.interchange import import_score_sheet
from server.storage.scenarios.problems import ScenarioErrors
from server.storage.workbooks import NoWorkbook, text_of_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def archive(**parts: str) -> bytes:
    """An archive of these parts; `__` in a name is a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), HEAD + text)
    return out.getvalue()


def excel(rows: str, strings: str = "", target: str = "worksheets/sheet2.xml") -> bytes:
    """A workbook with a hidden sheet before the one with these rows."""
    return archive(
        xl__workbook_dot_xml=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Lists" sheetId="1" state="hidden" r:id="rId1"/>'
        '<sheet name="Class" sheetId="2" state="visible" r:id="rId7"/></sheets></workbook>',
        xl___rels__workbook_dot_xml_dot_rels='<Relationships xmlns="http://schemas.openxmlformats.'
        'org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId7" Target="{target}"/></Relationships>',
        xl__sharedStrings_dot_xml=f'<sst xmlns="{MAIN}">{strings}</sst>',
        xl__worksheets__sheet2_dot_xml=f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    )


def rows(raw: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in delimited(text_of_workbook(raw)).lines]


def test_cells_stand_in_their_columns_and_rows_in_their_lines() -> None:
    strings = (
        "<si><t>Name</t></si><si><r><t>Ola </t></r><r><t>Berg</t></r></si>"
        "<si><t>高橋</t><rPh sb='0' eb='2'><t>タカハシ</t></rPh></si><si><t>a\tb; \"c\"</t></si>"
    )
    sheet = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>Group</t></is></c>'
        '</row><row r="5"><c r="A5" t="s"><v>1</v></c><c r="C5"><v>2.0</v></c></row>'
        '<row r="6"><c r="A6" t="s"><v>2</v></c><c r="C6" t="str"><v>3</v></c></row>'
        '<row r="7"><c r="A7" t="s"><v>3</v></c><c r="B7"/></row>'
    )
    for target in ("worksheets/sheet2.xml", "/xl/worksheets/sheet2.xml"):
        assert rows(excel(sheet, strings, target)) == [
            (2, ("Name", "", "Group")),
            (5, ("Ola Berg", "", "2")),
            (6, ("高橋", "", "3")),
            (7, ('a b; "c"', "")),
        ]


def test_a_row_without_references_counts_its_cells() -> None:
    sheet = "<row><c t='str'><v>Iman</v></c><c><v>4</v></c></row>"
    assert rows(excel(sheet)) == [(1, ("Iman", "4"))]


def test_open_document_repeats_what_it_says_is_repeated() -> None:
    sheet = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<table:table><table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        "</table:table-row><table:table-row><table:table-cell><text:p>Ola <text:s>Berg</text:s>"
        "</text:p><office:annotation><text:p>ill</text:p></office:annotation></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row>"
        "</table:table></office:body></office:document-content>"
    )
    assert rows(archive(content_dot_xml=sheet)) == [(3, ("Ola Berg", "1", "1"))]


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04 and no more",
        archive(word__document_dot_xml="<x/>"),
        archive(
            content_dot_xml="<!DOCTYPE x [<!ENTITY a 'b'>]><x><table><table-row><table-cell>"
            "<p>&a;</p></table-cell></table-row></table></x>"
        ),
        archive(content_dot_xml="<x>"),
        excel("<row><c t='s'><v>9</v></c></row>"),
        excel("<row><c r='9'><v>9</v></c></row>"),
        excel("x" * 5_000_000),
        excel("<row r='1'><c t='s'><v>0</v></c></row>" * 20, f"<si><t>{'y' * 100_000}</t></si>"),
        archive(
            content_dot_xml="<x><table><table-row number-rows-repeated='9'>"
            f"<table-cell number-columns-repeated='60'><p>{'y' * 9_999}</p></table-cell>"
            "</table-row></table></x>"
        ),
    ],
)
def test_what_is_no_workbook_says_so(raw: bytes) -> None:
    with pytest.raises(NoWorkbook):
        text_of_workbook(raw)


def test_a_score_sheet_may_be_a_workbook(tmp_path: Path) -> None:
    table = [["issue", "option", "A"], ["x", "y", "1"], ["x", "z", "2"], ["*", "reservation", "1"]]
    cells = "".join(
        "<row>" + "".join(f"<c t='str'><v>{cell}</v></c>" for cell in row) + "</row>"
        for row in table
    )
    file = tmp_path / "game.xlsx"
    file.write_bytes(excel(cells))
    assert import_score_sheet(file, tmp_path / "game")
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(ScenarioErrors, match="a workbook or CSV"):
        import_score_sheet(file, tmp_path / "other")
