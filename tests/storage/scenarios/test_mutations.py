"""Whatever an author does to a file, the loader answers with problems and never falls over."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from server.storage.scenarios.marks import Path as KeyPath
from server.storage.scenarios.marks import read_yaml
from server.storage.scenarios.models import ForumFile, ScenarioFile
from server.storage.scenarios.models_world import AgreementFile, InjectsFile, LinkagesFile
from server.storage.scenarios.shape import field_at
from tests.storage.scenarios.copies import LAGOON, ROUNDS, Copy, copied

MODELS: dict[str, type[BaseModel]] = {
    "two-party/scenario.yaml": ScenarioFile,
    "two-party/forums/01-contract.yaml": ForumFile,
    "harbour/scenario.yaml": ScenarioFile,
    "harbour/forums/01-quay.yaml": ForumFile,
    "lagoon/scenario.yaml": ScenarioFile,
    "lagoon/forums/01-fishing.yaml": ForumFile,
    "lagoon/agreements/02-customs.yaml": AgreementFile,
    "lagoon/linkages.yaml": LinkagesFile,
    "lagoon/injects/01-storms.yaml": InjectsFile,
}
WRONG: list[Any] = [None, True, -1, 1.5, "", "word", [], {}, [[]], [{}], {"a": {"b": []}}, [1]]
TEXTS = {
    name: ((LAGOON.parent if name.startswith("lagoon") else ROUNDS) / name).read_text("utf-8")
    for name in MODELS
}
KEYS = [
    (name, path)
    for name, text in TEXTS.items()
    for path in read_yaml(text.encode()).lines
    if path and isinstance(path[-1], str)
]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Copy]:
    """Copies of the examples and the lagoon, in which one file has the text given."""
    base = tmp_path_factory.mktemp("mutations")
    copies = {name: copied(name, base) for name in ("two-party", "harbour", "lagoon")}

    def spoil(name: str, text: str) -> Copy:
        for whole, fresh in TEXTS.items():
            (base / whole).write_text(text if whole == name else fresh, encoding="utf-8")
        return copies[name.partition("/")[0]]

    return spoil


def without(text: str, path: KeyPath) -> str:
    """The file's data, as YAML (which JSON is), without the key."""
    data = read_yaml(text.encode()).data
    _inside(data, path[:-1]).pop(path[-1])
    return json.dumps(data)


def _inside(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data[part]
    return data


@given(key=st.sampled_from(KEYS))
def test_a_renamed_key_is_reported(
    workshop: Callable[[str, str], Copy], key: tuple[str, KeyPath]
) -> None:
    name, path = key
    lines = TEXTS[name].splitlines(keepends=True)
    at = read_yaml(TEXTS[name].encode()).lines[path] - 1
    renamed, times = re.subn(rf"(?<![\w-]){path[-1]}:", f"{path[-1]}x:", lines[at], count=1)
    assert times == 1
    copy = workshop(name, "".join([*lines[:at], renamed, *lines[at + 1 :]]))
    found = copy.problems()
    assert any(p.line == at + 1 and f"'{path[-1]}x'" in p.got for p in found), found


@given(key=st.sampled_from(KEYS))
def test_a_deleted_key_is_reported_if_it_was_needed(
    workshop: Callable[[str, str], Copy], key: tuple[str, KeyPath]
) -> None:
    name, path = key
    found = workshop(name, without(TEXTS[name], path)).problems()
    field = field_at(MODELS[name], path)
    if field.is_required() if field else path[-2] not in ("reasons", "when", "worth"):
        assert found
    else:
        assert not [p for p in found if p.path.endswith(str(path[-1])) and p.got == "nothing"]


@given(
    name=st.sampled_from(sorted(TEXTS)),
    place=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    junk=st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["{", "}", "[", "]", ": ", "- ", "\n", "\t", "&a", "*a", "!!x", "|", "null"]
        ),
    ),
)
def test_no_slip_of_the_pen_is_a_crash(
    workshop: Callable[[str, str], Copy], name: str, place: float, length: int, junk: str
) -> None:
    text = TEXTS[name]
    at = int(place * len(text))
    text = text[:at] + junk + text[at + length :]
    copy = workshop(name, text.encode("utf-8", "replace").decode())
    for problem in copy.problems():
        assert problem.line >= 1
        assert "\n" not in str(problem)
        assert problem.file.startswith(f"{copy.folder.as_posix()}/")


@given(name=st.sampled_from(sorted(TEXTS)), data=st.data())
def test_nothing_of_the_wrong_type_is_a_crash(
    workshop: Callable[[str, str], Copy], name: str, data: st.DataObject
) -> None:
    content = read_yaml(TEXTS[name].encode()).data
    paths = [path for path in read_yaml(TEXTS[name].encode()).lines if path]
    path = data.draw(st.sampled_from(paths))
    _inside(content, path[:-1])[path[-1]] = data.draw(st.sampled_from(WRONG))
    found = workshop(name, json.dumps(content)).problems()
    assert all(p.line >= 1 and p.expected for p in found)
