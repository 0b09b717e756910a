"""The talks as an audience saw them at any of their moments: views over prefixes of the log."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from server.reports.debrief.kept import once
from server.rules import events as e
from server.rules.ids import CommandId, ForumId
from server.rules.moves.evolve import evolve
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views.gate import view_for
from server.rules.views.viewer import Viewer, viewer_of
from server.service.ports import EventLog

Json = dict[str, Any]

EVERY = 200
"""Events between two states that are kept: so many at most are read and folded for a moment."""

BYTES_AN_EVENT = 800
"""What a recording takes for each event of its log; measured."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """A moment that the audience saw happen; `forum` is where, None for the table itself. `seq` is
    the last event of its command."""

    seq: int
    at: int
    command: CommandId
    kind: str
    forum: ForumId | None = None
    by: str = ""
    label: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Recording:
    """What a log is read into once, to its event `seq`: states on the way, and every moment."""

    seq: int
    kept: tuple[Talks, ...]
    stops: tuple[_Stop, ...]


def stops_for(talks: Talks, log: EventLog, audience: Audience) -> Json:
    """The moments of the audience's replay, numbered from 0; `at` in milliseconds.

    Between two of them others may have done what the audience never saw, and nothing tells of it.
    """
    viewer = viewer_of(talks, audience)
    seen = _seen(talks, viewer, _recorded(talks, log).stops)
    return {
        "stops": [
            {
                "at": s.at,
                "kind": s.kind,
                "forum": s.forum,
                "by": s.by,
                "label": s.label,
                "word": s.word,
            }
            for s in seen
        ]
    }


def view_at(talks: Talks, log: EventLog, audience: Audience, number: int) -> Json | None:
    """What the audience saw at a moment of its replay; None for a number that there is not."""
    recording = _recorded(talks, log)
    seen = _seen(talks, viewer_of(talks, audience), recording.stops)
    if not 0 <= number < len(seen):
        return None
    stop = seen[number]
    then = _state(talks, log, recording, stop.seq)
    return {"at": stop.at, "entities": dict(view_for(then, audience, frozenset()))}


def _seen(talks: Talks, viewer: Viewer, stops: Sequence[_Stop]) -> list[_Stop]:
    """Those in forums that the viewer attended. What follows from a command by itself is shown
    with it, so it is no moment of its own."""
    found: list[_Stop] = []
    for stop in stops:
        inside = stop.forum is None or viewer.attends(talks, stop.forum)
        if inside and not (found and found[-1].command == stop.command):
            found.append(stop)
    return found


def _recorded(talks: Talks, log: EventLog) -> _Recording:
    return once(_Recording, talks, log, _read, lambda one: BYTES_AN_EVENT * one.seq, talks.revealed)


def _read(whole: Talks, log: EventLog) -> _Recording:
    now = Talks.new(whole.id, whole.table, whole.base, whole.calibrate)
    kept, stops = [now], []
    ends: dict[CommandId, int] = {}
    for one in log.read(whole.id):
        if one.seq > whole.seq:
            break
        now = evolve(now, one)
        if one.seq % EVERY == 0:
            kept.append(now)
        ends[one.command_id] = one.seq
        stop = _stop(now, one)
        if stop is not None and now.schedule and now.round >= 0:
            stops.append(stop)
    # A moment is shown with all that its command brought about.
    made = tuple(replace(s, seq=ends[s.command]) for s in stops)
    return _Recording(whole.seq, tuple(kept), made)


def _state(talks: Talks, log: EventLog, recording: _Recording, seq: int) -> Talks:
    known = [t.seq for t in recording.kept]
    now = recording.kept[bisect_right(known, seq) - 1]
    for one in log.read(talks.id, now.seq):
        if one.seq > seq:
            break
        now = evolve(now, one)
    return now


def _stop(now: Talks, one: e.Recorded) -> _Stop | None:
    here = one.seq, one.at, one.command_id
    match one.event:
        case e.schedule.PhaseBegan(number, phase):
            return _Stop(*here, "phase", label=str(number + 1), word=phase)
        case e.proposals.ProposalTabled(proposal_id, forum, by=by):
            label = now.label(now.proposals[proposal_id])
            return _Stop(*here, "tabled", forum, by, label)
        case e.proposals.StanceTaken(proposal_id, by, stance):
            proposal = now.proposals[proposal_id]
            return _Stop(*here, "stance", proposal.forum, by, now.label(proposal), stance)
        case e.proposals.SilenceBroken(proposal_id, by):
            proposal = now.proposals[proposal_id]
            return _Stop(*here, "broken", proposal.forum, by, now.label(proposal))
        case e.proposals.ProposalAdopted(proposal_id):
            proposal = now.proposals[proposal_id]
            return _Stop(*here, "adopted", proposal.forum, "", now.label(proposal))
        case e.proposals.ProposalWithdrawn(proposal_id):
            proposal = now.proposals[proposal_id]
            return _Stop(*here, "withdrawn", proposal.forum, "", now.label(proposal))
        case e.proposals.AgreementRecorded(forum) | e.proposals.ForumAgreed(forum):
            return _Stop(*here, "agreed", forum)
        case e.proposals.ForumFailed(forum):
            return _Stop(*here, "failed", forum)
        case e.life.Concluded():
            return _Stop(*here, "concluded")
        case e.life.Revealed(stage):
            return _Stop(*here, "card", word=stage)
        case _:
            return None
