import csv
import io
import json
from pathlib import Path

import pytest

from server.web.records.catalogue import FORMATS
from tests.cli.command import Shell
from tests.cli.played import played


def test_an_export_is_found_by_id_and_by_join_code(shell: Shell) -> None:
    made = played(shell.data)
    by_id = shell.ok("export", made.classroom.id)
    assert shell.ok("export", made.classroom.join_code.lower()) == by_id
    out = shell.folder / "class.jsonl"
    assert shell.ok("export", made.classroom.id, "--out", out) == ""
    assert out.read_text() == by_id
    assert "no class" in shell.fails("export", "nothing")


def test_an_exported_log_replays_into_new_talks(shell: Shell) -> None:
    made = played(shell.data)
    file = shell.folder / "class.jsonl"
    shell.ok("export", made.classroom.id, "--out", file)
    imported = json.loads(shell.ok("import-log", file, "--title", "Again", "--json"))
    assert [t["table"] for t in imported["talks"]] == [1, 2]
    assert {t["id"] for t in imported["talks"]}.isdisjoint(e.id for e in made.talks)
    again = shell.ok("export", imported["classroom"])
    assert events(again) == events(file.read_text())
    assert json.loads(shell.ok("verify", "--json"))["talks"] == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_log_that_windows_saved_again_is_read(shell: Shell, encoding: str) -> None:
    made = played(shell.data)
    text = shell.ok("export", made.classroom.id)
    file = shell.folder / "class.jsonl"
    file.write_bytes((text.replace("\n", "\r\n") + "\r\n").encode(encoding))
    again = json.loads(shell.ok("import-log", file, "--json"))
    assert events(shell.ok("export", again["classroom"])) == events(text)


def test_what_is_no_log_is_told_from_a_log_without_a_scenario(shell: Shell) -> None:
    file = shell.folder / "notes.txt"
    file.write_text("Dear all,\n")
    assert "expected JSON" in shell.fails("import-log", file)
    file.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in shell.fails("import-log", file)


def events(export: str) -> list[object]:
    lines = [json.loads(line) for line in export.splitlines()]
    return [line for line in lines if "seq" in line]


def test_events_alone_need_a_scenario(shell: Shell) -> None:
    made = played(shell.data)
    file = shell.folder / "events.jsonl"
    lines = shell.ok("export", made.classroom.id).splitlines()
    second = next(n for n, line in enumerate(lines) if n and "seq" not in json.loads(line))
    file.write_text("\n".join(lines[1:second]) + "\n\n")
    assert "--scenario" in shell.fails("import-log", file)
    assert "table 1" in shell.ok("import-log", file, "--scenario", "two-party")
    assert "known: " in shell.fails("import-log", file, "--scenario", "nowhere")


def test_a_file_that_is_no_log_leaves_nothing_behind(shell: Shell) -> None:
    made = played(shell.data, tables=1)
    file = shell.folder / "class.jsonl"
    lines = shell.ok("export", made.classroom.id).splitlines()
    before = json.loads(shell.ok("verify", "--json"))
    for bad in ([*lines[:3], "nonsense"], [lines[0], *lines[2:]], [lines[0]], []):
        file.write_text("\n".join(bad))
        assert str(file) in shell.fails("import-log", file) or bad
    assert json.loads(shell.ok("verify", "--json")) == before


def test_a_table_has_one_row_an_event(shell: Shell) -> None:
    made = played(shell.data)
    text = shell.ok("export", made.classroom.id, "--format", "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    logged = events(shell.ok("export", made.classroom.id))
    assert len(rows) == len(logged)
    assert {row["table"] for row in rows} == {"1", "2"}


def test_every_format_is_written_to_a_file(shell: Shell) -> None:
    made = played(shell.data)
    for form in FORMATS:
        if FORMATS[form].over:
            continue
        out = shell.folder / f"class.{form}"
        assert shell.ok("export", made.classroom.id, "--format", form, "--out", out) == ""
        assert out.stat().st_size > 0
    assert not list(shell.folder.glob("*.part"))


def test_an_anonymous_export_names_nobody(shell: Shell) -> None:
    made = played(shell.data)
    for form in ("jsonl", "wide", "messages"):
        named = shell.ok("export", made.classroom.id, "--format", form)
        hidden = shell.ok("export", made.classroom.id, "--format", form, "--anonymous")
        assert "Ann 1" in named or "Welcome" in named
        assert "Ann" not in hidden
        assert "Welcome" not in hidden
        assert "teacher" not in hidden


def test_a_table_is_exported_by_its_own_id(shell: Shell) -> None:
    made = played(shell.data)
    text = shell.ok("export", made.talks[1].id)
    heads = [json.loads(line) for line in text.splitlines() if '"title"' in line]
    assert [head["table"] for head in heads] == [2]


def test_a_full_disk_leaves_no_half_a_file(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    made = played(shell.data)
    out = shell.folder / "class.xlsx"
    out.write_bytes(b"as it was")
    plain = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, mode="r", *more, **given: plain(
            Path("/dev/full") if path.suffix == ".part" else path, mode, *more, **given
        )
    )  # fmt: skip
    assert "disk" in shell.fails("export", made.classroom.id, "--format", "xlsx", "--out", out)
    assert out.read_bytes() == b"as it was"
    assert not list(shell.folder.glob("*.part"))
