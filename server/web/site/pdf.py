"""Printed matter as PDF: A4, numbered pages, in the serif of the documents on screen.

DejaVu Serif has the letters which that lacks; scripts that join or run from the right are set in
Noto Sans. Chinese, Japanese and Korean names use the
fonts that every reader of PDF knows by name.
Import it when a PDF is asked for: the library is large, and most servers start without a need.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from unicodedata import category, name, normalize
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER
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
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
)

from server.rules.texts import leaves_no_mark
from server.web.site.glyphs import FOLDER, JOINERS, is_shaped, runs

rl_config.useA85 = 0  # bytes as they are: a fifth smaller, and as much faster

SERIF, BOLD, ITALIC = "TableSerif-Regular", "TableSerif-Bold", "TableSerif-Italic"
WIDE, WIDER = (
    "DejaVuSerif",
    {"ko": "HYSMyeongJo-Medium", "ja": "HeiseiMin-W3", "zh": "STSong-Light"},
)
MARGIN = 28 * mm
TOP = 24 * mm

TEXT = ParagraphStyle("text", fontName=SERIF, fontSize=11.5, leading=16, spaceAfter=6)
CENTRED = ParagraphStyle("centred", parent=TEXT, alignment=TA_CENTER)
_HEAD = ParagraphStyle("head", parent=CENTRED, fontName=BOLD, fontSize=10, leading=12)


@dataclass(frozen=True, slots=True)
class Part:
    """What begins on a page of its own, with a line of plain text over each of its pages."""

    flow: Sequence[Flowable]
    head: str = ""


def document(parts: Iterable[Part], *, title: str, margin: float = MARGIN) -> bytes:
    """The parts as one file; `margin` left and right in points. At least one part."""
    out = io.BytesIO()
    made = BaseDocTemplate(
        out,
        pagesize=A4,
        title=title,
        author="",
        creator="Six-Party Table",
        leftMargin=margin,
        rightMargin=margin,
        topMargin=TOP,
        bottomMargin=TOP,
    )
    story: list[Flowable] = []
    for number, part in enumerate(parts):
        frame = Frame(made.leftMargin, made.bottomMargin, made.width, made.height)
        template = PageTemplate(str(number), [frame], onPage=_Page(part.head))
        made.addPageTemplates([template])
        if number:
            story += [NextPageTemplate(str(number)), PageBreak()]
        story += part.flow
    made.build(story)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands round the text of a page."""

    head: str

    def __call__(self, canvas: Canvas, made: BaseDocTemplate) -> None:
        canvas.setFont(SERIF, 9)
        canvas.drawCentredString(A4[0] / 2, 14 * mm, str(canvas.getPageNumber()))
        if self.head:
            head = Paragraph(mixed(self.head), _HEAD)
            head.wrapOn(canvas, made.width, TOP)
            head.drawOn(canvas, made.leftMargin, A4[1] - 16 * mm)


@lru_cache(maxsize=2_000)
def mixed(text: str) -> str:
    """The text as markup, with a font named wherever the serif lacks the letters."""
    return "".join(
        escape(part) if font is None else f'<font name="{font}">{escape(part)}</font>'
        for part, font in fonts_of(text)
    )


def fonts_of(text: str) -> list[tuple[str, str | None]]:
    """The text in pieces as they are set, each with its font; None is the serif."""
    if text.isascii() and text.isprintable():  # most is, and the rest takes a hundred times longer
        return [(" ".join(text.split()), None)]
    seen = "".join(ch for ch in text if ch in JOINERS or not leaves_no_mark(ch))
    found: list[tuple[str, str | None]] = []
    for run in runs(" ".join(_said(seen).split())):
        if run.font:
            found.append((run.text, run.font))
            continue
        for font, part in groupby(run.text, _font_of):
            found.append((_known_to("".join(part), font), font))
    return found


def _said(text: str) -> str:
    """The text with what no font has in plain letters, and pictures by their names in brackets."""
    return _PICTURES.sub(_names, "".join(map(_plainer, text)))


def _plainer(letter: str) -> str:
    """The letter, or plain ones of the same meaning where no font has it."""
    plain = normalize("NFKC", letter)
    return letter if _is_set(letter) or not all(map(_is_set, plain)) else plain


def _names(pictures: re.Match[str]) -> str:
    """Emoji and signs in words: `[fox face]`; a flag in its letters, one that is set as it is."""
    said: list[str] = []
    for ch in pictures[0]:
        what = name(ch, "")
        if what.startswith("REGIONAL"):
            said.append(what[-1])
        elif what and ch not in JOINERS and not what.startswith("EMOJI MODIFIER"):
            said.append(what.lower())
    flag = all(len(one) == 1 for one in said)
    return f"[{('' if flag else ', ').join(said)}]" if said else ""


def _is_set(letter: str) -> bool:
    code = ord(letter)
    return code in _SERIF_HAS or code in _WIDE_HAS or _font_of(letter) != WIDE or is_shaped(letter)


def _known_to(text: str, font: str | None) -> str:
    if font != WIDE:
        return text
    # better a question mark than an empty box
    return "".join(ch if ord(ch) in _WIDE_HAS else "?" for ch in text)


def _font_of(letter: str) -> str | None:
    if ord(letter) in _SERIF_HAS:
        return None
    code = ord(letter)
    if code in _WIDE_HAS:
        return WIDE
    if 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F or 0xAC00 <= code <= 0xD7AF:
        return WIDER["ko"]
    if 0x3040 <= code <= 0x30FF:
        return WIDER["ja"]
    return WIDER["zh"] if 0x2E80 <= code <= 0xFFEF else WIDE


def _known(name: str) -> TTFont:
    """A font of the folder, made known to the library."""
    font = TTFont(name, str(FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def _alone(name: str) -> None:
    """One file covers the alphabets: a bold or slanted run is drawn upright."""
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


_SERIF_HAS = frozenset(_known(SERIF).face.charToGlyph)
_WIDE_HAS = frozenset(_known(WIDE).face.charToGlyph)
_known(BOLD)
_known(ITALIC)
pdfmetrics.registerFontFamily(SERIF, normal=SERIF, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
for _name in WIDER.values():
    pdfmetrics.registerFont(UnicodeCIDFont(_name))
for _name in (WIDE, *WIDER.values()):
    _alone(_name)

_SIGN = "".join(
    re.escape(chr(code))
    for code in range(0x2000, 0x20000)
    if category(chr(code)) in ("So", "Sk") and not _is_set(chr(code))
)
_PICTURES = re.compile(f"[{_SIGN}][{_SIGN}{JOINERS}]*")
"""What no font has and a name can stand for, with what belongs to it."""
