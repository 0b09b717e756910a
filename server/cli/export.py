"""`sixparty export` and `sixparty import-log`."""

import sys
from pathlib import Path
from typing import Any

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import load


@click.command()
@click.argument("classroom")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file; stdout if not given."
)
def export(classroom: str, form: str, out: Path | None) -> None:
    """Write the log of a class (its id or join code): the whole, or one row an event."""
    from server.cli.logs import class_export

    pieces = class_export(load(), classroom, form)
    if pieces is None:
        raise Fault(f"there is no class {classroom}")
    if out is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    with out.open("wb") as file:
        for piece in pieces:
            file.write(piece)


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
