"""Names of scripts that join or run from the right, as they stand on paper."""

from collections.abc import Sequence

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from server.web.site.glyphs import Run, runs
from server.web.site.pdf import TEXT, Part, document, mixed
from tests.web.pdfs import fonts


def glyph_numbers(font: str) -> dict[int, int]:
    found = pdfmetrics.getFont(font)
    assert isinstance(found, TTFont)
    letters: dict[int, int] = found.face.charToGlyph
    return letters


def glyphs(found: Sequence[Run]) -> list[int]:
    """The glyphs of the runs that are in a font of their own."""
    out = []
    for run in found:
        if run.font is not None:
            letters = glyph_numbers(run.font)
            out += [letters[ord(ch)] for ch in run.text]
    return out


def test_a_name_from_the_right_is_turned_where_it_stands() -> None:
    found = runs("Ann (דוד לוי), Bo")
    assert "".join(run.text for run in found) == "Ann (יול\u00a0דוד), Bo"


def test_numbers_in_it_still_run_from_the_left() -> None:
    assert "".join(run.text for run in runs("דוד 12")) == "12\u00a0דוד"


def test_arabic_letters_take_the_form_of_their_place() -> None:
    joined, apart = glyphs(runs("سلم")), [g for ch in "ملس" for g in glyphs(runs(ch))]
    assert len(joined) == 3
    assert not set(joined) & set(apart)


def test_a_joiner_parts_letters_and_leaves_no_gap() -> None:
    parted = "".join(run.text for run in runs("علی\u200cرضا"))
    assert " " not in parted
    assert "\u00a0" not in parted
    assert glyphs(runs("علی\u200cرضا")) != glyphs(runs("علیرضا"))


def test_vowels_of_devanagari_go_where_they_are_written() -> None:
    first, second = glyphs(runs("कि"))
    assert [first, second] != glyphs(runs("क")) + glyphs(runs("ि"))
    assert second == glyphs(runs("क"))[0]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("נעמי", "NotoSansHebrew"),
        ("ليلى", "NotoSansArabic"),
        ("अनन्या", "NotoSansDevanagari"),
        ("অনন্যা", "NotoSansBengali"),
        ("ਹਰਪ੍ਰੀਤ", "NotoSansGurmukhi"),
        ("અનન્યા", "NotoSansGujarati"),
        ("அனன்யா", "NotoSansTamil"),
        ("అనన్య", "NotoSansTelugu"),
        ("ಅನನ್ಯ", "NotoSansKannada"),
        ("അനന്യ", "NotoSansMalayalam"),
        ("අනන්‍යා", "NotoSansSinhala"),
        ("สมชาย", "NotoSansThai"),
        ("ສົມ", "NotoSansLao"),
        ("មករា", "NotoSansKhmer"),
        ("အောင်", "NotoSansMyanmar"),
        ("አበበ", "NotoSansEthiopic"),
        ("Արամ", "DejaVuSerif"),
        ("გიორგი", "DejaVuSerif"),
        ("Αλέξης", "TableSerif-Regular"),
        ("山田", "STSong-Light"),
        ("ゆき", "HeiseiMin-W3"),
        ("민지", "HYSMyeongJo-Medium"),
    ],
)
def test_every_script_has_glyphs(name: str, font: str) -> None:
    made = document([Part([Paragraph(mixed(name), TEXT)])], title="x")
    assert any(one.startswith(font) for one in fonts(made))
    assert 0 not in glyphs(runs(name))
    assert "?" not in mixed(name)


def test_marks_of_direction_and_what_no_font_has_are_never_boxes() -> None:
    assert mixed("\u202eAnn\u2069 \u200fBo") == "Ann Bo"
    assert "?" in mixed("Ann \u07ca")


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Iman 🐧", "Iman [penguin]"),
        ("🐧", "[penguin]"),
        ("👩🏾‍🚀 Ola", "[woman, rocket] Ola"),
        ("🇲🇳 Bat", "[MN] Bat"),
        ("✌🏻Ola", "[victory hand]Ola"),
        ("② Ola", "2 Ola"),
        ("𝓞𝓵𝓪", "Ola"),
        ("Ola ^ ~", "Ola ^ ~"),
    ],
)
def test_pictures_in_names_are_printed_in_words(name: str, printed: str) -> None:
    assert mixed(name) == printed


def test_bold_and_small_print_draw_them_too() -> None:
    made = document([Part([Paragraph(f"<b>{mixed('ليلى अनन्या')}</b>", TEXT)])], title="x")
    assert {"NotoSansArabic-Regular", "NotoSansDevanagari-Regular"} <= fonts(made)
