"""`sixparty token ...`: API tokens for programs that facilitate."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import load

if TYPE_CHECKING:
    from server.service.facilitators import Facilitators


@click.group()
def token() -> None:
    """API tokens for facilitators."""


@token.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(as_json: bool) -> None:
    """Say which tokens are in force: id, when made, when last used, name."""
    from server.service.facilitators import token_id

    with _facilitators() as facilitators:
        found = facilitators.tokens()
    if as_json:
        lines = [
            {"id": token_id(t), "name": t.name, "made_at": t.made_at, "used_at": t.used_at or None}
            for t in found
        ]
        print_json({"tokens": lines})
        return
    for one in found:
        used = _day(one.used_at) if one.used_at else "never used"
        click.echo(f"{token_id(one)}  {_day(one.made_at)}  {used}  {one.name}")


@token.command()
@click.argument("token_id")
def revoke(token_id: str) -> None:
    """Take the token of this id back; a running server refuses it from then on."""
    with _facilitators() as facilitators:
        gone = facilitators.revoke_token(token_id)
    if not gone:
        raise Fault(f"no token has the id {token_id}; sixparty token list shows them")
    click.echo("taken back")


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d")


@contextmanager
def _facilitators() -> "Iterator[Facilitators]":
    from server.service.clocks import SystemClock
    from server.service.facilitators import Facilitators
    from server.storage.stores import open_stores

    stores = open_stores(load().database_url)
    try:
        yield Facilitators(stores.people, SystemClock())
    finally:
        stores.close()


@token.command()
@click.option("--name", required=True, help="Whose it is; stands in the audit of every command.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def create(name: str, as_json: bool) -> None:
    """Make a token. It is printed once, alone on stdout; only its hash is kept."""
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > 80 or not cleaned.isprintable():
        raise Fault("give a --name of 1 to 80 printable characters")
    with _facilitators() as facilitators:
        made = facilitators.create_token(cleaned)
    if as_json:
        print_json({"name": cleaned, "token": made})
    else:
        click.echo(made)
