"""The text of a file as Windows, macOS and Linux write it, whatever its encoding."""

import codecs
import itertools
import re
import unicodedata
from collections.abc import Callable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = ("cp1252", "mac_roman")
CODE_PAGES = (
    *_WESTERN,
    "cp850",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
    "cp949",
    "cp932",
    "gb18030",
    "cp950",
)
"""What Windows and older Macs write where nobody asks them for Unicode."""

_MARKS_OF_WRITING = frozenset("‘’‚“”„«»‹›–—…·•ªº°§€£¡¿´\u00a0")
_INSIDE = re.compile(r"[^\W\d_][‘‚“”„«»‹›–—…•ªº°§€£¡¿´\u00a0][^\W\d_]|[^\W\d_][‘“„«¡¿]")
"""Marks where no word has them: between two letters, or the opening ones behind a letter."""

_WORD = re.compile(r"[^\W\d_]+")
_LINE_END = re.compile(r"\r\n?|\n")


class NotText(ValueError):
    """Bytes that are no text in an encoding that can be told for certain.

    `line` is the first that is not UTF-8, counted from 1, and `byte` what stands there.
    """

    def __init__(self, line: int, byte: int) -> None:
        super().__init__(f"line {line}: byte {byte:#04x} is not UTF-8")
        self.line, self.byte = line, byte


def unicode_of(raw: bytes) -> str:
    """The text without its byte order mark: UTF-8, UTF-16 or UTF-32. Raises `NotText`.

    UTF-16 needs no mark.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw.removeprefix(mark), name)
    if b"\0" in raw and len(raw) % 2 == 0:
        tries = [_or_none(raw, name) or "" for name in ("utf-16-le", "utf-16-be")]
        best = max(tries, key=_plain)
        if best and "\0" not in best:
            return best
    return _decoded(raw, "utf-8")


def text_of(raw: bytes) -> str:
    """The text of a file in Unicode or Windows-1252. Raises `NotText`.

    What is not Unicode is taken for Western European (Windows-1252, the older Mac's set) only
    where the words that come out can be words; Korean or Cyrillic of an old code page would turn
    into other people's names.
    """
    try:
        return unicode_of(raw)
    except NotText:
        for name in () if raw.startswith(tuple(mark for mark, _name in _MARKS)) else _WESTERN:
            text = _or_none(raw, name)
            if text is not None and _western(text):
                return text
        raise


def in_code_page(raw: bytes, knows: Callable[[str], int]) -> tuple[str, str]:
    """The text and its code page, "" for Unicode. Raises `NotText`.

    `knows` counts the words that only the right code page gives, such as headings; the page that
    has most of them is the one. Without any it is Western European or nothing.
    """
    try:
        return unicode_of(raw), ""
    except NotText:
        tries = [(name, _or_none(raw, name) or "") for name in CODE_PAGES]
        name, best = max(tries, key=lambda one: knows(one[1]))
        if knows(best):
            return best, name
        text = text_of(raw)
        return text, next(name for name, one in tries if one == text)


def lines_of(raw: bytes) -> list[str]:
    """The lines of a file, without their ends: line feeds, carriage returns or both."""
    return _LINE_END.split(text_of(raw))


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        raise _not_text(raw, error) from None


def _not_text(raw: bytes, error: UnicodeDecodeError) -> NotText:
    before = raw[: error.start]
    return NotText(before.count(b"\n") + 1, raw[error.start])


def _or_none(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _plain(text: str) -> int:
    """How much of it lists and logs are made of: the wrong order of bytes has none of that."""
    return sum(ch < "\x7f" for ch in text)


def _western(text: str) -> bool:
    """True when the letters beyond ASCII stand as they do in Western European words."""
    rare = {ch for ch in text if ch > "\x7f" and not ch.isalpha()} - _MARKS_OF_WRITING
    odd = rare or "\0" in text or _INSIDE.search(text)
    return not odd and all(map(_word, _WORD.findall(text)))


def _word(word: str) -> bool:
    beyond = [ch > "\x7f" and unicodedata.category(ch)[0] == "L" for ch in word]
    in_a_row = any(all(beyond[n : n + 3]) for n in range(len(beyond) - 2))
    capital_inside = any(
        a.islower() and b.isupper() and max(a, b) > "\x7f" for a, b in itertools.pairwise(word)
    )
    return not (in_a_row or capital_inside or (len(word) > 1 and all(beyond)))
