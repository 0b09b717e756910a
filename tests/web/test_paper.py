"""Printed matter: every alphabet, parts on pages of their own, a head over each of them."""

from reportlab.platypus import Paragraph

from server.web.site.pdf import TEXT, Part, document, mixed
from tests.web.pdfs import fonts, pages


def test_the_letters_of_every_alphabet_find_a_font() -> None:
    assert mixed("Ana Łoś, Иван, Արամ, 김민지") == (
        'Ana Łoś, Иван, <font name="DejaVuSerif">Արամ</font>, '
        '<font name="HYSMyeongJo-Medium">김민지</font>'
    )
    made = document([Part([Paragraph(mixed("Ana Ա 김 さ 中 ش"), TEXT)])], title="Иван")
    found = fonts(made)
    assert {"TableSerif-Regular", "DejaVuSerif", "HYSMyeongJo-Medium"} <= found
    assert {"HeiseiMin-W3", "STSong-Light"} <= found
    assert b"/FontFile2" in made, "the font goes with the file"


def test_each_part_begins_on_a_page_of_its_own() -> None:
    made = document((Part([Paragraph("x", TEXT)]) for _ in range(3)), title="x")
    assert made.startswith(b"%PDF-")
    assert pages(made) == 3


def test_the_head_of_a_part_is_text_and_finds_its_letters() -> None:
    assert "HYSMyeongJo-Medium" not in fonts(document([Part([Paragraph("x", TEXT)])], title="x"))
    made = document([Part([Paragraph("x", TEXT)], head="<b> & 김")], title="x")
    assert "HYSMyeongJo-Medium" in fonts(made)
    assert pages(made) == 1
