"""The entity `may`: what the viewer can do now, or why not."""

from typing import Literal

from typing_extensions import TypedDict

from server.rules.ids import ForumId
from server.rules.moves.consent import votes
from server.rules.moves.endorsing import endorsing_plenary, plenary_problem
from server.rules.moves.preparing import quiz_first
from server.rules.moves.proposals import floor_problem
from server.rules.moves.teams import press_problem
from server.rules.refusals import Refusal
from server.rules.seats import InnerRole, Seat
from server.rules.state.acting import Acting, acting_as, acts, live, speaks
from server.rules.state.talks import Talks, TalksState
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.policies import QuizPolicy


class Reason(TypedDict):
    """Why not, as a code and a sentence."""

    code: str
    message: str


MayEntity = dict[str, Literal[True] | Reason]
"""Key `may`: command name -> true, or why not."""

ON_THE_FLOOR = (
    "table_proposal",
    "amend_proposal",
    "cosponsor",
    "take_stance",
    "break_silence",
    "withdraw_proposal",
)
IN_PLENARY = ("endorse",)
IN_TEAM = ("hand_over", "cast_ballot", "press_statement")
TALK = ("say", "open_channel", "set_ready")
PERSONAL = ("ask_help", "step_out", "reflect", "answer_quiz", "write_position")
ON_PAPER = (
    "report_obligation",
    "contest_obligation",
    "draft_side_letter",
    "sign_side_letter",
    "decline_side_letter",
    "disclose_side_letter",
)
"""What goes on in any phase while the talks run: obligations and side letters."""

EVERY_COMMAND = (*ON_THE_FLOOR, *IN_PLENARY, *ON_PAPER, *IN_TEAM, *TALK, *PERSONAL)


def may_entity(frame: Frame, viewer: Viewer) -> MayEntity:
    """Command name -> true, or the reason why not as code and sentence."""
    talks = frame.talks
    seat = talks.seat_of(viewer.person) if viewer.person is not None else None
    if seat is None:
        if viewer.person in talks.observers:
            return dict.fromkeys(EVERY_COMMAND, _answer(Refusal("observing")))
        looks = viewer.delegation is not None
        return dict.fromkeys(EVERY_COMMAND, _answer(Refusal("looking_only"))) if looks else {}
    acting = acting_as(talks, seat)
    played = Refusal("bot_plays") if seat.delegation in talks.bots else None
    floor = played or _floor(talks, acting)
    ready = None if talks.state is TalksState.LOBBY else acts(talks, acting)
    if seat.delegation not in talks.ready:
        ready = ready or quiz_first(talks, acting)
    answers: dict[str, Refusal | None] = dict.fromkeys(ON_THE_FLOOR, floor)
    answers |= dict.fromkeys(ON_PAPER, played or acts(talks, acting))
    answers |= {
        "endorse": played or _plenary(talks, acting),
        "hand_over": played or speaks(talks) or _hands_over(seat),
        "cast_ballot": played or live(talks) or _any_floor(talks, acting),
        "press_statement": played or press_problem(talks, acting),
        "say": speaks(talks),
        "open_channel": played or acts(talks, acting),
        "set_ready": played or ready,
    }
    if not _is_party_now(talks, acting):
        stances = ("take_stance", "break_silence", "cast_ballot")
        answers |= {n: Refusal("not_a_party") for n in stances if answers[n] is None}
    if answers["take_stance"] is None and votes(talks, seat.delegation):
        answers["take_stance"] = Refusal("team_votes")
    answers |= dict.fromkeys(PERSONAL)
    if talks.policies.quiz is QuizPolicy.OFF:
        answers["answer_quiz"] = Refusal("no_quiz")
    return {name: _answer(refusal) for name, refusal in answers.items()}


def _floor(talks: Talks, acting: Acting) -> Refusal | None:
    """None when the person may act somewhere: a specialist in one forum, others in any."""
    special = acting.special if acting.special in talks.forums_now else None
    problem = acts(talks, acting, special)
    if problem:
        return problem
    alone = None if acting.may_act else special
    return _problem(talks, alone, acting) if alone is not None else _any_floor(talks, acting)


def _hands_over(seat: Seat) -> Refusal | None:
    return None if seat.inner_role is InnerRole.HEAD else Refusal("head_only")


def _any_floor(talks: Talks, acting: Acting) -> Refusal | None:
    """None when at least one of the round's forums gives the delegation the floor."""
    problems = [_problem(talks, forum, acting) for forum in talks.forums_now]
    return None if None in problems else (problems[0] if problems else Refusal("floor_closed"))


def _plenary(talks: Talks, acting: Acting) -> Refusal | None:
    problem = acts(talks, acting, endorsing_plenary(talks))
    return problem or plenary_problem(talks, acting.delegation, talks.clock_set_at)


def _problem(talks: Talks, forum: ForumId, acting: Acting) -> Refusal | None:
    return floor_problem(talks, forum, acting.delegation, talks.clock_set_at)


def _is_party_now(talks: Talks, acting: Acting) -> bool:
    return any(acting.delegation in talks.forum(f).parties for f in talks.forums_now)


def _answer(refusal: Refusal | None) -> Literal[True] | Reason:
    return True if refusal is None else {"code": refusal.code, "message": refusal.sentence}
