"""The Joint Statement as PDF."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
)

from server.web.site.pdf import BOLD, CENTRED, ITALIC, SERIF, TEXT, Part, document, mixed
from server.web.statement.lines import Line


def pdf(lines: Iterable[Line], *, title: str) -> bytes:
    """The document as a file."""
    return document([Part([*_flow(list(lines))])], title=title)


_STYLES = {
    "over": ParagraphStyle("over", parent=CENTRED, fontSize=10, spaceAfter=14),
    "title": ParagraphStyle(
        "title", parent=CENTRED, fontName=BOLD, fontSize=21, leading=26, spaceAfter=4
    ),
    "date": ParagraphStyle("date", parent=CENTRED, fontName=ITALIC, spaceAfter=16),
    "preamble": ParagraphStyle("preamble", parent=TEXT, alignment=TA_JUSTIFY, spaceAfter=10),
    "section": ParagraphStyle(
        "section",
        parent=CENTRED,
        fontName=BOLD,
        fontSize=13,
        spaceBefore=12,
        keepWithNext=1,
    ),
    "annex": ParagraphStyle(
        "annex",
        parent=CENTRED,
        fontName=BOLD,
        fontSize=15,
        leading=20,
        spaceBefore=28,
        keepWithNext=1,
    ),
    "parties": ParagraphStyle("parties", parent=CENTRED, fontName=ITALIC, keepWithNext=1),
    "article": ParagraphStyle(
        "article",
        parent=TEXT,
        leftIndent=26,
        bulletIndent=2,
        bulletFontName=SERIF,
        bulletFontSize=11.5,
        alignment=TA_JUSTIFY,
    ),
    "issue": ParagraphStyle("issue", parent=TEXT, fontName=BOLD, keepWithNext=1),
    "bracket": ParagraphStyle("bracket", parent=TEXT, leftIndent=26),
    "note": ParagraphStyle("note", parent=TEXT, fontName=ITALIC, fontSize=10.5),
    "closing": ParagraphStyle("closing", parent=TEXT, spaceBefore=18, keepWithNext=1),
    "signature": ParagraphStyle("signature", parent=TEXT, fontSize=10.5, leading=14),
}


def _flow(lines: list[Line]) -> Iterator[Flowable]:
    first_annex = next((line.mark for line in lines if line.kind == "annex"), None)
    for signing, group in groupby(lines, key=lambda line: line.kind == "signature"):
        if signing:
            yield KeepTogether([_signatures(list(group))])
            continue
        for line in group:
            if line.kind == "annex" and line.mark == first_annex:
                yield PageBreak()
            yield _paragraph(line)


def _paragraph(line: Line) -> Paragraph:
    text = mixed(line.text)
    if line.kind == "article":
        return Paragraph(text, _STYLES["article"], bulletText=line.mark)
    if line.kind == "annex":
        text = f"{mixed(line.mark)}<br/>{text}"
    elif line.kind == "section" and line.mark:
        text = f"{mixed(line.mark)}. {text}"
    elif line.aside:
        text = f"{text} <i>({mixed(line.aside)})</i>"
    return Paragraph(text, _STYLES[line.kind])


def _signatures(lines: list[Line]) -> Table:
    """Two to a row, each over a line to sign on."""
    cells = [
        [
            Spacer(1, 26),
            HRFlowable(width="92%", thickness=0.6, hAlign="LEFT", color="black"),
            Paragraph(f"<b>{mixed(line.text)}</b><br/>{mixed(line.aside)}", _STYLES["signature"]),
        ]
        for line in lines
    ]
    rows = [[*cells[n : n + 2]] for n in range(0, len(cells), 2)]
    if len(rows[-1]) == 1:
        rows[-1].append([])
    return Table(rows, colWidths=["50%", "50%"], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
