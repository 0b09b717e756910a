"""Lists and tables, read as they were saved and written so that they can be."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.storage.csv_files import MARK, points, row, unguarded
from server.storage.delimited import Delimited, delimited
from server.storage.text_files import text_of

CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(";,\"'=+-@\t|"), max_size=12
)


def cells(text: str) -> list[list[str]]:
    return [list(line.cells) for line in delimited(text).lines]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_that_of_the_file(sign: str, end: str) -> None:
    rows = [["Name", "Place"], ["Ann Lee", "1"], ["Bo", "2"]]
    assert cells(end.join(map(sign.join, rows))) == rows


def test_a_comma_in_every_cell_does_not_make_a_list_of_commas() -> None:
    read = delimited("Name;Mail\nSimpson, Bart;b@x.org\nMoreau, Lea;l@x.org\n")
    assert read.separator == ";"
    assert read.lines[1].cells == ("Simpson, Bart", "b@x.org")


@pytest.mark.parametrize(
    "hint", ["sep=,", "SEP=,", '"sep=,"', "sep=,,", "\ufeffsep=,", "sep=;", "sep=\t", r"sep=\t"]
)
def test_the_line_that_names_the_separator_is_no_row(hint: str) -> None:
    read = delimited(f"{hint}\r\nAnn,1\r\nBob,2")
    assert [(line.number, line.cells) for line in read.lines] == [
        (2, ("Ann", "1")),
        (3, ("Bob", "2")),
    ]


def test_a_separator_that_was_named_is_believed_where_it_divides() -> None:
    assert delimited("sep=|\nLee, Ann|1\nRay, Bob|2").separator == "|"
    assert delimited("sep=:\nAnn:1").lines[0].cells == ("Ann", "1")


def test_a_quotation_that_is_not_closed_is_named_and_swallows_nobody_unsaid() -> None:
    read = delimited('Ann,1\n"Bob,2\nCy,3')
    assert [line.cells for line in read.lines] == [("Ann", "1")]
    assert read.unclosed == 2
    assert delimited('Dwayne "Rock" J,1\n"Bob ""Bo"" R",2').unclosed is None


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
@example([["=1+1", "'=1", "''"], ["@kim", " a ", "-Bo"]])
@example([["a;b", "c|d", "e\tf"], ["", "", ""]])
def test_what_is_written_is_read(table: list[list[str]]) -> None:
    table = [["one", "two", "three"], *table]
    raw = MARK + b"".join(row(line) for line in table)
    read: Delimited = delimited(text_of(raw))
    wanted = [[unguarded_strip(cell) for cell in line] for line in table]
    assert [list(map(unguarded, line.cells)) for line in read.lines] == [
        w for w in wanted if any(w)
    ]


def unguarded_strip(cell: str) -> str:
    """A cell as a reader sees it: spaces around it are nothing, behind a guard they are."""
    return cell.rstrip() if cell.startswith("\t") else cell.strip()


def test_no_cell_is_a_formula_and_no_number_becomes_a_text() -> None:
    cells = row(["=1+1", "+1", "-1", "@a", "\tx", "＝1", "'a", "a=1"])
    assert cells == b"'=1+1,'+1,'-1,'@a,\"'\tx\",'\xef\xbc\x9d1,''a,a=1\r\n"
    assert (
        row([points(-7000), points(5), points(-5), points(0), -3])
        == b"-70.00,0.05,-0.05,0.00,-3\r\n"
    )
    assert points(1_234_567) == Decimal("12345.67")
