"""Over the API: what one delegation alone was told is read off no score, card, file or list."""

from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.service.identities import Sees
from tests.web.site import V1, Caller, Class, made_app
from tests.web.test_api_rights import helper_of

FORUM, TOLD, OUTSIDER = "contract", "island", "ferry"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    """Two tables that show and name their scores from the beginning, both with an agreement."""
    made = Class(app, tables=2)
    for entry in made.made["talks"]:
        talks = entry["id"]
        orders(made, talks, "set_policy", policies={"scores": "live", "compare": "named"})
        for name in ("start", "advance"):
            orders(made, talks, name)
        orders(made, talks, "record_agreement", forum=FORUM, package=package(made))
    return made


def orders(room: Class, talks: str, name: str, **body: Any) -> None:
    receipt = room.teacher.does(talks, name, body)
    assert receipt["accepted"], receipt


def issues(room: Class) -> list[dict[str, Any]]:
    view = room.teacher.get(f"/talks/{room.talks}/view").get_json()["entities"]
    return list(view[f"forum/{FORUM}"]["issues"])


def package(room: Class) -> dict[str, str]:
    return {issue["id"]: issue["options"][1]["id"] for issue in issues(room)}


def whisper(room: Class) -> None:
    """Tell one delegation of the first table that everything is another thing now."""
    first = issues(room)[0]
    crossed = {"issue": first["id"], "option": first["options"][1]["id"]}
    mine = {"delegation": TOLD, "forum": FORUM}
    secrets = [
        {"kind": "reservation", **mine, "amount": 700},
        {"kind": "score", "delegation": TOLD, "amount": 333},
        {"kind": "red_line", **mine, **crossed, "amount": 400},
    ]
    written = {"inject": "w", "title": "A word", "story": "For you.", "to": [TOLD]}
    orders(room, room.talks, "write_inject", **written, modifiers=secrets)


def outside(room: Class) -> dict[str, str]:
    """Everything that anybody but the told delegation and the facilitator can ask for."""
    projector = Caller(room.app, room.made["projector_token"])
    links = room.app.classrooms.links
    asked: dict[str, str] = {}
    for sees, side in ((Sees.PUBLIC, None), (Sees.DELEGATION, DelegationId(OUTSIDER))):
        token = links.new_observer(
            ClassroomId(room.id), [TalksId(room.talks)], sees=sees, delegation=side
        )
        assert isinstance(token, str)
        asked |= answers(Caller(room.app, token), f"{sees}", f"/talks/{room.talks}/view")
    table = f"/talks/{room.talks}"
    paths = [f"{table}/view", f"{table}/statement?format=md", f"/classrooms/{room.id}/board"]
    asked |= answers(projector, "projector", *paths)
    as_ = f"as={OUTSIDER}"
    paths = [f"{table}/view?{as_}", f"{table}/board?{as_}", f"{table}/statement?format=md&{as_}"]
    return asked | answers(room.teacher, OUTSIDER, *paths)


def answers(caller: Caller, who: str, *paths: str) -> dict[str, str]:
    found = {}
    for path in paths:
        answer = caller.get(path)
        assert answer.status_code == 200, path
        body = answer.get_json() if answer.is_json else answer.text
        if isinstance(body, dict):
            body.pop("server_now", None)
        found[f"{who} {path}"] = repr(body)
    return found


def own_total(room: Class) -> int:
    view = room.teacher.get(f"/talks/{room.talks}/view?as={TOLD}").get_json()["entities"]
    return int(view["scoreboard"]["mine"]["total"])


def test_nothing_that_others_can_ask_for_moves(room: Class) -> None:
    before, truth = outside(room), own_total(room)
    whisper(room)
    assert own_total(room) != truth, "it is another total, and its owner sees it"
    assert outside(room) == before
    for talks in (entry["id"] for entry in room.made["talks"]):
        orders(room, talks, "conclude")
    over = outside(room)
    orders(room, room.talks, "reveal", stage="channels")
    compared = f"{OUTSIDER} /talks/{room.talks}/board?as={OUTSIDER}"
    assert outside(room)[compared] == over[compared]


def totals(caller: Caller, path: str) -> list[dict[str, int]]:
    return [line["totals"] for line in caller.get(path).get_json()["tables"]]


def test_the_class_compares_what_everybody_knows_until_scores_lie_open(room: Class) -> None:
    path = f"/classrooms/{room.id}/board"
    projector = Caller(room.app, room.made["projector_token"])
    first, second = totals(projector, path)
    assert first == second, "both tables agreed on the same"
    whisper(room)
    assert totals(projector, path) == [first, second]
    mine, theirs = totals(room.teacher, path)
    assert mine[TOLD] != theirs[TOLD], "the facilitator compares the truth"
    assert mine[OUTSIDER] == theirs[OUTSIDER]
    orders(room, room.talks, "conclude")
    orders(room, room.talks, "reveal", stage="scores")
    assert totals(projector, path) == [mine, second]


