"""Assistants' accounts and their bounds, and everybody's own account page."""

import re

import pytest

from server.service.classrooms import Created
from server.service.facilitators import NAME
from server.web.site.known import SLOW_S
from tests.web.pages_site import PASSWORD, PagesSite, Visitor, words

OTHER = "another long password"


@pytest.fixture
def site() -> PagesSite:
    return PagesSite()


@pytest.fixture
def teacher(site: PagesSite) -> Visitor:
    return site.facilitator()


@pytest.fixture
def made(site: PagesSite) -> Created:
    made = site.classrooms.create("IR 214", "six-party", 3, by="facilitator")
    assert isinstance(made, Created)
    return made


def page_of(made: Created) -> str:
    return f"/facilitate/{made.classroom.id}/assistants"


def setup_link(teacher: Visitor, made: Created, name: str = "Min-ji", table: int = 0) -> str:
    """The set-up link of a new assistant."""
    asked = {"name": name, "table": [made.talks[table].id]}
    answer = teacher.post(page_of(made), from_page=page_of(made), **asked)
    assert answer.status_code == 302, words(answer)
    found = re.search(r'href="[^"]*(/assistant/[^"]+)"', teacher.get(page_of(made)).text)
    assert found
    return found[1]


def helper_of(site: PagesSite, teacher: Visitor, made: Created) -> Visitor:
    """A browser in which the assistant of the first table has just chosen a password."""
    link = setup_link(teacher, made)
    visitor = site.browser()
    answer = visitor.post(link, from_page=link, password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 302, words(answer)
    return visitor


def test_an_assistant_sets_up_once_and_signs_in_by_name(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    link = setup_link(teacher, made)
    assert link not in teacher.get(page_of(made)).text, "shown once"
    visitor = site.browser()
    assert "You help as Min-ji" in words(visitor.get(link))
    unlike = visitor.post(link, from_page=link, password=PASSWORD, again=OTHER)
    assert "The two are not the same." in words(unlike)
    assert visitor.post(link, from_page=link, password=PASSWORD, again=PASSWORD).status_code == 302
    assert site.browser().get(link).status_code == 404
    wall = f"/facilitate/{made.classroom.id}"
    assert visitor.get("/facilitate").location == wall
    visitor.post("/facilitate/sign-out")
    assert visitor.get(wall).status_code == 302
    wrong = visitor.post("/facilitate/sign-in", name="Min-ji", password=OTHER)
    assert wrong.status_code == 403
    assert "That is not the password of this account." in words(wrong)
    back = visitor.post("/facilitate/sign-in", name="min-JI", password=PASSWORD, next=wall)
    assert back.location == wall
    assert visitor.get(wall).status_code == 200


def test_an_assistant_sees_the_own_tables_and_no_page_of_set_up(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    helper = helper_of(site, teacher, made)
    wall = f"/facilitate/{made.classroom.id}"
    mine, other = made.talks[0].id, made.talks[1].id
    shown = helper.get(wall).text
    assert f"{wall}/talks/{mine}" in shown
    assert f"{wall}/talks/{other}" not in shown
    assert f"{wall}/settings" not in shown
    assert helper.get(f"{wall}/talks/{mine}").status_code == 200
    assert helper.get(f"{wall}/talks/{other}").status_code == 404
    for path in ("/settings", "/people", "/screen", "/observers", "/assistants"):
        assert helper.get(wall + path).status_code == 404, path
    assert helper.get("/facilitate/new").status_code == 404
    for path in ("/delete", "/code", "/observers", "/assistants", "/assistants/change"):
        answer = helper.post(wall + path, confirm=made.classroom.join_code, do="close")
        assert answer.status_code == 404, path
    assert site.classrooms.get(made.classroom.id) is not None
    elsewhere = site.classrooms.create("Other", "six-party", 1)
    assert isinstance(elsewhere, Created)
    assert helper.get(f"/facilitate/{elsewhere.classroom.id}").status_code == 404


def test_the_facilitator_changes_the_tables_and_ends_the_account(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    helper = helper_of(site, teacher, made)
    wall = f"/facilitate/{made.classroom.id}"
    assert "seen just now" in words(teacher.get(page_of(made)))
    change = f"{page_of(made)}/change"
    none = teacher.post(change, from_page=page_of(made), name="Min-ji", do="tables")
    assert none.status_code == 400
    teacher.post(
        change, from_page=page_of(made), name="Min-ji", do="tables", table=[made.talks[2].id]
    )
    assert helper.get(f"{wall}/talks/{made.talks[0].id}").status_code == 404
    assert helper.get(f"{wall}/talks/{made.talks[2].id}").status_code == 200
    before = site.rechecked
    teacher.post(change, from_page=page_of(made), name="Min-ji", do="revoke")
    assert site.rechecked == before + 1
    assert helper.get(wall).status_code == 302
    assert "Min-ji" not in words(teacher.get(page_of(made)))
    gone = teacher.post(change, from_page=page_of(made), name="Min-ji", do="revoke")
    assert gone.status_code == 404


def test_a_new_set_up_link_ends_the_password_and_the_old_link(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    old = setup_link(teacher, made)
    teacher.post(f"{page_of(made)}/change", from_page=page_of(made), name="Min-ji", do="link")
    new = re.search(r'href="[^"]*(/assistant/[^"]+)"', teacher.get(page_of(made)).text)
    assert new
    assert site.browser().get(old).status_code == 404
    assert site.browser().get(new[1]).status_code == 200


@pytest.mark.parametrize(
    ("name", "tables", "field"),
    [("", [0], "name"), ("Kim", [], "tables"), ("Facilitator", [0], "name")],
)
def test_what_is_wrong_with_an_assistant_is_said_beside_it(
    teacher: Visitor, made: Created, name: str, tables: list[int], field: str
) -> None:
    asked = {"name": name, "table": [made.talks[n].id for n in tables]}
    answer = teacher.post(page_of(made), from_page=page_of(made), **asked)
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text


def test_a_changed_password_signs_other_browsers_out(site: PagesSite, teacher: Visitor) -> None:
    second = site.facilitator()
    assert second.get("/facilitate").status_code == 200
    for fields, said in (
        ({"old": "wrong", "password": OTHER, "again": OTHER}, "not your present password"),
        ({"old": PASSWORD, "password": OTHER, "again": "x"}, "The two are not the same."),
        ({"old": PASSWORD, "password": "short", "again": "short"}, "at least 10 characters"),
    ):
        answer = teacher.post("/account/password", from_page="/account", **fields)
        assert answer.status_code == 400
        assert said in words(answer)
    assert second.get("/facilitate").status_code == 200
    done = teacher.post(
        "/account/password", from_page="/account", old=PASSWORD, password=OTHER, again=OTHER
    )
    assert done.status_code == 302
    assert teacher.get("/facilitate").status_code == 200
    assert second.get("/facilitate").status_code == 302
    assert site.classrooms.facilitators.sign_in(PASSWORD) is None
    assert site.classrooms.facilitators.sign_in(OTHER) is not None


def test_guessing_the_old_password_is_slowed_down(
    teacher: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("server.web.site.known.time.sleep", waited.append)
    asked = {"old": "wrong", "password": OTHER, "again": OTHER}
    for _ in range(12):
        teacher.post("/account/password", from_page="/account", **asked)
    assert waited == [SLOW_S] * 7
    right = asked | {"old": PASSWORD}
    assert teacher.post("/account/password", from_page="/account", **right).status_code == 302


def test_an_assistant_changes_the_own_password(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    helper = helper_of(site, teacher, made)
    assert "teaching assistant" in words(helper.get("/account"))
    done = helper.post(
        "/account/password", from_page="/account", old=PASSWORD, password=OTHER, again=OTHER
    )
    assert done.status_code == 302
    assert site.classrooms.assistants.sign_in("Min-ji", OTHER) is not None
    assert site.classrooms.facilitators.sign_in(PASSWORD) is not None


def test_browsers_are_listed_and_signed_out_one_by_one_or_all(
    site: PagesSite, teacher: Visitor
) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
    other, third = site.browser(), site.browser()
    other.client.environ_base["HTTP_USER_AGENT"] = agent
    for one in (other, third):
        one.post("/facilitate/sign-in", password=PASSWORD)
    page = teacher.get("/account")
    assert "Firefox, Linux" in words(page)
    assert words(page).count("(this one)") == 1
    ids = {
        b.device: i
        for b, i in zip(
            site.classrooms.browsers.of(NAME),
            (b.hash[:16] for b in site.classrooms.browsers.of(NAME)),
            strict=True,
        )
    }
    teacher.post("/account/browsers", from_page="/account", browser=ids["Firefox, Linux"])
    assert other.get("/facilitate").status_code == 302
    assert third.get("/facilitate").status_code == 200
    unknown = teacher.post("/account/browsers", from_page="/account", browser="f" * 16)
    assert unknown.status_code == 404
    teacher.post("/account/browsers", from_page="/account", browser="others")
    assert third.get("/facilitate").status_code == 302
    assert teacher.get("/facilitate").status_code == 200
    answer = teacher.post("/account/browsers", from_page="/account", browser="all")
    assert answer.location == "/facilitate/sign-in"
    assert teacher.get("/facilitate").status_code == 302
    assert site.classrooms.browsers.of(NAME) == []


def test_nobody_elses_account_is_shown(site: PagesSite) -> None:
    assert site.browser().get("/account").status_code == 302
