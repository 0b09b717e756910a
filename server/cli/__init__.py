"""The command line: `sixparty VERB ...`. Faults are one line on stderr and exit status 1."""

import importlib
import sys

import click

from server.config import TABLE

VERBS = {
    "serve": ("server.cli.serve", "serve", "Serve classes to browsers."),
    "demo": ("server.cli.serve", "demo", "Serve a running class of three bot tables."),
    "migrate": ("server.cli.keep", "migrate", "Bring the database to this version's form."),
    "rounds": ("server.cli.rounds", "rounds", "Check, analyze and simulate scenarios."),
    "arena": ("server.cli.arena", "arena", "Agents against the built-in negotiators."),
    "token": ("server.cli.token", "token", "API tokens for facilitators."),
    "export": ("server.cli.export", "export", "Write a class's log, or a table of it."),
    "analyze": ("server.cli.analyze", "analyze", "Outcomes and findings of a class as data."),
    "import-log": ("server.cli.export", "import_log", "Replay an exported log into new talks."),
    "backup": ("server.cli.keep", "backup", "Copy the database into a file, while it is in use."),
    "restore": ("server.cli.keep", "restore", "Put a backup in the database's place."),
    "verify": ("server.cli.keep", "verify", "Replay every log and compare."),
    "doctor": ("server.cli.doctor", "doctor", "Say what is missing on this machine."),
}
"""Verb -> where it is, and one line about it. A verb's module is loaded when it is used."""


class Fault(click.ClickException):
    """Something the person at the terminal can put right."""


class Verbs(click.Group):
    """The verbs of `VERBS`; listing them loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, loaded now."""
        if cmd_name not in VERBS:
            return None
        module, name, _ = VERBS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each verb."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, short) for verb, (_, _, short) in VERBS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The settings, from their one table."""
        with formatter.section("Settings (environment; the same names in sixparty.toml)"):
            formatter.write_dl(
                [(one.variable, f"{one.meaning} Default: {one.default}.") for one in TABLE]
            )


@click.group(cls=Verbs)
@click.version_option(package_name="six-party-table", prog_name="sixparty")
def sixparty() -> None:
    """Six-Party Table: a negotiation of six delegations in the browser.

    Settings come from the environment and from sixparty.toml.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a verb and leave the process: status 0, or 1 with a sentence on stderr."""
    try:
        left: object = sixparty.main(arguments, prog_name="sixparty", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  # whatever it is, people get a sentence
        known = _known(error)
        if known is None:
            known = f"{type(error).__name__}: {error}"
        click.echo(f"Error: {known}", err=True)
        sys.exit(1)
    if isinstance(left, int) and left:  # what a verb gave to click's Exit
        sys.exit(1)


_SPEAKING = ("SettingsError", "ScenarioErrors", "Unavailable", "LogFileError", "TooNewError")
"""Faults whose text is for people; by name, since most verbs need none of their modules."""


def _known(error: Exception) -> str | None:
    """What went wrong in words, for faults that come from files, settings and databases."""
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{error.strerror or error}"
    if type(error).__name__ in (
        "SettingsError",
        "ScenarioErrors",
        "Unavailable",
        "LogFileError",
        "TooNewError",
    ):
        return str(error)
    if type(error).__module__.startswith("sqlalchemy"):
        from server.storage.engine import in_words

        first_line = str(error).splitlines()[0]
        return f"the database: {in_words(error, otherwise=first_line)}"
    return None
