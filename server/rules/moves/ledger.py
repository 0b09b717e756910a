"""The ledger of obligations: what agreements and side letters bring, and what becomes of it."""

from immutables import Map

from server.rules.commands.ledger import (
    ContestObligation,
    Report,
    ReportObligation,
    Settlement,
    SettleObligation,
)
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.ledger import (
    ObligationContested,
    ObligationLapsed,
    ObligationReported,
    ObligationSettled,
)
from server.rules.ids import DelegationId, ForumId, ObligationId
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting, acts
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.compliance import is_released, term_of, waits_for
from server.rules.state.in_force import with_cause, without_cause
from server.rules.state.obligation import Obligation, ObligationStatus
from server.rules.state.talks import Talks, TalksState
from server.rules.texts import text_problem
from server.rules.written.forum import Forum
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.world import Term

_CONTESTABLE = frozenset({ObligationStatus.DONE, ObligationStatus.DELAYED})


def parties_of(talks: Talks, obligation: Obligation) -> tuple[DelegationId, ...]:
    """Who may say something about it: the agreement's parties, or the letter's signatories."""
    if obligation.letter is not None:
        return talks.letters[obligation.letter].members
    if obligation.forum is not None:
        return tuple(dict.fromkeys((*talks.forum(obligation.forum).parties, *obligation.to)))
    return obligation.to


def knows_of(talks: Talks, obligation: Obligation, delegation: DelegationId) -> bool:
    """True for everybody when it comes from an agreement or a public letter, else signatories."""
    if obligation.letter is None:
        return True
    letter = talks.letters[obligation.letter]
    return delegation in letter.members or letter.disclosed_by is not None


def is_of_letter(obligation: ObligationId) -> bool:
    """True for an obligation of a side letter: its id carries the letter's, which is private."""
    return "~" in obligation


def _known(talks: Talks, acting: Acting, obligation_id: ObligationId) -> Obligation | Refusal:
    problem = acts(talks, acting)
    if problem:
        return problem
    found = talks.obligations.get(obligation_id)
    if found is None or not knows_of(talks, found, acting.delegation):
        return Refusal("not_found", {"obligation": obligation_id})
    return found


def report(talks: Talks, acting: Acting, command: ReportObligation) -> tuple[Event, ...] | Refusal:
    """Its owner says what became of an obligation; action for action: nothing is done before
    what it waits for."""
    found = _known(talks, acting, command.obligation_id)
    if isinstance(found, Refusal):
        return found
    if found.by != acting.delegation:
        return Refusal("not_your_obligation")
    problem = text_problem(command.note)
    if problem:
        return problem
    in_time = found.status is ObligationStatus.REFUSED and found.due_round >= talks.round
    if not (found.is_owed or in_time):
        return Refusal("obligation_closed", {"status": found.status})
    if found.status is ObligationStatus(command.status):
        return Refusal("nothing_changes")
    if command.status is Report.DELAYED and found.delayed:
        return Refusal("delayed_already")
    first = waits_for(talks, found)
    if command.status is Report.DONE and first is not None:
        return Refusal("prerequisite_open", {"prerequisite": first.id, "what": first.what})
    return (ObligationReported(found.id, acting.delegation, command.status, command.note),)


def contest(
    talks: Talks, acting: Acting, command: ContestObligation
) -> tuple[Event, ...] | Refusal:
    """Another party says that what was reported is not so."""
    found = _known(talks, acting, command.obligation_id)
    if isinstance(found, Refusal):
        return found
    if found.by == acting.delegation or acting.delegation not in parties_of(talks, found):
        return Refusal("not_yours_to_contest")
    problem = text_problem(command.note, needed=True)
    if problem:
        return problem
    if found.status not in _CONTESTABLE:
        return Refusal("nothing_to_contest", {"status": found.status})
    return (ObligationContested(found.id, acting.delegation, command.note),)


def settle(talks: Talks, command: SettleObligation) -> tuple[Event, ...] | Refusal:
    """The facilitator decides."""
    if talks.state in {TalksState.LOBBY, TalksState.ARCHIVED}:
        return Refusal("not_running")
    found = talks.obligations.get(command.obligation_id)
    if found is None:
        return Refusal("not_found", {"obligation": command.obligation_id})
    problem = text_problem(command.note)
    if problem:
        return problem
    if found.settled and (found.status, found.settle_note) == (
        ObligationStatus(command.status),
        command.note,
    ):
        return Refusal("nothing_changes")
    return (ObligationSettled(found.id, command.status, command.note),)


def lapses(talks: Talks, *, passed: int) -> ObligationLapsed | None:
    """The next obligation without a report that was due in round `passed` or before; what waits
    for something else does not lapse."""
    for obligation in sorted(talks.obligations.values(), key=lambda o: (o.due_round, o.id)):
        due = obligation.is_owed and obligation.due_round <= passed
        if due and waits_for(talks, obligation) is None:
            return ObligationLapsed(obligation.id)
    return None


# --- evolving ---


def with_terms(talks: Talks, forum_id: ForumId) -> Talks:
    """The forum's agreement brings what its terms say; what is on the ledger already stays."""
    forum = talks.forum(forum_id)
    settled = talks.forum_state(forum_id).settled
    made = {
        ObligationId(term.id): _of(talks, forum, term)
        for term in forum.terms
        if ObligationId(term.id) not in talks.obligations
        and all(settled.get(issue) in options for issue, options in term.when.items())
    }
    return releases(replace(talks, obligations=talks.obligations.update(made)))


