"""The entity `may`: what the viewer can do now, or why not."""

from typing import Literal, get_args

from typing_extensions import TypedDict

from server.rules.commands import DelegateCommand, OfAPerson, OfPeopleOnly, proposals
from server.rules.commands.plenary import Endorse
from server.rules.commands.preparing import AnswerQuiz
from server.rules.commands.proposals import BreakSilence, TakeStance
from server.rules.commands.reading import ReadOthers
from server.rules.commands.schedule import SetReady
from server.rules.commands.talk import Say
from server.rules.commands.teams import CastBallot, HandOver, PressStatement
from server.rules.ids import DelegationId, ForumId
from server.rules.moves.consent import votes
from server.rules.moves.endorsing import endorsing_plenary, plenary_problem
from server.rules.moves.preparing import quiz_first
from server.rules.moves.proposals import floor_problem
from server.rules.moves.reading import reading_problem
from server.rules.moves.teams import press_problem
from server.rules.refusals import Refusal
from server.rules.seats import InnerRole, Seat
from server.rules.state.acting import Acting, acting_as, acts, live, played_by, speaks
from server.rules.state.talks import Talks, TalksState
from server.rules.texts import snake_case
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.policies import QuizPolicy


class Reason(TypedDict):
    """Why not, as a code and a sentence."""

    code: str
    message: str


MayEntity = dict[str, Literal[True] | Reason]
"""Key `may`: command name -> true, or why not."""

FLOOR: tuple[type, ...] = get_args(proposals.DelegateCommand)
PERSONAL: tuple[type, ...] = get_args(OfAPerson)
COMMANDS: dict[type, str] = {kind: snake_case(kind) for kind in get_args(DelegateCommand)}


def may_entity(frame: Frame, viewer: Viewer) -> MayEntity:
    """Command name -> true, or the reason why not as code and sentence."""
    talks = frame.talks
    if viewer.audience == "agent" and viewer.delegation is not None:
        answers = _answers_to_agent(talks, viewer.delegation)
        return {COMMANDS[kind]: _answer(no) for kind, no in answers.items()}
    seat = talks.seat_of(viewer.person) if viewer.person is not None else None
    if seat is not None:
        return {COMMANDS[kind]: _answer(no) for kind, no in _answers(talks, seat).items()}
    if viewer.person in talks.observers:
        nothing = Refusal("observing")
    elif viewer.delegation is not None:
        nothing = Refusal("looking_only")
    else:
        return {}
    return dict.fromkeys(COMMANDS.values(), _answer(nothing))


def _answers(talks: Talks, seat: Seat) -> dict[type, Refusal | None]:
    """What is not named here is for whoever acts for the delegation, while the talks run."""
    acting = acting_as(talks, seat)
    played = played_by(talks, seat.delegation)
    answers = dict.fromkeys(COMMANDS, played or acts(talks, acting))
    answers |= dict.fromkeys(FLOOR, played or _floor(talks, acting))
    answers |= dict.fromkeys(PERSONAL, None)
    answers |= {
        Endorse: played or _plenary(talks, acting),
        HandOver: played or speaks(talks) or _hands_over(seat),
        CastBallot: played or live(talks) or _any_floor(talks, acting),
        PressStatement: played or press_problem(talks, acting),
        Say: speaks(talks),
        ReadOthers: reading_problem(talks),
        SetReady: played or _ready(talks, acting),
    }
    if not _is_party_now(talks, acting):
        stances = (TakeStance, BreakSilence, CastBallot)
        answers |= {kind: Refusal("not_a_party") for kind in stances if answers[kind] is None}
    if answers[TakeStance] is None and votes(talks, seat.delegation):
        answers[TakeStance] = Refusal("team_votes")
    if talks.policies.quiz is QuizPolicy.OFF:
        answers[AnswerQuiz] = Refusal("no_quiz")
    return answers


def _answers_to_agent(talks: Talks, delegation: DelegationId) -> dict[type, Refusal | None]:
    """An agent does what a head of delegation does, but for what is people's own."""
    acting = Acting(delegation, None, "", may_act=True)
    held = Refusal("agent_paused") if talks.agents[delegation].paused else None
    answers = dict.fromkeys(COMMANDS, held or acts(talks, acting))
    answers |= dict.fromkeys(FLOOR, held or _any_floor(talks, acting))
    answers |= {
        Endorse: held or _plenary(talks, acting),
        Say: held or speaks(talks),
    }
    if not _is_party_now(talks, acting):
        stances = (TakeStance, BreakSilence)
        answers |= {kind: Refusal("not_a_party") for kind in stances if answers[kind] is None}
    return answers | dict.fromkeys(get_args(OfPeopleOnly), Refusal("not_allowed"))


def _ready(talks: Talks, acting: Acting) -> Refusal | None:
    problem = None if talks.state is TalksState.LOBBY else acts(talks, acting)
    if acting.delegation in talks.ready:
        return problem
    return problem or quiz_first(talks, acting)


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
