"""`sixparty analyze`: the debriefs of a class as data."""

import sys
from pathlib import Path

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import load


@click.command()
@click.argument("classroom", required=False)
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file; stdout if not given."
)
@click.option("--codebook", is_flag=True, help="Say what each column of the CSV is, and stop.")
def analyze(classroom: str | None, form: str, out: Path | None, codebook: bool) -> None:
    """Write outcomes, findings and measures of a class (its id or join code).

    JSON holds each table's whole debrief; CSV a row for each table and delegation.
    """
    from server.reports.measures import CODEBOOK, measures_csv

    if codebook:
        for name, meaning in CODEBOOK.items():
            click.echo(f"{name}\t{meaning}")
        return
    if classroom is None:
        raise Fault("whose? give a class's id or join code")
    from server.analysis.moments.kinds import KINDS
    from server.cli.logs import class_debriefs

    debriefs = class_debriefs(load(), classroom)
    if debriefs is None:
        raise Fault(f"there is no class {classroom}")
    if form == "json" and out is None:
        print_json(debriefs)
        return
    if form == "json":
        import orjson

        pieces = [orjson.dumps(debriefs, option=orjson.OPT_INDENT_2) + b"\n"]
    else:
        pieces = list(measures_csv(debriefs, tuple(KINDS.values())))
    if out is None:
        sys.stdout.buffer.write(b"".join(pieces))
    else:
        out.write_bytes(b"".join(pieces))
