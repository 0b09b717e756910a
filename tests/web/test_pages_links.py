"""The page of links for observers and the projector, and what the links open."""

import json
import re
from typing import Any

import pytest

from server.rules.ids import TalksId
from server.service.classrooms import Created
from server.service.people import TokenKind
from tests.web.pages_site import PagesSite, Visitor, words


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
    return f"/facilitate/{made.classroom.id}/observers"


def link_from(teacher: Visitor, made: Created, *tables: TalksId, **fields: str) -> str:
    """A new observer's link, as its page shows it."""
    asked = {"label": "Dean Park", "sees": "public", "table": list(tables), **fields}
    answer = teacher.post(page_of(made), from_page=page_of(made), **asked)
    assert answer.status_code == 302, words(answer)
    shown = teacher.get(page_of(made)).get_data(as_text=True)
    found = re.search(r'href="[^"]*(/watch/[^"]+)"', shown)
    assert found
    return found[1]


def boot(visitor: Visitor, path: str) -> dict[str, Any]:
    """What the page's script starts from."""
    page = visitor.get(path)
    assert page.status_code == 200
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page.text, re.S)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def test_a_link_is_shown_once_listed_and_taken_back(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    link = link_from(teacher, made, made.talks[1].id, told="on")
    listed = teacher.get(page_of(made))
    assert link not in listed.text
    assert "Dean Park" in words(listed)
    assert "table 2; those who are watched know of it" in words(listed)
    assert "never used" in words(listed)
    assert boot(site.browser(), link)["talks"] == made.talks[1].id
    assert "last used just now" in words(teacher.get(page_of(made)))
    found = re.search(r'name="link" value="([0-9a-f]+)"', listed.text)
    assert found
    before = site.rechecked
    answer = teacher.post(f"{page_of(made)}/revoke", from_page=page_of(made), link=found[1])
    assert answer.status_code == 302
    assert site.rechecked == before + 1, "what is open is ended too"
    assert site.browser().get(link).status_code == 404
    gone = teacher.post(f"{page_of(made)}/revoke", from_page=page_of(made), link=found[1])
    assert gone.status_code == 404


def test_a_public_link_without_tables_opens_all_of_them_one_at_a_time(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    link = link_from(teacher, made)
    visitor = site.browser()
    first = boot(visitor, link)
    assert first["talks"] == made.talks[0].id
    assert [t["table"] for t in first["watching"]["tables"]] == [1, 2, 3]
    third = first["watching"]["tables"][2]["href"]
    assert boot(visitor, third)["talks"] == made.talks[2].id
    assert visitor.get(f"{link}?table=9").status_code == 404
    assert "urls" in first
    assert not {"wall", "join", "desk"} & set(first["urls"])
    assert made.classroom.join_code not in visitor.get(link).text


def test_a_link_to_some_tables_opens_no_other(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    tables = [made.talks[0].id, made.talks[2].id]
    link = link_from(teacher, made, *tables, sees="everything")
    visitor = site.browser()
    found = boot(visitor, link)
    assert found["watching"]["sees"] == "everything"
    assert [t["table"] for t in found["watching"]["tables"]] == [1, 3]
    assert visitor.get(f"{link}?table=2").status_code == 404
    assert visitor.get(link.replace("/watch/", "/screen/")).status_code == 404
    assert visitor.get(f"/facilitate/{made.classroom.id}").status_code == 302


@pytest.mark.parametrize(
    ("tables", "fields", "field"),
    [
        ([0], {"label": " "}, "label"),
        ([], {"sees": "everything"}, "tables"),
        ([0, 1], {"sees": "delegation", "delegation": "rok"}, "tables"),
        ([0], {"sees": "delegation", "delegation": "atlantis"}, "delegation"),
        ([0], {"sees": "delegation"}, "delegation"),
        ([0], {"label": "x" * 999}, "label"),
    ],
)
def test_what_is_wrong_with_a_link_is_said_beside_it(
    site: PagesSite,
    teacher: Visitor,
    made: Created,
    tables: list[int],
    fields: dict[str, str],
    field: str,
) -> None:
    chosen = [made.talks[n].id for n in tables]
    asked = {"label": "Dean", "sees": "public", "table": list(chosen), **fields}
    answer = teacher.post(page_of(made), from_page=page_of(made), **asked)
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    kinds = [t.kind for t in site.classrooms.links.of(made.classroom.id)]
    assert kinds == [TokenKind.PROJECTOR]
    bad = teacher.post(page_of(made), from_page=page_of(made), label="Dean", sees="souls")
    assert bad.status_code == 400


def test_a_delegations_link_says_whose_eyes_it_lends(
    site: PagesSite, teacher: Visitor, made: Created
) -> None:
    link = link_from(teacher, made, made.talks[0].id, sees="delegation", delegation="rok")
    found = boot(site.browser(), link)["watching"]
    assert (found["sees"], found["delegation"], found["told"]) == ("delegation", "rok", False)
    assert "all that ROK sees; table 1" in words(teacher.get(page_of(made)))
