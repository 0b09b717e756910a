"""A whole class as it is: twelve tables, seventy-two students, late, absent, moving, returning.

The server is the real one with its SQLite file; students speak over real sockets, the facilitator
over the API. The fifty-minute schedule is played in a minute: phases are advanced, silence is
kept, and the server is stopped and started again in the middle.
"""

import csv
import io
import json
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from server.storage.scenarios.loader import catalogue, default_folders
from tests.live import LiveServer
from tests.realtime.clients import Viewer

TABLES, STUDENTS, LATE = 12, 72, 4
FORUMS = ("denuclearization", "energy")
RECORD = catalogue(default_folders())["six-party"]


@dataclass
class Student:
    """A person with a phone; `viewer` is None while they are away."""

    name: str
    talks: str
    delegation: str
    token: str
    rejoin_code: str
    viewer: Viewer | None = None

    def comes(self, port: int) -> None:
        self.viewer = Viewer(port, token=self.token, talks=self.talks).open()

    def leaves(self) -> None:
        if self.viewer is not None:
            self.viewer.close()
            self.viewer = None

    def gives(self, name: str, **body: Any) -> None:
        assert self.viewer is not None
        receipt = self.viewer.give(name, body)
        assert receipt["accepted"], (self.name, name, receipt)


@dataclass
class Class:
    """The server, the facilitator's token, and everybody."""

    server: LiveServer
    bearer: str
    id: str = ""
    code: str = ""
    tables: list[str] = field(default_factory=list)
    students: list[Student] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    def asks(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.bearer}", "Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.server.url}/api/v1{path}", data, headers)
        with urllib.request.urlopen(asked, timeout=20) as answer:
            text = answer.read().decode()
        return json.loads(text) if "json" in answer.headers["Content-Type"] else text

    def orders(self, table: str, name: str, **body: Any) -> None:
        sent = {"id": f"f{next(self.numbers)}", "name": name, "body": body}
        receipt = self.asks(f"/talks/{table}/commands", sent)
        assert receipt["accepted"], receipt

    def all_tables(self, name: str, **body: Any) -> None:
        for talks in self.tables:
            self.orders(talks, name, **body)

    def joins(self, name: str) -> Student:
        seat = self.asks("/join", {"code": self.code, "name": name})
        student = Student(
            name, seat["talks"], seat["delegation"], seat["seat_token"], seat["rejoin_code"]
        )
        self.students.append(student)
        return student

    def at(self, talks: str) -> list[Student]:
        return [s for s in self.students if s.talks == talks]


@pytest.fixture
def lesson(tmp_path: Path) -> Iterator[Class]:
    server = LiveServer(tmp_path)
    server.start()
    made = Class(server, server.sixparty("token", "create", "--name", "test").strip())
    try:
        yield made
    finally:
        for student in made.students:
            student.leaves()
        server.stop()


def package_of(forum: str) -> dict[str, str]:
    """What comes closest to the record: a package like another; people sign what they like."""
    return {
        i.id: next((o.id for o in i.options if o.record), i.options[0].id)
        for i in RECORD.forums[forum].issues  # type: ignore[index]  # an id
    }


def negotiates(lesson: Class, forum: str) -> None:
    """Every table tables a package, talks about it and accepts it; silence adopts it."""
    for number, talks in enumerate(lesson.tables):
        here = [s for s in lesson.at(talks) if s.viewer is not None]
        heads = {s.delegation: s for s in reversed(here)}
        first, *others = heads.values()
        proposal = f"{forum}-{number}"
        first.gives("table_proposal", proposal_id=proposal, forum=forum, package=package_of(forum))
        for one in here:
            one.gives("say", message_id=f"{forum}-{one.name}", channel="plenary", text="Well then.")
        for other in others:
            other.gives("take_stance", proposal_id=proposal, stance="accept")


def agreed(viewer: Viewer, forum: str) -> bool:
    return bool(viewer.entities[f"forum/{forum}"]["state"] == "agreed")


def debriefed(viewer: Viewer) -> bool:
    return bool(viewer.entities["talks"]["state"] == "debrief")


