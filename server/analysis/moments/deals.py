"""Findings about agreements and promises: what was signed against oneself, and what was broken."""

from collections.abc import Iterator

from server.analysis.moments.history import Ending, History
from server.analysis.moments.kinds import AcrossRedLine, BelowWalkAway, PromiseContradicted
from server.analysis.moments.weighing import gains
from server.analysis.promises import AS_PROMISED, Verdict, promises
from server.rules.ids import ForumId
from server.rules.state.talks import ForumStatus


def _agreed(history: History, forum: ForumId) -> Ending | None:
    ending = history.endings.get(forum)
    return ending if ending and ending.status is ForumStatus.AGREED else None


def below_walk_away(history: History, forum: ForumId) -> BelowWalkAway | None:
    """An agreement that was worth less to parties of it than none, as things stood then."""
    ending = _agreed(history, forum)
    if ending is None:
        return None
    settled = ending.talks.forum_state(forum).settled
    below = {d: g for d, g in gains(ending.talks.forum(forum), settled).items() if g < 0}
    return BelowWalkAway(forum, ending.seq, ending.at, below) if below else None


def across_red_lines(history: History, forum: ForumId) -> Iterator[AcrossRedLine]:
    """Red lines of parties that the agreement crosses."""
    ending = _agreed(history, forum)
    if ending is None:
        return
    known, settled = ending.talks.forum(forum), ending.talks.forum_state(forum).settled
    for party in known.parties:
        for line in known.mandates[party].red_lines_crossed(settled):
            yield AcrossRedLine(
                forum,
                ending.seq,
                ending.at,
                party,
                line.issue,
                line.option,
                line.why,
                line.cost,
            )


def contradicted(history: History) -> Iterator[PromiseContradicted]:
    """Promises of letters in force that a later deed went against."""
    for one in promises(history.talks):
        if one.verdict is Verdict.CONTRADICTED:
            deed = next(d for d in one.deeds if d.kind not in AS_PROMISED)
            support = one.obligation.support
            forum = support.forum if support else one.obligation.forum
            yield PromiseContradicted(forum, _seq_at(history, deed.at), deed.at, one)


def _seq_at(history: History, at: int) -> int:
    """The last turn of the talks by that time: letters and reports are no offers."""
    return max((t.seq for t in history.turns if t.at <= at), default=0)
