"""Imports point down only, and the contracts that say so do catch what they forbid."""

import shutil
import subprocess
import sys
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
    layers = ("web", "realtime", "wire", "storage", "bots", "analysis", "service", "rules")
    for name in ("", *layers):
        package = tmp_path / "server" / name
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
    return tmp_path


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
