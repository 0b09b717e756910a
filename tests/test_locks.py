"""The locks cover what pyproject.toml asks for, with hashes, and the code imports nothing else."""

import ast
import json
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

CHECKOUT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
RUNTIME = CHECKOUT / "server" / "requirements.txt"
TEST = CHECKOUT / "tests" / "requirements.txt"

# Imported by name, but a part of the package that we do ask for.
COMES_WITH = {
    "babel": "flask-babel",
    "itsdangerous": "flask",
    "jinja2": "flask",
    "limits": "flask-limiter",
    "markupsafe": "flask",
    "pydantic-core": "pydantic",
    "typing-extensions": "pydantic",
    "werkzeug": "flask",
    "wtforms": "flask-wtf",
}


def locked(path: Path) -> dict[str, list[Version]]:
    """The versions pinned for each package; more than one where they differ by Python."""
    pins: dict[str, list[Version]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            asked = Requirement(line.removesuffix("\\").strip())
            (pin,) = asked.specifier
            assert pin.operator == "=="
            pins.setdefault(canonicalize_name(asked.name), []).append(Version(pin.version))
    return pins


def asked(group: str) -> list[Requirement]:
    """What pyproject.toml asks for: the project's dependencies ("runtime") or a group's."""
    if group == "runtime":
        return [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    return [Requirement(text) for text in PROJECT["dependency-groups"][group]]


@pytest.mark.parametrize(
    ("lock", "group"),
    [(RUNTIME, "runtime"), (RUNTIME, "build"), (TEST, "runtime"), (TEST, "build"), (TEST, "test")],
    ids=lambda value: value.parent.name if isinstance(value, Path) else value,
)
def test_a_lock_satisfies_what_is_asked_for(lock: Path, group: str) -> None:
    pins = locked(lock)
    for requirement in asked(group):
        versions = pins.get(canonicalize_name(requirement.name))
        assert versions, f"{requirement.name} is not locked: run make locks"
        for version in versions:
            assert requirement.specifier.contains(version, prereleases=True), (
                f"{requirement.name} {version} is locked, {requirement} asked for: run make locks"
            )


def test_the_tests_run_on_the_versions_that_are_served() -> None:
    served, tested = locked(RUNTIME), locked(TEST)
    assert {name: tested.get(name) for name in served} == served


@pytest.mark.parametrize("lock", [RUNTIME, TEST], ids=["server", "tests"])
def test_every_pin_has_a_hash(lock: Path) -> None:
    entries = lock.read_text("utf-8").replace("\\\n", " ").splitlines()
    pins = [entry for entry in entries if "==" in entry and not entry.lstrip().startswith("#")]
    assert pins
    assert [pin.split("==")[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_lock_of_the_browser_code_is_fresh_and_has_hashes() -> None:
    folder = CHECKOUT / "tests" / "ui"
    wanted = json.loads((folder / "package.json").read_text("utf-8"))
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert packages[""].get(kind) == wanted[kind], "run make locks"
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


EXAMPLES = CHECKOUT / "server" / "client" / "examples"


def imported(folder: Path) -> Iterator[str]:
    """The top names that the modules under `folder` import."""
    for path in folder.rglob("*.py"):
        if path.is_relative_to(EXAMPLES):  # they show what libraries of the user's own are used
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    yield from (name.name.split(".")[0] for name in names)
                case ast.ImportFrom(module=str(module)):
                    yield module.split(".")[0]


def test_the_server_imports_only_what_it_asks_for() -> None:
    allowed = {canonicalize_name(requirement.name) for requirement in asked("runtime")}
    found = packages_distributions()
    undeclared = set()
    for name in set(imported(CHECKOUT / "server")) - sys.stdlib_module_names - {"server"}:
        packages = {canonicalize_name(package) for package in found.get(name, [name])}
        owners = {canonicalize_name(COMES_WITH.get(package, package)) for package in packages}
        if not owners & allowed:
            undeclared.add(name)
    assert undeclared == set()
