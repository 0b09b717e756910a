"""The Joint Statement as PDF: A4, serif, numbered pages.

The PDF's own Times has the letters of western Europe; for other alphabets DejaVu Serif is embedded,
and Chinese, Japanese and Korean names use the fonts that every reader of PDF knows by name.
"""

import io
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from server.web.statement.lines import Line

FONT = Path(__file__).resolve().parents[3] / "static" / "fonts" / "DejaVuSerif.ttf"
WIDE, WIDER = (
    "DejaVuSerif",
    {"ko": "HYSMyeongJo-Medium", "ja": "HeiseiMin-W3", "zh": "STSong-Light"},
)
MARGIN = 28 * mm


def pdf(lines: Iterable[Line], *, title: str) -> bytes:
    """The document as a file."""
    _fonts()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=title,
        author="",
        creator="Six-Party Table",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=24 * mm,
        bottomMargin=24 * mm,
    )
    frame = Frame(document.leftMargin, document.bottomMargin, document.width, document.height)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=_page_number)])
    document.build([*_flow(list(lines))])
    return out.getvalue()


def _page_number(canvas: Canvas, _document: BaseDocTemplate) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawCentredString(A4[0] / 2, 14 * mm, str(canvas.getPageNumber()))


_TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11.5, leading=16, spaceAfter=6)
_CENTRED = ParagraphStyle("centred", parent=_TEXT, alignment=TA_CENTER)
_STYLES = {
    "over": ParagraphStyle("over", parent=_CENTRED, fontSize=10, spaceAfter=14),
    "title": ParagraphStyle(
        "title", parent=_CENTRED, fontName="Times-Bold", fontSize=21, leading=26, spaceAfter=4
    ),
    "date": ParagraphStyle("date", parent=_CENTRED, fontName="Times-Italic", spaceAfter=16),
    "preamble": ParagraphStyle("preamble", parent=_TEXT, alignment=TA_JUSTIFY, spaceAfter=10),
    "section": ParagraphStyle(
        "section",
        parent=_CENTRED,
        fontName="Times-Bold",
        fontSize=13,
        spaceBefore=12,
        keepWithNext=1,
    ),
    "annex": ParagraphStyle(
        "annex",
        parent=_CENTRED,
        fontName="Times-Bold",
        fontSize=15,
        leading=20,
        spaceBefore=28,
        keepWithNext=1,
    ),
    "parties": ParagraphStyle("parties", parent=_CENTRED, fontName="Times-Italic", keepWithNext=1),
    "article": ParagraphStyle(
        "article",
        parent=_TEXT,
        leftIndent=26,
        bulletIndent=2,
        bulletFontName="Times-Roman",
        bulletFontSize=11.5,
        alignment=TA_JUSTIFY,
    ),
    "issue": ParagraphStyle("issue", parent=_TEXT, fontName="Times-Bold", keepWithNext=1),
    "bracket": ParagraphStyle("bracket", parent=_TEXT, leftIndent=26),
    "note": ParagraphStyle("note", parent=_TEXT, fontName="Times-Italic", fontSize=10.5),
    "closing": ParagraphStyle("closing", parent=_TEXT, spaceBefore=18, keepWithNext=1),
    "signature": ParagraphStyle("signature", parent=_TEXT, fontSize=10.5, leading=14),
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
    text = _mixed(line.text)
    if line.kind == "article":
        return Paragraph(text, _STYLES["article"], bulletText=line.mark)
    if line.kind == "annex":
        text = f"{_mixed(line.mark)}<br/>{text}"
    elif line.kind == "section" and line.mark:
        text = f"{_mixed(line.mark)}. {text}"
    elif line.aside:
        text = f"{text} <i>({_mixed(line.aside)})</i>"
    return Paragraph(text, _STYLES[line.kind])


def _signatures(lines: list[Line]) -> Table:
    """Two to a row, each over a line to sign on."""
    cells = [
        [
            Spacer(1, 26),
            HRFlowable(width="92%", thickness=0.6, hAlign="LEFT", color="black"),
            Paragraph(f"<b>{_mixed(line.text)}</b><br/>{_mixed(line.aside)}", _STYLES["signature"]),
        ]
        for line in lines
    ]
    rows = [[*cells[n : n + 2]] for n in range(0, len(cells), 2)]
    if len(rows[-1]) == 1:
        rows[-1].append([])
    return Table(rows, colWidths=["50%", "50%"], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


# --- letters ---


def _mixed(text: str) -> str:
    """The text as markup, with a font named wherever Times lacks the letters."""
    runs = groupby(" ".join(text.split()), key=_font_of)
    return "".join(
        escape("".join(run))
        if font is None
        else f'<font name="{font}">{escape("".join(run))}</font>'
        for font, run in runs
    )


def _font_of(letter: str) -> str | None:
    if _in_times(letter):
        return None
    code = ord(letter)
    if code in _covered():
        return WIDE
    if 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F or 0xAC00 <= code <= 0xD7AF:
        return WIDER["ko"]
    if 0x3040 <= code <= 0x30FF:
        return WIDER["ja"]
    return WIDER["zh"] if 0x2E80 <= code <= 0xFFEF else WIDE


def _in_times(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _covered() -> frozenset[int]:
    """The letters DejaVu Serif draws."""
    return frozenset(_fonts().face.charToGlyph)


@cache
def _fonts() -> TTFont:
    """Make the fonts known, once; the embedded one."""
    for name in WIDER.values():
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    wide = TTFont(WIDE, str(FONT))
    pdfmetrics.registerFont(wide)
    # A bold or slanted run of it is drawn upright: one file covers the alphabets.
    pdfmetrics.registerFontFamily(WIDE, normal=WIDE, bold=WIDE, italic=WIDE, boldItalic=WIDE)
    for name in WIDER.values():
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return wide
