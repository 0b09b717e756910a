"""What all pages share: theme, language, guides, errors, the table that is tried alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from server.config import CHECKOUT
from server.web.public.guides import PAGES
from server.web.site import i18n
from server.web.site.addresses import local_path
from tests.web.pages_site import PagesSite, words


@pytest.fixture
def site() -> PagesSite:
    return PagesSite()


def test_the_theme_is_right_from_the_first_byte(site: PagesSite) -> None:
    visitor = site.browser()
    assert "data-theme" not in visitor.get("/").get_data(as_text=True)
    answer = visitor.post("/theme", theme="dark", next="/help/player")
    assert answer.location == "/help/player"
    assert '<html lang="en" dir="ltr" data-theme="dark">' in visitor.get("/").get_data(as_text=True)
    visitor.post("/theme", theme="")
    assert "data-theme" not in visitor.get("/").get_data(as_text=True)
    visitor.client.set_cookie("theme", '"><script>')
    assert "data-theme" not in visitor.get("/").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/x", "/x?y=1", "/"])
def test_own_paths_are_followed(path: str) -> None:
    assert local_path(path, "/home") == path


@pytest.mark.parametrize("path", ["", "x", "//x", "/\\x", "/\t/x", "http://x/", "/\n"])
def test_other_paths_are_not(path: str) -> None:
    assert local_path(path, "/home") == "/home"


@pytest.mark.parametrize("name", ["", *(f"/{p}" for p in PAGES)])
def test_guides_are_whole_and_their_links_lead_somewhere(site: PagesSite, name: str) -> None:
    visitor = site.browser()
    body = visitor.get(f"/help{name}").get_data(as_text=True)
    assert body.count("<h1") == 1
    links = {part.split('"')[0] for part in body.split('href="')[1:]}
    for link in sorted(links):
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in body, link
        elif link.startswith("/") and not link.startswith("/static"):
            path, _, anchor = link.partition("#")
            target = visitor.client.get(path, follow_redirects=True)
            assert target.status_code == 200, link
            assert not anchor or f'id="{anchor}"' in target.get_data(as_text=True), link


def test_an_unknown_page_is_a_page_of_ours(site: PagesSite) -> None:
    answer = site.browser().get("/nowhere")
    assert answer.status_code == 404
    assert "Not found" in words(answer)
    assert "To the start page" in words(answer)


def test_who_tries_it_alone_is_offered_the_shortest_first(site: PagesSite) -> None:
    page = words(site.browser().get("/try"))
    assert page.index("Quick: one forum") < page.index("50 minutes") < page.index("Three hours")


def test_trying_it_alone_takes_one_click(site: PagesSite) -> None:
    visitor = site.browser()
    answer = visitor.post("/try", delegation="dprk", from_page="/")
    assert answer.status_code == 303
    talks = site.talks_at(answer.location)
    assert len(talks.bots) == 5
    assert [s.delegation for s in talks.seats.values()] == ["dprk"]
    assert visitor.get(answer.location).status_code == 200
    assert not site.classrooms.all()


def test_trying_it_alone_as_chosen(site: PagesSite) -> None:
    answer = site.browser().post(
        "/try",
        scenario="six-party",
        delegation="rok",
        preset="75min",
        difficulty="easy",
        temperament="firm",
        name="Minji",
    )
    talks = site.talks_at(answer.location)
    assert talks.preset is not None
    assert (talks.preset.id, talks.difficulty) == ("75min", "easy")
    assert {bot.temperament for bot in talks.bots.values()} == {"firm"}
    assert [s.name for s in talks.seats.values()] == ["Minji"]


def test_trying_it_alone_needs_a_known_delegation(site: PagesSite) -> None:
    answer = site.browser().post("/try", delegation="atlantis")
    assert answer.status_code == 400
    assert "Choose the delegation that you want to play." in words(answer)


def test_a_browser_that_tries_often_keeps_few_cookies(site: PagesSite) -> None:
    visitor = site.browser()
    for _ in range(28):
        assert visitor.post("/try", delegation="rok").status_code == 303
    assert visitor.seat_cookies <= 25


def test_a_scenario_is_chosen_by_a_link(site: PagesSite) -> None:
    page = words(site.browser().get("/try?scenario=two-party"))
    assert "Democratic People" not in page
    assert "Democratic People" in words(site.browser().get("/try?scenario=nothing"))


@pytest.mark.parametrize(
    ("asked", "given"), [("ko,en;q=0.5", "en"), ("xx", "en"), ("", "en"), ("en-GB", "en")]
)
def test_the_language_is_one_that_there_is(site: PagesSite, asked: str, given: str) -> None:
    answer = site.browser().get("/", **{"Accept-Language": asked})
    assert f'<html lang="{given}"' in answer.get_data(as_text=True)


def test_words_of_scripts_are_read_from_their_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "js.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n%10<5 ? 1 : 2);\\n"\n\n'
        'msgid "Ready"\nmsgstr "\u0413\u043e\u0442\u043e\u0432"\n\n'
        'msgid "{n} change"\nmsgid_plural "{n} changes"\n'
        'msgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n',
        encoding="utf-8",
    )
    compiling = [sys.executable, "-m", "babel.messages.frontend", "compile", "-D", "js"]
    subprocess.run([*compiling, "-d", str(tmp_path)], check=True, capture_output=True)
    monkeypatch.setattr(i18n, "FOLDER", tmp_path)
    i18n.script_words.cache_clear()
    try:
        assert i18n.script_words("ru") == {
            "Ready": "\u0413\u043e\u0442\u043e\u0432",
            "{n} change": ["a", "b", "c"],
        }
    finally:
        i18n.script_words.cache_clear()


def test_all_words_can_be_collected(tmp_path: Path) -> None:
    def collected(settings: str, *more: str) -> str:
        out = tmp_path / f"{settings}.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "extract", "-o", str(out)]
        mapping = f"server/translations/{settings}.cfg"
        subprocess.run(
            [*command, "-F", mapping, *more, "."],
            check=True,
            capture_output=True,
            cwd=CHECKOUT,
        )
        return out.read_text(encoding="utf-8")

    ours = collected("messages", "-k", "lazy_gettext")
    for known in (
        "Join your class",  # a template
        "That is not the password of this account.",  # a page's code
        "This seat is taken.",  # a refusal
        "Cooperative: come down early",  # a choice
    ):
        assert f'msgid "{known}"' in ours, known
    scripts = collected("js", "-k", "t", "-k", "tn:2,3")
    assert scripts.count("msgid ") > 20
    assert "msgid_plural" in scripts
