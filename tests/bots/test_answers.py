"""Automated delegations answer what they are asked: soon, truly, and where they were asked."""

import re
from itertools import count

import pytest

from server.rules.commands.life import Conclude
from server.rules.commands.proposals import StanceKind, TableProposal
from server.rules.commands.questions import Answer, AnswerKind, Question, QuestionKind
from server.rules.commands.schedule import Pause, Resume
from server.rules.commands.talk import OpenChannel, Say
from server.rules.ids import PLENARY, ChannelId, DelegationId, IssueId, MessageId, OptionId
from server.rules.ids import ProposalId as P
from server.rules.seats import Bot, DelegationView, PublicView
from server.rules.state.said import Said
from server.rules.views.gate import view_for
from tests.bots.live_table import ENERGY, LiveTable, table

SOON = 10
RUSSIA, DPRK, CHINA = DelegationId("russia"), DelegationId("dprk"), DelegationId("china")
USA = DelegationId("usa")
CAUCUS = ChannelId("caucus:c")
WITH_RUSSIA = ChannelId("caucus:c~japan")

_ids = count()


def says(
    live: LiveTable, text: str, question: Question | None = None, channel: ChannelId = PLENARY
) -> MessageId:
    """The person of Japan says something; the id of the message as the talks know it."""
    chosen = MessageId(f"q{next(_ids)}")
    receipt = live.person(Say(chosen, channel, text, question))
    assert receipt.accepted, receipt
    return chosen if channel == PLENARY else MessageId(f"{chosen}~japan")


def asks(kind: QuestionKind, to: DelegationId = RUSSIA, proposal: P | None = None) -> Question:
    return Question(kind, to, ENERGY, proposal)


def answers(live: LiveTable, to: MessageId) -> list[Said]:
    return [m for m in live.talks.messages.values() if m.answer and m.answer.to == to]


def the_answer(live: LiveTable, to: MessageId) -> Said:
    """The one answer that comes within ten seconds."""
    live.wait(SOON)
    found = answers(live, to)
    assert len(found) == 1
    return found[0]


def part(said: Said) -> Answer:
    assert said.answer is not None
    return said.answer


@pytest.fixture
def live() -> LiveTable:
    """Five bots and Japan's person, some minutes into energy."""
    playing = table()
    playing.wait(240)
    return playing


def refused_by(live: LiveTable, who: DelegationId) -> P:
    """An open proposal that the delegation does not accept."""
    for _ in range(20):
        laid = [p for p in live.proposals if p.is_open and who in p.stances]
        refused = [p.id for p in laid if p.stances[who].stance is not StanceKind.ACCEPT]
        if refused:
            return refused[0]
        live.wait(5)
    raise AssertionError(f"{who} accepts whatever lies on the table")


def test_what_matters_most_is_said_by_who_was_asked_and_nobody_else(live: LiveTable) -> None:
    said = the_answer(live, says(live, "Russia, what matters?", asks(QuestionKind.MATTERS)))
    mandate = live.talks.forum(ENERGY).mandates[RUSSIA]
    room = {i: max(p.worth.values()) - min(p.worth.values()) for i, p in mandate.positions.items()}
    assert said.by == RUSSIA
    assert said.channel == PLENARY
    assert part(said).kind is AnswerKind.ISSUES
    assert room[part(said).issues[0]] == max(room.values())


def test_the_change_it_names_makes_it_sign(live: LiveTable) -> None:
    """A promise that is kept: the package is tabled, and its stance is to accept."""
    kept = 0
    for who in (RUSSIA, CHINA, USA, DelegationId("rok"), DPRK):
        about = refused_by(live, who)
        said = the_answer(live, says(live, "?", asks(QuestionKind.ACCEPTABLE, who, about)))
        answer = part(said)
        if answer.kind not in {AnswerKind.CHANGES, AnswerKind.YES}:
            continue
        name = P(f"as-promised-{who}")
        if not live.person(TableProposal(name, ENERGY, answer.package)).accepted:
            continue  # the very package lies there already
        live.wait(SOON)
        assert live.talks.proposals[name].stances[who].stance is StanceKind.ACCEPT
        kept += 1
        break
    assert kept


def test_why_names_what_costs_it_something(live: LiveTable) -> None:
    about = refused_by(live, DPRK)
    answer = part(the_answer(live, says(live, "Why?", asks(QuestionKind.WHY, DPRK, about))))
    package = live.talks.proposals[about].package
    worth = live.talks.forum(ENERGY).mandates[DPRK].positions
    assert answer.kind in {AnswerKind.ISSUES, AnswerKind.YES}
    assert answer.issues or answer.kind is AnswerKind.YES
    for issue in answer.issues:
        assert worth[issue].worth[package[issue]] < max(worth[issue].worth.values())


def test_a_trade_is_answered_for_both_sides(live: LiveTable) -> None:
    mandate = live.talks.forum(ENERGY).mandates[RUSSIA]
    (one, first), (two, second), *_ = mandate.positions.items()
    best = max(first.worth, key=lambda o: first.worth[o])
    worst = min(second.worth, key=lambda o: second.worth[o])
    question = Question(QuestionKind.TRADE, RUSSIA, ENERGY, None, {one: best}, {two: worst})
    said = the_answer(live, says(live, "This for that?", question))
    assert part(said).kind in {AnswerKind.YES, AnswerKind.NO, AnswerKind.CHANGES}
    assert {one, two} <= set(part(said).issues)
    assert said.text


