"""Setting a class up: nothing is made before it was looked over."""

import io
import re
from dataclasses import fields

import pytest
from werkzeug.test import TestResponse

from server.rules.seats import InnerRole
from server.rules.state.talks import Talks
from server.rules.written.policies import SENTENCES, Policies
from server.web.classes.plan_form import fields_of, length_words
from tests.web.pages_site import PagesSite, Visitor, known_scenarios, words

NEW = "/facilitate/new"
SIX = known_scenarios()["six-party"]


@pytest.fixture
def site() -> PagesSite:
    return PagesSite()


@pytest.fixture
def teacher(site: PagesSite) -> Visitor:
    return site.facilitator()


def form(**changed: str) -> dict[str, str]:
    plain = {
        "scenario": "six-party",
        "title": "IR 214",
        "preset": "50min",
        "difficulty": "standard",
        "scores": "round_end",
        "team_decides": "head",
        "bots": "on",
    }
    return {**plain, **changed}


def sent(teacher: Visitor, **changed: str) -> TestResponse:
    return teacher.post(NEW, from_page=NEW, **form(**changed))


def planned(**changed: str) -> dict[str, str]:
    """The fields of the second page, its button not among them."""
    preset = SIX.preset("50min")
    assert preset is not None
    return fields_of(preset.rounds, preset.id) | changed


def only_tables(site: PagesSite) -> list[Talks]:
    (room,) = site.classrooms.all()
    return [site.negotiations.talks(t.id) for t in site.classrooms.talks_in(room.id)]


def once(page: TestResponse) -> str:
    """The field by which a form sent again is known."""
    found = re.search(r'name="once" value="([^"]+)"', page.get_data(as_text=True))
    assert found
    return found[1]


def names(count: int) -> str:
    return "\n".join(f"Student {n}" for n in range(1, count + 1))


# --- the roster ---


def test_a_roster_is_looked_over_before_anything_is_made(site: PagesSite, teacher: Visitor) -> None:
    page = words(sent(teacher, roster=names(13)))
    assert "Nothing is made yet." in page
    assert "Table 1 7 people" in page
    assert "Table 2 6 people" in page
    assert not site.classrooms.all()
    sent(teacher, roster=names(13), do="open")
    tables = only_tables(site)
    assert [len(t.seats) for t in tables] == [7, 6]
    assert not any(t.bots for t in tables)


def test_whoever_is_missing_is_played_by_a_bot(site: PagesSite, teacher: Visitor) -> None:
    page = words(sent(teacher, roster=names(9), tables="2"))
    assert "Table 1 5 people, one delegation automated" in page
    sent(teacher, roster=names(9), tables="2", do="open")
    assert [(len(t.seats), len(t.bots)) for t in only_tables(site)] == [(5, 1), (4, 2)]


def test_no_bots_when_they_are_not_wanted(site: PagesSite, teacher: Visitor) -> None:
    page = words(sent(teacher, roster=names(3), bots=""))
    assert "Table 1 3 people, 3 delegations empty" in page
    assert "delegations automated" not in page
    sent(teacher, roster=names(3), bots="", do="open")
    assert not only_tables(site)[0].bots


def test_what_the_roster_says_is_kept(site: PagesSite, teacher: Visitor) -> None:
    roster = "Name\tTable\tDelegation\tRole\nMinji\t2\tROK\thead\nAlex\t1\t\tobserver\nBo\t\t\t"
    answer = teacher.get(sent(teacher, roster=roster, do="open").location)
    codes = re.findall(r"<code>([A-Z0-9]{8})</code>", answer.get_data(as_text=True))
    assert len(codes) == 3
    one, two = only_tables(site)
    (seat, _other) = sorted(two.seats.values(), key=lambda s: s.name != "Minji")
    assert (seat.name, seat.delegation, seat.inner_role) == ("Minji", "rok", InnerRole.HEAD)
    assert list(one.observers.values()) == ["Alex"]
    back = site.browser().post("/rejoin", rejoin_code=codes[0])
    assert back.location == f"/talks/{two.id}"


def test_the_same_form_sent_twice_makes_one_class(site: PagesSite, teacher: Visitor) -> None:
    key = once(sent(teacher, roster=names(3), once=once(teacher.get(NEW))))
    first, again = (sent(teacher, roster=names(3), once=key, do="open") for _ in range(2))
    (room,) = site.classrooms.all()
    assert first.status_code == again.status_code == 302
    assert first.location == again.location == f"/facilitate/{room.id}/codes"
    assert words(teacher.get(first.location)) == words(teacher.get(first.location))
    sent(teacher, title="Another", roster=names(3), once=key, do="open")
    sent(teacher, roster=names(3), once=once(teacher.get(NEW)), do="open")
    assert len(site.classrooms.all()) == 3


def test_a_class_without_a_roster_is_made_once_too(site: PagesSite, teacher: Visitor) -> None:
    key = once(teacher.get(NEW))
    first, again = (sent(teacher, once=key) for _ in range(2))
    (room,) = site.classrooms.all()
    assert first.location == again.location == f"/facilitate/{room.id}"
    site.classrooms.delete(room.id)
    assert sent(teacher, once=key).location != first.location


