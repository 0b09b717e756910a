"""The link to a replay: without names, of what the debrief has opened, and to nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.service.identities import Sees
from server.service.links import link_id
from server.web.site.parts import EXTENSION
from tests.web.site import Caller, Class, made_app
from tests.web.test_api_secrets import FORUM, TOLD, orders, package, whisper

ANN, BO = "Annelise Quill", "Bodil Ferris"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


def played(app: App, *, ann: str = ANN, secret: bool = False) -> Class:
    """Two sit down and talk of each other, one proposal is tabled, and it is over."""
    room = Class(app, tables=2)
    first, _ = room.joins(ann, delegation=TOLD, table=1)
    room.joins(BO, table=1)
    for name in ("start", "advance"):
        orders(room, room.talks, name)
    said = {"message_id": "m1", "channel": "plenary", "text": f"Bodil, says {ann}: no. b@x.org"}
    assert first.does(room.talks, "say", said)["accepted"]
    if secret:
        whisper(room)
    tabled = {"proposal_id": "p1", "forum": FORUM, "package": package(room)}
    assert first.does(room.talks, "table_proposal", tabled)["accepted"]
    orders(room, room.talks, "conclude")
    return room


def linked(room: Class, *tables: str) -> Caller:
    links = room.app.classrooms.links
    asked = [TalksId(t) for t in tables]
    token = links.new_observer(ClassroomId(room.id), asked, label="Dean", sees=Sees.REPLAY)
    assert not isinstance(token, Refusal)
    return Caller(room.app, token)


def moments(guest: Caller, talks: str) -> list[dict[str, Any]]:
    """Every moment with what is seen then."""
    path = f"/talks/{talks}/replay"
    stops = guest.get(path).get_json()["stops"]
    return [guest.get(f"{path}?stop={n}").get_json()["entities"] for n in range(len(stops))]


def test_nobody_is_named_at_any_moment_and_everybody_is_the_same_one_throughout(app: App) -> None:
    room = played(app)
    for stage in ("channels", "mandates", "letters"):
        orders(room, room.talks, "reveal", stage=stage)
    seen = moments(linked(room), room.talks)
    text = json.dumps(seen)
    for word in (*ANN.split(), *BO.split(), "teacher", "b@x.org"):
        assert word not in text, word
    people = [tuple(p["name"] for p in view[f"delegation/{TOLD}"]["delegates"]) for view in seen]
    assert len(set(people)) == 1
    [code] = people[0]
    [said] = [e for k, e in seen[-1].items() if k.startswith("message/")]
    assert said["name"] == code
    assert code in said["text"], "the name in the text is the same person"


def test_it_goes_on_through_the_debrief_and_shows_what_was_opened(app: App) -> None:
    room = played(app)
    guest = linked(room)
    assert not any(k.startswith("mandate/") for k in moments(guest, room.talks)[-1])
    orders(room, room.talks, "reveal", stage="mandates")
    opened = moments(guest, room.talks)
    assert any(k.startswith("mandate/") for k in opened[-1])
    assert not any(k.startswith("mandate/") for k in opened[-2])
    stops = guest.get(f"/talks/{room.talks}/replay").get_json()["stops"]
    assert (stops[-1]["kind"], stops[-1]["word"]) == ("card", "mandates")


def timeless(view: dict[str, Any]) -> str:
    """The view without when anything was and without codes, which differ from class to class."""
    plain = re.sub(r"\b([PFpmci]|-)+-[A-Z2-7]{8}\b|[0-9a-f]{20}", "X", json.dumps(view))
    return re.sub(r"\d{13}", "T", plain)


def test_what_was_whispered_changes_nothing_in_it(app: App) -> None:
    def told(*, secret: bool) -> list[str]:
        room = played(app, secret=secret)
        stops = linked(room).get(f"/talks/{room.talks}/replay").get_json()["stops"]
        seen = moments(linked(room), room.talks)
        kinds = [f"{s['kind']} {s['label']}" for s in stops]
        return kinds + [timeless(view) for view in seen]

    assert told(secret=True) == told(secret=False)


def test_it_opens_nothing_else(app: App) -> None:
    room = played(app)
    guest = linked(room, room.talks)
    for path in ("view", "debrief", "board", "analysis", "events", "hints", "promises"):
        assert guest.get(f"/talks/{room.talks}/{path}").status_code == 404, path
    assert guest.get(f"/classrooms/{room.id}/board").status_code == 404
    command = {"id": "c1", "name": "reveal", "body": {"stage": "scores"}}
    assert guest.post(f"/talks/{room.talks}/commands", command).status_code == 404
    other = room.made["talks"][1]["id"]
    assert guest.get(f"/talks/{other}/replay").status_code == 404
    assert guest.get(f"/talks/{played(app).talks}/replay").status_code == 404
    admission = app.flask.extensions[EXTENSION].admission
    who = app.classrooms.authenticate(guest.token or "")
    assert admission.watch(who, TalksId(room.talks)) == Refusal("not_found"), "as a socket asks"


def test_it_waits_for_the_end_and_closes_when_it_is_taken_back(app: App) -> None:
    room = Class(app)
    orders(room, room.talks, "start")
    guest = linked(room)
    assert guest.get(f"/talks/{room.talks}/replay").status_code == 409
    orders(room, room.talks, "conclude")
    assert guest.get(f"/talks/{room.talks}/replay").status_code == 200
    page = f"/watch/{guest.token}"
    assert guest.client.get(page).status_code == 200
    [link] = [x for x in app.classrooms.links.of(ClassroomId(room.id)) if x.name == "Dean"]
    assert app.classrooms.links.revoke(ClassroomId(room.id), link_id(link))
    assert guest.get(f"/talks/{room.talks}/replay").status_code == 401
    assert guest.client.get(page).status_code == 404
