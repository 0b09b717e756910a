"""`sixparty export` and `sixparty import-log`."""

from pathlib import Path
from typing import Any

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import load
from server.web.records.catalogue import FORMATS


@click.command()
@click.argument("classroom", metavar="CLASS|TALKS")
@click.option("--format", "form", type=click.Choice([*FORMATS]), default="jsonl", show_default=True)
@click.option(
    "--names",
    type=click.Choice(["kept", "masked"]),
    default="kept",
    show_default=True,
    help="People by name, or by a code that is the same in every export.",
)
@click.option(
    "--free-text",
    "texts",
    type=click.Choice(["yes", "no"]),
    default="yes",
    show_default=True,
    help="Whether what people wrote is in it; with masked names, names in it become codes.",
)
@click.option("--anonymous", is_flag=True, help="The same as --names masked --free-text no.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file; stdout if not given."
)
def export(
    classroom: str, form: str, names: str, texts: str, anonymous: bool, out: Path | None
) -> None:
    """Write a class (its id or join code) or a table (its talks id) as a file: zip holds all."""
    from server.cli.records import export_file
    from server.reports.records.masking import Kept

    kept = Kept(names == "kept" and not anonymous, texts == "yes" and not anonymous)
    export_file(load(), classroom, form, kept, out)


@click.command("import-log")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--scenario", help="For a file of events alone (from the API); else the file says.")
@click.option("--title", default="Imported", show_default=True, help="Of the class that is made.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_log(file: Path, scenario: str | None, title: str, as_json: bool) -> None:
    """Replay an exported log (JSON Lines) into new talks of a new class."""
    from server.cli.logs import LogFileError, import_logs

    try:
        made: dict[str, Any] = import_logs(load(), file, scenario, title)
    except LogFileError as error:
        raise Fault(str(error)) from error
    if as_json:
        print_json(made)
        return
    click.echo(f"class {made['classroom']}")
    for talks in made["talks"]:
        click.echo(f"  table {talks['table']}: talks {talks['id']}, {talks['events']} events")
