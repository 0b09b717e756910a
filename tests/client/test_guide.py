"""The guide at /help/agents says what is: its programs run, its addresses and names exist."""

import re
from pathlib import Path

from server.arena.minds import FunctionMind
from server.arena.tournament import tournament
from server.bots.simulate import Setting
from server.cli import VERBS
from server.client import Table, View
from server.config import CHECKOUT
from server.rules.ids import DelegationId
from server.rules.refusals import SENTENCES
from server.storage.scenarios import loader
from server.web.api.blueprint import PREFIX, ROUTES

GUIDE = (CHECKOUT / "templates" / "help" / "agents.md").read_text(encoding="utf-8")
EXAMPLES = {p.stem for p in (CHECKOUT / "server" / "client" / "examples").glob("[a-z]*.py")}


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.S)


def test_its_first_program_plays() -> None:
    names: dict[str, object] = {"__name__": "guide"}
    exec(compile(blocks("python")[0], "agents.md", "exec"), names)
    decide = names["decide"]
    assert callable(decide)
    seated = {DelegationId("island"): ("guide", lambda: FunctionMind(decide, 5))}
    scenario = loader.load(Path(CHECKOUT / "rounds" / "two-party"))
    found = tournament(scenario, seated, Setting("quick"), 2, 1)
    assert not any(t.faults or t.refused for one in found.played for t in one.tallies.values())
    assert any(forum.proposals for one in found.played for forum in one.outcome.forums)


def test_what_it_calls_is_there() -> None:
    for block in blocks("python"):
        compile(block, "agents.md", "exec")
    code = "\n".join([*blocks("python"), *re.findall(r"`(view\.[^`]+)`", GUIDE)])
    assert all(hasattr(View, name) for name in re.findall(r"view(?:\(\))?\.(\w+)", code))
    assert all(hasattr(Table, name) for name in re.findall(r"table\.(\w+)", code))


def test_its_addresses_are_the_apis() -> None:
    known = {PREFIX + route.openapi_path.replace("{talks_id}", "$ID") for route in ROUTES}
    named = set(re.findall(r"\$HOST(/api/[^\"?]+)", GUIDE))
    assert named
    assert named <= known


def test_its_words_are_the_programs() -> None:
    assert {"agent_unseated", "bad_token"} <= {*SENTENCES}
    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.M)) == EXAMPLES
    assert set(re.findall(r"sixparty (\w+)", GUIDE)) <= {*VERBS}
