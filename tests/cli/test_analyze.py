"""`sixparty analyze`: what a researcher gets of a class."""

import csv
import io
import json

from server.app import create_app
from server.config import Settings
from server.reports.records.measures import ALL
from server.rules.commands import Command
from server.rules.commands.life import Conclude
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance
from tests.cli.command import Shell
from tests.cli.played import TEACHER, played

OUT_OF_THE_FORUM = [
    "table", "talks", "delegation", "total", "no_deal", "gain",
    "contract.state", "contract.role", "contract.score", "contract.walk_away", "contract.best",
    "contract.offers", "contract.own_offers", "contract.packages", "contract.zone",
    "contract.efficient", "contract.sum_share", "contract.nash_share", "contract.left",
    "found.one_change", "found.single_objector", "found.first_acceptable", "found.never_tabled",
    "found.refused_above", "found.below_walk_away", "found.across_red_line",
    "found.promise_contradicted", "found.linkage_unused", "duplicate", "spoken",
]  # fmt: skip
"""The columns are a promise: scripts of researchers name them."""


def ended(shell: Shell) -> str:
    """Two tables: the first agreed on the second option of everything, the other on nothing."""
    made = played(shell.data)
    url = f"sqlite:///{shell.data / 'sixparty.sqlite3'}"
    app = create_app(Settings(database_url=url, secret_key="s" * 32, data_dir=shell.data))
    first, second = made.talks
    forum = app.negotiations.talks(first.id).forum(
        app.negotiations.talks(first.id).scheduled_forums()[0]
    )
    package = {issue.id: issue.options[1].id for issue in forum.issues}
    orders: tuple[Command, ...] = (Advance(), RecordAgreement(forum.id, package), Conclude())
    for n, order in enumerate(orders):
        assert app.negotiations.handle(first.id, f"x{n}", order, TEACHER).accepted, order
    assert app.negotiations.handle(second.id, "y", Conclude(), TEACHER).accepted
    app.stores.close()
    return made.classroom.id


def test_a_row_for_each_table_and_delegation_with_stable_columns(shell: Shell) -> None:
    text = shell.ok("analyze", ended(shell), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert list(rows[0]) == OUT_OF_THE_FORUM
    assert [r["table"] for r in rows] == ["1", "1", "2", "2"]
    agreed, failed = rows[:2], rows[2:]
    assert {r["contract.state"] for r in agreed} == {"agreed"}
    for r in failed:
        assert r["contract.state"] == "failed"
        assert r["contract.score"] == r["contract.walk_away"]
        assert r["total"] == r["no_deal"]
        assert r["gain"] == "0.00"
        assert r["contract.left"] == r["contract.sum_share"] == ""
        assert r["found.never_tabled"] == "1"
    assert all(0 <= float(r["contract.sum_share"]) <= 1 for r in agreed)


def test_the_whole_debriefs_are_json(shell: Shell) -> None:
    made = ended(shell)
    found = json.loads(shell.ok("analyze", made))
    assert [d["table"] for d in found] == [1, 2]
    assert found[1]["moments"][0]["kind"] == "never_tabled"
    file = shell.folder / "class.json"
    assert shell.ok("analyze", made, "--out", file) == ""
    assert json.loads(file.read_text()) == found


def test_the_codebook_explains_every_column(shell: Shell) -> None:
    lines = [line.split("\t") for line in shell.ok("analyze", "--codebook").splitlines()]
    explained = {name for name, *_ in lines}
    assert explained == {measure.name for measure in ALL}
    assert all(len(line) == 4 and all(line) for line in lines)
    for column in OUT_OF_THE_FORUM[3:]:
        assert column.removeprefix("contract.") in explained, column


def test_the_json_has_each_measure_of_each_delegation(shell: Shell) -> None:
    (agreed, _failed) = json.loads(shell.ok("analyze", ended(shell)))
    gains = {
        (x["delegation"], x["forum"]): x["value"]
        for x in agreed["measures"]
        if x["measure"] == "gain"
    }
    forum = agreed["forums"][0]
    for side, outcome in forum["outcome"].items():
        assert gains[side, forum["id"]] == (outcome["score"] - outcome["walk_away"]) / 100
        assert gains[side, ""] == (agreed["totals"][side] - agreed["no_deal"][side]) / 100


def test_a_class_must_be_named_and_known(shell: Shell) -> None:
    assert "no class" in shell.fails("analyze", "nothing")
    assert "join code" in shell.fails("analyze")
