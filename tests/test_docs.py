"""Everything that can be said, set, run or refused is named in the documentation."""

import re
from pathlib import Path
from typing import get_args

import pytest

from server.cli import VERBS, reference
from server.config import CHECKOUT, TABLE
from server.rules.events import Event
from server.rules.refusals import SENTENCES
from server.rules.texts import snake_case
from server.web.api.blueprint import ROUTES
from server.wire.catalogue import ENTRIES

NAMES = {
    "command": list(ENTRIES),
    "event": [snake_case(event) for event in get_args(Event)],
    "refusal": list(SENTENCES),
    "setting": [one.variable for one in TABLE],
    "verb": [f"sixparty {verb}" for verb in VERBS],
    "call": [f"{route.method} /api/v1{route.openapi_path}" for route in ROUTES],
}


def documented() -> str:
    return reference.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", NAMES)
def test_every_name_is_in_the_reference(kind: str) -> None:
    text = documented()
    missing = [name for name in NAMES[kind] if not re.search(rf"`{re.escape(name)}[`? ]", text)]
    assert not missing


def test_the_generated_part_is_fresh() -> None:
    text = documented()
    assert text == reference.whole(text), "run python -m server.cli.reference --write"


def test_a_name_that_is_not_there_would_be_missed() -> None:
    assert not re.search(r"`unheard_of[`? ]", documented())


def test_writing_keeps_what_is_written_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "reference.md"
    file.write_text("# By hand\n\nKept.\n")
    monkeypatch.setattr(reference, "FILE", file)
    assert reference.main([]) == 1
    assert reference.main(["--write"]) == 0
    assert reference.main([]) == 0
    assert file.read_text().startswith("# By hand\n\nKept.\n\n## For programs")


TARGETS = [
    path for path in (CHECKOUT / "README.md", CHECKOUT / "server" / "README.md") if path.is_file()
]


@pytest.mark.parametrize("path", TARGETS, ids=lambda p: str(p.relative_to(CHECKOUT)))
def test_every_link_of_a_readme_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize("path", TARGETS, ids=lambda p: str(p.relative_to(CHECKOUT)))
def test_every_verb_a_readme_mentions_exists(path: Path) -> None:
    said = re.findall(r"sixparty ([a-z][a-z-]+)", path.read_text(encoding="utf-8"))
    assert {*said} <= {*VERBS}