def _of(talks: Talks, forum: Forum, term: Term) -> Obligation:
    others = tuple(d for d in forum.parties if d != term.by)
    return Obligation(
        id=ObligationId(term.id),
        by=term.by,
        to=term.to or others,
        what=term.what,
        due_round=max(talks.round, 0) + term.due,
        forum=forum.id,
        term=term.id,
        after=tuple(ObligationId(t) for t in term.after),
        quantity=term.quantity,
        unit=term.unit,
    )


def without_terms(talks: Talks, forum_id: ForumId) -> Talks:
    """The forum's agreement is void, and with it what it brought and what came of that."""
    gone = [o.id for o in talks.obligations.values() if o.forum == forum_id]
    left = Map((i, o) for i, o in talks.obligations.items() if o.forum != forum_id)
    for obligation in gone:
        talks = without_cause(talks, CauseKind.OBLIGATION, obligation)
    return releases(replace(talks, obligations=left))


def releases(talks: Talks) -> Talks:
    """Whoever waits for what will not come is released, and owes again when it may come after
    all: until nothing changes, since one waits for another."""
    while True:
        looked_at = [_released(talks, o) for o in talks.obligations.values()]
        moved = [o for o in looked_at if o is not None]
        if not moved:
            return talks
        talks = replace(talks, obligations=talks.obligations.update({o.id: o for o in moved}))


def _released(talks: Talks, obligation: Obligation) -> Obligation | None:
    """The obligation in its new form; None when nothing changes."""
    if obligation.settled:
        return None
    gone = is_released(talks, obligation)
    if obligation.is_owed and gone:
        return replace(obligation, status=ObligationStatus.RELEASED)
    if obligation.status is ObligationStatus.RELEASED and not gone:
        back = ObligationStatus.DELAYED if obligation.delayed else ObligationStatus.OPEN
        return replace(obligation, status=back)
    return None


def on_reported(talks: Talks, event: ObligationReported, at: int) -> Talks:
    """The report stands."""
    found = talks.obligations[event.obligation_id]
    status = ObligationStatus(event.status)
    later = event.status is Report.DELAYED
    reported = replace(
        found,
        status=status,
        note=event.note,
        at=at,
        delayed=found.delayed or later,
        due_round=found.due_round + later,
    )
    return _stands(talks, reported, at)


def on_contested(talks: Talks, event: ObligationContested, at: int) -> Talks:
    """It counts neither way until the facilitator settles it."""
    found = talks.obligations[event.obligation_id]
    contested = replace(
        found,
        status=ObligationStatus.CONTESTED,
        contested_by=event.by,
        contest_note=event.note,
        at=at,
    )
    return _stands(talks, contested, at)


def on_settled(talks: Talks, event: ObligationSettled, at: int) -> Talks:
    """The facilitator's word; what is open again has at least this round."""
    found = talks.obligations[event.obligation_id]
    settled = replace(
        found,
        status=ObligationStatus(event.status),
        settled=True,
        settle_note=event.note,
        due_round=max(found.due_round, talks.round if event.status is Settlement.OPEN else 0),
        at=at,
    )
    return _stands(talks, settled, at)


def on_lapsed(talks: Talks, event: ObligationLapsed, at: int) -> Talks:
    """Too late."""
    found = talks.obligations[event.obligation_id]
    return _stands(talks, replace(found, status=ObligationStatus.LAPSED, at=at), at)


def on_new_round(talks: Talks) -> Talks:
    """What waits for something else moves on with it: nobody is late for what is not their turn."""
    waiting = {
        o.id: replace(o, due_round=talks.round)
        for o in talks.obligations.values()
        if o.is_owed and o.due_round < talks.round and waits_for(talks, o) is not None
    }
    return replace(talks, obligations=talks.obligations.update(waiting)) if waiting else talks


def _stands(talks: Talks, obligation: Obligation, at: int) -> Talks:
    """The talks with the obligation in its new form, what follows from it, and who is released."""
    talks = without_cause(talks, CauseKind.OBLIGATION, obligation.id)
    talks = replace(talks, obligations=talks.obligations.set(obligation.id, obligation))
    brought = consequences_of(talks, obligation)
    if brought:
        to = () if obligation.letter is None else talks.letters[obligation.letter].members
        talks = with_cause(talks, Cause(CauseKind.OBLIGATION, obligation.id, brought, at, to))
    return releases(talks)


def consequences_of(talks: Talks, obligation: Obligation) -> tuple[Modifier, ...]:
    """What keeping or breaking it brings: as its term says, else as the scenario's ledger does.
    A side letter moves no track: nobody else may notice it."""
    if not (obligation.is_kept or obligation.is_broken):
        return ()
    ledger, term = talks.scenario.ledger, term_of(talks, obligation)
    kept = obligation.is_kept
    if term is not None and (own := term.kept if kept else term.broken):
        return own
    points = ledger.kept_points if kept else ledger.broken_points
    why = obligation.what
    score = Modifier(ModifierKind.SCORE, delegation=obligation.by, amount=points, why=why)
    tracks = () if obligation.letter is not None else (ledger.kept if kept else ledger.broken)
    return (*tracks, score) if points else tracks
