"""A tournament without clocks: fair, repeatable, and undisturbed by agents that are broken."""

import csv
import io
import sys
from functools import cache
from pathlib import Path

import pytest

from server.analysis.calibration import calibrate
from server.arena.minds import NoMind, maker
from server.arena.tournament import COLUMNS, Tournament, tournament
from server.bots.simulate import Setting, simulate
from server.client.examples import greedy
from server.config import CHECKOUT
from server.rules.ids import DelegationId
from server.rules.written.scenario import Scenario
from server.storage.scenarios import loader
from tests.arena import agents
from tests.cli.command import Shell

ISLAND, FERRY = DelegationId("island"), DelegationId("ferry")
QUICK = Setting("quick")


@cache
def scenario() -> Scenario:
    return loader.load(CHECKOUT / "rounds" / "two-party")


def plays(spec: str, tables: int = 2, seed: int = 1, seconds: float = 5) -> Tournament:
    """The island played as `spec` says, against a built-in ferry."""
    seated = {ISLAND: (spec, maker(spec, seconds))}
    return tournament(scenario(), seated, QUICK, tables, seed)


def own(name: str) -> str:
    return f"tests.arena.agents:{name}"


def rows(found: Tournament) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.csv())))


def passed(found: Tournament) -> set[str]:
    return {why for one in found.played for why in one.tallies[ISLAND].faults}


def test_an_agent_bargains_and_comes_to_terms() -> None:
    found = plays("server.client.examples.greedy:decide", tables=5)
    (forum,) = found.report.forums
    assert forum.agreed == 5
    assert (forum.gains[ISLAND] or 0) > 0
    assert not passed(found)
    assert not any(one.tallies[ISLAND].refused for one in found.played)


def test_the_same_tables_are_played_without_agents_beside_it() -> None:
    found = plays(own("answers_nothing"), tables=3)
    alone = simulate(scenario(), "quick", 3, 1)
    assert found.built_in == alone
    assert found.report.forums[0].agreed == 0
    text = found.text()
    assert "all built-in: agreed" in text
    assert "100%" in text


def test_the_same_seed_plays_the_same_way_and_another_one_does_not() -> None:
    def without_time(found: Tournament) -> list[dict[str, str]]:
        return [{k: v for k, v in row.items() if k != "milliseconds"} for row in rows(found)]

    one, again, other = (without_time(plays(own("by_chance"), 4, seed)) for seed in (3, 3, 4))
    assert one == again
    assert one != other


def test_the_csv_has_a_row_for_each_table_forum_and_seat() -> None:
    found = rows(plays(own("agreeable")))
    assert tuple(found[0]) == COLUMNS
    keys = [(r["table"], r["forum"], r["seat"]) for r in found]
    assert keys == [(t, "contract", s) for t in ("1", "2") for s in ("island", "ferry")]
    assert {r["player"] for r in found if r["seat"] == "ferry"} == {"built-in"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("raises", "RuntimeError: I am broken"),
        ("leaves", "SystemExit: 3"),
        ("answers_nonsense", "gave something that is no move"),
    ],
)
def test_a_broken_agent_passes_and_the_fault_is_told(name: str, why: str) -> None:
    found = plays(own(name))
    assert passed(found) == {why}
    assert why in found.text()
    assert all(int(r["passed"]) > 0 for r in rows(found) if r["seat"] == "island")


def test_an_agent_that_takes_too_long_is_stopped() -> None:
    found = tournament(
        scenario(),
        {ISLAND: ("slow", maker(own("never_ends"), 0.01))},
        Setting("quick", turns=4),
        1,
        1,
    )
    assert passed(found) == {"took longer than 0.01 s"}


def test_what_the_rules_refuse_is_counted_and_named() -> None:
    found = plays(own("cheats"), tables=1)
    (one,) = found.played
    told = set(one.tallies[ISLAND].refused)
    assert {"advance: not_allowed", "SetReady: not_allowed", "TableProposal: unknown_issue"} <= told
    assert "refused SetReady: not_allowed" in found.text()


def test_an_agent_gets_its_seats_view_and_spoils_nobody_elses() -> None:
    agents.seen.clear()
    found = plays(own("spy"), tables=1)
    assert found.report.refused == ()
    assert len(agents.seen) > 5
    for view in agents.seen:
        assert view.entities["me"]["audience"] == "agent"
        assert {k for k in view.entities if k.startswith("mandate/")} == {"mandate/contract"}
        assert view.delegation == ISLAND
    played = calibrate(scenario(), "standard")
    mandate = played.forums["contract"].mandates[ISLAND]  # type: ignore[index]
    assert agents.seen[0].walk_away("contract") == mandate.reservation
    times = [view.time for view in agents.seen if view.forums]
    assert times == sorted(times)
    assert times[-1] > 0.9


def test_a_function_with_brackets_makes_an_agent_for_each_table() -> None:
    agents.made.clear()
    plays(own("remembering()"), tables=3)
    assert agents.made == [0, 1, 2]


def program(how: str) -> str:
    return f"{sys.executable} -m tests.arena.agents {how}"


def test_a_program_plays_over_lines_of_json_as_a_function_does() -> None:
    function, command = plays(own("agreeable")), plays(program("agreeable"))
    assert not passed(command)
    assert [p.outcome for p in command.played] == [p.outcome for p in function.played]


@pytest.mark.parametrize(
    ("how", "why", "seconds"),
    [
        ("nonsense", "answered with something that is no list of moves", 10),
        ("dies", "ended with status 4", 10),
        ("hangs", "took longer than 0.3 s", 0.3),
    ],
)
def test_a_program_that_fails_passes_and_is_started_anew(
    how: str, why: str, seconds: float
) -> None:
    seated = {ISLAND: (how, maker(program(how), seconds))}
    found = tournament(scenario(), seated, Setting("quick", turns=2), 1, 1)
    assert passed(found) == {why}
    assert found.played[0].tallies[ISLAND].asked > 1


def test_a_program_that_is_not_there_passes() -> None:
    found = tournament(
        scenario(), {ISLAND: ("x", maker("/no/such/program", 1))}, Setting("quick", turns=2), 1, 1
    )
    assert passed(found) == {"/no/such/program: No such file or directory"}


@pytest.mark.parametrize(
    "spec", ["no.such:thing", "tests.arena.agents:missing", "tests.arena.agents:seen", "", "'"]
)
def test_what_names_no_agent_is_refused(spec: str) -> None:
    with pytest.raises(NoMind):
        maker(spec, 1)


def test_the_command_line(shell: Shell, tmp_path: Path) -> None:
    greedily = f"island={greedy.__name__}:decide"
    said = shell.ok("arena", "two-party", "--seat", greedily, "--tables", "2")
    assert said.startswith("2 tables of two-party: preset quick")
    file = tmp_path / "t.csv"
    shell.ok("arena", "two-party", "--seat", greedily, "--tables", "1", "--csv", str(file))
    assert file.read_text().startswith("table,forum,seat,player,")
    out = shell.ok("arena", "two-party", "--seat", greedily, "--tables", "1", "--csv", "-")
    assert out.startswith("table,forum,")
    for bad in (f"mars={own('raises')}", "island", "island=no.such:thing"):
        shell.fails("arena", "two-party", "--seat", bad)
    shell.fails("arena", "two-party", "--seat", greedily, "--preset", "none")
