"""The report as PDF, its pictures drawn as lines. Import it when a PDF is asked for."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from server.web.records.blocks import Block, Finding, Heading, Lines, Offer, Text
from server.web.records.pictures.drawing import Picture
from server.web.records.pictures.paper import drawn, sign
from server.web.site.i18n import gettext as _
from server.web.site.pdf import BOLD, ITALIC, TEXT, Part, document, mixed

MARGIN = 20 * mm
_GREY = "#5b6472"
_BODY = ParagraphStyle("body", parent=TEXT, fontSize=10.5, leading=14, spaceAfter=4)
_SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9, leading=11, spaceAfter=0)
_QUIET = ParagraphStyle(
    "quiet", parent=_SMALL, fontName=ITALIC, textColor=HexColor(_GREY), spaceAfter=4
)
_NUMBER = ParagraphStyle("number", parent=_SMALL, alignment=TA_RIGHT)
_OVER = ParagraphStyle("over", parent=_SMALL, textColor=HexColor(_GREY), spaceBefore=2)
_LEAD = ParagraphStyle("lead", parent=_BODY, fontSize=12, leading=16, spaceAfter=6)
_CAPTION = ParagraphStyle(
    "caption", parent=_SMALL, fontName=BOLD, spaceBefore=8, spaceAfter=2, keepWithNext=1
)
_HEADS = {
    level: ParagraphStyle(
        f"h{level}", parent=TEXT, fontName=BOLD, fontSize=size, leading=size * 1.25,
        spaceBefore=before, spaceAfter=4, keepWithNext=1,
    )
    for level, size, before in ((1, 19, 0), (2, 15, 16), (3, 12, 10), (4, 10.5, 6))
}  # fmt: skip
_LEAST = {2: 80 * mm, 3: 30 * mm, 4: 20 * mm}
"""Room a heading needs below it; else it begins on the next page."""
_LINED = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#bbbbbb"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)
_BOXED = TableStyle([("BOX", (0, 0), (-1, -1), 0.5, "#bbbbbb"), ("TOPPADDING", (0, 0), (-1, -1), 5),
                     ("BOTTOMPADDING", (0, 0), (-1, -1), 5)])  # fmt: skip


def report_pdf(title: str, parts: Iterable[Iterable[Block]]) -> bytes:
    """The file; each part begins on a page of its own."""
    return document((Part([*_flow(part)]) for part in parts), title=title, margin=MARGIN)


def _flow(blocks: Iterable[Block]) -> Iterator[Flowable]:
    for block in blocks:
        match block:
            case Heading(level, text, over):
                if level > 1:
                    yield CondPageBreak(_LEAST[level])
                if over and level == 1:
                    yield Paragraph(mixed(over), _OVER)
                yield Paragraph(mixed(text), _HEADS[level])
                if over and level > 1:
                    yield Paragraph(mixed(over), _OVER)
            case Text(text, look):
                yield Paragraph(mixed(text), {"lead": _LEAD, "quiet": _QUIET}.get(look, _BODY))
            case Lines():
                yield Paragraph(mixed(block.caption), _CAPTION)
                yield _table(block)
                yield Spacer(1, 6)
            case Finding():
                yield _boxed(_finding(block))
            case Offer():
                pass  # hundreds in a long conference: the page has them, and the transcript
            case Picture():
                yield from _picture(block)


def _table(block: Lines) -> Table:
    look = _NUMBER if block.numbers else _SMALL
    head = [
        Paragraph(f'<font color="{_GREY}">{mixed(cell)}</font>', look if n else _SMALL)
        for n, cell in enumerate(block.head)
    ]
    rows = [
        [Paragraph(mixed(cell), look if n else _SMALL) for n, cell in enumerate(row)]
        for row in block.rows
    ]
    first = 30 if len(block.head) > 2 else 40
    rest = (100 - first) / max(1, len(block.head) - 1)
    widths = [f"{first}%", *[f"{rest}%"] * (len(block.head) - 1)]
    return Table([head, *rows], colWidths=widths, style=_LINED, repeatRows=1)


def _boxed(inside: Iterable[Flowable]) -> Flowable:
    """A frame round it, on one page where there is room."""
    return KeepTogether([Table([[[*inside]]], colWidths=["100%"], style=_BOXED), Spacer(1, 6)])


def _finding(block: Finding) -> Iterator[Flowable]:
    told = block.told
    yield Paragraph(mixed(block.over), _OVER)
    yield Paragraph(mixed(told.title), _HEADS[4])
    yield Paragraph(mixed(told.what), _BODY)
    yield Paragraph(f"<b>{mixed(_('Why'))}</b> {mixed(told.why)}", _BODY)
    if told.known:
        yield Paragraph(f"<b>{mixed(_('Could it be known?'))}</b> {mixed(told.known)}", _BODY)


def _picture(block: Picture) -> Iterator[Flowable]:
    yield KeepTogether(
        [
            Paragraph(mixed(block.title), _HEADS[3]),
            Paragraph(mixed(block.summary), _BODY),
            drawn(block),
            *_legend(block),
        ]
    )
    yield Spacer(1, 8)


def _legend(block: Picture) -> Sequence[Flowable]:
    if not block.legend:
        return []
    cells: list[Flowable] = []
    for mark, words in block.legend:
        cells += [sign(mark), Paragraph(mixed(words), _SMALL)]
    cells += [Spacer(1, 1)] * (-len(cells) % 6)
    rows = [cells[n : n + 6] for n in range(0, len(cells), 6)]
    widths = ["5%", "28%"] * 3
    return [
        Table(rows, colWidths=widths, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    ]
