"""The facilitator's plain pages: password, sign in, classes, links, people, deletion."""

import re

import pytest

from server.service.classrooms import Created
from tests.web.pages_site import PASSWORD, PagesSite, Visitor, words


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
        "tables": "2",
        "difficulty": "standard",
        "scores": "round_end",
        "team_decides": "head",
        "early_end": "on",
    }
    return {**plain, **changed}


def opened(teacher: Visitor, **changed: str) -> str:
    answer = teacher.post("/facilitate/new", from_page="/facilitate/new", **form(**changed))
    assert answer.status_code == 302, words(answer)
    return answer.location


def test_the_setup_link_works_once(site: PagesSite) -> None:
    token = site.classrooms.facilitators.setup_token()
    visitor = site.browser()
    assert "Choose the facilitator's password" in words(visitor.get(f"/setup/{token}"))
    short = visitor.post(f"/setup/{token}", password="short", again="short")
    assert "at least 10 characters" in words(short)
    unlike = visitor.post(f"/setup/{token}", password=PASSWORD, again="something else")
    assert "The two are not the same." in words(unlike)
    assert PASSWORD not in unlike.get_data(as_text=True)
    assert visitor.post(f"/setup/{token}", password=PASSWORD, again=PASSWORD).status_code == 302
    assert visitor.get("/facilitate").status_code == 200
    assert site.browser().get(f"/setup/{token}").status_code == 404


def test_signing_in_leads_back_to_where_one_was_going(site: PagesSite, teacher: Visitor) -> None:
    room = opened(teacher)
    visitor = site.browser()
    asked = visitor.get(room)
    assert asked.status_code == 302
    assert asked.location.startswith("/facilitate/sign-in?next=")
    answer = visitor.post("/facilitate/sign-in", password=PASSWORD, next=room)
    assert answer.location == room
    assert visitor.get(room).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "x"],
)
def test_signing_in_leads_nowhere_else(site: PagesSite, teacher: Visitor, elsewhere: str) -> None:
    assert teacher.get("/facilitate").status_code == 200
    answer = site.browser().post("/facilitate/sign-in", password=PASSWORD, next=elsewhere)
    assert answer.location == "/facilitate"


def test_wrong_passwords_are_refused_and_slowed_down(site: PagesSite, teacher: Visitor) -> None:
    assert teacher.get("/facilitate").status_code == 200
    visitor = site.browser()
    statuses = [
        visitor.post("/facilitate/sign-in", password=f"wrong {n}").status_code for n in range(22)
    ]
    assert statuses[0] == 403
    assert statuses[-1] == 429


def test_pages_of_the_facilitator_are_closed_to_others(site: PagesSite, teacher: Visitor) -> None:
    room = opened(teacher)
    for path in ("", "/settings", "/people", "/qr.svg", "/screen", "/observers", "/assistants"):
        assert site.browser().get(room + path).status_code == 302
        assert teacher.get(room + path).status_code in (200, 302)
    for path in ("/delete", "/code", "/observers", "/observers/revoke", "/assistants"):
        assert "sign-in" in site.browser().post(room + path, do="close").location
    teacher.post("/facilitate/sign-out")
    assert teacher.get(room).status_code == 302


def test_a_form_without_its_token_changes_nothing(site: PagesSite, teacher: Visitor) -> None:
    answer = teacher.client.post("/facilitate/new", data=form())
    assert answer.status_code == 400
    assert not site.classrooms.all()


def test_a_new_class_has_what_was_chosen(site: PagesSite, teacher: Visitor) -> None:
    opened(teacher, anyone_acts="on")
    (room,) = site.classrooms.all()
    assert (room.title, room.preset, room.difficulty) == ("IR 214", "50min", "standard")
    tables = [site.negotiations.talks(t.id) for t in site.classrooms.talks_in(room.id)]
    assert [t.table for t in tables] == [1, 2]
    policies = tables[0].policies
    assert policies.scores == "round_end"
    assert policies.early_end
    assert policies.anyone_acts
    assert not policies.list_channels
    assert "IR 214" in words(teacher.get("/facilitate"))


def test_what_is_wrong_with_a_new_class_is_said_beside_it(
    site: PagesSite, teacher: Visitor
) -> None:
    wrong = form(title=" ", tables="many", roster="Minji, 99")
    answer = teacher.post("/facilitate/new", from_page="/facilitate/new", **wrong)
    body = answer.get_data(as_text=True)
    assert answer.status_code == 400
    for field in ("title", "tables", "roster"):
        assert f'id="{field}-error"' in body
        assert f'<a href="#{field}">' in body
    assert "3 things need your attention" in body
    assert not site.classrooms.all()


