"""Joining, coming back, and what a visitor without a seat is told."""

import re
from dataclasses import replace

import pytest

from server.rules.commands.life import Conclude
from server.rules.commands.schedule import Start
from server.rules.ids import DelegationId
from server.rules.seats import Facilitator
from server.service.classrooms import Created
from server.service.people import RosterLine
from tests.web.pages_site import PagesSite, known_scenarios, words


@pytest.fixture
def site() -> PagesSite:
    return PagesSite()


@pytest.fixture
def room(site: PagesSite) -> Created:
    made = site.classrooms.create("IR 214, Tuesday", "six-party", 2)
    assert isinstance(made, Created)
    return made


def seated(site: PagesSite, room: Created) -> int:
    return sum(len(site.negotiations.talks(t.id).seats) for t in room.talks)


def test_the_start_page_offers_three_ways_in(site: PagesSite) -> None:
    page = words(site.browser().get("/"))
    for way in ("Join your class", "Try it alone", "Facilitate a class"):
        assert way in page


@pytest.mark.parametrize("typed", ["{}", " {} ", "http://localhost/join/{}", "localhost/join/{}"])
def test_a_code_leads_to_the_class_however_it_is_typed(
    site: PagesSite, room: Created, typed: str
) -> None:
    code = room.classroom.join_code
    answer = site.browser().get("/join?code=" + typed.format(code.lower()))
    assert answer.status_code == 302
    assert answer.location == f"/join/{code}"


def test_an_unknown_code_is_said_at_the_field(site: PagesSite) -> None:
    answer = site.browser().get("/join?code=zzz")
    body = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "No class has the code ZZZ" in body
    assert 'aria-invalid="true"' in body
    assert 'aria-describedby="code-hint code-error"' in body
    assert 'id="code-error"' in body


def test_looking_takes_no_seat(site: PagesSite, room: Created) -> None:
    visitor = site.browser()
    for _ in range(3):
        assert visitor.get(f"/join/{room.classroom.join_code}").status_code == 200
    assert "IR 214, Tuesday" in words(visitor.get(f"/join/{room.classroom.join_code.lower()}"))
    assert seated(site, room) == 0


