"""YAML is read safely, and every key keeps its line."""

import pytest

from server.storage.scenarios.marks import MOST_BYTES, MOST_DEPTH, read_yaml


def test_keys_and_items_keep_their_lines() -> None:
    marked = read_yaml(b"a: 1\nb:\n  - x\n  -\n    c: {d: 2,\n        e: 3}\n")
    assert marked.data == {"a": 1, "b": ["x", {"c": {"d": 2, "e": 3}}]}
    assert marked.line(("a",)) == 1
    assert marked.line(("b", 0)) == 3
    assert marked.line(("b", 1, "c")) == 5
    assert marked.line(("b", 1, "c", "e")) == 6


def test_a_path_that_is_not_there_has_the_line_of_what_is_round_it() -> None:
    marked = read_yaml(b"a:\n\nb:\n  c: 1\n")
    assert marked.line(("b", "missing", 3)) == 3
    assert marked.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("012", 12),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1.5", 1.5),
        ("2007-02-13", "2007-02-13"),
        ("'12'", "12"),
        ("0x1f", "0x1f"),
        (".inf", ".inf"),
    ],
)
def test_plain_words_follow_yaml_1_2(text: str, value: object) -> None:
    assert read_yaml(f"key: {text}\n".encode()).data == {"key": value}


@pytest.mark.parametrize(
    ("text", "line", "expected", "got"),
    [
        ("a: 1\nb: &x 2\n", 2, "no anchors", "&x"),
        ("a: 1\nb: *x\n", 2, "no aliases", "*x"),
        ("a: !!python/object:os.system x\n", 1, "no tags", "tag:yaml.org,2002:python/object:os"),
        ("a: 1\n\na: 2\n", 3, "each key once", "'a'"),
        ("a: 1\n---\nb: 2\n", 2, "one document", "a second one"),
        ("{a: 1}: 2\n", 1, "a word as key", "a mapping or list"),
        ("x: 1\na: b: c\n", 2, "YAML", "mapping values are not allowed"),
        ("a: \x07\n", 1, "YAML", ""),
    ],
)
def test_what_may_not_stand_in_a_file(text: str, line: int, expected: str, got: str) -> None:
    (fault,) = read_yaml(text.encode()).faults
    assert (fault.line, fault.expected) == (line, expected)
    assert fault.got.startswith(got)


def test_depth_is_bounded() -> None:
    deep = "[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1)
    (fault,) = read_yaml(deep.encode()).faults
    assert fault.expected == f"at most {MOST_DEPTH} levels"
    just = "[" * MOST_DEPTH + "]" * MOST_DEPTH
    assert not read_yaml(just.encode()).faults


def test_size_is_bounded() -> None:
    (fault,) = read_yaml(b"#" * (MOST_BYTES + 1)).faults
    assert fault.expected == f"at most {MOST_BYTES} bytes"


def test_other_encodings_are_named_with_their_line() -> None:
    (fault,) = read_yaml("a: 1\nb: caf\xe9\n".encode("latin-1")).faults
    assert (fault.line, fault.expected, fault.got) == (2, "UTF-8", "byte 0xe9")
