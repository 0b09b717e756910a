"""Rosters of generated people, written as many systems write them, come back as the same people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from server.rules.names import key as name_key
from server.web.classes.roster import Unreadable, decoded, read
from server.web.classes.roster_rows import joined
from server.web.site import i18n
from tests.web.pages_site import known_scenarios

SIX = known_scenarios()["six-party"]


@pytest.fixture(autouse=True, scope="module")
def language() -> Iterator[None]:
    app = Flask(__name__)
    i18n.install(app)
    with app.test_request_context():
        yield


@dataclass(frozen=True)
class Pupil:
    """Somebody on a list."""

    given: str
    family: str
    email: str

    @property
    def name(self) -> str:
        return joined(self.given, self.family)

    @property
    def turned(self) -> str:
        return f"{self.family}, {self.given}"


Written = Callable[[Pupil], list[str]]

DIALECTS: dict[str, tuple[list[str], Written]] = {
    "moodle": (
        ["First name", "Last name", "ID number", "Email address", "Groups"],
        lambda p: [p.given, p.family, "17", p.email, "Seminar A"],
    ),
    "canvas": (
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (881)"],
        lambda p: [p.turned, "101", "S1", "login", "POL 101", "9.5"],
    ),
    "classroom": (
        ["Last Name", "First Name", "Email Address", "Essay"],
        lambda p: [p.family, p.given, p.email, "85"],
    ),
    "blackboard": (
        ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"],
        lambda p: [p.family, p.given, "u1", "9", "2026-01-31", "Yes"],
    ),
    "brightspace": (
        ["OrgDefinedId", "Username", "Last Name", "First Name", "Email", "End-of-Line Indicator"],
        lambda p: ["#7", "#u7", p.family, p.given, p.email, "#"],
    ),
    "german": (["Name", "Vorname", "E-Mail"], lambda p: [p.family, p.given, p.email]),
    "german-2": (["Vorname", "Nachname", "E-Mail-Adresse"], lambda p: [p.given, p.family, p.email]),
    "french": (["NOM", "Prénom", "Courriel"], lambda p: [p.family, p.given, p.email]),
    "spanish": (
        ["Apellidos", "Nombre", "Correo electrónico"],
        lambda p: [p.family, p.given, p.email],
    ),
    "russian": (["Фамилия", "Имя", "Эл. почта"], lambda p: [p.family, p.given, p.email]),
    "korean": (["이메일", "성", "이름"], lambda p: [p.email, p.family, p.given]),
    "chinese": (["姓", "名", "电子邮件"], lambda p: [p.family, p.given, p.email]),
    "japanese": (["氏名", "メールアドレス"], lambda p: [p.name, p.email]),
    "arabic": (
        ["الاسم الأول", "اسم العائلة", "البريد الإلكتروني"],
        lambda p: [p.given, p.family, p.email],
    ),
    "hebrew": (["שם משפחה", "שם פרטי", 'דוא"ל'], lambda p: [p.family, p.given, p.email]),
    "first-name": (["Name", "First name", "Email"], lambda p: [p.family, p.given, p.email]),
    "turned": (["Full name", "Mail"], lambda p: [p.turned, p.email]),
    "one-column": (["Students"], lambda p: [p.name]),
    "turned-column": (["Name"], lambda p: [p.turned]),
    "no-heading": ([], lambda p: [p.name, p.email]),
    "turned-no-heading": ([], lambda p: [p.turned]),
}
NATIONAL = {
    "russian": "cp1251",
    "korean": "cp949",
    "chinese": "gb18030",
    "japanese": "cp932",
    "arabic": "cp1256",
    "hebrew": "cp1255",
    "french": "cp1250",
    "spanish": "mac_roman",
}
"""Code pages in which spreadsheets of the country save a list; its headings tell which."""

UNQUOTED = {"turned", "turned-column", "turned-no-heading"}
"""Dialects that people also type with commas and without quotation marks."""

ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "abcdeéèëöüñçå",
    "абвгдежзиклмнопрстуя",
    "김이박최민지서준하은",
    "王李张小明伟芳山田太",
    "אבגדהוזחטי",
    "ابتثجحخدذر",
)
JOINTS = ("", "-", "'", "’", " ")


@st.composite
def pupils(draw: st.DrawFn) -> list[Pupil]:
    """People of one class, whose scripts differ, with no two alike."""
    found: list[Pupil] = []
    for n in range(draw(st.integers(2, 5))):
        letters = draw(st.sampled_from(ALPHABETS))
        part = st.text(letters, min_size=2, max_size=6)
        halves = []
        for _half in range(2):
            joint = draw(st.sampled_from(JOINTS))
            text = draw(part) + (joint + draw(part) if joint else "")
            halves.append(f"Q{text}" if letters[0] == "a" else text)
        found.append(Pupil(halves[0], halves[1], f"p{n}@example.edu"))
    return list({name_key(p.name): p for p in found}.values())


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, list[Pupil], str]:
    """A file as bytes, who is in it, and its encoding."""
    people = draw(pupils())
    dialect = draw(st.sampled_from(sorted(DIALECTS)))
    headings, written = DIALECTS[dialect]
    sign = draw(st.sampled_from(",;\t"))
    bare = dialect in UNQUOTED and draw(st.booleans()) and len(people) > 1
    rows: list[list[str]] = [headings] if headings else []
    if draw(st.booleans()) and headings:
        rows.insert(0, ["Exported 2026-01-31"])
    rows += [written(p) for p in people]
    if dialect == "canvas" and draw(st.booleans()):
        rows.insert(1, ["    Points Possible", "", "", "", "", "10.00"])
        rows.append(["Student, Test", "103", "", "x", "POL 101", ""])
    if dialect == "classroom" and draw(st.booleans()):
        rows.insert(-len(people), ["Class Average", "", "", "85"])
    blanks = [""] * draw(st.integers(0, 2)) if headings else []
    sign = "," if bare else sign
    lines = [sign.join(_cell(c, sign, bare) for c in [*r, *blanks]) for r in rows]
    if draw(st.booleans()):
        lines.insert(0, f"sep={sign}")
    text = draw(st.sampled_from(["\n", "\r\n", "\r"])).join([*lines, ""])
    unicode = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
    encoding = draw(st.sampled_from([*unicode, "cp1252", NATIONAL.get(dialect, "cp1252")]))
    try:
        return text.encode(encoding), people, encoding
    except UnicodeEncodeError:
        return text.encode("utf-8"), people, "utf-8"


def _cell(cell: str, sign: str, bare: bool) -> str:
    if bare or not any(ch in cell for ch in (sign, '"')):
        return cell
    return '"' + cell.replace('"', '""') + '"'


@settings(max_examples=150, deadline=None)
@given(files())
def test_the_same_people_come_back_in_every_dialect(made: tuple[bytes, list[Pupil], str]) -> None:
    raw, people, encoding = made
    try:
        text, _page = decoded(raw)
    except Unreadable:
        assert encoding == "cp1252"
        return
    roster = read(text, SIX, 60)
    assert not roster.errors, (text, roster.errors)
    assert [entry.name for entry in roster.entries] == [p.name for p in people], text
    written = {entry.email for entry in roster.entries} - {""}
    assert written in (set(), {p.email for p in people})


NOISE = st.text(st.sampled_from("abQ1 ,;\t\"'@=.김é"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(NOISE, max_size=6), max_size=6),
    st.sampled_from([*",;", "\t"]),
    st.sampled_from([[], ["Name", "Email"], ["Vorname", "Name", "Year"], ["Name"]]),
)
def test_no_cell_is_dropped_in_silence(
    rows: list[list[str]], sign: str, headings: list[str]
) -> None:
    text = "\n".join(sign.join(cells) for cells in ([headings] if headings else []) + rows)
    roster = read(text, SIX, 60)
    spoken = {one.line for one in (*roster.errors, *roster.passed)}
    taken = {row.line: f"{row.entry.name}{row.entry.email}{row.entry.table}" for row in roster.rows}
    if any("quotation" in e.said for e in roster.errors) or '"' in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        letters = {ch for ch in line if ch.isalnum()}
        if not letters or number == roster.heading or number in spoken:
            continue
        if roster.errors and number not in taken:
            continue  # the headings are asked about first
        unused = any(c.meaning == "unused" and c.cells for c in roster.columns)
        assert unused or letters <= set(taken[number]), (text, roster)
