"""Bots-only conferences at full speed, and what comes of them. The same seed plays the same way."""

from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from multiprocessing import get_context
from random import Random

from server.analysis.calibration import calibrate
from server.bots.duties import duties
from server.bots.endorsing import endorsements
from server.bots.negotiator import Negotiator
from server.bots.pace import offers_by, offers_of
from server.bots.reading import Models
from server.bots.report import ForumOutcome, Report, TableOutcome, report_of
from server.bots.table import FACILITATOR, Player, SimulatedTable
from server.bots.temperaments import temperament_of
from server.bots.window import Sight
from server.rules.commands.schedule import Advance
from server.rules.ids import DelegationId, ForumId
from server.rules.seats import Bot
from server.rules.state.compliance import broken_count, kept_count
from server.rules.state.scoring import joint_gain, total
from server.rules.state.talks import Calibrate, ForumStatus, Phase, Talks, TalksState
from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario

TURNS = 40
"""How often everybody looks at a forum in its negotiation phase."""

CHUNK = 4
"""Tables that a process takes at once."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is played: turns are per forum and negotiation phase."""

    preset: str
    difficulty: str = "standard"
    temperament: str = "balanced"
    turns: int = TURNS


People = Callable[[int], Mapping[DelegationId, Player]]
"""The number of a table -> players for delegations that a person would play."""


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that decides how a table of a given number is played; sent to other processes."""

    scenario: Scenario
    setting: Setting
    seed: int
    people: People | None
    calibrated: Calibrate

    def table(self, number: int) -> TableOutcome:
        """Play one conference."""
        people = self.people(number) if self.people else {}
        table = _table(self.scenario, self.calibrated, self.setting, number, self.seed, people)
        rng = Random(derived(self.seed, "play", number))  # noqa: S311 - play, no secret
        return play(table, self.setting, rng)


def simulate(
    scenario: Scenario,
    preset: str | None = None,
    tables: int = 100,
    seed: int = 1,
    difficulty: str = "standard",
    temperament: str = "balanced",
    *,
    turns: int = TURNS,
    stand_ins: People | None = None,
    calibrated: Calibrate = calibrate,
    jobs: int = 1,
) -> Report:
    """Play `tables` conferences and report on them.

    Without a preset every forum is played once, in the order of the scenario's longest schedule.
    `stand_ins(table)` gives players for delegations that a person would play; the rules then treat
    those as people, silence periods included. With several `jobs` as many processes share the
    tables, and what comes of them is the same; `stand_ins` must then be known by name to another
    process. Raises KeyError for an unknown preset, difficulty or temperament.
    """
    chosen = longest(scenario) if preset is None else preset
    if scenario.preset(chosen) is None:
        raise KeyError(chosen)
    run = Run(
        scenario, Setting(chosen, difficulty, temperament, turns), seed, stand_ins, calibrated
    )
    played = setting_json(run.setting, seed)
    if stand_ins:
        played["one seat"] = "a person"
    return report_of(calibrated(scenario, difficulty), played, _played(run, tables, jobs))


def _played(run: Run, tables: int, jobs: int) -> list[TableOutcome]:
    """The tables in their order, whoever plays them."""
    if jobs == 1:
        return [run.table(number) for number in range(tables)]
    # Started afresh, as a fork of a process with threads may hang.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (run,)) as pool:
        return list(pool.map(_next, range(tables), chunksize=CHUNK))


_RUN: list[Run] = []
"""What this process plays, when it is one of several."""


def _begin(run: Run) -> None:
    _RUN[:] = [run]


def _next(number: int) -> TableOutcome:
    return _RUN[0].table(number)


def longest(scenario: Scenario) -> str:
    """The preset with the most forums, the first of equals; raises ValueError without presets."""
    return max(scenario.presets, key=lambda p: len({f for r in p.rounds for f in r.forums})).id


def setting_json(setting: Setting, seed: int) -> dict[str, str | int]:
    """The setting, for the report."""
    return {
        "preset": setting.preset,
        "difficulty": setting.difficulty,
        "temperament": setting.temperament,
        "turns": setting.turns,
        "seed": seed,
    }


def negotiators(
    scenario: Scenario, setting: Setting, number: int, seed: int
) -> dict[DelegationId, Player]:
    """The built-in negotiator of each delegation at the table of this number."""
    models: Models = {}
    return {
        d.id: Negotiator(
            d.id, setting.temperament, derived(seed, d.id, number), models, speaks=False
        )
        for d in scenario.delegations
    }


def _table(
    scenario: Scenario,
    calibrated: Calibrate,
    setting: Setting,
    number: int,
    seed: int,
    people: Mapping[DelegationId, Player],
) -> SimulatedTable:
    players = {**negotiators(scenario, setting, number, seed), **people}
    table = SimulatedTable(f"simulated-{number}", scenario, calibrated, players, frozenset(people))
    table.begin(setting.preset, setting.difficulty, setting.temperament, seed)
    return table


def derived(seed: int, what: str, number: int) -> int:
    """A seed for one thing at the table of this number."""
    digest = blake2b(f"{seed}\n{what}\n{number}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def play(table: SimulatedTable, setting: Setting, rng: Random) -> TableOutcome:
    """Play one conference to its end."""
    while table.talks.state is TalksState.RUNNING:
        if table.talks.phase is Phase.NEGOTIATION:
            _negotiate(table, setting.turns, rng)
        else:
            _report(table)
            table.give(Advance(), FACILITATOR)
    return _outcome(table)


def _negotiate(table: SimulatedTable, turns: int, rng: Random) -> None:
    """One negotiation phase: turns rotate in an order drawn anew; all answer each turn."""
    here = table.talks.round
    began, length = table.now, _length(table.talks)
    orders = {f: _order(table.talks.forum(f), rng) for f in table.talks.forums_now}
    for turn in range(turns):
        if table.talks.round != here or table.talks.phase is not Phase.NEGOTIATION:
            return
        table.wait_until(began + length * turn // turns)
        t = turn / turns
        if turn == turns // 4:
            _report(table)
        for forum, order in orders.items():
            offers = offers_of(table.talks, forum)
            number = offers_by(t, offers)
            proposes = number != offers_by((turn - 1) / turns, offers)
            if forum in table.open_forums() and table.talks.round == here:
                _turn(table, forum, order[number % len(order)], t, rng, proposes=proposes)
                if turn == turns * 2 // 5:
                    _observers(table, forum, t, rng)
    if table.talks.round == here and table.talks.phase is Phase.NEGOTIATION:
        table.wait_until(began + length)


def _report(table: SimulatedTable) -> None:
    """The bots say what becomes of their obligations that fall due, and endorse what they may."""
    said = True
    while said:
        said = False
        # What one reports done is what another's step waits for.
        for delegation, seat in table.talks.bots.items():
            temperament = temperament_of(seat.temperament, delegation)
            sight = Sight(table.frame, delegation)
            due = duties(sight, temperament, seat.seed)
            for command in (*due, *endorsements(sight)):
                said = table.give(command, Bot(delegation), delegation) or said


def _turn(
    table: SimulatedTable,
    forum: ForumId,
    proposer: DelegationId,
    t: float,
    rng: Random,
    *,
    proposes: bool,
) -> None:
    known = table.talks.forum(forum)
    table.play((proposer,), t, rng, forum, floor=proposes)
    others = [d for d in known.parties if d != proposer]
    rng.shuffle(others)
    # People first: what they say is there when the bots look.
    people = [d for d in others if d in table.people]
    for some in (people, [d for d in others if d not in people]):
        if forum in table.open_forums():
            table.play(some, t, rng, forum, floor=False)


def _observers(table: SimulatedTable, forum: ForumId, t: float, rng: Random) -> None:
    for observer in table.talks.forum(forum).observers:
        if forum in table.open_forums():
            table.play((observer,), t, rng, forum, floor=True)


def _order(forum: Forum, rng: Random) -> list[DelegationId]:
    parties = list(forum.parties)
    rng.shuffle(parties)
    return parties


def _length(talks: Talks) -> int:
    return (talks.phase_ends_at or 0) - talks.phase_began_at


def _outcome(table: SimulatedTable) -> TableOutcome:
    talks = table.talks
    return TableOutcome(
        forums=tuple(
            _forum_outcome(talks, f, table.agreed_after.get(f)) for f in talks.scheduled_forums()
        ),
        totals={d.id: total(talks, d.id).total for d in talks.scenario.delegations},
        refused=tuple(
            f"{by}: {type(command).__name__}: {refusal.code}"
            for by, command, refusal in table.refused
        ),
        kept=kept_count(talks),
        broken=broken_count(talks),
    )


def _forum_outcome(talks: Talks, forum_id: ForumId, after: float | None) -> ForumOutcome:
    forum, state = talks.forum(forum_id), talks.forum_state(forum_id)
    agreed = state.status is ForumStatus.AGREED
    gains = {
        d: forum.mandates[d].worth_of(state.settled) - forum.mandates[d].reservation
        if agreed
        else 0
        for d in forum.parties
    }
    crossed = {d for d in forum.parties if forum.mandates[d].red_lines_crossed(state.settled)}
    joint = joint_gain(talks, forum_id)
    return ForumOutcome(
        forum=forum_id,
        agreed=agreed,
        proposals=state.tabled,
        gains=gains,
        crossed=frozenset(crossed) if agreed else frozenset(),
        sum_share=joint.sum_share if joint else 0,
        nash_share=joint.nash_share if joint else 0,
        after=int(10_000 * after) if agreed and after is not None else None,
    )
