"""The closing plenary endorses each agreement of another forum, by consensus, or sets it aside.

An agreement that is set aside stays one between its parties, and their scores stay as they are: it
only does not enter the body of the Joint Statement.
"""

from dataclasses import dataclass

from immutables import Map

from server.rules.commands.plenary import Endorse, EndorsementKind
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.plenary import Endorsed
from server.rules.ids import DelegationId, ForumId
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting, acts
from server.rules.state.talks import Endorsement, ForumStatus, Phase, Talks, TalksState
from server.rules.texts import text_problem

_ENDED = frozenset({ForumStatus.AGREED, ForumStatus.FAILED})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the plenary has said of an agreement: `verdict` True endorsed, False set aside,
    None while it is undecided or no plenary on the schedule endorses."""

    stances: Map[DelegationId, Endorsement]
    verdict: bool | None


def endorsing_plenary(talks: Talks) -> ForumId | None:
    """The last forum on the schedule that endorses the others' agreements."""
    return next((f for f in reversed(talks.scheduled_forums()) if talks.forum(f).endorses), None)


def is_sitting(talks: Talks, plenary: ForumId) -> bool:
    """True while the plenary is in negotiation, with or without an agreement of its own yet."""
    return (
        talks.state is TalksState.RUNNING
        and plenary in talks.forums_now
        and talks.phase is Phase.NEGOTIATION
    )


def before_plenary(talks: Talks, plenary: ForumId) -> tuple[ForumId, ...]:
    """The forums whose agreements the plenary can speak of: those whose inside all of it sees."""
    parties = talks.forum(plenary).parties
    return tuple(
        f
        for f in talks.scheduled_forums()
        if f != plenary
        and talks.forum_state(f).status is ForumStatus.AGREED
        and (talks.forum(f).open or all(talks.forum(f).attends(d) for d in parties))
    )


def standing(talks: Talks, forum: ForumId) -> Standing:
    """What the plenary has said of the forum's agreement."""
    stances = talks.endorsements.get(forum, _NOTHING_SAID)
    plenary = endorsing_plenary(talks)
    if plenary is None or forum not in before_plenary(talks, plenary):
        return Standing(stances, None)
    parties = talks.forum(plenary).parties
    said = [stances[d].stance if d in stances else None for d in parties]
    if EndorsementKind.SET_ASIDE in said:
        return Standing(stances, False)
    if None not in said:
        return Standing(stances, True)
    over = talks.forum_state(plenary).status in _ENDED and not is_sitting(talks, plenary)
    return Standing(stances, False if over else None)


def is_waited_for(talks: Talks) -> bool:
    """True while a sitting plenary has agreements before it of which a party with somebody in its
    seats has said nothing. Nobody waits for an agent.

    Such a plenary does not end because its own document is agreed.
    """
    plenary = endorsing_plenary(talks)
    if plenary is None or not is_sitting(talks, plenary):
        return False
    seated = (d for d in talks.forum(plenary).parties if d not in talks.agents)
    parties = [d for d in seated if d in talks.bots or talks.delegates_of(d)]
    stances = (talks.endorsements.get(f, _NOTHING_SAID) for f in before_plenary(talks, plenary))
    return any(d not in said for said in stances for d in parties)


def endorse(
    talks: Talks, acting: Acting, command: Endorse, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Endorse an agreement or set it aside, while the plenary sits."""
    plenary = endorsing_plenary(talks)
    problem = acts(talks, acting, plenary) or plenary_problem(talks, acting.delegation, occasion.at)
    if problem:
        return problem
    if plenary is None or command.forum not in before_plenary(talks, plenary):
        return Refusal("no_agreement", {"forum": command.forum})
    problem = text_problem(command.reason)
    if problem:
        return problem
    before = talks.endorsements.get(command.forum, _NOTHING_SAID).get(acting.delegation)
    if before and (before.stance, before.reason) == (command.stance, command.reason):
        return Refusal("same_stance")
    return (Endorsed(command.forum, acting.delegation, command.stance, command.reason),)


def plenary_problem(talks: Talks, delegation: DelegationId, at: int) -> Refusal | None:
    """Why the delegation cannot endorse at that moment; None when it can."""
    plenary = endorsing_plenary(talks)
    if plenary is None or not is_sitting(talks, plenary):
        return Refusal("no_plenary")
    if delegation not in talks.forum(plenary).parties:
        return Refusal("not_a_party")
    if talks.phase_ends_at is not None and at >= talks.phase_ends_at:
        return Refusal("no_plenary")
    return None


_NOTHING_SAID: Map[DelegationId, Endorsement] = Map()


# --- evolving ---


def on_endorsed(talks: Talks, event: Endorsed, at: int) -> Talks:
    """The party's word stands."""
    said = talks.endorsements.get(event.forum, _NOTHING_SAID)
    said = said.set(event.by, Endorsement(event.stance, event.reason, at))
    return replace(talks, endorsements=talks.endorsements.set(event.forum, said))


def forgotten(talks: Talks, forum: ForumId) -> Talks:
    """The talks without what was said of an agreement that is no more."""
    if forum not in talks.endorsements:
        return talks
    return replace(talks, endorsements=talks.endorsements.delete(forum))