def test_the_codes_are_for_the_browser_that_opened_the_class(
    site: PagesSite, teacher: Visitor
) -> None:
    codes = sent(teacher, roster=names(3), do="open").location
    assert "<code>" in teacher.get(codes).get_data(as_text=True)
    slips = teacher.get(codes).get_data(as_text=True).split('class="slips"')[1]
    (room,) = site.classrooms.all()
    assert slips.count(f"/join/{room.join_code}") == 3
    other = site.facilitator().get(codes)
    assert other.status_code == 302
    assert other.location == codes.replace("/codes", "/people")


def test_every_wrong_row_is_listed_with_its_line(site: PagesSite, teacher: Visitor) -> None:
    answer = sent(teacher, roster="Ann, 1, Chnia\nBob\nCy, many", do="open")
    page = words(answer)
    assert answer.status_code == 400
    assert "2 rows cannot be taken" in page
    assert "Line 1, column 3: expected one of USA, JPN" in page
    assert "did you mean China ?" in page
    assert "Line 3, column 2: expected a table from 1 to 60, found many" in page
    assert "Bob" in page
    assert not site.classrooms.all()


def test_a_file_counts_instead_of_what_was_pasted(site: PagesSite, teacher: Visitor) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', teacher.get(NEW).get_data(as_text=True))
    assert token
    for raw, code in (("\ufeffname;table\nKim;1\nLee;1\n".encode(), 200), (b"\xff\xfa", 400)):
        data = {**form(roster="Pasted"), "csrf_token": token[1]}
        upload = {**data, "roster_file": (io.BytesIO(raw), "class.csv")}
        answer = teacher.client.post(NEW, data=upload)
        assert answer.status_code == code
        if code == 200:
            assert "Kim" in words(answer)
            assert "Pasted" not in words(answer)
        else:
            assert "CSV UTF-8" in words(answer)


