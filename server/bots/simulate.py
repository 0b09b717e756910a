"""Bots-only conferences at full speed, and what comes of them. The same seed plays the same way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
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


@dataclass(frozen=True, slots=True)
class Setting:
    """What is played: turns are per forum and negotiation phase."""

    preset: str
    difficulty: str = "standard"
    temperament: str = "balanced"
    turns: int = TURNS


def simulate(
    scenario: Scenario,
    preset: str | None = None,
    tables: int = 100,
    seed: int = 1,
    difficulty: str = "standard",
    temperament: str = "balanced",
    *,
    turns: int = TURNS,
    stand_ins: Callable[[int], Mapping[DelegationId, Player]] | None = None,
    calibrated: Calibrate = calibrate,
) -> Report:
    """Play `tables` conferences and report on them.

    Without a preset every forum is played once, in the order of the scenario's longest schedule.
    `stand_ins(table)` gives players for delegations that a person would play; the rules then treat
    those as people, silence periods included. Raises KeyError for an unknown preset, difficulty or
    temperament.
    """
    chosen = longest(scenario) if preset is None else preset
    if scenario.preset(chosen) is None:
        raise KeyError(chosen)
    setting = Setting(chosen, difficulty, temperament, turns)
    outcomes = []
    for number in range(tables):
        people = stand_ins(number) if stand_ins else {}
        table = _table(scenario, calibrated, setting, number, seed, people)
        rng = Random(derived(seed, "play", number))  # noqa: S311 - play, no secret
        outcomes.append(play(table, setting, rng))
    played = setting_json(setting, seed) | ({"one seat": "a person"} if stand_ins else {})
    return report_of(calibrated(scenario, difficulty), played, outcomes)


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
    if forum in table.open_forums():
        table.play(others, t, rng, forum, floor=False)


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
        forums=tuple(_forum_outcome(talks, f) for f in talks.scheduled_forums()),
        totals={d.id: total(talks, d.id).total for d in talks.scenario.delegations},
        refused=tuple(
            f"{by}: {type(command).__name__}: {refusal.code}"
            for by, command, refusal in table.refused
        ),
        kept=kept_count(talks),
        broken=broken_count(talks),
    )


def _forum_outcome(talks: Talks, forum_id: ForumId) -> ForumOutcome:
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
    )