def test_what_is_asked_in_a_caucus_is_answered_there_alone(live: LiveTable) -> None:
    live.person(OpenChannel(CAUCUS, (RUSSIA,)))
    asked = says(live, "Between us?", asks(QuestionKind.MATTERS), WITH_RUSSIA)
    said = the_answer(live, asked)
    assert said.channel == WITH_RUSSIA
    key = f"message/{said.id}"
    assert key in view_for(live.talks, DelegationView(DelegationId("japan")))
    assert key not in view_for(live.talks, DelegationView(DPRK))
    assert key not in view_for(live.talks, PublicView(plenary=True))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Russia, what matters most to you?", {AnswerKind.ISSUES}),
        ("What is important for Russia here?", {AnswerKind.ISSUES}),
        ("Could Russia live with P1?", {AnswerKind.YES, AnswerKind.CHANGES, AnswerKind.ISSUES}),
        ("Russia, nice weather in Beijing?", {AnswerKind.ASK}),
    ],
)
def test_a_plain_sentence_gets_the_nearest_answer(
    live: LiveTable, text: str, kinds: set[AnswerKind]
) -> None:
    assert part(the_answer(live, says(live, text))).kind in kinds


def test_the_words_of_an_issue_or_option_are_answered_for_that_issue(live: LiveTable) -> None:
    for issue in live.talks.forum(ENERGY).issues:
        said = the_answer(live, says(live, f"And Russia on {issue.title}: what then?"))
        assert issue.id in part(said).issues, (issue.title, said.text)
        assert part(said).kind is not AnswerKind.ASK


def test_who_only_mentions_a_delegation_is_not_answered(live: LiveTable) -> None:
    asked = says(live, "Thanks to Russia for the lunch.")
    live.wait(2 * SOON)
    assert not answers(live, asked)


def test_an_answer_that_was_not_understood_says_what_can_be_asked(live: LiveTable) -> None:
    said = the_answer(live, says(live, "Russia, nice weather?"))
    title = next(i.title for i in live.talks.forum(ENERGY).issues if i.id == part(said).issues[0])
    assert title.split(":")[0].split(" (")[0].split(",")[0][:20] in said.text


def test_of_a_storm_of_questions_few_are_answered(live: LiveTable) -> None:
    asked = []
    for _ in range(60):
        asked.append(says(live, "?", asks(QuestionKind.MATTERS)))
        live.wait(0.5)
    live.wait(SOON)
    found = sum(len(answers(live, one)) for one in asked)
    assert 1 <= found <= 8
    assert answers(live, asked[-1])


def test_bots_do_not_answer_each_other(live: LiveTable) -> None:
    text = "Russia, what matters most to you?"
    live.does(Say(MessageId("from-a-bot"), PLENARY, text), Bot(CHINA))
    live.wait(2 * SOON)
    assert not answers(live, MessageId("from-a-bot"))


def test_a_restart_forgets_no_question(live: LiveTable) -> None:
    asked = says(live, "?", asks(QuestionKind.MATTERS))
    live.driver = live.new_driver()
    the_answer(live, asked)


def test_what_is_asked_in_a_pause_is_answered_after_it(live: LiveTable) -> None:
    asked = says(live, "Well?", asks(QuestionKind.MATTERS))
    assert live.does(Pause()).accepted
    live.wait(SOON)
    assert answers(live, asked) == []
    assert live.does(Resume()).accepted
    assert part(the_answer(live, asked)).kind is AnswerKind.ISSUES


def test_nobody_bargains_after_the_end(live: LiveTable) -> None:
    assert live.does(Conclude()).accepted
    asked = says(live, "Russia, what matters most to you?")
    live.wait(SOON)
    assert answers(live, asked) == []


def test_plain_words_do_not_say_who_gives_what(live: LiveTable) -> None:
    """What the delegation likes less is what it would give, in whatever order it is named."""
    oil, share = "1.0 Mt in all (50,000 + 950,000)", "Five equal shares"
    first = part(the_answer(live, says(live, f"Russia: {oil} for {share}?")))
    other = part(the_answer(live, says(live, f"Russia: {share} for {oil}?")))
    assert first.issues == other.issues
    assert len(first.issues) == 2


def test_nobody_says_what_the_walk_away_is(live: LiveTable) -> None:
    numbers = {d: m.reservation / 100 for d, m in live.talks.forum(ENERGY).mandates.items()}
    for who in (RUSSIA, CHINA, USA, DPRK):
        for kind in (QuestionKind.MATTERS, QuestionKind.ACCEPTABLE, QuestionKind.WHY):
            about = None if kind is QuestionKind.MATTERS else live.proposals[0].id
            text = the_answer(live, says(live, "?", asks(kind, who, about))).text
            found = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))]
            assert numbers[who] not in found, text


def test_the_same_table_answers_the_same() -> None:
    texts = []
    for _ in range(2):
        live = table()
        live.wait(120)
        live.person(Say(MessageId("q"), PLENARY, "?", asks(QuestionKind.MATTERS)))
        texts.append(the_answer(live, MessageId("q")).text)
    assert texts[0] == texts[1]


def test_a_question_moves_nothing_else() -> None:
    """What the bots table and when is the same, whoever is asked what."""
    plays = []
    for asked in (False, True):
        live = table()
        live.person(OpenChannel(CAUCUS, (RUSSIA,)))
        for _ in range(12):
            live.wait(20)
            if asked:
                says(live, "?", asks(QuestionKind.MATTERS), WITH_RUSSIA)
        plays.append([(p.by, p.package, p.at) for p in live.proposals])
    assert plays[0] == plays[1]


def test_answers_hold_options_that_exist(live: LiveTable) -> None:
    forum = live.talks.forum(ENERGY)
    about = refused_by(live, USA)
    answer = part(the_answer(live, says(live, "?", asks(QuestionKind.ACCEPTABLE, USA, about))))
    for issue, option in answer.package.items():
        known = forum.issue(IssueId(issue))
        assert known is not None
        assert known.option(OptionId(option)) is not None
