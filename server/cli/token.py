"""`sixparty token ...`: API tokens for programs that facilitate."""

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import load


@click.group()
def token() -> None:
    """API tokens for facilitators."""


@token.command()
@click.option("--name", required=True, help="Whose it is; stands in the audit of every command.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def create(name: str, as_json: bool) -> None:
    """Make a token. It is printed once, alone on stdout; only its hash is kept."""
    from server.service.clocks import SystemClock
    from server.service.facilitators import Facilitators
    from server.storage.stores import open_stores

    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > 80 or not cleaned.isprintable():
        raise Fault("give a --name of 1 to 80 printable characters")
    stores = open_stores(load().database_url)
    try:
        made = Facilitators(stores.people, SystemClock()).create_token(cleaned)
    finally:
        stores.close()
    if as_json:
        print_json({"name": cleaned, "token": made})
    else:
        click.echo(made)
