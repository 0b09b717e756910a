"""`sixparty arena`: a tournament of agents against the built-in negotiators."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.cli import Fault
from server.rules.limits import TEMPERAMENTS

if TYPE_CHECKING:
    from server.rules.written.scenario import Scenario


@click.command()
@click.argument("scenario")
@click.option(
    "--seat",
    "seats",
    multiple=True,
    required=True,
    metavar="DELEGATION=AGENT",
    help="Who plays a delegation: module:function (called with each view), module:function() "
    "(called once a table, gives such a function), or a command that answers views with moves, a "
    "line of JSON each. May be given for several delegations.",
)
@click.option("--tables", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--preset", help="The schedule; the scenario's first if not given.")
@click.option("--difficulty", default="standard", show_default=True)
@click.option(
    "--temperament",
    default="balanced",
    show_default=True,
    type=click.Choice(TEMPERAMENTS),
    help="How the built-in negotiators bargain.",
)
@click.option(
    "--limit",
    type=click.FloatRange(0.01, 3600),
    default=5.0,
    show_default=True,
    help="Seconds for an answer; who takes longer has passed.",
)
@click.option(
    "--csv",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    metavar="FILE",
    help="Write a row for each table, forum and seat; - for standard output.",
    is_flag=False,
)
def arena(
    scenario: str,
    seats: tuple[str, ...],
    tables: int,
    seed: int,
    preset: str | None,
    difficulty: str,
    temperament: str,
    limit: float,
    file: Path | None,
) -> None:
    """Agents against the built-in negotiators, without clocks: agreement, gains above walk-away,
    Nash share, refused commands and time, beside the same tables without agents.

    SCENARIO is a folder, or the id of a scenario that comes with the program.
    """
    from server.arena.minds import NoMind, maker
    from server.arena.tournament import tournament
    from server.bots.simulate import Setting
    from server.rules.ids import DelegationId

    played = _scenario(scenario, difficulty)
    chosen = preset or played.presets[0].id
    if played.preset(chosen) is None:
        known = ", ".join(p.id for p in played.presets)
        raise Fault(f"no preset {chosen}; known: {known}")
    agents = {}
    for given in seats:
        name, equals, spec = given.partition("=")
        if not equals or played.delegation(DelegationId(name)) is None:
            known = ", ".join(d.id for d in played.delegations)
            raise Fault(f"--seat {given}: write DELEGATION=AGENT; delegations: {known}")
        try:
            agents[DelegationId(name)] = spec, maker(spec, limit)
        except NoMind as error:
            raise Fault(str(error)) from None
    setting = Setting(chosen, difficulty, temperament)
    found = tournament(played, agents, setting, tables, seed)
    if str(file) == "-":
        click.echo(found.csv(), nl=False)
        return
    if file is not None:
        file.write_text(found.csv(), encoding="utf-8")
    click.echo(found.text())


def _scenario(name: str, difficulty: str) -> "Scenario":
    """The scenario of a folder or an id, if it can be played at the difficulty."""
    from server.cli.rounds import loaded
    from server.storage.scenarios import loader

    folder = Path(name)
    for known in loader.default_folders():
        if not folder.is_dir() and (known / name).is_dir():
            folder = known / name
    loaded(folder, difficulty)
    return loader.load(folder)
