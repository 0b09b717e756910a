"""A facilitator's own schedule: which rounds are allowed instead of a preset's."""

from collections.abc import Sequence

from server.rules.refusals import Refusal
from server.rules.texts import is_blank
from server.rules.written.scenario import Round, Scenario

MAX_ROUNDS = 20
MAX_TITLE = 80
MAX_SECONDS = 30 * 86_400
"""The longest clock of a phase: thirty days."""

MIN_NEGOTIATION = 30
"""Seconds; a round without time to negotiate is none."""


def schedule_problem(scenario: Scenario, rounds: Sequence[Round]) -> Refusal | None:
    """Why these rounds cannot be played; None when they can.

    The facts name the round (from 1) and what was expected of it.
    """
    if not 1 <= len(rounds) <= MAX_ROUNDS:
        return Refusal("bad_schedule", {"expected": "rounds", "limit": MAX_ROUNDS})
    seen: set[str] = set()
    for number, one in enumerate(rounds, start=1):
        expected = _expected(scenario, one, seen)
        if expected is not None:
            return Refusal("bad_schedule", {"round": number, "expected": expected})
        seen |= {*one.forums, _id(one)}
    return None


def _expected(scenario: Scenario, one: Round, seen: set[str]) -> str | None:
    if is_blank(one.title) or len(one.title) > MAX_TITLE:
        return "title"
    if not one.forums or len(set(one.forums)) < len(one.forums):
        return "forums"
    if any(f not in scenario.forums for f in one.forums):
        return "known_forums"
    if seen & {*one.forums}:
        return "forums_once"
    if _id(one) in seen:
        return "id"
    clocks = (one.briefing, one.negotiation, one.result)
    if any(not 0 <= seconds <= MAX_SECONDS for seconds in clocks):
        return "clocks"
    return "negotiation" if one.negotiation < MIN_NEGOTIATION else None


def _id(one: Round) -> str:
    """The round's id, told apart from a forum's of the same name."""
    return f"round {one.id}"
