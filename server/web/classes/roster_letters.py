"""The letters of an uploaded roster: told by its headings, or as somebody says.

Spreadsheets of many countries save lists in an old code page. Which one a file is in can be seen
for certain only where its headings are known words; else the check page says what it was read as,
and one choice reads it anew.
"""

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5

from server.storage.text_files import CODE_PAGES, NotText, in_code_page, unicode_of
from server.web.classes.roster_words import to_the_letter
from server.web.site.i18n import gettext as _

LETTERS, READ_IN = "roster_letters", "roster_read_in"
"""The field that says which letters a file has, and the hidden one with those it was read in."""

_HTML = re.compile(rf"&(?:#[0-9]{{1,6}}|{'|'.join(n[:-1] for n in html5 if n[-1] == ';')});")
_GARBLED = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""The first two bytes of a letter in UTF-8, as Windows-1252 shows them."""

_LOOKED_AT = 4000
"""Characters at the beginning of a list among which its headings are."""


def words() -> Mapping[str, str]:
    """Code page -> what people call its letters."""
    return {
        "cp1252": _("Western European"),
        "mac_roman": _("Western European, older Mac"),
        "cp850": _("Western European, MS-DOS"),
        "cp1250": _("Central European"),
        "cp1251": _("Cyrillic"),
        "cp1253": _("Greek"),
        "cp1254": _("Turkish"),
        "cp1255": _("Hebrew"),
        "cp1256": _("Arabic"),
        "cp1257": _("Baltic"),
        "cp1258": _("Vietnamese"),
        "cp874": _("Thai"),
        "cp949": _("Korean"),
        "cp932": _("Japanese"),
        "gb18030": _("Chinese, simplified"),
        "cp950": _("Chinese, traditional"),
    }


def decoded(raw: bytes, told: str) -> tuple[str, str]:
    """The text of a file and the code page it was read in, "" for Unicode. Raises `NotText`.

    `told` is the code page that somebody chose, "" for none; Unicode needs no choice.
    """
    if told not in CODE_PAGES:
        return in_code_page(raw, _known)
    try:
        return unicode_of(raw), ""
    except NotText as error:
        try:
            return raw.decode(told), told
        except UnicodeDecodeError:
            raise error from None


def read_anew(text: str, before: str, told: str) -> str | None:
    """A text that was read in one code page as another has it; None where it cannot be."""
    try:
        return text.encode(before).decode(told)
    except (UnicodeError, LookupError):
        return None


def mended(text: str) -> str:
    """A text whose letters some program took for others on the way: `ZoÃ«`, `Zo&euml;`.

    That UTF-8 makes sense of every one of them is no accident; signs of HTML are whole words.
    """
    text = _HTML.sub(lambda found: unescape(found[0]), text)
    if not _GARBLED.search(text):
        return text
    try:
        return b"".join(_bytes(ch) for ch in text).decode()
    except UnicodeError:
        return text


def _bytes(letter: str) -> bytes:
    return letter.encode("latin-1" if letter < "\u00a0" else "cp1252")


def _known(text: str) -> int:
    """How many headings there are that the right letters alone make known words."""
    cells = re.split(r'[\t;,|"\r\n]', text[:_LOOKED_AT])
    return sum(map(to_the_letter, cells))
