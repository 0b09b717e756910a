from pathlib import Path

import pytest

from tests.storage.scenarios.copies import Copy, copied


@pytest.fixture
def two_party(tmp_path: Path) -> Copy:
    return copied("two-party", tmp_path)


@pytest.fixture
def lagoon(tmp_path: Path) -> Copy:
    return copied("lagoon", tmp_path)