def test_joining_gives_a_seat_a_code_and_a_way_to_the_table(site: PagesSite, room: Created) -> None:
    visitor = site.browser()
    talks = room.talks[1].id
    answer = visitor.post(
        f"/join/{room.classroom.join_code}", name="  Kim   Minji ", seat=f"{talks}:rok"
    )
    assert answer.status_code == 302
    assert answer.location == f"/talks/{talks}/seat"
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("seat_"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    page = words(visitor.get(answer.location))
    assert "You have a seat Kim Minji" in page
    assert "table 2" in page
    assert visitor.get(f"/talks/{talks}").status_code == 200
    assert seated(site, room) == 1


def test_sending_the_form_twice_takes_one_seat(site: PagesSite, room: Created) -> None:
    visitor = site.browser()
    path = f"/join/{room.classroom.join_code}"
    visitor.post(path, name="Minji", seat="any")
    again = visitor.post(path, name="Minji", seat="any")
    assert again.status_code == 302
    assert "/talks/" in again.location
    assert seated(site, room) == 1
    assert "You have a seat here already" in words(visitor.get(path))


def test_a_name_is_needed_and_what_was_chosen_is_kept(site: PagesSite, room: Created) -> None:
    talks = room.talks[0].id
    answer = site.browser().post(
        f"/join/{room.classroom.join_code}", name="   ", seat=f"{talks}:japan"
    )
    body = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Tell us your name." in body
    assert re.search(rf'value="{talks}:japan" checked', body)
    assert seated(site, room) == 0


def test_markup_in_a_name_stays_text(site: PagesSite, room: Created) -> None:
    visitor = site.browser()
    name = '<b onclick="x">Eve</b>'
    answer = visitor.post(f"/join/{room.classroom.join_code}", name=name, seat="any")
    body = visitor.get(answer.location).get_data(as_text=True)
    assert "<b onclick" not in body
    assert "&lt;b onclick" in body


def test_a_seat_of_another_class_is_not_given(site: PagesSite, room: Created) -> None:
    other = site.classrooms.create("Other", "six-party", 1)
    assert isinstance(other, Created)
    answer = site.browser().post(
        f"/join/{room.classroom.join_code}", name="Eve", seat=f"{other.talks[0].id}:rok"
    )
    assert answer.status_code == 302
    assert seated(site, other) == 0
    assert seated(site, room) == 1


def test_a_closed_code_says_so(site: PagesSite, room: Created) -> None:
    site.classrooms.set_open(room.classroom.id, is_open=False)
    path = f"/join/{room.classroom.join_code}"
    assert "takes no new delegates" in words(site.browser().get(path))
    assert site.browser().post(path, name="Minji", seat="any").status_code == 409
    assert seated(site, room) == 0


def test_after_the_end_nobody_new_is_seated_and_the_owner_comes_back(site: PagesSite) -> None:
    room = site.classrooms.create("IR 214", "six-party", 1)
    assert isinstance(room, Created)
    early, visitor = site.joined(room.classroom.join_code, "Minji"), site.browser()
    path, form = f"/join/{room.classroom.join_code}", visitor.get
    assert "Leave it to us" in words(form(path))
    site.negotiations.handle(room.talks[0].id, "c1", Start(), Facilitator("facilitator"))
    site.negotiations.handle(room.talks[0].id, "c2", Conclude(), Facilitator("facilitator"))
    page = words(visitor.get(path))
    assert "This class is over" in page
    assert "free delegation" not in page
    late = visitor.post(path, name="Late Larry", seat="any")
    assert late.status_code == 409
    assert "This class is over" in words(late)
    assert seated(site, room) == 1
    assert site.browser().post("/rejoin", rejoin_code=early.rejoin_code).status_code == 302


def test_a_name_without_its_accents_is_asked_about_and_never_guessed(site: PagesSite) -> None:
    listed = (RosterLine("José Núñez", 1, DelegationId("rok")), RosterLine("Li Wei"))
    room = site.classrooms.create("IR 214", "six-party", 1, roster=listed)
    assert isinstance(room, Created)
    path, visitor = f"/join/{room.classroom.join_code}", site.browser()

    def people() -> dict[str, bool]:
        return {p.name: p.joined for p in site.classrooms.people_in(room.classroom.id)}

    asked = visitor.post(path, name="jose nunez", seat="any")
    assert asked.status_code == 409
    assert "Are you José Núñez? That name is on the list" in words(asked)
    assert people() == {"José Núñez": False, "Li Wei": False}
    # An answer about somebody else's name is none.
    assert visitor.post(path, name="jose nunez", seat="any", known="is:Li Wei").status_code == 409
    other = site.browser().post(path, name="jose nunez", seat="any", known="no")
    assert other.status_code == 302
    assert people() == {"José Núñez": False, "Li Wei": False, "jose nunez": True}
    yes = site.browser().post(path, name="Jose Nuñez", seat="any", known="is:José Núñez")
    assert yes.status_code == 302
    assert people() == {"José Núñez": True, "Li Wei": False, "jose nunez": True}
    # Once claimed, nobody is asked about it.
    assert site.browser().post(path, name="José Nunez", seat="any").status_code == 302


def test_another_device_comes_back_by_the_rejoin_code(site: PagesSite, room: Created) -> None:
    joined = site.joined(room.classroom.join_code, "Minji")
    code = joined.rejoin_code
    visitor = site.browser()
    answer = visitor.post("/rejoin", rejoin_code=f"{code[:4].lower()} - {code[4:]}")
    assert answer.status_code == 302
    assert answer.location == f"/talks/{joined.talks}"
    assert visitor.get(answer.location).status_code == 200
    assert code in words(visitor.get(f"/talks/{joined.talks}/seat"))
    assert seated(site, room) == 1


def test_a_printed_code_lets_its_owner_in_after_somebody_said_the_name(site: PagesSite) -> None:
    roster = (RosterLine("Minji", table=1),)
    made = site.classrooms.create("IR 214", "six-party", 1, roster=roster)
    assert isinstance(made, Created)
    path = f"/join/{made.classroom.join_code}"
    first = site.browser()
    page = words(first.get(first.post(path, name="minji", seat="any").location))
    assert "Minji" in page
    assert made.roster[0].rejoin_code not in page
    owner = site.browser().post("/rejoin", rejoin_code=made.roster[0].rejoin_code)
    assert owner.status_code == 302
    assert seated(site, made) == 1


def test_a_wrong_rejoin_code_is_said_at_the_field_and_slowed_down(site: PagesSite) -> None:
    visitor = site.browser()
    answer = visitor.post("/rejoin", rejoin_code="ZZZZZZZZ")
    assert answer.status_code == 404
    assert "No seat has this code" in words(answer)
    statuses = [visitor.post("/rejoin", rejoin_code="ZZZZZZZZ").status_code for _ in range(130)]
    assert statuses[100] == 404
    assert statuses[-1] == 429


def test_successful_joins_are_never_slowed_down(site: PagesSite, room: Created) -> None:
    path = f"/join/{room.classroom.join_code}"
    for number in range(40):
        answer = site.browser().post(path, name=f"Student {number}", seat="any")
        assert answer.status_code == 302, number
    assert seated(site, room) == 40


def test_the_table_needs_the_seat_of_this_browser(site: PagesSite, room: Created) -> None:
    known = site.browser().get(f"/talks/{room.talks[0].id}")
    unknown = site.browser().get("/talks/nowhere")
    assert known.status_code == unknown.status_code == 403
    assert "This browser has no seat at that table" in words(known)
    assert words(known) == words(unknown)


def test_a_brief_is_for_its_own_delegation() -> None:
    plain = known_scenarios()["six-party"]
    briefs = {d.id: f"# {d.id}\n\n## Aims\n\nOnly {d.id} reads this." for d in plain.delegations}
    site = PagesSite(scenarios={"six-party": replace(plain, briefs=briefs)})
    made = site.classrooms.create("IR 214", "six-party")
    assert isinstance(made, Created)
    visitor, talks = site.browser(), made.talks[0].id
    visitor.post(f"/join/{made.classroom.join_code}", name="Minji", seat=f"{talks}:rok")
    page = visitor.get(f"/talks/{talks}/brief").get_data(as_text=True)
    assert [d for d in briefs if f"Only {d} reads this." in page] == ["rok"]
    assert '<h2 id="aims">Aims</h2>' in page
    assert page.count("<h1") == 1
    assert site.browser().get(f"/talks/{talks}/brief").status_code == 403


def test_boot_data_names_the_table_and_holds_no_token(site: PagesSite, room: Created) -> None:
    visitor = site.browser()
    talks = room.talks[0].id
    visitor.post(f"/join/{room.classroom.join_code}", name="Minji", seat=f"{talks}:rok")
    answer = visitor.get(f"/talks/{talks}")
    body = answer.get_data(as_text=True)
    cookie = visitor.client.get_cookie(f"seat_{talks}")
    assert cookie is not None
    assert cookie.value not in body
    assert f'"talks": "{talks}"' in body
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    assert nonce
    assert f'<script type="importmap" nonce="{nonce[1]}">' in body
