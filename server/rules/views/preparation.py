"""What a view holds of preparation: the quiz inside `me`, and `papers/DELEGATION`."""

from typing_extensions import TypedDict

from server.rules.ids import DelegationId
from server.rules.moves.preparing import answer_of, asked_now, prepared
from server.rules.seats import Seat
from server.rules.state.talks import Talks
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.policies import QuizPolicy
from server.rules.written.quiz import Ask


class QuizQuestion(TypedDict):
    """A question on the own mandate. Choices are ids of issues (`heaviest`) or of the issue's
    options (`best`, `red_line`), hundredths of a point (`walk_away`), or numbers of `words` from 1
    (`written`, with the question in `text`); `answer` is the last one given, which may be given
    again until it is right. `why` is told with the right answer."""

    forum: str
    id: str
    ask: Ask
    issue: str | None
    choices: list[str]
    answer: str | None
    right: bool | None
    text: str
    words: list[str]
    why: str


class QuizEntry(TypedDict):
    """The quiz before the round; `needed` before one can be ready."""

    needed: bool
    questions: list[QuizQuestion]


class PreparedEntry(TypedDict):
    """How many questions of the quiz somebody has answered right."""

    right: int
    of: int


class PaperEntry(TypedDict):
    """A position paper."""

    at: int
    name: str
    text: str


class PapersEntity(TypedDict):
    """Key `papers/DELEGATION`: for the delegation itself and the facilitator."""

    delegation: str
    papers: list[PaperEntry]


def quiz_entry(talks: Talks, seat: Seat) -> QuizEntry | None:
    """The questions of the round with the person's own answers; None when nothing is asked."""
    questions: list[QuizQuestion] = []
    for forum, question in asked_now(talks, seat.delegation):
        given = answer_of(talks, seat.person, seat.delegation, forum, question)
        questions.append(
            {
                "forum": forum,
                "id": question.id,
                "ask": question.ask,
                "issue": question.issue,
                "choices": list(question.choices),
                "answer": given.answer if given else None,
                "right": given.right if given else None,
                "text": question.text,
                "words": list(question.words),
                "why": question.why if given and given.right else "",
            }
        )
    if not questions:
        return None
    return {"needed": talks.policies.quiz is QuizPolicy.GATE, "questions": questions}


def own_position(talks: Talks, seat: Seat) -> str:
    """The text of the person's own position paper."""
    paper = talks.positions.get((seat.delegation, seat.person))
    return paper.text if paper else ""


def prepared_entry(talks: Talks, seat: Seat) -> PreparedEntry | None:
    """For the facilitator: how many questions of the round somebody has answered right."""
    done = prepared(talks, seat)
    return None if done is None else {"right": done.right, "of": done.of}


def paper_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The own delegation's papers; the facilitator reads all. None without a paper."""
    wrote = sorted({delegation for delegation, _person in talks.positions})
    return [d for d in wrote if viewer.everything or d == viewer.delegation]


def papers_entity(frame: Frame, viewer: Viewer, delegation: str) -> PapersEntity | None:
    """Position papers of a delegation, oldest first."""
    talks = frame.talks
    if delegation not in paper_keys(talks, viewer):
        return None
    return frame.shared("papers", delegation, lambda: _papers(talks, DelegationId(delegation)))


def _papers(talks: Talks, delegation: DelegationId) -> PapersEntity:
    found = [(p.at, p.name, p.text) for (d, _), p in talks.positions.items() if d == delegation]
    return {
        "delegation": delegation,
        "papers": [{"at": at, "name": name, "text": text} for at, name, text in sorted(found)],
    }