def test_unknown_choices_are_refused(site: PagesSite, teacher: Visitor) -> None:
    for changed in ({"preset": "never"}, {"difficulty": "mean"}, {"scores": "always"}):
        answer = teacher.post("/facilitate/new", from_page="/facilitate/new", **form(**changed))
        assert answer.status_code == 400, changed
    assert not site.classrooms.all()


def test_the_code_is_closed_opened_and_changed(site: PagesSite, teacher: Visitor) -> None:
    room = opened(teacher)
    settings = f"{room}/settings"
    before = site.classrooms.all()[0].join_code
    teacher.post(f"{room}/code", from_page=settings, do="close")
    assert not site.classrooms.all()[0].is_open
    teacher.post(f"{room}/code", from_page=settings, do="open")
    assert site.classrooms.all()[0].is_open
    teacher.post(f"{room}/code", from_page=settings, do="renew")
    assert site.classrooms.all()[0].join_code != before
    assert len(site.changed) == 3
    assert teacher.post(f"{room}/code", from_page=settings, do="burn").status_code == 400


def test_the_projector_is_opened_by_one_link_until_all_are_ended(
    site: PagesSite, teacher: Visitor
) -> None:
    room = opened(teacher)
    first = teacher.get(f"{room}/screen").location
    assert teacher.get(f"{room}/screen").location == first
    code = site.classrooms.all()[0].join_code
    assert code in words(site.browser().get(first))
    picture = site.browser().get(f"{first}/qr.svg")
    assert picture.content_type == "image/svg+xml"
    assert picture.get_data().startswith(b"<svg")
    teacher.post(f"{room}/observers/revoke", from_page=f"{room}/settings", link="all")
    assert site.browser().get(first).status_code == 404
    assert teacher.get(f"{room}/screen").location != first


def test_somebody_who_lost_the_code_gets_another(site: PagesSite, teacher: Visitor) -> None:
    room = opened(teacher)
    joined = site.joined(site.classrooms.all()[0].join_code, "Minji")
    page = teacher.post(f"{room}/people", from_page=f"{room}/people", person=joined.person)
    code = re.search(r'class="small-code">([A-Z0-9]{8})<', page.get_data(as_text=True))
    assert code
    assert site.browser().post("/rejoin", rejoin_code=joined.rejoin_code).status_code == 404
    assert site.browser().post("/rejoin", rejoin_code=code[1]).status_code == 302


def test_links_use_the_public_address() -> None:
    site = PagesSite(public_url="https://talks.example.edu")
    room = opened(site.facilitator())
    teacher = site.facilitator()
    code = site.classrooms.all()[0].join_code
    page = teacher.get(f"{room}/settings").get_data(as_text=True)
    assert f"https://talks.example.edu/join/{code}" in page


def test_shells_know_their_class_and_table(site: PagesSite, teacher: Visitor) -> None:
    room = opened(teacher)
    talks = site.classrooms.talks_in(site.classrooms.all()[0].id)[0].id
    wall = teacher.get(room).get_data(as_text=True)
    assert '"page": "facilitate"' in wall
    assert f'href="{room}/talks/{talks}"' in wall
    desk = teacher.get(f"{room}/talks/{talks}").get_data(as_text=True)
    assert f'"talks": "{talks}"' in desk
    assert teacher.get(f"{room}/talks/other").status_code == 404


def test_two_entries_become_one_when_both_are_named_and_it_is_confirmed(site: PagesSite) -> None:
    made, teacher = site.classrooms.create("IR 214", "six-party", 1), site.facilitator()
    assert isinstance(made, Created)
    room = made.classroom
    one, other = site.joined(room.join_code, "Li Wei"), site.joined(room.join_code, "Li W.")
    path = f"/facilitate/{room.id}/people"
    page = f"{path}?person={other.person}"
    assert 'value="">Choose the other entry' in teacher.get(page).get_data(as_text=True)

    def merged(**fields: str) -> int:
        answer = teacher.post(path, from_page=page, do="merge", person=other.person, **fields)
        assert (answer.status_code == 200) == (len(site.classrooms.people_in(room.id)) == 1)
        return answer.status_code

    assert merged(into="", sure="on") == 409
    assert merged(into=one.person) == 409
    assert merged(into=one.person, sure="on") == 200
