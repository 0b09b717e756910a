"""What an agreement sets in force: the effects of its options."""

from server.rules.ids import ForumId
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.in_force import with_cause
from server.rules.state.talks import Talks


def with_effects(talks: Talks, forum_id: ForumId, at: int) -> Talks:
    """The talks with the effects of the forum's agreed options in force."""
    settled = talks.forum_state(forum_id).settled
    modifiers = tuple(
        modifier
        for effect in talks.played.forums[forum_id].effects
        if settled.get(effect.issue) == effect.option
        for modifier in effect.modifiers
    )
    if not modifiers:
        return talks
    return with_cause(talks, Cause(CauseKind.AGREEMENT, forum_id, modifiers, at))
