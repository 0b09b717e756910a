"""Over the API: the text of a table once, and views that say what differs from it."""

import gzip
from pathlib import Path
from typing import Any

import orjson
import pytest

from server.app import App
from server.rules.views.apart import DERIVED, joined
from tests.web.site import Caller, Class, made_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    made = Class(app, tables=2, scenario="six-party", preset="3h")
    for name in ("start", "advance"):
        assert made.teacher.does(made.talks, name)["accepted"]
    return made


def view(caller: Caller, talks: str, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = caller.get(f"/talks/{talks}/view{query}").get_json()
    return found


def text_of(caller: Caller, named: dict[str, Any], talks: str, query: str = "") -> dict[str, Any]:
    public = Caller(caller.app).get(f"/texts/{named['public']}").get_json()
    own = caller.get(f"/talks/{talks}/text{query}").get_json()
    assert (public["hash"], own["hash"]) == (named["public"], named["own"] or "")
    text: dict[str, Any] = public["entities"]
    return text | {k: joined(text.get(k, {}), one) for k, one in own["entities"].items()}


@pytest.mark.parametrize("who", ["seat", "desk", "eyes"])
def test_a_view_and_its_texts_joined_are_the_whole_view(room: Class, who: str) -> None:
    caller, talks, query = room.teacher, room.talks, "?"
    if who == "seat":
        caller, seat = room.joins("Ann")
        talks = seat["talks"]
    elif who == "eyes":
        query = "?as=rok&"
    whole = view(caller, talks, query)["entities"]
    apart = view(caller, talks, f"{query}text=apart")
    text = text_of(caller, apart["text"], talks, query)
    assert apart["entities"].keys() == whole.keys()
    for key, said in apart["entities"].items():
        left = DERIVED.get(key.partition("/")[0], ())
        expected = {name: value for name, value in whole[key].items() if name not in left}
        assert joined(text.get(key, {}), said) == expected, key
    assert len(orjson.dumps(apart)) < 12_288 < 150_000 < len(orjson.dumps(whole))


def test_the_public_text_is_one_for_all_and_may_be_kept_for_ever(room: Class) -> None:
    one, two = (view(room.teacher, t["id"], "?text=apart")["text"] for t in room.made["talks"])
    assert one == two
    packed = Caller(room.app).get(
        f"/texts/{one['public']}", headers={"Accept-Encoding": "gzip", "Authorization": ""}
    )
    assert {"public", "immutable", "max-age=31536000"} == {
        part.strip() for part in packed.headers["Cache-Control"].split(",")
    }
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in packed.headers
    plain = orjson.loads(gzip.decompress(packed.data))
    assert plain["hash"] == one["public"]


def test_what_lies_open_holds_nothing_of_what_is_hidden(room: Class) -> None:
    named = view(room.teacher, room.talks, "?text=apart")["text"]
    text = Caller(room.app).get(f"/texts/{named['public']}").get_data(as_text=True)
    scenario = room.app.negotiations.talks(room.talks).base  # type: ignore[arg-type]  # an id
    families = {key.partition("/")[0] for key in orjson.loads(text)["entities"]}
    assert families.isdisjoint({"mandate", "script", "me", "inject", "message", "proposal"})
    shown = {key for key in orjson.loads(text)["entities"] if key.startswith("linkage/")}
    bare = [x.id for x in scenario.linkages if all(m.is_private for m in x.modifiers)]
    assert bare, "some ties concern one mandate alone"
    assert shown.isdisjoint({f"linkage/{one}" for one in bare})
    secrets = [
        *(p.why for f in scenario.forums.values() for m in f.mandates.values()
          for p in m.positions.values()),
        *(line.why for f in scenario.forums.values() for m in f.mandates.values()
          for line in m.red_lines),
        *(inject.story for inject in scenario.injects.values()),
        *scenario.briefs.values(),
    ]  # fmt: skip
    sentences = set(_strings(orjson.loads(text)))
    assert sentences
    assert sentences.isdisjoint({secret for secret in secrets if secret})


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [s for v in value.values() for s in _strings(v)]
    if isinstance(value, list):
        return [s for v in value for s in _strings(v)]
    return [value] if isinstance(value, str) else []


def test_the_own_text_asks_for_a_right_and_is_kept_by_nobody(room: Class) -> None:
    ann, seat = room.joins("Ann")
    bob, other = room.joins("Bob")
    mine = ann.get(f"/talks/{seat['talks']}/text")
    assert mine.headers["Cache-Control"] == "no-store"
    assert mine.get_json() != bob.get(f"/talks/{other['talks']}/text").get_json()
    assert Caller(room.app).get(f"/talks/{seat['talks']}/text").status_code == 401
    elsewhere = next(t["id"] for t in room.made["talks"] if t["id"] != seat["talks"])
    assert ann.get(f"/talks/{elsewhere}/text").status_code == 404
    assert Caller(room.app).get(f"/texts/{mine.get_json()['hash']}").status_code == 404
