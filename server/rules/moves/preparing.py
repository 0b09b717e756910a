"""Preparation: the quiz on the mandate, which may be asked for, and position papers."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.rules.commands.preparing import AnswerQuiz, WritePosition
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.preparing import PositionWritten, QuizAnswered
from server.rules.ids import DelegationId, ForumId, PersonId
from server.rules.refusals import Refusal
from server.rules.seats import Seat
from server.rules.state.acting import Acting
from server.rules.state.preparation import Answered, Paper
from server.rules.state.talks import Phase, Talks, TalksState
from server.rules.texts import text_problem
from server.rules.written.policies import QuizPolicy
from server.rules.written.quiz import Question, questions


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many of the questions of the round a person has answered right."""

    right: int
    of: int


def answer_quiz(talks: Talks, acting: Acting, command: AnswerQuiz) -> tuple[Event, ...] | Refusal:
    """Answer a question; what was answered right stays so."""
    if acting.person is None:
        return Refusal("not_allowed")
    if talks.policies.quiz is QuizPolicy.OFF:
        return Refusal("no_quiz")
    if talks.state not in {TalksState.LOBBY, TalksState.RUNNING}:
        return Refusal("not_running")
    if command.forum not in talks.scheduled_forums():
        return Refusal("not_found", {"forum": command.forum})
    asked = questions(talks.forum(command.forum), acting.delegation)
    question = next((q for q in asked if q.id == command.question), None)
    if question is None or command.answer not in question.choices:
        return Refusal("not_found", {"question": command.question})
    given = answer_of(talks, acting.person, acting.delegation, command.forum, question)
    right = command.answer == question.right
    if given is not None and (given.right or given.answer == command.answer):
        return Refusal("nothing_changes")
    return (
        QuizAnswered(
            acting.person,
            acting.delegation,
            command.forum,
            question.id,
            command.answer,
            right,
        ),
    )


def write_position(
    talks: Talks, acting: Acting, command: WritePosition
) -> tuple[Event, ...] | Refusal:
    """Write a position paper: at any time until the talks are archived."""
    if acting.person is None:
        return Refusal("not_allowed")
    if talks.state is TalksState.ARCHIVED:
        return Refusal("archived")
    known = talks.positions.get((acting.delegation, acting.person))
    if known is not None and known.text == command.text:
        return Refusal("nothing_changes")
    problem = text_problem(command.text, needed=True)
    return problem or (PositionWritten(acting.person, acting.delegation, command.text),)


def answer_of(
    talks: Talks,
    person: PersonId,
    delegation: DelegationId,
    forum: ForumId,
    question: Question,
) -> Answered | None:
    """The person's last answer for this delegation."""
    return talks.answers.get((person, delegation, forum, question.id))


def quiz_forums(talks: Talks) -> tuple[ForumId, ...]:
    """The forums that one prepares for: the round's, in the lobby the first round's."""
    if talks.state is TalksState.LOBBY:
        return talks.schedule[0].forums if talks.schedule else ()
    if talks.state is TalksState.RUNNING and talks.current_round is not None:
        return talks.current_round.forums
    return ()


def asked_now(talks: Talks, delegation: DelegationId) -> Iterator[tuple[ForumId, Question]]:
    """Every question that the delegation's people are asked before the round."""
    if talks.policies.quiz is QuizPolicy.OFF:
        return
    for forum in quiz_forums(talks):
        for question in questions(talks.forum(forum), delegation):
            yield forum, question


def prepared(talks: Talks, seat: Seat) -> Prepared | None:
    """How far the person is with the quiz; None when nothing is asked."""
    answers = [
        answer_of(talks, seat.person, seat.delegation, forum, question)
        for forum, question in asked_now(talks, seat.delegation)
    ]
    if not answers:
        return None
    return Prepared(sum(1 for a in answers if a is not None and a.right), len(answers))


def quiz_first(talks: Talks, acting: Acting) -> Refusal | None:
    """Why the delegation cannot be ready yet: the class asks for the quiz before it."""
    if talks.policies.quiz is not QuizPolicy.GATE or talks.phase is not Phase.BRIEFING:
        return None
    seat = talks.seat_of(acting.person) if acting.person is not None else None
    done = prepared(talks, seat) if seat is not None else None
    return Refusal("quiz_first") if done is not None and done.right < done.of else None


# --- evolving ---


def on_answered(talks: Talks, event: QuizAnswered) -> Talks:
    """The answer is kept in place of an earlier one."""
    key = event.person, event.delegation, event.forum, event.question
    known = talks.answers.get(key)
    tries = 1 if known is None else known.tries + 1
    return replace(
        talks, answers=talks.answers.set(key, Answered(event.answer, event.right, tries))
    )


def on_position(talks: Talks, event: PositionWritten, at: int) -> Talks:
    """The paper is kept in place of an earlier one."""
    seat = talks.seats.get(event.person)
    paper = Paper(seat.name if seat else "", event.text, at)
    key = event.delegation, event.person
    return replace(talks, positions=talks.positions.set(key, paper))