def test_a_class_of_seventy_two(lesson: Class) -> None:
    made = lesson.asks(
        "/classrooms",
        {
            "title": "Period 3",
            "scenario": "six-party",
            "tables": TABLES,
            "preset": "50min",
            "policies": {"early_end": False},
        },
    )
    lesson.id, lesson.code = made["id"], made["join_code"]
    lesson.tables = [t["id"] for t in made["talks"]]
    for n in range(STUDENTS - LATE):
        lesson.joins(f"Student-{n:02}")
    absent = {s.name for s in lesson.students[5::16]}
    for student in lesson.students:
        if student.name not in absent:
            student.comes(lesson.server.port)
    lesson.all_tables("start")

    for n in range(LATE):
        lesson.joins(f"Late-{n}").comes(lesson.server.port)
    seated = Counter((s.talks, s.delegation) for s in lesson.students)
    assert set(Counter(talks for talks, _ in seated).values()) == {6}
    assert len(seated) == STUDENTS, "every delegation of every table has its head"

    lesson.all_tables("advance")
    # Whoever is not there is voted for by an automated delegation, or recorded by hand.
    for student in lesson.students:
        if student.name in absent:
            lesson.orders(student.talks, "seat_bot", delegation=student.delegation)
    negotiates(lesson, FORUMS[0])
    with_bots = {s.talks for s in lesson.students if s.name in absent}
    for talks in with_bots:
        lesson.orders(talks, "record_agreement", forum=FORUMS[0], package=package_of(FORUMS[0]))

    returning = [s for s in lesson.students if s.viewer is not None][::9]
    for student in returning:
        student.leaves()
    for student in returning:
        again = lesson.asks("/rejoin", {"rejoin_code": student.rejoin_code})
        assert (again["talks"], again["delegation"]) == (student.talks, student.delegation)
        student.token = again["seat_token"]
        student.comes(lesson.server.port)
        assert student.viewer is not None
        assert f"message/{FORUMS[0]}-{student.name}" in student.viewer.entities

    for talks in lesson.tables:
        witness = next(s for s in lesson.at(talks) if s.viewer is not None).viewer
        assert witness is not None
        witness.until(partial(agreed, witness, FORUMS[0]), 30)

    lesson.all_tables("pause")
    lesson.server.restart()
    lesson.all_tables("resume")

    moving = [s for s in lesson.students if s.viewer is not None][::12]
    people = {
        d["name"]: d["person"]
        for talks in lesson.tables
        for key, e in lesson.asks(f"/talks/{talks}/view")["entities"].items()
        if key.startswith("delegation/")
        for d in e["delegates"]
    }
    for student in moving:
        to = lesson.tables[(lesson.tables.index(student.talks) + 1) % TABLES]
        lesson.orders(
            student.talks,
            "move_seat",
            person=people[student.name],
            talks=to,
            delegation=student.delegation,
        )
        student.leaves()
        student.talks = to
        student.comes(lesson.server.port)

    for talks in lesson.tables:
        phase = lesson.asks(f"/talks/{talks}/view")["entities"]["talks"]
        while (phase["round"], phase["phase"]) < (2, "negotiation"):
            lesson.orders(talks, "advance")
            phase = lesson.asks(f"/talks/{talks}/view")["entities"]["talks"]
        assert (phase["round"], phase["phase"]) == (2, "negotiation")
        lesson.orders(talks, "record_agreement", forum=FORUMS[1], package=package_of(FORUMS[1]))
    lesson.all_tables("conclude")
    lesson.all_tables("reveal", stage="scores")

    for student in lesson.students:
        if student.viewer is None:
            continue
        viewer = student.viewer
        viewer.heals()
        viewer.until(partial(debriefed, viewer), 30)
        held = lesson_view(lesson, student)
        assert viewer.etag == held["etag"], student.name
        assert viewer.entities["scoreboard"]["others"], "the scores are revealed"
    status = lesson.asks(f"/classrooms/{lesson.id}")
    assert {t["state"] for t in status["talks"]} == {"debrief"}
    rows = list(
        csv.DictReader(io.StringIO(lesson.asks(f"/classrooms/{lesson.id}/export?format=csv")))
    )
    assert rows
    assert "error" not in lesson.server.output.lower(), lesson.server.output[-3000:]
    assert "Traceback" not in lesson.server.output
    for student in lesson.students:
        student.leaves()
    lesson.server.stop()
    assert lesson.server.sixparty("verify")


def lesson_view(lesson: Class, student: Student) -> Any:
    """What the server says the student sees."""
    headers = {"Authorization": f"Bearer {student.token}"}
    asked = urllib.request.Request(
        f"{lesson.server.url}/api/v1/talks/{student.talks}/view", headers=headers
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.loads(answer.read())
