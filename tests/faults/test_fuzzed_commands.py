"""Commands of every kind, from everybody, in every phase: refused or carried out, never neither.

A hundred thousand of them with `make test-faults`.
"""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from server.analysis.calibration import calibrate
from server.rules.ids import ForumId, TalksId
from server.rules.state.talks import Talks
from server.service.admission import TableWatch
from server.storage.verify import verify
from server.web.site.parts import EXTENSION
from server.wire.catalogue import ENTRIES
from server.wire.submitted import submitted
from tests.faults.fuzz import Fuzz
from tests.thorough import THOROUGH
from tests.web.site import Class, made_app

COMMANDS = 100_000 if THOROUGH else 20_000
ROUND = 200
"""Commands at one table; then another is opened, since talks end and logs grow."""


def acquaint(fuzz: Fuzz, talks: Talks) -> None:
    """Tell it what names something at the table now."""
    delegations: list[str] = [d.id for d in talks.scenario.delegations]
    forums: list[str] = [*(talks.forums_now or talks.scheduled_forums())]
    people, proposals, letters = [*talks.seats], [*talks.proposals], [*talks.letters]
    first = talks.forum(ForumId(forums[0]))
    fuzz.choices = {issue.id: [o.id for o in issue.options] for issue in first.issues}
    fuzz.known = {
        "delegation": delegations,
        "with": [*delegations, *people],
        "to": delegations,
        "by": delegations,
        "forum": forums,
        "person": [*people],
        "proposal_id": [*proposals],
        "amends": [*proposals],
        "ref": [*proposals, *talks.messages],
        "channel": ["plenary", *talks.channels],
        "letter_id": [*letters],
        "obligation_id": [*talks.obligations],
        "inject": [*talks.scenario.injects, *talks.fired],
        "temperament": ["", "hawk", "broker"],
        "stage": ["public", "mandates", "scores"],
        "policies": ["scores", "compare", "early_end"],
        "issue": [*fuzz.choices],
        "option": [option for options in fuzz.choices.values() for option in options],
    }


def fitting(message: Any, watches: list[Any]) -> list[Any]:
    """Those who may give such a command: the facilitator comes first."""
    entry = ENTRIES.get(message.get("name", "")) if isinstance(message, dict) else None
    return watches[:1] if entry is not None and "facilitator" in entry.roles else watches[1:]


@pytest.mark.timeout(1_800)
def test_each_is_refused_or_carried_out_and_nothing_is_half_done(tmp_path: Path) -> None:
    app = made_app(tmp_path)
    parts = app.flask.extensions[EXTENSION]
    fuzz, told = Fuzz(random.Random(7)), Counter[str]()
    done = 0
    while done < COMMANDS:
        room = Class(app, scenario=fuzz.chance.choice(["two-party", "harbour"]))
        talks_id = TalksId(room.talks)
        seats = [room.joins(f"N{n}")[0].token for n in range(2)]
        watches = [
            parts.admission.acting(app.classrooms.authenticate(str(token)), talks_id)
            for token in (room.teacher.token, *seats)
        ]
        for name in ("start", "advance"):
            room.teacher.does(room.talks, name)
        for _ in range(ROUND):
            done += 1
            before = app.negotiations.talks(talks_id)
            acquaint(fuzz, before)
            message = fuzz.message()
            at = fuzz.chance.choice(
                watches if fuzz.chance.random() < 0.1 else fitting(message, watches)
            )
            assert isinstance(at, TableWatch)
            receipt = submitted(parts.door, at, message)
            orjson.dumps(receipt)  # what is sent can be sent
            after = app.negotiations.talks(talks_id)
            if receipt["accepted"]:
                told[message["name"]] += 1
            else:
                assert after is before, (message, receipt)
                assert receipt["refusal"] != "internal_error", message
                assert receipt["message"], message
    assert sum(told.values()) > COMMANDS / 10
    assert len(told) > len(ENTRIES) * 0.6, sorted({*ENTRIES} - {*told})
    verified = verify(app.negotiations.log, calibrate)
    assert verified.is_clean, verified.findings
