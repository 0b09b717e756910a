"""Rosters as people paste and upload them."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from server.rules.ids import DelegationId
from server.rules.seats import InnerRole
from server.service.people import RosterLine
from server.web.classes.roster import Roster, Unreadable, decoded
from server.web.classes.roster import read as read_roster
from server.web.classes.roster_layout import Chosen
from server.web.classes.roster_words import Meaning
from server.web.site import i18n
from tests.web.pages_site import known_scenarios


@pytest.fixture(autouse=True, scope="module")
def language() -> Iterator[None]:
    """Errors are said in the language of a request."""
    app = Flask(__name__)
    i18n.install(app)
    with app.test_request_context():
        yield


def all_of(text: str, tables: int = 3) -> Roster:
    return read_roster(text, known_scenarios()["six-party"], tables)


def read(text: str, tables: int = 3) -> tuple[RosterLine, ...]:
    roster = all_of(text, tables)
    assert not roster.errors
    return roster.entries


def test_nothing_is_nobody() -> None:
    assert read("") == ()
    assert read(" \n \n") == ()
    assert read("\ufeff") == ()


def test_a_line_is_name_table_delegation_role() -> None:
    assert read("Kim Minji, 2, rok, head\nAlex\n") == (
        RosterLine("Kim Minji", 2, DelegationId("rok"), InnerRole.HEAD),
        RosterLine("Alex"),
    )


def test_a_list_of_names_is_enough() -> None:
    names = [entry.name for entry in read("Kim Minji\r\n\r\nAlex  Lee\rBo\n")]
    assert names == ["Kim Minji", "Alex Lee", "Bo"]


def test_an_address_is_known_by_its_sign() -> None:
    assert read("Ann, ann@example.edu, 1, prk") == (
        RosterLine("Ann", 1, DelegationId("dprk"), None, "ann@example.edu"),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_may_be_named_in_any_order(separator: str) -> None:
    rows = [("Country", "Student", "E-mail", "Group"), ("PRK", "Ann", "ann@example.edu", "1")]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in rows)
    assert read(text) == (RosterLine("Ann", 1, DelegationId("dprk"), None, "ann@example.edu"),)


def test_columns_that_a_roster_does_not_have_are_passed_over() -> None:
    assert read("ID,Name,Year,Table\n7,Ann,2,3") == (RosterLine("Ann", 3),)


@pytest.mark.parametrize("typed", ["rok", "ROK", "Republic of Korea", " rok "])
def test_a_delegation_is_known_by_any_of_its_names(typed: str) -> None:
    assert read(f"Ann,,{typed}")[0].delegation == "rok"


@pytest.mark.parametrize("typed", ["2", "Table 2", "table2"])
def test_a_table_is_its_number(typed: str) -> None:
    assert read(f"Ann,{typed}")[0].table == 2


def test_quoted_names_may_hold_the_separator_and_more() -> None:
    assert read('"Lee, King, Ann",1')[0].name == "Lee, King, Ann"
    assert read('"Lee; Ann";1')[0] == RosterLine("Lee; Ann", 1)
    assert [e.name for e in read('name,table\n"Lee ""Andy"" Ann",1')] == ['Lee "Andy" Ann']


def test_somebody_may_only_watch() -> None:
    assert read("Ann,2,,observer") == (RosterLine("Ann", 2, observes=True),)
    assert read("Bo,,,note-taker")[0].inner_role is InnerRole.NOTE_TAKER


@pytest.mark.parametrize(
    ("text", "line", "said", "nearest"),
    [
        ("Ann, 4", 1, "expected a table from 1 to 3, found 4", ""),
        ("Ann\n\nBob, zero", 3, "expected a table from 1 to 3, found zero", ""),
        ("Ann, 1, Chnia", 1, "expected one of USA, JPN, CHN, RUS, PRK, ROK, found Chnia", "China"),
        ("Ann, 1, atlantis", 1, "found atlantis", ""),
        ("Ann, 1, rok, spokesman", 1, "expected one of head, deputy, specialist, press", ""),
        ("Ann, 1, rok, deputee", 1, "found deputee", "deputy"),
        ("name,table\n,1", 2, "expected a name of 1 to 80 characters", ""),
        ("x" * 81, 1, "expected a name of 1 to 80 characters", ""),
        ('name,email\n"A\nnn",x@y\nBob,nobody', 4, "expected an e-mail address", ""),
        ("Ann\nBob\nann", 3, "ann stands in line 1 already", ""),
        ("\n".join(f"N{n}" for n in range(502)), 501, "at most 500 rows", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, said: str, nearest: str) -> None:
    (error,) = all_of(text).errors
    assert (error.line, error.nearest) == (line, nearest)
    assert said in error.said


def test_every_wrong_row_is_named_and_the_others_are_taken() -> None:
    roster = all_of("Ann,9,nowhere\nBob,1\n,,\nCy,1,rok,king\nDee")
    assert [e.line for e in roster.errors] == [1, 1, 4]
    assert [(row.line, row.entry.name) for row in roster.rows] == [(2, "Bob"), (5, "Dee")]


def test_two_students_of_one_name_are_told_apart_by_their_address() -> None:
    assert len(read("Ann,a@x.org\nAnn,b@x.org")) == 2


def test_a_quotation_that_is_not_closed_makes_nobody_of_all_that_follows() -> None:
    roster = all_of('Cy,1\n"Ann,1\nBob,2')
    assert [row.line for row in roster.rows] == [1]
    assert [(e.line, "quotation mark" in e.said) for e in roster.errors] == [(2, True)]


def names_in(text: str) -> list[str]:
    return [entry.name for entry in read(text)]


def test_given_and_family_names_stand_in_columns_of_their_own() -> None:
    assert names_in("Name;Vorname;Semester\nHuber;Eva;3\nHuber;Tom;3") == ["Eva Huber", "Tom Huber"]
    assert names_in("Nombre,Apellidos\nInés,Gil Ros") == ["Inés Gil Ros"]
    assert names_in("성,이름\n박,하은\nO'Neil,Ann") == ["박하은", "Ann O'Neil"]
    assert names_in("姓\t名\n李\t芳") == ["李芳"]
    assert names_in("Full name,First name,Surname\nEva Huber,Eva,Huber") == ["Eva Huber"]


def test_a_surname_before_a_comma_comes_last() -> None:
    assert names_in('"Huber, Eva"\n"King, Jr."') == ["Eva Huber", "King, Jr."]
    assert names_in("Huber, Eva\nGil Ros, Inés") == ["Eva Huber", "Inés Gil Ros"]
    assert names_in("Name,Email\nHuber, Eva, e@x.org\nCher,c@x.org") == ["Eva Huber", "Cher"]
    assert names_in("Student;Mail\nHuber, Eva;e@x.org") == ["Eva Huber"]
    assert names_in('"Last Name, First Name",Mail\n"Huber, Eva",e@x.org') == ["Eva Huber"]
    assert names_in("姓名，邮箱\n李芳，l@x.org") == ["李芳"]


@pytest.mark.parametrize(
    "word", ["Students", "姓名", "이름", "ФИО", "Teilnehmer", "Élève", "שם מלא"]
)
def test_a_heading_over_one_column_is_no_student(word: str) -> None:
    roster = all_of(f"{word}\nEva Huber\nTom Berg")
    assert [e.name for e in roster.entries] == ["Eva Huber", "Tom Berg"]
    assert roster.heading == 1


def test_hints_totals_and_invented_students_are_passed_over_and_said() -> None:
    text = (
        "Course IR 214\nprinted today\n\nStudent,Mail,Essay\n    Points Possible,,10\n"
        'Eva Huber,e@x.org,9\n,,Manual Posting\n"Student, Test",,\nStudent,Mail,Essay\nTotal: 1,,9'
    )
    roster = all_of(text)
    assert [row.line for row in roster.rows] == [6]
    assert [said.line for said in roster.passed] == [1, 2, 4, 5, 7, 8, 9, 10]
    assert "column 3, Essay, is not used: 10, 9, Manual Posting, …" in roster.passed[2].said
    assert "Points Possible" in roster.passed[3].said


@pytest.mark.parametrize("row", ["Gesamt;3", "2026-01-31;", ";Date", "合计;", "Summe: 3;"])
def test_a_row_of_sums_or_dates_is_no_student(row: str) -> None:
    roster = all_of(f"Name;E-Mail\nEva Huber;e@x.org\n{row}")
    assert ([r.line for r in roster.rows], roster.errors) == ([2], ())
    assert [said.line for said in roster.passed] == [3]


def test_columns_of_another_system_are_not_ours_only_by_their_heading() -> None:
    roster = all_of("Name,Country,Role,Groups\nEva,Austria,Student,Evening course")
    assert roster.entries == (RosterLine("Eva"),)
    assert [c.meaning for c in roster.columns[1:]] == ["unused"] * 3
    assert read("Name,Country,Groups\nEva,Japan,Group 2") == (
        RosterLine("Eva", 2, DelegationId("japan")),
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Kim, 1, rok\nLee, 2, prk\nIvan; 2; rus", 3, "found Ivan; 2; rus"),
        ("Kim; 1; rok\nLee; 2; prk\nIvan, 2, rus", 3, "separated by “,”"),
        ("Name,Mail\nIvan\t2\tx", 2, "separated by tabs"),
        ("Name,Mail\nEva,e@x.org,late", 2, "cell 3 is late"),
        ("Eva,1,rok,head,late\nTom", 1, "cell 5 is late"),
        ("Name;Student\nEva;Eva H", 1, "columns 1 and 2 could each be the name"),
        ("Eva;Huber\nTom;Berg", 1, "both seem to hold names (Eva · Huber)"),
        ("Xname;Xtable\nEva;1\nTom;2", 1, "found Xname, Xtable"),
        ("Name,Vorname,Nachname\nEve H,Eva,Huber", 1, "beside a part of it"),
        ("Name,Country\nEva,Jappan", 2, "found Jappan"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence_with_what_was_found(
    text: str, line: int, said: str
) -> None:
    (error,) = all_of(text).errors
    assert error.line == line
    assert said in error.said


def test_columns_are_what_somebody_chose() -> None:
    text = "Xa;Xb;Xc\nHuber;Eva;1\nBerg;Tom;2"
    chosen = Chosen((Meaning.FAMILY, Meaning.GIVEN, Meaning.TABLE), 1)
    roster = read_roster(text, known_scenarios()["six-party"], 3, chosen)
    assert roster.entries == (RosterLine("Eva Huber", 1), RosterLine("Tom Berg", 2))
    nobody = Chosen((Meaning.EMAIL, Meaning.UNUSED, Meaning.UNUSED), 0)
    (error,) = read_roster(text, known_scenarios()["six-party"], 3, nobody).errors
    assert "no column is the name" in error.said


def test_a_list_of_ours_has_names_to_the_letter() -> None:
    text = "name,email,table,delegation,role\n\"Huber, Eva\",,1,ROK,head\n'@kim,,,,\n''t Hooft,,,,"
    assert names_in(text) == ["Huber, Eva", "@kim", "'t Hooft"]


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    roster = all_of(text)
    for entry in roster.entries:
        assert 1 <= len(entry.name) <= 80


def test_files_are_read_as_spreadsheets_write_them() -> None:
    assert decoded("name\n김민지".encode("utf-8-sig")) == ("name\n김민지", "")
    assert decoded("name\n김민지".encode("utf-16")) == ("name\n김민지", "")
    with pytest.raises(Unreadable, match="CSV UTF-8"):
        decoded("김민지".encode("cp949"))
    with pytest.raises(Unreadable, match="too large"):
        decoded(b"x" * 300_000)


def test_two_of_one_name_with_seats_of_their_own_are_two_people() -> None:
    kims = read("name,table,delegation\nKim Min,1,rok\nKim Min,2,rok\nKim Min,2,usa\n")
    assert [(k.table, k.delegation) for k in kims] == [(1, "rok"), (2, "rok"), (2, "usa")]


@pytest.mark.parametrize("second", ["Kim Min,1,rok", "Kim Min,,", "kim  min,1,rok"])
def test_one_name_in_one_seat_or_in_none_is_one_person(second: str) -> None:
    errors = all_of(f"name,table,delegation\nKim Min,1,rok\n{second}\n").errors
    assert [(e.line, "stands in line 2 already" in e.said) for e in errors] == [(3, True)]