def analysis(caller: Caller, talks: str) -> dict[str, Any]:
    [found] = caller.get(f"/talks/{talks}/analysis").get_json()["forums"]
    return dict(found)


def debriefed(app: App, **policies: str | bool) -> tuple[Class, Caller, str]:
    """One offer was made, and the talks are over; a delegate's caller."""
    room = Class(app)
    delegate, seat = room.joins("Ann")
    orders(room, room.talks, "set_policy", policies={"early_end": False, **policies})
    for name in ("start", "advance"):
        orders(room, room.talks, name)
    tabled = {"proposal_id": "p1", "forum": FORUM, "package": package(room)}
    assert delegate.does(room.talks, "table_proposal", tabled)["accepted"]
    orders(room, room.talks, "conclude")
    return room, delegate, seat["delegation"]


def test_the_card_of_scores_opens_no_walk_away_and_no_value_of_anybody_else(app: App) -> None:
    room, delegate, side = debriefed(app)
    orders(room, room.talks, "reveal", stage="scores")
    found = analysis(delegate, room.talks)
    assert set(found) == {
        *("forum", "parties", "packages", "feasible", "pareto", "zone"),
        *("state", "settled", "path"),
    }
    assert delegate.get(f"/talks/{room.talks}/conference").status_code == 409
    [offer] = found["path"]
    assert set(offer["scores"]) == {side}
    whole = analysis(room.teacher, room.talks)
    assert {"per_delegation", "frontier", "nash"} <= set(whole)
    assert offer["scores"][side] == whole["path"][0]["scores"][side]
    orders(room, room.talks, "reveal", stage="mandates")
    assert analysis(delegate, room.talks) == whole


def test_the_card_of_mandates_alone_opens_the_whole_analysis(app: App) -> None:
    room, delegate, _ = debriefed(app)
    orders(room, room.talks, "reveal", stage="mandates")
    assert analysis(delegate, room.talks) == analysis(room.teacher, room.talks)
    whole = delegate.get(f"/talks/{room.talks}/conference").get_json()
    assert whole == room.teacher.get(f"/talks/{room.talks}/conference").get_json()
    assert whole["forums"] == [FORUM]
    # Nothing was agreed here.
    assert whole["here"] == whole["without_agreement"]


def test_scores_that_stay_hidden_open_no_analysis(app: App) -> None:
    room, delegate, _ = debriefed(app, scores="hidden")
    orders(room, room.talks, "reveal", stage="scores")
    assert delegate.get(f"/talks/{room.talks}/analysis").get_json() == {"forums": []}


def debrief(caller: Caller, talks: str) -> dict[str, Any]:
    return dict(caller.get(f"/talks/{talks}/debrief").get_json())


def test_a_debrief_waits_for_the_end_and_the_facilitator_does_not(app: App) -> None:
    room = Class(app)
    delegate, _ = room.joins("Ann")
    assert delegate.get(f"/talks/{room.talks}/debrief").status_code == 409
    assert debrief(room.teacher, room.talks)["everything"]
    orders(room, room.talks, "conclude")
    assert debrief(delegate, room.talks)["cards"]["open"] == []


def test_a_debrief_opens_card_by_card(app: App) -> None:
    room, delegate, side = debriefed(app)
    closed = debrief(delegate, room.talks)
    [forum] = [f for f in closed["forums"] if f["id"] == FORUM]
    assert closed["moments"] is closed["promises"] is forum["possible"] is None
    [offer] = forum["offers"]
    assert set(offer["scores"]) == set(offer["walk_aways"]) == set(forum["outcome"]) == {side}
    assert set(closed["totals"]) == {side}
    orders(room, room.talks, "reveal", stage="scores")
    scored = debrief(delegate, room.talks)
    assert set(scored["totals"]) > {side}
    assert scored["forums"] == closed["forums"]
    orders(room, room.talks, "reveal", stage="moments")
    told = debrief(delegate, room.talks)
    assert told["moments"] == debrief(room.teacher, room.talks)["moments"] != []
    assert set(told["forums"][0]["offers"][0]["scores"]) > {side}
    assert told["forums"][0]["possible"] is None
    for stage in ("possible", "letters", "channels", "record"):
        orders(room, room.talks, "reveal", stage=stage)
    assert debrief(delegate, room.talks)["forums"] == debrief(room.teacher, room.talks)["forums"]


