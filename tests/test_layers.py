"""Imports point down only, and the contracts that say so do catch what they forbid."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """The import linter under the project's contracts, run on the package in `folder`."""
    linter = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", linter, "--no-cache", "pyproject.toml"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def small_server(tmp_path: Path) -> Path:
    """A package with one empty module a layer, under the project's own contracts."""
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    named = contracts_of(CHECKOUT / "pyproject.toml", "forbidden")
    for module in (m for c in named for m in c["source_modules"]):
        tmp_path.joinpath(*module.split(".")).mkdir(parents=True, exist_ok=True)
    for contract in contracts_of(CHECKOUT / "pyproject.toml", "layers"):
        for container in contract["containers"]:
            for name in re.findall(r"\w+", " ".join(contract["layers"])):
                package = tmp_path.joinpath(*container.split("."), name)
                package.mkdir(parents=True, exist_ok=True)
    for folder in [tmp_path / "server", *(tmp_path / "server").rglob("*")]:
        (folder / "__init__.py").touch()
    return tmp_path


def contracts_of(project: Path, kind: str) -> list[dict[str, list[str]]]:
    """The contracts of a kind."""
    contracts = tomllib.loads(project.read_text())["tool"]["importlinter"]["contracts"]
    return [contract for contract in contracts if contract["type"] == kind]


def test_imports_point_down_only() -> None:
    checked = lint_imports(CHECKOUT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_package_that_breaks_nothing_passes(small_server: Path) -> None:
    checked = lint_imports(small_server)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("rules", "import flask"),
        ("rules", "import random"),
        ("rules", "from time import monotonic"),
        ("analysis", "import pathlib"),
        ("rules", "import server.service"),
        ("service", "import server.storage"),
        ("bots", "import server.storage"),
        ("storage", "import server.wire"),
        ("wire", "import server.web"),
        ("web", "import server.realtime"),
        ("reports", "import server.web"),
        ("wire", "import server.reports"),
        ("rules/state", "import server.rules.moves"),
        ("rules/moves", "import server.rules.views"),
        ("bots/negotiator", "import server.rules.state.talks"),
        ("web/site", "import server.web.classes"),
    ],
)
def test_a_forbidden_import_is_found(small_server: Path, module: str, forbidden: str) -> None:
    (small_server / "server" / module / "topic.py").write_text(f"{forbidden}\n")
    checked = lint_imports(small_server)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "BROKEN" in checked.stdout


def test_a_module_outside_the_layers_is_found(small_server: Path) -> None:
    (small_server / "server" / "helpers.py").touch()
    checked = lint_imports(small_server)
    assert checked.returncode == 1, checked.stdout + checked.stderr
