"""The Joint Statement as PDF: any length, nothing taken for markup."""

from server.web.statement.lines import Line
from server.web.statement.pdf import pdf
from tests.web.pdfs import pages


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
