import subprocess
import sys
from pathlib import Path

import pytest

from server.cli import VERBS, sixparty
from server.config import TABLE
from tests.cli.command import Shell


def test_help_lists_every_verb(shell: Shell) -> None:
    listed = shell.ok("--help")
    for verb in VERBS:
        assert f"  {verb}" in listed
    for one in TABLE:
        assert one.variable in listed


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(shell: Shell, verb: str) -> None:
    assert "Usage: sixparty" in shell.ok(verb, "--help")


@pytest.mark.parametrize("verb", ["check", "analyze", "simulate", "import", "schema"])
def test_every_verb_of_rounds_has_help(shell: Shell, verb: str) -> None:
    assert "Usage: sixparty rounds" in shell.ok("rounds", verb, "--help")


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["serve", "--nothing"], ["export"], ["rounds", "nothing"]]
)
def test_a_wrong_line_is_one_sentence_and_status_1(shell: Shell, arguments: list[str]) -> None:
    assert "Error:" in shell.fails(*arguments)


def test_listing_the_verbs_loads_none() -> None:
    code = "import sys, server.cli; assert 'server.cli.rounds' not in sys.modules; print('ok')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "ok\n"


def test_python_m_server_is_sixparty() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "server", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert ran.stdout.startswith("sixparty, version ")


def test_a_damaged_settings_file_is_told(shell: Shell) -> None:
    (shell.folder / "sixparty.toml").write_text("port = [")
    assert "sixparty.toml" in shell.fails("migrate")


def test_an_unreachable_database_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIXPARTY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert "the database" in shell.fails("token", "create", "--name", "x")
    monkeypatch.setenv("SIXPARTY_DATABASE_URL", "carrier-pigeon://x")
    assert shell.fails("token", "create", "--name", "x")


def test_the_group_is_called_sixparty() -> None:
    assert sixparty.name == "sixparty"
