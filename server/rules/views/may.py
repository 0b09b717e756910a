"""The entity `may`: what the viewer can do now, or why not."""

from server.rules.acting import Acting, acts, may_act, speaks
from server.rules.endorsing import plenary_problem
from server.rules.ids import ForumId
from server.rules.proposals import floor_problem
from server.rules.refusals import Refusal
from server.rules.talks import Talks, TalksState
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer

ON_THE_FLOOR = (
    "table_proposal",
    "amend_proposal",
    "cosponsor",
    "take_stance",
    "break_silence",
    "withdraw_proposal",
)
IN_PLENARY = ("endorse",)
PERSONAL = ("ask_help", "step_out", "reflect")
ON_PAPER = (
    "report_obligation",
    "contest_obligation",
    "draft_side_letter",
    "sign_side_letter",
    "decline_side_letter",
    "disclose_side_letter",
)
"""What goes on in any phase while the talks run: obligations and side letters."""

EVERY_COMMAND = (
    *ON_THE_FLOOR,
    *IN_PLENARY,
    *ON_PAPER,
    "say",
    "open_channel",
    "set_ready",
    *PERSONAL,
)


def may_entity(frame: Frame, viewer: Viewer) -> Entity:
    """Command name -> true, or the reason why not as code and sentence."""
    talks = frame.talks
    seat = talks.seat_of(viewer.person) if viewer.person is not None else None
    if seat is None:
        looks = viewer.delegation is not None
        return dict.fromkeys(EVERY_COMMAND, _answer(Refusal("looking_only"))) if looks else {}
    acting = Acting(seat.delegation, seat.person, seat.name, may_act(seat, talks.policies))
    played = Refusal("bot_plays") if seat.delegation in talks.bots else None
    floor = played or acts(talks, acting) or _floor(talks, acting)
    ready = None if talks.state is TalksState.LOBBY else acts(talks, acting)
    answers: dict[str, Refusal | None] = dict.fromkeys(ON_THE_FLOOR, floor)
    answers |= dict.fromkeys(ON_PAPER, played or acts(talks, acting))
    answers |= {
        "endorse": played or acts(talks, acting) or _plenary(talks, acting),
        "say": speaks(talks),
        "open_channel": played or acts(talks, acting),
        "set_ready": played or ready,
    }
    if floor is None and not _is_party_now(talks, acting):
        answers |= dict.fromkeys(("take_stance", "break_silence"), Refusal("not_a_party"))
    answers |= dict.fromkeys(PERSONAL)
    return {name: _answer(refusal) for name, refusal in answers.items()}


def _floor(talks: Talks, acting: Acting) -> Refusal | None:
    """None when at least one of the round's forums gives the delegation the floor."""
    problems = [_problem(talks, forum, acting) for forum in talks.forums_now]
    return None if None in problems else (problems[0] if problems else Refusal("floor_closed"))


def _plenary(talks: Talks, acting: Acting) -> Refusal | None:
    return plenary_problem(talks, acting.delegation, talks.clock_set_at)


def _problem(talks: Talks, forum: ForumId, acting: Acting) -> Refusal | None:
    return floor_problem(talks, forum, acting.delegation, talks.clock_set_at)


def _is_party_now(talks: Talks, acting: Acting) -> bool:
    return any(acting.delegation in talks.forum(f).parties for f in talks.forums_now)


def _answer(refusal: Refusal | None) -> bool | Entity:
    return True if refusal is None else {"code": refusal.code, "message": refusal.sentence}
