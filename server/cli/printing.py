"""How the command line prints."""

import json
from typing import Any

import click


def print_json(value: Any) -> None:
    """JSON for programs, on stdout, two spaces deep so that people can read it too."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
