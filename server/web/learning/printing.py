"""Print-outs for a class that negotiates on paper: agenda, mandates, ballots."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.rules.state.talks import Talks
from server.rules.written.forum import Forum
from server.rules.written.mandate import Mandate
from server.rules.written.scenario import Delegation

KINDS = ("agenda", "mandates", "ballots")
"""What can be printed, in the order in which a class needs it."""


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option on a mandate; `worth` in hundredths of a point."""

    text: str
    worth: int
    red: bool


@dataclass(frozen=True, slots=True)
class IssueLines:
    """An issue on a mandate."""

    title: str
    why: str
    options: tuple[OptionLine, ...]


@dataclass(frozen=True, slots=True)
class MandateSheet:
    """A delegation's sheet for a forum, as it is in force; numbers in hundredths of a point."""

    delegation: Delegation
    forum: Forum
    reservation: int
    alternative: str
    issues: tuple[IssueLines, ...]
    red_lines: tuple[str, ...]


def forums_of(talks: Talks) -> list[Forum]:
    """The forums of the schedule in their order."""
    return [talks.forum(f) for f in talks.scheduled_forums()]


def mandates(talks: Talks) -> Iterable[MandateSheet]:
    """Every sheet, by delegation and then by forum: so the paper can be handed out in stacks."""
    for delegation in talks.scenario.delegations:
        for forum in forums_of(talks):
            mandate = forum.mandates.get(delegation.id)
            if mandate is not None:
                yield _sheet(delegation, forum, mandate)


def _sheet(delegation: Delegation, forum: Forum, mandate: Mandate) -> MandateSheet:
    red = {(line.issue, line.option) for line in mandate.red_lines}
    issues = tuple(
        IssueLines(
            issue.title,
            mandate.positions[issue.id].why,
            tuple(
                OptionLine(o.text, mandate.positions[issue.id].worth[o.id], (issue.id, o.id) in red)
                for o in issue.options
            ),
        )
        for issue in forum.issues
        if issue.id in mandate.positions
    )
    lines = tuple(line.why for line in mandate.red_lines if line.why)
    return MandateSheet(delegation, forum, mandate.reservation, mandate.alternative, issues, lines)
