"""Questions about a mandate: those its author wrote, and others made from the mandate itself, so
that every scenario has some.

The same mandate gives the same questions: what is wrong in them is wrong by rule, not by chance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from zlib import crc32

from server.rules.ids import DelegationId, IssueId
from server.rules.same import Same
from server.rules.written.forum import Forum, Issue
from server.rules.written.mandate import Mandate, RedLine, Written


class Ask(StrEnum):
    """What a question asks: what the author wrote, which issue weighs most, which option is best
    on it, which option crosses a red line, where the delegation walks away."""

    HEAVIEST = "heaviest"
    BEST = "best"
    RED_LINE = "red_line"
    WALK_AWAY = "walk_away"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Question:
    """Choices are ids of issues or options, numbers of hundredths of a point, or of a written
    question the numbers of its `words` from 1; `text` and `why` are that question's."""

    id: str
    ask: Ask
    issue: IssueId | None
    choices: tuple[str, ...]
    right: str
    text: str = ""
    words: tuple[str, ...] = ()
    why: str = ""


def questions(forum: Forum, delegation: DelegationId) -> tuple[Question, ...]:
    """The questions to a delegation about its mandate in a forum; none without a mandate.

    One that has several right answers, or one choice only, is left out.
    """
    return _of_all(Same(forum)).get(delegation, ())


@lru_cache(maxsize=512)
def _of_all(forum: Same[Forum]) -> Mapping[DelegationId, tuple[Question, ...]]:
    """Made once for a forum: every change of a delegation's entity asks for them again."""
    return {d: _made(forum.thing, d, mandate) for d, mandate in forum.thing.mandates.items()}


def _made(forum: Forum, delegation: DelegationId, mandate: Mandate) -> tuple[Question, ...]:
    heaviest = _heaviest(forum, mandate)
    found = (
        *(_written(number, one) for number, one in enumerate(mandate.quiz, 1)),
        _about_weight(forum, heaviest),
        *(_about_best(issue, mandate) for issue in heaviest[:2]),
        _about_red_line(forum, mandate),
        _about_walking(mandate, f"{forum.id}/{delegation}"),
    )
    return tuple(q for q in found if q is not None and len(q.choices) > 1)


def _written(number: int, one: Written) -> Question:
    places = tuple(str(place) for place in range(1, len(one.choices) + 1))
    name = f"written.{number}"
    return Question(name, Ask.WRITTEN, None, places, str(one.right), one.ask, one.choices, one.why)


def _heaviest(forum: Forum, mandate: Mandate) -> list[Issue]:
    """The issues that weigh most."""
    known = [i for i in forum.issues if i.id in mandate.positions]
    most = max((mandate.positions[i.id].weight for i in known), default=0)
    return [i for i in known if mandate.positions[i.id].weight == most]


def _about_weight(forum: Forum, heaviest: list[Issue]) -> Question | None:
    if len(heaviest) != 1:
        return None
    choices = tuple(str(i.id) for i in forum.issues)
    return Question("heaviest", Ask.HEAVIEST, None, choices, heaviest[0].id)


def _about_best(issue: Issue, mandate: Mandate) -> Question | None:
    worth = mandate.positions[issue.id].worth
    best = [o.id for o in issue.options if worth[o.id] == max(worth.values())]
    if len(best) != 1:
        return None
    choices = tuple(str(o.id) for o in issue.options)
    return Question(f"best.{issue.id}", Ask.BEST, issue.id, choices, best[0])


def _about_red_line(forum: Forum, mandate: Mandate) -> Question | None:
    """The dearest red line; others on the same issue are not among the choices."""
    line = max(mandate.red_lines, key=_dearness, default=None)
    issue = forum.issue(line.issue) if line is not None else None
    if line is None or issue is None:
        return None
    others = {r.option for r in mandate.red_lines if r.issue == issue.id} - {line.option}
    choices = tuple(str(o.id) for o in issue.options if o.id not in others)
    return Question("red_line", Ask.RED_LINE, issue.id, choices, line.option)


def _dearness(line: RedLine) -> tuple[bool, int]:
    return line.unless is None, line.cost


_SHIFTS = ((-2, -1, 1), (-1, 1, 2), (-3, -2, -1), (1, 2, 3))
"""Where the wrong numbers stand, so that the place of the right one says nothing."""


def _about_walking(mandate: Mandate, salt: str) -> Question:
    right, step = mandate.reservation, max(mandate.best // 10, 100)
    shifts = _SHIFTS[crc32(salt.encode()) % len(_SHIFTS)]
    numbers = sorted({right, *(right + step * shift for shift in shifts)})
    return Question("walk_away", Ask.WALK_AWAY, None, tuple(map(str, numbers)), str(right))
