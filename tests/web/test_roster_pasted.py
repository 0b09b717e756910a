"""Lists as people paste them, in the letters of many countries: the people in them, no others."""

from collections.abc import Iterator

import pytest
from flask import Flask

from server.web.classes.roster import Roster, Unreadable, decoded
from server.web.classes.roster import read as read_roster
from server.web.classes.roster_letters import read_anew
from server.web.site import i18n
from tests.web.pages_site import known_scenarios

SIX = known_scenarios()["six-party"]


@pytest.fixture(autouse=True, scope="module")
def language() -> Iterator[None]:
    """What is said is in the language of a request."""
    app = Flask(__name__)
    i18n.install(app)
    with app.test_request_context():
        yield


def read(text: str) -> Roster:
    return read_roster(text, SIX, 12)


def people(text: str) -> list[tuple[str, str]]:
    """Names and addresses; the list has no mistake."""
    roster = read(text)
    assert not roster.errors, roster.errors
    return [(entry.name, entry.email) for entry in roster.entries]


BOTH = [("Iman Sow", "iman@example.edu"), ("Ola Berg", "ola@example.edu")]


@pytest.mark.parametrize(
    "text",
    [
        "Iman Sow <iman@example.edu>; Ola Berg <ola@example.edu>",
        "Iman Sow <iman@example.edu>, Ola Berg <ola@example.edu>",
        "Sow, Iman <iman@example.edu>; Berg, Ola <ola@example.edu>",
        '"Sow, Iman" <iman@example.edu>\n"Berg, Ola" <ola@example.edu>\n',
        "Iman Sow (iman@example.edu)\nOla Berg (ola@example.edu)\n",
        "1. Iman Sow, iman@example.edu\n2. Ola Berg, ola@example.edu\n",
        "- Iman Sow;iman@example.edu\n- Ola Berg;ola@example.edu\n",
        "7\tIman Sow\timan@example.edu\n8\tOla Berg\tola@example.edu\n",
        "20261\tIman Sow\timan@example.edu\n20277\tOla Berg\tola@example.edu\n",
        '"Name,Mail"\n"Iman Sow,iman@example.edu"\n"Ola Berg,ola@example.edu"\n',
        '"Iman Sow,iman@example.edu"\n"Ola Berg,ola@example.edu"\n',
        "Name,Mail\n“Sow, Iman”,iman@example.edu\n“Berg, Ola”,ola@example.edu\n",
        "Name,Mail\n'Sow, Iman',iman@example.edu\n'Berg, Ola',ola@example.edu\n",
        'Mail, Name\niman@example.edu, "Sow, Iman"\nola@example.edu, "Berg, Ola"\n',
        "Name;Contact\nIman Sow;iman@example.edu\nOla Berg;ola@example.edu\n",
        "Your full name,How we reach you\nIman Sow,iman@example.edu\nOla Berg,ola@example.edu\n",
    ],
)
def test_a_pasted_list_is_read_as_the_people_in_it(text: str) -> None:
    assert people(text) == BOTH


def test_what_stood_before_the_names_is_said() -> None:
    for text in ("1) Iman Sow\n2) Ola Berg\n", "31\tIman Sow\n35\tOla Berg\n"):
        roster = read(text)
        assert [entry.name for entry in roster.entries] == ["Iman Sow", "Ola Berg"]
        assert text.split("\n")[0].split("\t")[0] in roster.passed[0].said


@pytest.mark.parametrize("text", ["-Bo\n-Cy\n", "1st Ann\n2nd Bo\n", "3 Ann\n9 Bo\n"])
def test_a_sign_that_belongs_to_a_name_stays(text: str) -> None:
    assert people(text) == [(line, "") for line in text.splitlines()]


