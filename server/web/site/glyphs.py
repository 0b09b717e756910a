"""Scripts whose letters join, change places or run from the right, made ready for print.

The PDF library sets one character after another from the left. A run of such a script is shaped
by HarfBuzz here, and given to it as the glyphs in the order in which they stand on paper.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parents[3] / "static" / "fonts"

_BLOCKS = {
    "Hebrew": ((0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    "Arabic": ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF),
               (0xFE70, 0xFEFC)),
    "Devanagari": ((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    "Bengali": ((0x0980, 0x09FF),),
    "Gurmukhi": ((0x0A00, 0x0A7F),),
    "Gujarati": ((0x0A80, 0x0AFF),),
    "Tamil": ((0x0B80, 0x0BFF),),
    "Telugu": ((0x0C00, 0x0C7F),),
    "Kannada": ((0x0C80, 0x0CFF),),
    "Malayalam": ((0x0D00, 0x0D7F),),
    "Sinhala": ((0x0D80, 0x0DFF),),
    "Thai": ((0x0E00, 0x0E7F),),
    "Lao": ((0x0E80, 0x0EFF),),
    "Myanmar": ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    "Ethiopic": ((0x1200, 0x139F), (0x2D80, 0x2DDF)),
    "Khmer": ((0x1780, 0x17FF), (0x19E0, 0x19FF)),
}  # fmt: skip
_OF = {
    code: script for script, all_ in _BLOCKS.items() for a, z in all_ for code in range(a, z + 1)
}

JOINERS = "\u200c\u200d"
_FROM_THE_RIGHT = "".join(
    f"{chr(a)}-{chr(z)}" for script in ("Hebrew", "Arabic") for a, z in _BLOCKS[script]
)
_PIECES = re.compile(
    # From the first letter that runs from the right to the last one, or the number after it.
    rf"[{_FROM_THE_RIGHT}](?:[^A-Za-z]*?(?:[{_FROM_THE_RIGHT}{JOINERS}]|\d+))*"
)
_NUMBER = re.compile(r"(\d+(?:[.,:/]\d+)*)")
_KEPT_TOGETHER = 60
"""Characters of a run from the right that stay in one line, since its words change places."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in the order in which they are set; `font` None where the text's own has them."""

    text: str
    font: str | None = None


def is_shaped(letter: str) -> bool:
    """True for a letter of one of the scripts here."""
    return ord(letter) in _OF


def runs(text: str) -> list[Run]:
    """The text in runs; those of scripts that need it are shaped and in order."""
    found: list[Run] = []
    at = 0
    for piece in _PIECES.finditer(text):
        found += _from_the_left(text[at : piece.start()])
        found += _from_the_right(piece[0])
        at = piece.end()
    return found + _from_the_left(text[at:])


def _from_the_right(text: str) -> list[Run]:
    """A run from the right as it stands on paper; numbers in it run from the left all the same."""
    parts = [part for part in _NUMBER.split(text) if part]
    found = []
    for part in reversed(parts):
        if _NUMBER.fullmatch(part) and not any(ord(ch) in _OF for ch in part):
            found.append(Run(part))
        else:
            found += [
                _shaped(word, script) if script else Run(_mirrored(word))
                for word, script in reversed(_by_script(part))
            ]
    if len(text) <= _KEPT_TOGETHER:
        found = [Run(one.text.replace(" ", "\u00a0"), one.font) for one in found]
    return found


def _from_the_left(text: str) -> list[Run]:
    return [_shaped(one, script) if script else Run(one) for one, script in _by_script(text)]


def _by_script(text: str) -> list[tuple[str, str]]:
    """Runs of one script each; joiners and marks belong to the letter before them."""
    found: list[tuple[str, str]] = []
    for ch in text:
        script = _OF.get(ord(ch), "")
        inherits = ch in JOINERS or (not script and unicodedata.combining(ch))
        if found and (inherits or script == found[-1][1]):
            found[-1] = found[-1][0] + ch, found[-1][1]
        else:
            found.append((ch, script))
    return found


def _mirrored(text: str) -> str:
    """What stands between words from the right: turned round, brackets too."""
    return text[::-1].translate(str.maketrans("()[]{}<>«»", ")(][}{><»«"))


def _shaped(text: str, script: str) -> Run:
    font = _font(script)
    shaper = font.hbFont(1000)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(shaper, buffer)
    letters = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        known = font.face.glyphToChar.get(info.codepoint)  # type: ignore[attr-defined]  # the stubs lag
        if known and known[0] == ord(" ") and position.x_advance == 0:
            continue  # a joiner, which has done its work
        code = known[0] if known else _private(font, info.codepoint, position.x_advance)
        letters.append(chr(code))
    return Run("".join(letters), font.fontName)


def _private(font: TTFont, glyph: int, advance: int) -> int:
    """A character of the private area for a glyph that no character stands for by itself."""
    code: int = font.hbAddPrivate(  # type: ignore[attr-defined]  # the stubs lag
        f"g{glyph}", glyph, advance
    )
    return code


@cache
def _font(script: str) -> TTFont:
    name = f"NotoSans{script}"
    font = TTFont(name, str(FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return font
