"""What holds for every file of the project, whoever wrote it."""

import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

TOP = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "pyproject.toml",
    "rounds",
    "server",
    "static",
    "templates",
    "tests",
}

WRITTEN = {".py", ".js", ".css", ".html", ".ts"}
GENERATED = {"static/js/wire.d.ts"}

# Put together here, so that this file does not hold what it looks for.
ELSEWHERE = re.compile(
    "|".join(
        [
            r"files\.python" + r"hosted",
            r"pypi\.org/" + r"simple",
            r"registry\." + r"npmjs",
            r"registry\.yarn" + r"pkg",
            r"deb\." + r"debian\.org",
            r"(?<![\w.])/(?:work|farm|root)" + r"/",
            r"\.\./sha" + r"red",
        ]
    )
)
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
NOT_RUN = re.compile(
    r"pytest\.(?:skip|xfail|import" + r"orskip)\(|mark\.(?:skip|xfail|skip" + r"if)\b"
)
SUPPRESSED = re.compile(r"#\s*(noqa|type:\s*ignore)(.*)$", re.MULTILINE)
CODED = re.compile(r"^(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|\[[a-z-]+(?:,\s*[a-z-]+)*\])")
REASONED = re.compile(CODED.pattern + r"\W+\w")


def committed(*suffixes: str) -> Iterator[Path]:
    """The files of the project that git knows, our own text only when suffixes are named."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.split("\0"):
        path = CHECKOUT / name
        if name and path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path


def ours(*suffixes: str) -> list[Path]:
    """Committed files that we wrote ourselves."""
    vendor = CHECKOUT / "static" / "vendor"
    return [path for path in committed(*suffixes) if not path.is_relative_to(vendor)]


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def text(path: Path) -> str:
    return path.read_text("utf-8", errors="ignore")


def shown(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def test_the_top_level_holds_what_the_map_names() -> None:
    assert {path.relative_to(CHECKOUT).parts[0] for path in committed()} <= TOP


def test_no_file_is_longer_than_400_lines() -> None:
    long = {shown(path): lines(path) for path in ours(*WRITTEN) if lines(path) > 400}
    assert long.keys() <= GENERATED


def test_the_median_python_file_is_shorter_than_120_lines() -> None:
    assert statistics.median(lines(path) for path in ours(".py")) < 120


def test_no_file_names_a_registry_or_a_workplace() -> None:
    found = [
        f"{shown(path)}: {match[0]}"
        for path in committed()
        for match in ELSEWHERE.finditer(text(path))
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [shown(path) for path in ours(*WRITTEN, ".md") if LATER.search(text(path))]
    assert found == []


def test_every_suppression_has_a_code_and_in_the_server_a_reason() -> None:
    # In the tests the usual reason is always the same: plain strings stand for ids.
    found = [
        f"{shown(path)}: {match[0]}"
        for path in ours(".py")
        for match in SUPPRESSED.finditer(text(path))
        if path != Path(__file__)
        and not (CODED if shown(path).startswith("tests/") else REASONED).match(match[2])
    ]
    assert found == []


@pytest.mark.parametrize(
    ("comment", "reasoned"),
    [
        (": S324 the protocol's own digest", True),
        (": BLE001  # whatever a listener raises", True),
        ("[arg-type]  # names and types checked above", True),
        (": S324", False),
        ("[no-any-return]", False),
        ("", False),
    ],
)
def test_what_counts_as_a_reason(comment: str, reasoned: bool) -> None:
    assert bool(REASONED.match(comment)) is reasoned


def test_every_test_runs_on_every_machine() -> None:
    found = [shown(path) for path in ours(".py") if NOT_RUN.search(text(path))]
    assert found == []


def test_ci_runs_the_command_that_developers_run() -> None:
    script = CHECKOUT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert text(script).splitlines()[-1] == "exec make test"