def test_an_address_is_nobodys_name() -> None:
    roster = read("iman@example.edu\nOla Berg\n")
    assert [(one.line, one.said) for one in roster.errors] == [
        (1, "expected a name, found iman@example.edu")
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Name\nIman Sow\nAs of: May\n", 3),
        ("Name\nIman Sow\nPrinted 2026-05-01\n", 3),
        ("Name\nTable 2\nIman Sow\n", 2),
        ("US: Iman Sow\n", 1),
    ],
)
def test_a_line_about_the_list_is_nobody_either(text: str, number: int) -> None:
    (mistake,) = read(text).errors
    assert mistake.line == number
    assert mistake.said.startswith("expected a name, found")


def test_names_below_a_table_sit_there() -> None:
    roster = read("Table 1\nIman Sow\nOla Berg, ola@example.edu\nTable 2:\nBo Ek\n")
    assert not roster.errors
    assert [(e.name, e.email, e.table) for e in roster.entries] == [
        ("Iman Sow", "", 1),
        ("Ola Berg", "ola@example.edu", 1),
        ("Bo Ek", "", 2),
    ]
    assert [one.line for one in roster.passed] == [1, 4]


@pytest.mark.parametrize(
    "text",
    [
        "Iman Sow, USA\nOla Berg, Japan\n",
        "Iman Sow - USA\nOla Berg – Japan\n",
        "Iman Sow / US\nOla Berg / JPN\n",
        "Iman Sow      USA\nOla Berg      Japan\n",
    ],
)
def test_a_delegation_needs_no_table_before_it(text: str) -> None:
    roster = read(text)
    assert not roster.errors
    assert [(e.name, e.delegation) for e in roster.entries] == [
        ("Iman Sow", "usa"),
        ("Ola Berg", "japan"),
    ]


@pytest.mark.parametrize(
    ("garbled", "name"),
    [
        ("JosÃ© NuÃ±ez", "José Nuñez"),
        ("ë°•ì§€í›ˆ", "박지훈"),
        ("Jos&eacute; O&#39;Shea", "José O'Shea"),
        ("Ângela Ça", "Ângela Ça"),
        ("A&B; Co", "A&B; Co"),
    ],
)
def test_letters_garbled_on_the_way_are_put_right(garbled: str, name: str) -> None:
    assert people(f"Name\n{garbled}\n" if ";" not in name else f'Name\n"{garbled}"\n') == [
        (name, "")
    ]


def test_mistakes_are_named_by_line_and_column() -> None:
    text = "E-Mail;Tisch;Name;Land\nx;99;Iman Sow;Mars\nola@example.edu;1;Ola Berg 1.2.2026;USA\n"
    assert [(e.line, e.column) for e in read(text).errors] == [(2, 1), (2, 2), (2, 4), (3, 3)]
    typed = read("Iman Sow, iman@example.edu, 99\nOla Berg, ola@example, 1, Mars\n")
    assert [(e.line, e.column) for e in typed.errors] == [(1, 3), (2, 4)]
    assert [e.column for e in read("iman@example.edu\n").errors] == [0]


def test_a_role_may_have_its_words_around_it() -> None:
    roster = read("name;role\nIman Sow;Head of delegation\nOla Berg;Press officer\n")
    assert [e.inner_role for e in roster.entries] == ["head", "press"]
    (mistake,) = read("name;delegation;role\nIman Sow;USA;Deputy head\n").errors
    assert mistake.nearest == "deputy"


@pytest.mark.parametrize(
    ("cell", "delegation"),
    [
        ("North Korea", "dprk"),
        ("south korea", "rok"),
        ("Korea, Republic of", "rok"),
        ("U.S.A.", "usa"),
        ("Russian Federation", "russia"),
        ("P. R. China", "china"),
        ("북한", "dprk"),
        ("日本", "japan"),
        ("Vereinigte Staaten", "usa"),
    ],
)
def test_a_delegation_goes_by_the_names_that_lists_have_for_it(cell: str, delegation: str) -> None:
    (entry,) = read(f"Name;Country\nIman Sow;{cell}\n").entries
    assert entry.delegation == delegation


