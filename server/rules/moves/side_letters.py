"""Side letters: drafted, signed, declined and made public; secret to those they are between."""

from server.rules.commands.ledger import (
    DeclineSideLetter,
    DiscloseSideLetter,
    DraftSideLetter,
    Pledge,
    SignSideLetter,
)
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.ledger import LetterDeclined, LetterDisclosed, LetterDrafted, LetterSigned
from server.rules.ids import DelegationId, LetterId, ObligationId, private_id
from server.rules.limits import MAX_PROMISES, SIGNATORIES
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting, acts
from server.rules.state.obligation import Obligation, Support
from server.rules.state.side_letter import Letter, LetterState
from server.rules.state.talks import Talks
from server.rules.texts import text_problem

MAX_LETTERS = 60
"""Letters a delegation can draft; counted over its own, so that nobody learns of another's."""


def seen_letter(talks: Talks, letter: LetterId, delegation: DelegationId) -> Letter | None:
    """The letter if it is between the delegation and others: unknown and hidden are the same."""
    found = talks.letters.get(letter) or talks.letters.get(
        LetterId(private_id(letter, delegation))  # its drafter may use the id it chose
    )
    return found if found is not None and delegation in found.members else None


def draft(talks: Talks, acting: Acting, command: DraftSideLetter) -> tuple[Event, ...] | Refusal:
    """A new letter, or the own draft in a new form while nobody has signed it."""
    problem = acts(talks, acting) or text_problem(command.text, needed=True)
    if problem:
        return problem
    me = acting.delegation
    named = (me, *command.with_)
    members = tuple(d.id for d in talks.scenario.delegations if d.id in named)
    if len(set(named)) != len(named) or len(members) != len(named):
        return Refusal("bad_signatories")
    if not SIGNATORIES[0] <= len(members) <= SIGNATORIES[1]:
        return Refusal("bad_signatories")
    letter_id, before = command.letter_id, seen_letter(talks, command.letter_id, me)
    if before is None or before.by != me:
        letter_id, before = LetterId(private_id(letter_id, me)), None
    else:
        letter_id = before.id
    if len(command.obligations) > MAX_PROMISES:
        return Refusal("too_many_promises", {"limit": MAX_PROMISES})
    for promise in command.obligations:
        problem = _promise_problem(talks, me, members, promise)
        if problem:
            return problem
    drafted = LetterDrafted(letter_id, me, members, command.text, command.obligations)
    if before is not None:
        return _changed_problem(before, drafted) or (drafted,)
    if sum(1 for other in talks.letters.values() if other.by == me) >= MAX_LETTERS:
        return Refusal("too_many_letters", {"limit": MAX_LETTERS})
    return (drafted,)


def _changed_problem(before: Letter, drafted: LetterDrafted) -> Refusal | None:
    if before.state is not LetterState.DRAFT:
        return Refusal("letter_closed")
    if before.signed:
        return Refusal("letter_signed")
    same = (drafted.members, drafted.text, drafted.obligations)
    return Refusal("nothing_changes") if same == _content(before) else None


def _content(letter: Letter) -> tuple[object, ...]:
    return letter.members, letter.text, letter.pledges


def _promise_problem(
    talks: Talks, me: DelegationId, members: tuple[DelegationId, ...], promise: Pledge
) -> Refusal | None:
    if promise.by not in members or text_problem(promise.what, needed=True):
        return Refusal("bad_promise", {"by": promise.by})
    first, last = talks.round + 1, len(talks.schedule) + 1
    if not first <= promise.due_round <= last:
        return Refusal("bad_round", {"first": first, "last": last})
    return _support_problem(talks, me, promise)


def _support_problem(talks: Talks, me: DelegationId, promise: Pledge) -> Refusal | None:
    """Why the promised support means nothing. A forum behind closed doors is not found."""
    named = (promise.forum, promise.issue, promise.option)
    if named == (None, None, None):
        return None
    if promise.forum is None or promise.issue is None or promise.option is None:
        return Refusal("promise_unclear")
    forum = talks.scenario.forums.get(promise.forum)
    hidden = forum is None or not (forum.open or forum.attends(me))
    if forum is None or hidden or forum.id not in talks.scheduled_forums():
        return Refusal("not_found", {"forum": promise.forum})
    if promise.by not in forum.parties:
        return Refusal("not_a_party")
    issue = forum.issue(promise.issue)
    if issue is None:
        return Refusal("unknown_issue", {"issue": promise.issue})
    if issue.option(promise.option) is None:
        return Refusal("unknown_option", {"issue": promise.issue, "option": promise.option})
    return None


