"""The parts of a workbook round its sheets: what it holds, and how cells may look.

Looks: 0 as it comes, 1 bold, 2 a date with its time.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN = 'fillId="0" borderId="0"'

_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" {_PLAIN}/></cellStyleXfs>'
    f'<cellXfs count="3"><xf numFmtId="0" fontId="0" {_PLAIN} xfId="0"/>'
    f'<xf numFmtId="0" fontId="1" {_PLAIN} xfId="0" applyFont="1"/>'
    f'<xf numFmtId="164" fontId="0" {_PLAIN} xfId="0" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)


def frame(sheets: Sequence[str]) -> dict[str, str]:
    """Part -> its XML without the head, for sheets of these names."""
    return {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relationships(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(sheets, 1)),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _STYLES,
    }


def _types(sheets: int) -> str:
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    kinds |= {f"/xl/worksheets/sheet{n + 1}.xml": "worksheet" for n in range(sheets)}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _workbook(sheets: Sequence[str]) -> str:
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{_REL}"><sheets>{names}</sheets></workbook>'


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