def test_half_a_name_is_asked_about() -> None:
    roster = read("Nachname;Eigenname\nSow;Iman\nBerg;Ola\n")
    assert not roster.rows
    assert "column 2, Eigenname" in roster.errors[0].said
    assert "Iman, Ola" in roster.errors[0].said
    assert people("Nachname;Seminar\nSow;A\nBerg;A\n") == [("Sow", ""), ("Berg", "")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Achternaam;Tussenvoegsel;Voornaam\nBerg;van den;Ola\nSow;;Iman\n",
         ["Ola van den Berg", "Iman Sow"]),
        ("Primer apellido;Segundo apellido;Nombre\nRuiz;Mora;Eva\nSow;;Iman\n",
         ["Eva Ruiz Mora", "Iman Sow"]),
        ("STT;Họ;Tên\n1;Lê;Bình\n2;Phạm Thị;Mai\n", ["Lê Bình", "Phạm Thị Mai"]),
        ("Vezetéknév;Keresztnév\nKiss;Anna\n", ["Kiss Anna"]),
        ("ชื่อ,นามสกุล\nมานี,มีนา\n", ["มานี มีนา"]),
        ("नाम\nरोहन वर्मा\n", ["रोहन वर्मा"]),
        ("نام,نام خانوادگی\nسارا,کریمی\n", ["سارا کریمی"]),
        ("Nom de l'élève\nInès Roy\n", ["Inès Roy"]),
        ("Nama Mahasiswa;NIM\nSiti;1\nBudi;2\n", ["Siti", "Budi"]),
    ],
)  # fmt: skip
def test_names_are_whole_in_the_order_of_their_language(text: str, names: list[str]) -> None:
    assert [name for name, _email in people(text)] == names


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("성명,학과\n박지훈,법학\n", "cp949"),
        ("Фамилия;Имя\nОрлов;Пётр\n", "cp1251"),
        ("Příjmení;Jméno\nKučera;Ondřej\n", "cp1250"),
        ("Imię;Nazwisko\nMałgorzata;Gęś\n", "cp1250"),
        ("Adı;Soyadı\nAyşe;Işık\n", "cp1254"),
        ("氏名,学年\n高橋 彩,3\n", "cp932"),
        ("姓名,班级\n赵敏,3\n", "gb18030"),
        ("Όνομα;Επώνυμο\nΝίκη;Ρήγα\n", "cp1253"),
        ("שם פרטי;שם משפחה\nנועה;לוי\n", "cp1255"),
        ("الاسم الأول;اسم العائلة\nليلى;حداد\n", "cp1256"),
        ("Prénom;Nom\nÉlodie;Crémieux\n", "cp1252"),
        ("Prénom;Nom\nÉlodie;Crémieux\n", "mac_roman"),
    ],
)
def test_headings_tell_the_letters_of_a_file(text: str, page: str) -> None:
    assert decoded(text.encode(page)) == (text, page)
    assert not read(text).errors


def test_letters_that_nothing_tells_are_chosen() -> None:
    raw = "Name\nJiří Dvořák\n".encode("cp1250")
    guessed, page = decoded(raw)
    assert (page, guessed) != ("", "Name\nJiří Dvořák\n")
    assert read_anew(guessed, page, "cp1250") == "Name\nJiří Dvořák\n"
    with pytest.raises(Unreadable):
        decoded("김민지".encode("cp949"))
    assert decoded("김민지".encode("cp949"), "cp949") == ("김민지", "cp949")
    assert decoded("김민지".encode(), "cp1252") == ("김민지", "")
    assert read_anew("김민지", "cp1252", "cp949") is None


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04\x14\0", b"%PDF-1.7\n", rb"{\rtf1 Ola}", b"\n<table><tr>", b"\xd0\xcf\x11\xe0"],
)
def test_a_workbook_is_no_list_of_names(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="no list"):
        decoded(raw)
