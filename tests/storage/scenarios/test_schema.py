"""The JSON Schemas beside the scenarios are those of the models, and hold for every file."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from server.storage.scenarios.marks import read_yaml
from server.storage.scenarios.schema import schemas, write, written
from tests.storage.scenarios.copies import ROUNDS

FILES = sorted(
    path.relative_to(ROUNDS).as_posix()
    for pattern in ("*/scenario.yaml", "*/forums/*.yaml")
    for path in ROUNDS.glob(pattern)
)


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schema_in_the_repository_is_fresh(name: str) -> None:
    kept = (ROUNDS / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert kept == written(schemas()[name]), "run: sixparty rounds schema"


def test_write_writes_every_schema(tmp_path: Path) -> None:
    files = write(tmp_path / "new")
    assert {f.stem for f in files} == set(schemas())
    for file in files:
        Draft202012Validator.check_schema(schemas()[file.stem])
        assert file.read_text(encoding="utf-8") == written(schemas()[file.stem])


@pytest.mark.parametrize("file", FILES)
def test_each_file_names_its_schema_and_meets_it(file: str) -> None:
    path = ROUNDS / file
    text = path.read_text(encoding="utf-8")
    first = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert first, "the first line names no schema"
    schema = (path.parent / first[1]).resolve()
    assert schema.parent == ROUNDS / "schema"
    Draft202012Validator(schemas()[schema.stem]).validate(read_yaml(text.encode()).data)


def test_a_schema_refuses_what_the_loader_refuses() -> None:
    data = read_yaml((ROUNDS / FILES[0]).read_bytes()).data
    kind = "forum" if "/forums/" in FILES[0] else "scenario"
    validator = Draft202012Validator(schemas()[kind])
    assert validator.is_valid(data)
    assert not validator.is_valid({**data, "colour": "blue"})
