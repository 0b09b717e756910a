"""The authors' guide tells all keys, and its figures are those of the scenario beside it."""

import re

import pytest

from server.storage.scenarios import models, models_world
from server.storage.scenarios.marks import read_yaml
from server.storage.scenarios.models import MandateEntry
from server.storage.scenarios.models_base import Strict
from tests.storage.scenarios.figures import README, TABLES, replaced

TEXT = README.read_text(encoding="utf-8")
KEYS = sorted(
    {
        field.alias or name
        for model in (*vars(models).values(), *vars(models_world).values())
        if isinstance(model, type) and issubclass(model, Strict)
        for name, field in model.model_fields.items()
    }
)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained(key: str) -> None:
    assert re.search(rf"[`{{ ]{key}[`:]", TEXT), f"{key} is not in {README}"


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_what_the_analysis_says(name: str) -> None:
    assert replaced(TEXT, name, TABLES[name]()) == TEXT, (
        "run: python -m tests.storage.scenarios.figures"
    )


def test_the_mandates_shown_are_mandates() -> None:
    shown = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    mandates = [s for s in shown if s.startswith("mandates:")]
    assert mandates
    for text in mandates:
        for mandate in read_yaml(text.encode()).data["mandates"].values():
            MandateEntry.model_validate(mandate)
