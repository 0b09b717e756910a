from pathlib import Path

import pytest

from server.rules.refusals import SENTENCES
from server.wire import typescript
from server.wire.catalogue import ENTRIES


def test_the_generated_file_is_fresh() -> None:
    written = typescript.FILE.read_text(encoding="utf-8")
    assert written == typescript.rendered(), "run python -m server.wire.typescript --write"


def test_every_command_code_and_event_is_in_it() -> None:
    text = typescript.rendered()
    for name, entry in ENTRIES.items():
        assert f"  {name}: {entry.model.__name__};" in text
    for code in SENTENCES:
        assert f'| "{code}"' in text
    assert '| "proposal_tabled"' in text


def test_optional_fields_and_names_are_those_of_the_wire() -> None:
    text = typescript.rendered()
    assert "  note?: string;" in text
    assert "  with: string[];" in text
    assert "with_" not in text
    assert "  changes: Record<string, string | null>;" in text


def test_a_stale_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typescript, "FILE", tmp_path / "wire.d.ts")
    assert typescript.main([]) == 1
    assert typescript.main(["--write"]) == 0
    assert typescript.main([]) == 0