def selects(page: TestResponse) -> dict[str, str]:
    """What is chosen on the page, and what goes with it unseen."""
    text = page.get_data(as_text=True)
    found = re.findall(r'<input type="hidden" name="(roster_\w+)" value="([^"]*)"', text)
    for name, options in re.findall(r'<select id="(roster_\w+)".*?>(.*?)</select>', text, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        assert chosen
        found.append((name, chosen[1]))
    return dict(found)


def test_letters_that_look_wrong_are_chosen_on_the_page(site: PagesSite, teacher: Visitor) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', teacher.get(NEW).get_data(as_text=True))
    assert token
    raw = "Name\nŽofie Dvořáková\n".encode("cp1250")
    upload = {**form(), "csrf_token": token[1], "roster_file": (io.BytesIO(raw), "trida.csv")}
    page = teacher.client.post(NEW, data=upload)
    assert "its letters are a guess" in words(page)
    given = {**form(roster="Name\nŽofie Dvoøáková"), **selects(page), "roster_letters": "cp1250"}
    page = sent(teacher, **given, do="open")
    assert "Žofie Dvořáková" in words(page)
    assert not site.classrooms.all()
    given = {**form(roster="Name\nŽofie Dvořáková"), **selects(page)}
    assert sent(teacher, **given, do="open").status_code == 302
    (table,) = only_tables(site)
    assert [seat.name for seat in table.seats.values()] == ["Žofie Dvořáková"]


def test_columns_that_are_not_known_are_chosen_on_the_page(
    site: PagesSite, teacher: Visitor
) -> None:
    text = "Huber;Eva;1\nBerg;Tom;2"
    page = sent(teacher, roster=text)
    assert page.status_code == 400
    assert "columns 1 and 2 both seem to hold names" in words(page)
    fields = selects(page)
    assert sent(teacher, roster=text, **fields, do="check").status_code == 400
    fields |= {"roster_column_1": "family", "roster_column_2": "given", "roster_column_3": "table"}
    page = sent(teacher, roster=text.replace("\n", "\r\n"), **fields, do="check")
    assert page.status_code == 200
    assert "Eva Huber" in words(page)
    fields = selects(page)
    back = sent(teacher, roster=text, **fields, do="back").get_data(as_text=True)
    assert 'name="roster_column_1" value="family"' in back
    sent(teacher, roster=text, **fields, do="open")
    assert {s.name for t in only_tables(site) for s in t.seats.values()} == {
        "Eva Huber",
        "Tom Berg",
    }


def test_a_choice_of_columns_is_for_one_list_and_can_be_taken_back(teacher: Visitor) -> None:
    text = "Name,Vorname\nHuber,Eva"
    fields = selects(sent(teacher, roster=text)) | {"roster_column_2": "unused"}
    assert (
        "Eva"
        not in words(sent(teacher, roster=text, **fields, do="check")).split("The columns are")[0]
    )
    other = sent(teacher, roster="Name,Vorname\nBerg,Tom", **fields, do="check")
    assert "Tom Berg" in words(other)
    again = sent(teacher, roster=text, **fields, do="forget_columns")
    assert "Eva Huber" in words(again)


def test_what_a_list_has_beside_students_is_said_on_the_page(teacher: Visitor) -> None:
    page = sent(teacher, roster='Student,Essay\nPoints Possible,10\n"Huber, Eva",9')
    assert "2 things in the list were not used" in words(page)
    assert "Line 2: no student: Points Possible, 10" in words(page)
    assert "Eva Huber" in words(page)


def test_a_list_of_headings_alone_opens_no_class(site: PagesSite, teacher: Visitor) -> None:
    assert sent(teacher, roster="Name,Email\n").status_code == 200
    assert not site.classrooms.all()


def test_a_first_cell_that_is_empty_keeps_its_column(teacher: Visitor) -> None:
    page = sent(teacher, roster="\tName\tTable\n1\tEva\t2\n2\tTom\t1")
    assert "column 1 has no heading: 1, 2" in words(page)
    assert "Table 2 one person" in words(page)


# --- the plan ---


def test_the_plan_is_laid_out_from_the_preset_and_looked_at(
    site: PagesSite, teacher: Visitor
) -> None:
    page = sent(teacher, do="check").get_data(as_text=True)
    for name, value in planned().items():
        if name.partition("_")[2] in ("title", "briefing", "negotiation", "result"):
            assert f'name="{name}"' in page
            assert f'value="{value}"' in page
    assert ">44 minutes<" in page
    assert not site.classrooms.all()
    sent(teacher, **planned(), do="open")
    (room,) = site.classrooms.all()
    assert room.plan == ()


def test_an_edited_plan_is_played(site: PagesSite, teacher: Visitor) -> None:
    own = planned(r0_title="Only this", r0_briefing="3", r0_negotiation="40", r0_result="0")
    sent(teacher, **own, do="open")
    talks = only_tables(site)[0]
    first = talks.schedule[0]
    assert (first.title, first.briefing, first.negotiation, first.result) == (
        "Only this",
        180,
        2400,
        0,
    )
    assert talks.schedule[1].title == "Economy and energy"
    assert site.classrooms.all()[0].plan == talks.schedule


@pytest.mark.parametrize(
    ("button", "titles"),
    [
        ("down-0", ["Economy and energy", "Denuclearization"]),
        ("up-1", ["Economy and energy", "Denuclearization"]),
        ("up-0", ["Denuclearization", "Economy and energy"]),
        ("drop-0", ["Economy and energy"]),
        ("add", ["Denuclearization", "Economy and energy", ""]),
        ("up-99", ["Denuclearization", "Economy and energy"]),
    ],
)
def test_rounds_are_moved_dropped_and_added(
    site: PagesSite, teacher: Visitor, button: str, titles: list[str]
) -> None:
    page = sent(teacher, **planned(), do=button).get_data(as_text=True)
    shown = re.findall(r'name="r\d+_title" value="([^"]*)"', page)
    assert shown == titles
    assert not site.classrooms.all()


def test_a_plan_is_taken_back_and_another_preset_has_its_own(teacher: Visitor) -> None:
    own = planned(r0_title="Mine")
    assert 'value="Mine"' not in sent(teacher, **own, do="reset").get_data(as_text=True)
    other = {**form(preset="75min"), **own, "do": "check"}
    page = teacher.post(NEW, from_page=NEW, **other).get_data(as_text=True)
    assert len(re.findall(r'name="r\d+_title"', page)) == 3
    back = sent(teacher, **own, do="back").get_data(as_text=True)
    assert 'name="r0_title" value="Mine"' in back


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"r0_title": " "}, "Round 1: a title of 1 to 80 characters."),
        ({"r1_negotiation": "0"}, "Round 2: it needs at least a minute to negotiate."),
        ({"r1_briefing": "ten"}, "Round 2: a whole number of minutes from 0 to 43200."),
        ({"r1_forum_denuclearization": "on"}, "Round 2: a forum of it is in an earlier round"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_the_round(
    site: PagesSite, teacher: Visitor, wrong: dict[str, str], said: str
) -> None:
    answer = sent(teacher, **planned(**wrong), do="open")
    assert answer.status_code == 400
    assert said in words(answer)
    assert not site.classrooms.all()


def test_a_round_needs_a_forum(teacher: Visitor) -> None:
    own = {k: v for k, v in planned().items() if not k.startswith("r0_forum")}
    assert "Round 1: tick at least one forum." in words(sent(teacher, **own, do="open"))


def test_lengths_are_said_in_words(site: PagesSite) -> None:
    with site.flask.test_request_context():
        said = [length_words(n) for n in (1, 90, 120, 135, 3 * 1440)]
    assert said == ["one minute", "90 minutes", "2 hours", "2 hours 15 min", "3 days"]


# --- policies ---


def test_every_policy_is_in_the_form_with_its_sentence(teacher: Visitor) -> None:
    page = teacher.get(NEW)
    for policy in fields(Policies):
        assert f'name="{policy.name}"' in page.get_data(as_text=True)
        assert SENTENCES[policy.name] in words(page)
