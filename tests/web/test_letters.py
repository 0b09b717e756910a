"""Letters instead of numbers: nobody learns which table is which, whatever cannot be read."""

from pathlib import Path

from server.reports.letters import NO_MASKS, Masks, masks_of
from server.rules.ids import TalksId
from server.rules.state.talks import Talks
from tests.web.site import Class, made_app


def tables(folder: Path, compare: str) -> list[Talks]:
    """Three tables that negotiate."""
    app = made_app(folder)
    room = Class(app, tables=3)
    for made in room.made["talks"]:
        room.teacher.does(made["id"], "set_policy", {"policies": {"compare": compare}})
        room.teacher.does(made["id"], "start")
    return [app.negotiations.talks(TalksId(one["id"])) for one in room.made["talks"]]


def test_a_table_that_cannot_be_read_shifts_no_letter_and_takes_none_off(tmp_path: Path) -> None:
    one, two, three = tables(tmp_path, "masked")
    all_ = masks_of([one, two, three])
    assert sorted(all_.letters.values()) == ["A", "B", "C"]
    assert masks_of([one, None, three], all_) == all_
    assert masks_of([None, None, None], all_) == all_
    first = masks_of([one, None, three])
    assert first == Masks(waiting=True)
    assert first.hides(one)


def test_tables_that_go_by_number_stay_so(tmp_path: Path) -> None:
    one, two, three = tables(tmp_path, "named")
    assert masks_of([one, two, three]) == masks_of([one, None, three]) == NO_MASKS