def test_a_debrief_tells_nothing_of_what_others_were_told_or_said(app: App) -> None:
    """Twins: the same play, with and without secrets between others."""
    told: list[dict[str, Any]] = []
    scored: list[dict[str, Any]] = []
    everything: list[dict[str, Any]] = []
    for secret in (False, True):
        room = Class(app)
        for name in ("start", "advance"):
            orders(room, room.talks, name)
        if secret:
            whisper(room)
        orders(room, room.talks, "conclude")
        as_ = debrief(room.teacher, f"{room.talks}")
        assert as_["everything"]
        seen = room.teacher.get(f"/talks/{room.talks}/debrief?as={OUTSIDER}").get_json()
        told.append(_same(seen, room.talks))
        everything.append(_same(as_, room.talks))
        orders(room, room.talks, "reveal", stage="scores")
        seen = room.teacher.get(f"/talks/{room.talks}/debrief?as={OUTSIDER}").get_json()
        assert set(seen["no_deal"]) == {OUTSIDER}
        # Scores lie open now, what was told included.
        scored.append({k: v for k, v in _same(seen, room.talks).items() if k != "totals"})
    assert told[0] == told[1]
    assert scored[0] == scored[1]
    assert everything[0] != everything[1], "there was something to tell"


def test_a_debrief_names_other_tables_only_as_the_class_compares_them(app: App) -> None:
    room = Class(app, tables=2)
    other = room.made["talks"][1]["id"]
    for talks in (room.talks, other):
        for name in ("start", "advance"):
            orders(room, talks, name)
    orders(room, other, "record_agreement", forum=FORUM, package=package(room))
    path = f"/talks/{room.talks}/debrief?as={OUTSIDER}"

    def others() -> list[dict[str, Any]]:
        return list(room.teacher.get(path).get_json()["others"])

    orders(room, room.talks, "conclude")
    assert others() == [], "the other table still negotiates"
    orders(room, other, "conclude")
    [seen] = others()
    assert seen["forums"][FORUM]["settled"] == package(room)
    assert seen["label"] in ("A", "B"), "masked unless the class names its tables"
    for talks in (room.talks, other):
        orders(room, talks, "set_policy", policies={"compare": "named"})
    assert [one["label"] for one in others()] == [2]
    orders(room, room.talks, "set_policy", policies={"compare": "off"})
    assert others() == []


def _same(seen: dict[str, Any], talks: str) -> dict[str, Any]:
    """Without what differs between any two tables: the id, and the hour."""
    assert seen.pop("talks") == talks
    del seen["running"]
    for turn in seen["turns"]:
        del turn["at"], turn["clock"]
    for forum in seen["forums"]:
        forum.pop("ended_clock")
    return seen


def test_the_audit_list_names_those_it_is_about_and_nobody_of_another_table(room: Class) -> None:
    one = room.talks
    seats = {}
    for table, name in ((1, "Ann"), (2, "Bo")):
        _, seat = room.joins(name, table=table)
        people = room.teacher.get(f"/classrooms/{room.id}/people").get_json()["people"]
        seats[name] = next(p["person"] for p in people if p["name"] == name)
        orders(room, seat["talks"], "set_inner_role", person=seats[name], inner_role="deputy")
        orders(room, seat["talks"], "message", to=seats[name], text="Well done.")
    path = f"/classrooms/{room.id}/audit"
    assert room.teacher.get(path).get_json()["names"] == {v: k for k, v in seats.items()}
    helper = helper_of(room, one)
    found = helper.get(V1 + path).get_json()
    assert {line["talks"] for line in found["lines"]} == {one}
    assert found["names"] == {seats["Ann"]: "Ann"}
    assert "Bo" not in helper.get(V1 + path).text
    assert helper.get(f"{V1}{path}?table=2").get_json() == {"lines": [], "more": 0, "names": {}}


def test_an_assistants_files_hold_the_own_tables_only(room: Class) -> None:
    one, two = (entry["id"] for entry in room.made["talks"])
    room.joins("Ann", table=1)
    room.joins("Bo", table=2)
    helper = helper_of(room, one)
    for form in ("jsonl", "csv"):
        text = helper.get(f"{V1}/classrooms/{room.id}/export?format={form}").text
        assert one in text
        assert "Ann" in text
        assert two not in text
        assert "Bo" not in text
    pages = ("evidence", "reflections", "reflections.csv", "print", "calendar.ics")
    for page in pages:
        answer = helper.get(f"/facilitate/{room.id}/{page}")
        assert two not in answer.text
        assert "Bo" not in answer.text, page
    search = helper.get(f"{V1}/classrooms/{room.id}/search?text=").text
    assert two not in search
