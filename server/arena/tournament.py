"""Many tables, and what came of them: for each forum and seat, beside what the built-in
negotiator gets in that seat on the same draws."""

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from server.analysis.calibration import calibrate
from server.analysis.report import points, table
from server.arena.minds import Make
from server.arena.table import AgentPlayer, ArenaTable, Tally
from server.bots.report import ForumOutcome, Report, TableOutcome, report_of
from server.bots.simulate import Setting, derived, negotiators, play, setting_json, simulate
from server.rules.ids import DelegationId
from server.rules.written.scenario import Scenario

BUILT_IN = "built-in"

COLUMNS = (
    "table", "forum", "seat", "player", "agreed", "gain", "nash_share_bp", "joint_share_bp",
    "proposals", "refused", "passed", "asked", "milliseconds",
)  # fmt: skip
"""Of the CSV, a row for each table, forum and seat. `gain` in hundredths of a point above the
walk-away value, 0 without agreement. What was refused, how often the agent passed and was asked,
and the milliseconds it took, are those of the whole table."""


@dataclass(frozen=True, slots=True)
class Played:
    """One table: its outcome, and how each agent went about it."""

    outcome: TableOutcome
    tallies: Mapping[DelegationId, Tally]


@dataclass(frozen=True, slots=True)
class Tournament:
    """All tables. `agents` names who plays which seat; `built_in` are the same tables without."""

    agents: Mapping[DelegationId, str]
    played: tuple[Played, ...]
    report: Report
    built_in: Report

    def csv(self) -> str:
        """The long table, see `COLUMNS`."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, one in enumerate(self.played, 1):
            for forum in one.outcome.forums:
                for seat, gain in forum.gains.items():
                    tally = one.tallies.get(seat, Tally())
                    writer.writerow(self._row(number, forum, seat, gain, tally))
        return out.getvalue()

    def _row(
        self, number: int, forum: ForumOutcome, seat: DelegationId, gain: int, tally: Tally
    ) -> list[object]:
        return [
            number, forum.forum, seat, self.agents.get(seat, BUILT_IN), int(forum.agreed), gain,
            forum.nash_share, forum.sum_share, forum.proposals, len(tally.refused),
            len(tally.faults), tally.asked, round(1000 * tally.seconds),
        ]  # fmt: skip

    def text(self) -> str:
        """For people at a terminal."""
        setting = ", ".join(f"{key} {value}" for key, value in self.report.setting.items())
        return "\n".join(
            [
                f"{self.report.tables} tables of {self.report.scenario}: {setting}",
                "",
                *table([_HEAD, *self._seats()]),
                "",
                *table([_AGENTS, *self._minds()]),
                *self._reasons(),
            ]
        )

    def _seats(self) -> list[list[str]]:
        rows = []
        for forum, before in zip(self.report.forums, self.built_in.forums, strict=True):
            for seat, gain in forum.gains.items():
                rows.append([
                    f"{forum.forum}: {self.report.shorts[seat]}",
                    self.agents.get(seat, BUILT_IN),
                    _of(forum.agreed, forum.tables), points(gain), f"{forum.nash_share // 100}%",
                    _of(before.agreed, before.tables), points(before.gains[seat]),
                    f"{before.nash_share // 100}%",
                ])  # fmt: skip
        return rows

    def _minds(self) -> list[list[str]]:
        rows = []
        for seat, spec in self.agents.items():
            tallies = [one.tallies[seat] for one in self.played]
            asked = sum(t.asked for t in tallies)
            seconds = sum(t.seconds for t in tallies)
            rows.append([
                f"{self.report.shorts[seat]}: {spec}",
                str(asked),
                str(sum(len(t.refused) for t in tallies)),
                str(sum(len(t.faults) for t in tallies)),
                f"{1000 * seconds / asked:.1f}" if asked else "-",
            ])  # fmt: skip
        return rows

    def _reasons(self) -> list[str]:
        """What was refused and why an agent passed, the most frequent first."""
        told: dict[str, int] = {}
        for one in self.played:
            for seat, tally in one.tallies.items():
                for why in (*tally.faults, *(f"refused {r}" for r in tally.refused)):
                    line = f"{self.report.shorts[seat]}: {why}"
                    told[line] = told.get(line, 0) + 1
        ranked = sorted(told.items(), key=lambda entry: (-entry[1], entry[0]))[:10]
        return ["", *(f"  {n} times {line}" for line, n in ranked)] if ranked else []


_HEAD = ["forum: seat", "player", "agreed", "gain", "Nash", "all built-in: agreed", "gain", "Nash"]
_AGENTS = ["agent", "asked", "refused", "passed", "ms each"]


def _of(count: int, tables: int) -> str:
    return f"{100 * count // tables}%"


def tournament(
    scenario: Scenario,
    agents: Mapping[DelegationId, tuple[str, Make]],
    setting: Setting,
    tables: int,
    seed: int,
    progress: Callable[[int], None] = lambda _done: None,
) -> Tournament:
    """Play `tables` tables with the agents (name and maker by seat), and as many without.

    The same seed plays the same way, if the agents do: Python's `random` is seeded for each table.
    """
    played = []
    for number in range(tables):
        played.append(_one(scenario, agents, setting, number, seed))
        progress(number + 1)
    built_in = simulate(
        scenario,
        setting.preset,
        tables,
        seed,
        setting.difficulty,
        setting.temperament,
        turns=setting.turns,
    )
    outcomes: Sequence[TableOutcome] = [one.outcome for one in played]
    report = report_of(
        calibrate(scenario, setting.difficulty), setting_json(setting, seed), outcomes
    )
    names = {seat: name for seat, (name, _) in agents.items()}
    return Tournament(names, tuple(played), report, built_in)


def _one(
    scenario: Scenario,
    agents: Mapping[DelegationId, tuple[str, Make]],
    setting: Setting,
    number: int,
    seed: int,
) -> Played:
    random.seed(derived(seed, "agents", number))
    seated = {seat: AgentPlayer(make()) for seat, (_, make) in agents.items()}
    players = {**negotiators(scenario, setting, number, seed), **seated}
    arena = ArenaTable(f"arena-{number}", scenario, calibrate, players)
    arena.begin(setting.preset, setting.difficulty, setting.temperament, seed)
    try:
        rng = Random(derived(seed, "play", number))  # noqa: S311 - play, no secret
        outcome = play(arena, setting, rng)
    finally:
        for player in seated.values():
            player.mind.close()
    for by, command, refusal in arena.refused:
        if by in seated:
            seated[by].tally.refused.append(f"{type(command).__name__}: {refusal.code}")
    return Played(outcome, {seat: player.tally for seat, player in seated.items()})
