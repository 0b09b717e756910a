import uuid
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.reports.letters import letters
from tests.web.site import V1, Caller, Class, made_app
from tests.web.test_api_rights import helper_of


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    return Class(app, tables=3)


def order(room: Class, table: int, name: str, **body: Any) -> None:
    talks = room.made["talks"][table - 1]["id"]
    answer = room.teacher.post(
        f"/talks/{talks}/commands", {"id": uuid.uuid4().hex, "name": name, "body": body}
    )
    assert answer.get_json()["accepted"], answer.text


def board(caller: Caller, path: str) -> dict[str, Any]:
    answer = caller.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def over(room: Class, *tables: int) -> None:
    for table in tables:
        order(room, table, "start")
        order(room, table, "conclude")


def revealed(room: Class, *tables: int) -> None:
    over(room, *tables)
    for table in tables:
        order(room, table, "reveal", stage="scores")


def projector(room: Class) -> Caller:
    return Caller(room.app, room.made["projector_token"])


def lettered(room: Class, *tables: int) -> list[str]:
    """The letters of these tables among all of the class, in order."""
    known = letters(talks["id"] for talks in room.made["talks"])
    return sorted(known[room.made["talks"][table - 1]["id"]] for table in tables)


def test_the_facilitator_sees_every_table_by_number_from_the_beginning(room: Class) -> None:
    found = board(room.teacher, f"/classrooms/{room.id}/board")
    assert [line["label"] for line in found["tables"]] == [1, 2, 3]
    assert [line["talks"] for line in found["tables"]] == [t["id"] for t in room.made["talks"]]
    first = found["tables"][0]
    sides = [d["id"] for d in found["delegations"]]
    assert set(first["totals"]) == set(sides)
    assert first["placings"][sides[0]] == {"points": 2, "most": 4, "share_bp": 5000}
    assert {"agreed", "forums", "kept", "broken", "obligations"} <= set(first)


def test_the_projector_compares_tables_that_show_their_scores_under_letters(room: Class) -> None:
    path = f"/classrooms/{room.id}/board"
    assert board(projector(room), path) == {"delegations": [], "tables": []}
    revealed(room, 1)
    assert board(projector(room), path)["tables"] == []  # one table is no comparison
    revealed(room, 2)
    lines = board(projector(room), path)["tables"]
    assert [line["label"] for line in lines] == lettered(room, 1, 2)
    for line in lines:
        assert not {"talks", "agreed", "kept"} & set(line)


def test_the_projector_names_tables_where_the_class_says_so_and_is_silent_where_it_says(
    room: Class,
) -> None:
    path = f"/classrooms/{room.id}/board"
    revealed(room, 1, 2)
    for table in (1, 2, 3):
        order(room, table, "set_policy", policies={"compare": "named"})
    assert [line["label"] for line in board(projector(room), path)["tables"]] == [1, 2]
    order(room, 3, "set_policy", policies={"compare": "masked"})
    found = [line["label"] for line in board(projector(room), path)["tables"]]
    assert found == lettered(room, 1, 2)
    order(room, 1, "set_policy", policies={"compare": "off"})
    assert board(projector(room), path)["tables"] == []


def test_scores_that_are_never_shown_are_not_compared_on_the_screen(room: Class) -> None:
    for table in (1, 2, 3):
        order(room, table, "set_policy", policies={"scores": "hidden", "compare": "named"})
    revealed(room, 1, 2, 3)
    assert board(projector(room), f"/classrooms/{room.id}/board")["tables"] == []
    assert len(board(room.teacher, f"/classrooms/{room.id}/board")["tables"]) == 3


def test_students_compare_their_own_delegation_when_scores_are_laid_open(room: Class) -> None:
    ann, seat = room.joins("Ann", table=1)
    path = f"/talks/{seat['talks']}/board"
    over(room, 1)
    revealed(room, 2)
    assert board(ann, path)["tables"] == []
    order(room, 1, "reveal", stage="scores")
    found = board(ann, path)
    assert [d["id"] for d in found["delegations"]] == [seat["delegation"]]
    assert len(found["tables"]) == 2  # the third still negotiates
    assert found["mine"] in {line["label"] for line in found["tables"]}
    for line in found["tables"]:
        assert set(line["totals"]) == {seat["delegation"]}
        assert "talks" not in line
    as_them = board(room.teacher, f"{path}?as={seat['delegation']}")
    assert as_them == found


def test_nobody_else_finds_a_board(room: Class, app: App) -> None:
    ann, seat = room.joins("Ann", table=1)
    other = Class(app)
    path = f"/classrooms/{room.id}/board"
    assert ann.get(path).status_code in {401, 404}
    assert projector(other).get(path).status_code == 404
    assert projector(room).get(f"/talks/{seat['talks']}/board").status_code == 404
    assert room.teacher.get("/classrooms/nowhere/board").status_code == 404
    assert room.teacher.get(f"/talks/{seat['talks']}/board?as=nobody").status_code == 404
    assert ann.get(f"/talks/{other.talks}/board").status_code == 404
    assert Caller(app).get(path).status_code == 401


def test_an_assistant_compares_the_own_tables(room: Class) -> None:
    helper = helper_of(room, *(t["id"] for t in room.made["talks"][:2]))
    answer = helper.get(f"{V1}/classrooms/{room.id}/board")
    assert [line["label"] for line in answer.get_json()["tables"]] == [1, 2]
    other = Class(room.app)
    assert helper.get(f"{V1}/classrooms/{other.id}/board").status_code == 404
