"""The replay: every moment as the audience saw it then, and nothing of what it did not."""

from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.reports.debrief import kept, replay
from server.rules.ids import DelegationId, TalksId
from server.rules.seats import DelegationView, FacilitatorView
from server.rules.views.gate import view_for
from tests.web.site import Class, made_app
from tests.web.test_api_secrets import FORUM, OUTSIDER, TOLD, orders, package, whisper


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


def played(app: App, *, secret: bool = False) -> tuple[Class, list[dict[str, Any]]]:
    """A proposal, an agreement, the end; the outsider's view after each order, as it was sent."""
    room = Class(app)
    delegate, _ = room.joins("Ann", delegation=TOLD)
    views = []

    def then() -> None:
        seen = room.teacher.get(f"/talks/{room.talks}/view?as={OUTSIDER}").get_json()
        views.append(seen["entities"])

    orders(room, room.talks, "set_policy", policies={"early_end": False})
    for name in ("start", "advance"):
        orders(room, room.talks, name)
        then()
    if secret:
        whisper(room)
    tabled = {"proposal_id": "p1", "forum": FORUM, "package": package(room)}
    assert delegate.does(room.talks, "table_proposal", tabled)["accepted"]
    then()
    orders(room, room.talks, "record_agreement", forum=FORUM, package=package(room))
    then()
    orders(room, room.talks, "conclude")
    then()
    return room, views


def stops(room: Class, query: str = "") -> list[dict[str, Any]]:
    found = room.teacher.get(f"/talks/{room.talks}/replay{query}").get_json()["stops"]
    return list(found)


def at(room: Class, number: int, query: str = "") -> dict[str, Any]:
    path = f"/talks/{room.talks}/replay?stop={number}{query}"
    return dict(room.teacher.get(path).get_json()["entities"])


def without_time(view: dict[str, Any]) -> dict[str, Any]:
    """Presence is not in the log, and the clock says when it was asked."""
    return {k: v for k, v in view.items() if k not in ("clock",) and not k.startswith("seat")}


def test_each_moment_is_what_was_sent_then(app: App) -> None:
    room, views = played(app)
    seen = stops(room, f"?as={OUTSIDER}")
    assert [s["kind"] for s in seen] == ["phase", "phase", "tabled", "agreed", "concluded"]
    assert seen[2]["label"].endswith("-1")
    for number, sent in enumerate(views):
        again = without_time(at(room, number, f"&as={OUTSIDER}"))
        for key, entity in without_time(sent).items():
            assert again[key] == entity or key in ("talks", "room", f"delegation/{TOLD}"), key
        assert set(again) == set(without_time(sent))


def test_a_replay_tells_nothing_of_what_others_were_told(app: App) -> None:
    def told(eyes: str, *, secret: bool) -> list[Any]:
        room, _ = played(app, secret=secret)
        seen = stops(room, f"?as={eyes}")
        views = [at(room, n, f"&as={eyes}") for n in range(len(seen))]
        kinds = [(s["kind"], s["by"], s["label"]) for s in seen]
        return [kinds, [timeless(without_time(v), room.talks) for v in views]]

    assert told(OUTSIDER, secret=True) == told(OUTSIDER, secret=False)
    assert told(TOLD, secret=True) != told(TOLD, secret=False), "there was something to tell"


def timeless(thing: Any, talks: str) -> Any:
    """The same of another table: without its id, and without when anything was."""
    if isinstance(thing, dict):
        kept = {k: v for k, v in thing.items() if k != "at" and not k.endswith(("_at", "_ms"))}
        return {k.replace(talks, "T"): timeless(v, talks) for k, v in kept.items()}
    if isinstance(thing, list):
        return [timeless(one, talks) for one in thing]
    return thing.replace(talks, "T") if isinstance(thing, str) else thing


def test_a_seat_waits_for_the_end_and_there_is_no_moment_beyond_it(app: App) -> None:
    room = Class(app)
    delegate, _ = room.joins("Ann")
    orders(room, room.talks, "start")
    assert delegate.get(f"/talks/{room.talks}/replay").status_code == 409
    orders(room, room.talks, "conclude")
    seen = delegate.get(f"/talks/{room.talks}/replay").get_json()["stops"]
    last = f"/talks/{room.talks}/replay?stop={len(seen) - 1}"
    assert delegate.get(last).status_code == 200
    beyond = f"/talks/{room.talks}/replay?stop={len(seen)}"
    assert delegate.get(beyond).status_code == 404
    for wrong in ("-1", "x"):
        assert delegate.get(f"/talks/{room.talks}/replay?stop={wrong}").status_code == 400


def test_states_that_are_kept_on_the_way_change_nothing(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = played(app)
    log, talks = app.negotiations.log, app.negotiations.talks(TalksId(room.talks))
    audiences = (FacilitatorView(), DelegationView(DelegationId(OUTSIDER)))
    plain = [replay.view_at(talks, log, a, 2) for a in audiences]
    monkeypatch.setattr(replay, "EVERY", 2)
    kept.KEPT.forget(talks.id)
    assert [replay.view_at(talks, log, a, 2) for a in audiences] == plain
    whole = replay.view_at(talks, log, audiences[0], 4)
    assert whole is not None
    assert whole["entities"] == dict(view_for(talks, audiences[0], frozenset()))
