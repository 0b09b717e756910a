"""Delegations, delegates, and words to the facilitator."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from server.wire.entities.words import InnerRoleWord, StanceWord


class AsideEntry(TypedDict):
    """A word between a delegate and the facilitator."""

    text: str
    at: int


class QuestionEntry(AsideEntry):
    """A request for help; `answered` once a word came back, or the facilitator came over."""

    answered: bool


class ReflectionEntry(TypedDict):
    """An answer to a reflection prompt."""

    prompt: str
    text: str


class MovedEntry(TypedDict):
    """What last became of the person's seat without their doing."""

    at: int
    kind: Literal["seated", "observer", "released"]
    reason: str


class QuizQuestion(TypedDict):
    """A question on the own mandate. Choices are ids of issues (`heaviest`) or of the issue's
    options (`best`, `red_line`), hundredths of a point (`walk_away`), or numbers of `words` from 1
    (`written`, with the question in `text`); `answer` is the last one given, which may be given
    again until it is right. `why` is told with the right answer."""

    forum: str
    id: str
    ask: Literal["heaviest", "best", "red_line", "walk_away", "written"]
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


class MeEntity(TypedDict):
    """Key `me`. Everything about a person is there only for a delegate; an observer has a name."""

    audience: Literal["delegate", "delegation", "facilitator", "public", "observer", "none"]
    delegation: str | None
    moved: NotRequired[MovedEntry]
    person: NotRequired[str]
    name: NotRequired[str]
    inner_role: NotRequired[InnerRoleWord]
    acts: NotRequired[bool]
    specialist_for: NotRequired[str | None]
    ballots: NotRequired[dict[str, StanceWord]]
    stepped_out: NotRequired[bool]
    help: NotRequired[list[QuestionEntry]]
    notes: NotRequired[list[AsideEntry]]
    reflections: NotRequired[list[ReflectionEntry]]
    quiz: NotRequired[QuizEntry | None]
    position: NotRequired[str]


class DelegateEntry(TypedDict):
    """A person in a delegation; `forum` is where a specialist acts for it. The person's id is there
    only for the facilitator."""

    name: str
    role: InnerRoleWord
    present: bool
    forum: NotRequired[str]
    person: NotRequired[str]
    stepped_out: NotRequired[bool]
    prepared: NotRequired[PreparedEntry | None]
    wrote: NotRequired[bool]


class BotEntry(TypedDict):
    """An automated negotiator; its temperament only for the facilitator."""

    temperament: NotRequired[str]


class DelegationEntity(TypedDict):
    """Key `delegation/ID`. `last_activity_at` only for the facilitator."""

    id: str
    name: str
    short: str
    code: str
    flag: str
    colour: str
    pattern: str
    stance_text: str
    order: int
    delegates: list[DelegateEntry]
    bot: BotEntry | None
    ready: bool
    last_activity_at: NotRequired[int | None]


class ObserverEntity(TypedDict):
    """Key `observer/PERSON`, for the facilitator."""

    person: str
    name: str
    present: bool


class HelpEntity(TypedDict):
    """Key `help/N`, for the facilitator."""

    id: str
    person: str
    name: str
    delegation: str | None
    text: str
    at: int
    answered: bool
