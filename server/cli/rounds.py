"""`sixparty rounds ...`: what a scenario author needs, before a class meets."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.rules.limits import TEMPERAMENTS

if TYPE_CHECKING:
    from server.rules.written.forum import Forum
    from server.rules.written.scenario import Scenario

TEMPERAMENT = click.Choice(TEMPERAMENTS)
FOLDER = click.Path(path_type=Path, file_okay=False)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@click.group()
def rounds() -> None:
    """Check, analyze and simulate scenarios."""


@rounds.command()
@click.argument("folder", type=FOLDER, required=False, metavar="[DIR]")
@as_json
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def check(folder: Path | None, as_json: bool, strict: bool) -> None:
    """Validate a scenario folder (or all that come with the program), every mistake at once."""
    from server.analysis.checks import problems as unbalanced
    from server.storage.scenarios import loader

    chosen = [folder] if folder else list(loader.default_folders())
    folders = [p for f in chosen for p in _scenario_folders(f)]
    if not folders:
        raise Fault(f"no scenario.yaml in {', '.join(map(str, chosen))}")
    report: list[dict[str, Any]] = []
    bad = False
    for one in folders:
        problems = loader.problems(one)
        findings = [] if problems else unbalanced(loader.load(one))
        errors = [f for f in findings if f.severity == "error"]
        bad = bad or bool(problems or errors or (strict and findings))
        report.append(
            {
                "folder": str(one),
                "problems": [
                    {
                        "file": p.file,
                        "line": p.line,
                        "path": p.path,
                        "expected": p.expected,
                        "got": p.got,
                        "suggestion": p.suggestion,
                    }
                    for p in problems
                ],
                "findings": [
                    {
                        "severity": f.severity,
                        "code": f.code,
                        "forum": f.forum,
                        "where": f.where,
                        "message": f.message,
                    }
                    for f in findings
                ],
            }
        )
        if not as_json:
            for problem in problems:
                click.echo(str(problem), err=True)
            for finding in findings:
                click.echo(str(finding), err=finding.severity == "error")
            wrong = len(problems) + len(errors)
            click.echo(f"{one}: {'in order' if not wrong else f'{wrong} to put right'}")
    if as_json:
        print_json({"ok": not bad, "scenarios": report})
    if bad:
        raise click.exceptions.Exit(1)


def _scenario_folders(folder: Path) -> list[Path]:
    if (folder / "scenario.yaml").exists() or not folder.is_dir():
        return [folder]
    return sorted(p.parent for p in folder.glob("*/scenario.yaml"))


@rounds.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.argument("forum", required=False)
@click.option(
    "--conference", is_flag=True, help="All forums of a schedule together, with their linkages."
)
@click.option("--preset", help="Its schedule; the scenario's first if not given.")
@click.option(
    "--agreed",
    multiple=True,
    metavar="F=PACKAGE",
    help="What is settled: F=issue:option,issue:option (may be repeated).",
)
@click.option("--difficulty", default="standard", help="Whose reservation values to take.")
@as_json
def analyze(
    folder: Path,
    forum: str | None,
    conference: bool,
    preset: str | None,
    agreed: tuple[str, ...],
    difficulty: str,
    as_json: bool,
) -> None:
    """Everything a forum can come to, exact: counts, zone, frontier, fair packages.

    What is agreed in other forums counts with its effects and the linkages it sets off. With
    --conference, what all forums of a schedule could give together.
    """
    if conference:
        if forum or agreed:
            raise Fault("--conference takes all forums of a schedule, none of them agreed")
        _analyze_conference(loaded(folder, difficulty), preset, as_json)
        return
    if preset or forum is None:
        raise Fault("name a forum, or ask for the whole --conference")
    from server.analysis.agreed import with_agreed
    from server.analysis.outcomes import analyze as analyzed
    from server.analysis.report import report_text, survey_text
    from server.analysis.space import TooManyPackagesError
    from server.analysis.survey import survey

    scenario = loaded(folder, difficulty)
    _forum(scenario, forum)
    settled = {}
    for each in agreed:
        name, _, package = each.partition("=")
        settled[name] = _package(_forum(scenario, name), package)
    own = settled.pop(forum, None)
    known = _forum(with_agreed(scenario, settled), forum)  # type: ignore[arg-type]  # checked ids
    try:
        analysis = analyzed(known, own)  # type: ignore[arg-type]  # checked ids
    except TooManyPackagesError as why:
        known_of_it = survey(known, why, own)  # type: ignore[arg-type]  # checked ids
        if as_json:
            print_json(known_of_it)
        else:
            click.echo(str(why))
            click.echo(survey_text(known_of_it))
        return
    if as_json:
        print_json(analysis.to_json())
    else:
        click.echo(report_text(analysis))


def _analyze_conference(scenario: "Scenario", preset: str | None, as_json: bool) -> None:
    from server.analysis.conference.report import conference, conference_text
    from server.analysis.conference.together import TooManyOutcomesError
    from server.analysis.space import TooManyPackagesError

    schedule = scenario.preset(preset or scenario.presets[0].id)
    if schedule is None:
        raise Fault(f"no preset {preset}; known: {_ids(scenario.presets)}")
    try:
        found = conference(scenario, schedule).to_json()
    except (TooManyOutcomesError, TooManyPackagesError, ValueError) as why:
        raise Fault(str(why)) from None
    if as_json:
        print_json({"preset": schedule.id, **found})
    else:
        click.echo(f"{scenario.title}: {schedule.title} ({schedule.id})")
        click.echo(conference_text(found, {d.id: d.short for d in scenario.delegations}))


def loaded(folder: Path, difficulty: str = "standard") -> "Scenario":
    """The scenario of a folder at a difficulty; a fault in words when there is none."""
    from server.storage.scenarios import loader

    scenario = loader.load(folder)
    if difficulty not in scenario.difficulties:
        raise Fault(f"no difficulty {difficulty}; known: {', '.join(scenario.difficulties)}")
    return scenario.at_difficulty(difficulty)


def _forum(scenario: "Scenario", forum: str) -> "Forum":
    found = next((f for f in scenario.forums.values() if f.id == forum), None)
    if found is None:
        raise Fault(f"no forum {forum}; known: {', '.join(scenario.forums)}")
    return found


def _package(forum: "Forum", text: str) -> dict[str, str]:
    package = {}
    for pair in filter(None, text.split(",")):
        issue, _, option = pair.partition(":")
        known = next((i for i in forum.issues if i.id == issue), None)
        if known is None:
            raise Fault(f"{forum.id} has no issue {issue}; known: {_ids(forum.issues)}")
        if not any(o.id == option for o in known.options):
            raise Fault(f"{issue} has no option {option}; known: {_ids(known.options)}")
        package[issue] = option
    return package


def _ids(things: Any) -> str:
    return ", ".join(str(thing.id) for thing in things)


@rounds.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--tables", type=click.IntRange(1, 100_000), default=100, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--preset", help="The schedule; the scenario's first if not given.")
@click.option("--difficulty", default="standard", show_default=True)
@click.option("--temperament", default="balanced", show_default=True, type=TEMPERAMENT)
@click.option(
    "--person",
    type=click.Choice(["stubborn", "beginner"]),
    is_flag=False,
    flag_value="stubborn",
    help="One seat a table, each delegation in turn, is a person who accepts nothing below "
    "walk-away and five points: a stubborn one (if not told which) makes three offers, a beginner "
    "does what a reason asks for where that can be afforded.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that share the tables; the outcome is the same.",
)
@click.option(
    "--figures",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, writable=True),
    metavar="FILE",
    help="Write the figures into this Markdown file, between its simulation marks.",
)
@as_json
def simulate(
    folder: Path,
    tables: int,
    seed: int,
    preset: str | None,
    difficulty: str,
    temperament: str,
    person: str | None,
    jobs: int,
    figures: Path | None,
    as_json: bool,
) -> None:
    """Bot tables played to the end: agreement rates, scores, proposals on the way."""
    from functools import partial

    from server.bots.person import in_turn
    from server.bots.report import figures_into
    from server.bots.simulate import simulate as simulated
    from server.storage.scenarios import loader

    scenario = loader.load(folder)
    loaded(folder, difficulty)
    schedule = preset or scenario.presets[0].id
    if scenario.preset(schedule) is None:
        raise Fault(f"no preset {schedule}; known: {_ids(scenario.presets)}")
    seats = tuple(d.id for d in scenario.delegations)
    report = simulated(
        scenario,
        schedule,
        tables,
        seed,
        difficulty,
        temperament,
        stand_ins=partial(in_turn, seats, kind=person) if person else None,
        jobs=jobs,
    )
    if person:
        report = replace(report, setting={**report.setting, "one seat": f"a person ({person})"})
    if figures is not None:
        try:
            text = figures_into(figures.read_text(encoding="utf-8"), report)
        except ValueError as error:
            raise Fault(f"{figures}: {error}") from None
        figures.write_text(text, encoding="utf-8")
    if as_json:
        print_json(report.to_json())
    else:
        click.echo(report.text())


@rounds.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE", type=click.Path(path_type=Path, exists=True)
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--from",
    "form",
    type=click.Choice(["score-sheet", "genius", "negmas", "score-files"]),
    default="score-sheet",
    show_default=True,
    help="A CSV or workbook; GENIUS XML; NegMAS YAML or JSON; a folder of comma-line score files.",
)
@as_json
def import_(files: tuple[Path, ...], folder: Path, form: str, as_json: bool) -> None:
    """Make a scenario folder of a published game, from its files or the folder they are in.

    No package becomes acceptable to a party that refused it, or the other way round. What the
    files say that a scenario cannot hold is told.
    """
    from server.storage.games.exchange import import_game

    written, said = import_game(files, folder, form)
    if as_json:
        print_json({"folder": str(folder), "files": [str(path) for path in written], "said": said})
    else:
        for line in said:
            click.echo(line)
        click.echo(f"{folder}: {len(written)} files from {form}")


@rounds.command("export")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.argument("forum")
@click.argument("out", type=FOLDER, metavar="OUT")
@click.option(
    "--to",
    "form",
    type=click.Choice(["genius", "negmas", "score-sheet"]),
    default="score-sheet",
    show_default=True,
)
@click.option("--difficulty", default="standard", help="Whose reservation values to take.")
@click.option(
    "--red-lines/--no-red-lines",
    default=True,
    help="Take the cost of a red line off its option, or leave red lines out.",
)
@as_json
def export_(
    folder: Path,
    forum: str,
    out: Path,
    form: str,
    difficulty: str,
    red_lines: bool,
    as_json: bool,
) -> None:
    """Write a forum into folder OUT in the format of another tool.

    What the format cannot say is told, and stands in the files.
    """
    from server.storage.games.exchange import export_forum

    scenario = loaded(folder, difficulty)
    known = _forum(scenario, forum)
    try:
        written, lost = export_forum(scenario, known, form, out, red_lines=red_lines)
    except FileExistsError as error:
        raise Fault(f"{error} is there already") from None
    except ValueError as error:
        raise Fault(f"{forum}: {error}") from None
    if as_json:
        print_json({"files": [str(path) for path in written], "lost": list(lost)})
    else:
        for line in lost:
            click.echo(line)
        click.echo(f"{out}: {len(written)} files for {form}")


@rounds.command()
@click.option(
    "--write",
    "target",
    type=FOLDER,
    is_flag=False,
    flag_value="rounds/schema",
    metavar="[DIR]",
    help="Write one file a schema, into rounds/schema if not told where.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (as it does without --write).")
def schema(target: Path | None, as_json: bool) -> None:
    """JSON Schema of the scenario files, for editors."""
    from server.storage.scenarios.schema import schemas, write

    if target is None:
        print_json(schemas())
        return
    files = write(target)
    if as_json:
        print_json({"files": [str(file) for file in files]})
    else:
        click.echo(f"{len(files)} schemas in {target}")
