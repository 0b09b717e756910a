"""Reading what was typed."""

import pytest

from server.web.site.forms import Form


def test_text_is_trimmed_and_storable() -> None:
    form = Form({"name": "  Ann\x00 \ud83d "})
    assert form.get("name") == "Ann\ufffd \ufffd"
    assert form.get("other") == ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1", 1), (" 12 ", 12), ("60", 60), ("0", None), ("61", None), ("-1", None), ("1.5", None)],
)
def test_a_number_is_whole_and_in_its_range(typed: str, number: int | None) -> None:
    assert Form({"tables": typed}).number("tables", 1, 60) == number


@pytest.mark.parametrize("typed", ["", "many", "\u0663", "9" * 5000])
def test_anything_else_is_no_number(typed: str) -> None:
    assert Form({"tables": typed}).number("tables", 1, 60) is None


def test_the_first_error_of_a_field_stands() -> None:
    form = Form()
    form.wrong("name", "first")
    form.wrong("name", "second")
    assert form.errors == {"name": "first"}
