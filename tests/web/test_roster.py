"""Rosters as people paste them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from server.rules.ids import DelegationId
from server.rules.seats import InnerRole
from server.service.people import RosterLine
from server.web import i18n
from server.web.roster import RosterError, parse
from tests.web.pages_site import known_scenarios


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Errors are said in the language of a request."""
    app = Flask(__name__)
    i18n.install(app)
    with app.test_request_context():
        yield


def read(text: str, tables: int = 3) -> tuple[RosterLine, ...]:
    return parse(text, known_scenarios()["six-party"], tables)


def test_nothing_is_nobody() -> None:
    assert read("") == ()
    assert read(" \n \n") == ()


def test_a_line_is_name_table_delegation_role() -> None:
    assert read("Kim Minji, 2, rok, head\nAlex\n") == (
        RosterLine("Kim Minji", 2, DelegationId("rok"), InnerRole.HEAD),
        RosterLine("Alex"),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_may_be_named_in_any_order(separator: str) -> None:
    rows = [("Country", "Student", "E-mail", "Group"), ("PRK", "Ann", "ann@example.edu", "1")]
    text = "\n".join(separator.join(row) for row in rows)
    assert read(text) == (RosterLine("Ann", 1, DelegationId("dprk"), None, "ann@example.edu"),)


@pytest.mark.parametrize("typed", ["rok", "ROK", "Republic of Korea", " rok "])
def test_a_delegation_is_known_by_any_of_its_names(typed: str) -> None:
    assert read(f"Ann,,{typed}")[0].delegation == "rok"


@pytest.mark.parametrize("typed", ["2", "Table 2", "table2"])
def test_a_table_is_its_number(typed: str) -> None:
    assert read(f"Ann,{typed}")[0].table == 2


def test_quoted_names_may_hold_the_separator() -> None:
    assert read('"Lee, Ann",1')[0].name == "Lee, Ann"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann, 4", "Line 1: there is no table 4."),
        ("Ann\nBob, zero", "Line 2: there is no table zero."),
        ("Ann, 1, atlantis", "Line 1: there is no delegation atlantis; known: USA, "),
        ("Ann, 1, rok, king", "Line 1: there is no role king; known: head, "),
        ("name,table\n,1", "Line 2 has no name"),
        ("x" * 81, "Line 1 has no name, or a very long one."),
        ("Ann\n" * 501, "at most 500 lines"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(RosterError) as caught:
        read(text)
    assert said in str(caught.value)


def test_an_unended_quotation_is_no_crash() -> None:
    assert len(read('"Ann,1\nBob,2')) >= 1
