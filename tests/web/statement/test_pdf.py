"""The Joint Statement as PDF: every alphabet, any length, nothing taken for markup."""

import re

from server.web.statement.lines import Line
from server.web.statement.pdf import _mixed, pdf


def fonts(document: bytes) -> set[str]:
    return {
        name.decode() for name in re.findall(rb"/BaseFont /(?:[A-Z]+\+)?([A-Za-z0-9-]+)", document)
    }


def pages(document: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", document))


def test_the_letters_of_every_alphabet_find_a_font() -> None:
    assert _mixed("Ana Łoś, Иван, 김민지") == (
        'Ana <font name="DejaVuSerif">Ł</font>o<font name="DejaVuSerif">ś</font>, '
        '<font name="DejaVuSerif">Иван</font>, <font name="HYSMyeongJo-Medium">김민지</font>'
    )
    document = pdf([Line("preamble", "Ана 김 さ 中 ش")], title="Иван")
    assert {"DejaVuSerif", "HYSMyeongJo-Medium", "HeiseiMin-W3", "STSong-Light"} <= fonts(document)
    assert b"/FontFile2" in document, "the font goes with the file"


def test_what_people_wrote_is_no_markup() -> None:
    document = pdf([Line("note", "<b>bold</b> & <font name='x'>")], title="<i>")
    assert document.startswith(b"%PDF-")
    assert pages(document) == 1


def test_annexes_begin_on_a_page_of_their_own() -> None:
    lines = [Line("title", "Joint Statement"), Line("annex", "What remained", "Annex I")]
    assert pages(pdf(lines, title="x")) == 2


def test_a_long_document_runs_over_as_many_pages_as_it_needs() -> None:
    articles = [Line("article", "word " * 400, f"{n}.") for n in range(30)]
    signatures = [Line("signature", f"Delegation {n}", aside="A B") for n in range(11)]
    assert pages(pdf([*articles, *signatures], title="x")) > 10