def sign(talks: Talks, acting: Acting, command: SignSideLetter) -> tuple[Event, ...] | Refusal:
    """Put the delegation's name to a letter."""
    letter = _letter(talks, acting, command.letter_id)
    if isinstance(letter, Refusal):
        return letter
    if letter.state is not LetterState.DRAFT:
        return Refusal("letter_closed")
    if acting.delegation in letter.signed:
        return Refusal("signed_already")
    return (LetterSigned(letter.id, acting.delegation),)


def decline(
    talks: Talks, acting: Acting, command: DeclineSideLetter
) -> tuple[Event, ...] | Refusal:
    """Say no to a letter, also after signing it, as long as it is not in force."""
    letter = _letter(talks, acting, command.letter_id)
    if isinstance(letter, Refusal):
        return letter
    if letter.state is not LetterState.DRAFT:
        return Refusal("letter_closed")
    problem = text_problem(command.reason)
    return problem or (LetterDeclined(letter.id, acting.delegation, command.reason),)


def disclose(
    talks: Talks, acting: Acting, command: DiscloseSideLetter
) -> tuple[Event, ...] | Refusal:
    """Make a letter public; its signatories are not asked."""
    letter = _letter(talks, acting, command.letter_id)
    if isinstance(letter, Refusal):
        return letter
    if letter.state is not LetterState.IN_FORCE:
        return Refusal("letter_not_in_force")
    if letter.disclosed_by is not None:
        return Refusal("nothing_changes")
    return (LetterDisclosed(letter.id, acting.delegation),)


def _letter(talks: Talks, acting: Acting, letter_id: LetterId) -> Letter | Refusal:
    problem = acts(talks, acting)
    if problem:
        return problem
    letter = seen_letter(talks, letter_id, acting.delegation)
    return Refusal("not_found", {"letter": letter_id}) if letter is None else letter


# --- evolving ---


def on_drafted(talks: Talks, event: LetterDrafted, at: int) -> Talks:
    """The draft lies before those it is for."""
    letter = Letter(event.letter_id, event.by, event.members, event.text, event.obligations, at)
    return _with(talks, letter)


def on_signed(talks: Talks, event: LetterSigned, at: int) -> Talks:
    """One name more; the last one puts it in force, with its obligations."""
    letter = talks.letters[event.letter_id]
    signed = tuple(d for d in letter.members if d in letter.signed or d == event.by)
    letter = replace(letter, signed=signed)
    if signed != letter.members:
        return _with(talks, letter)
    owed = {o.id: o for o in _obligations(talks, letter)}
    talks = _with(talks, replace(letter, state=LetterState.IN_FORCE, in_force_at=at))
    return replace(talks, obligations=talks.obligations.update(owed))


def _obligations(talks: Talks, letter: Letter) -> list[Obligation]:
    owed = []
    for number, promise in enumerate(letter.pledges, 1):
        support = None
        if promise.forum and promise.issue and promise.option:
            support = Support(promise.forum, promise.issue, promise.option)
        owed.append(
            Obligation(
                id=ObligationId(f"{letter.id}.{number}"),
                by=promise.by,
                to=tuple(d for d in letter.members if d != promise.by),
                what=promise.what,
                due_round=max(promise.due_round - 1, talks.round),
                letter=letter.id,
                support=support,
            )
        )
    return owed


def on_declined(talks: Talks, event: LetterDeclined, at: int) -> Talks:
    """It will not come into force."""
    letter = replace(
        talks.letters[event.letter_id],
        state=LetterState.DECLINED,
        declined_by=event.by,
        reason=event.reason,
        at=at,
    )
    return _with(talks, letter)


def on_disclosed(talks: Talks, event: LetterDisclosed) -> Talks:
    """Everybody can read it."""
    return _with(talks, replace(talks.letters[event.letter_id], disclosed_by=event.by))


def _with(talks: Talks, letter: Letter) -> Talks:
    return replace(talks, letters=talks.letters.set(letter.id, letter))
