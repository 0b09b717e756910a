"""What an automated delegation says in a closing plenary of the agreements of the other forums."""

from server.rules.commands import Endorse, EndorsementKind
from server.rules.ids import DelegationId, ForumId
from server.rules.moves.endorsing import before_plenary, endorsing_plenary, is_sitting
from server.rules.seats import DelegationView
from server.rules.views.forums import agreement_entity, mandate_entity
from server.rules.views.frame import Frame


def endorsements(frame: Frame, delegation: DelegationId) -> list[Endorse]:
    """Its word on each agreement it has not spoken of yet; nothing while no plenary sits.

    It endorses what is worth at least its walk-away to it, and what it has no mandate for.
    """
    talks = frame.talks
    plenary = endorsing_plenary(talks)
    if plenary is None or not is_sitting(talks, plenary):
        return []
    if delegation not in talks.forum(plenary).parties:
        return []
    found = ((f, _word(frame, delegation, f)) for f in before_plenary(talks, plenary))
    return [Endorse(forum, word) for forum, word in found if word is not None]


def _word(frame: Frame, delegation: DelegationId, forum: ForumId) -> EndorsementKind | None:
    """What it says, made of its own view; None when it has said something, or sees nothing."""
    viewer = frame.viewer(DelegationView(delegation))
    agreement = agreement_entity(frame, viewer, forum)
    if agreement is None or delegation in agreement["endorsements"]:
        return None
    mandate = mandate_entity(frame, viewer, forum)
    if mandate is None:
        return EndorsementKind.ENDORSE
    worth = sum(mandate["issues"][i]["worth"][o] for i, o in agreement["package"].items())
    enough = worth >= mandate["reservation"]
    return EndorsementKind.ENDORSE if enough else EndorsementKind.SET_ASIDE
