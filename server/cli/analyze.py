"""`sixparty analyze`: the debriefs of a class as data."""

import sys
from pathlib import Path

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import load


@click.command()
@click.argument("classroom", metavar="[CLASS|TALKS]", required=False)
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file; stdout if not given."
)
@click.option("--codebook", is_flag=True, help="Say what each measure is, and stop.")
def analyze(classroom: str | None, form: str, out: Path | None, codebook: bool) -> None:
    """Write outcomes, findings and measures of a class (its id or join code) or a table.

    JSON holds each table's whole debrief with its measures; CSV a row for each table and
    delegation. Packages are counted; of ties and efficient ones at most a thousand are listed.
    """
    if codebook:
        from server.reports.records import measures as m

        for one in m.ALL:
            unit = f" ({one.unit})" if one.unit else ""
            click.echo(f"{one.name}\t{one.of}\t{one.meaning}{unit}\t{one.source}")
        return
    if classroom is None:
        raise Fault("whose? give a class's id or join code")
    from server.cli.records import record
    from server.reports.records.wide import delegations

    found = record(load(), classroom)
    if form == "json":
        from server.reports.records.narrow import measured

        said = [table.debrief | {"measures": measured(table)} for table in found.tables]
        if out is None:
            print_json(said)
            return
        import orjson

        pieces = [orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n"]
    else:
        from server.reports.records.tables import csv_of

        pieces = list(csv_of(delegations(found)))
    if out is None:
        sys.stdout.buffer.write(b"".join(pieces))
    else:
        out.write_bytes(b"".join(pieces))
