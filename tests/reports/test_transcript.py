"""The transcript: everything that was said, in order, with who could read it."""

import re

from server.rules import events as e
from server.web.records.transcript import transcript, transcript_text
from tests.reports.classes import a_class, file_of
from tests.reports.sample import sample
from tests.reports.test_masking import logs
from tests.rules.ledgers import everything


def test_every_message_and_proposal_is_there_in_the_order_of_the_log() -> None:
    whole = a_class(everything(), logs())
    for table in whole.tables:
        written = transcript(whole, table)
        said = [x.said for x in written.entries if x.said]
        messages = [r.event.text for r in table.recorded if isinstance(r.event, e.talk.MessageSent)]
        assert [text for text in said if text in set(messages)] == messages or not messages
        tabled = [x for x in written.entries if re.match(r"(tables|amends) ", x.act)]
        events = [r for r in table.recorded if isinstance(r.event, e.proposals.ProposalTabled)]
        assert len(tabled) == len(events)
        heads = [x.head for x in written.entries if x.head]
        assert len(heads) == sum(isinstance(r.event, e.schedule.PhaseBegan) for r in table.recorded)


def test_it_says_who_reads_what() -> None:
    whole = a_class(everything(), logs())
    readers = {x.readers for t in whole.tables for x in transcript(whole, t).entries}
    assert {"plenary", "own delegation only", "facilitator only"} <= readers
    assert any(r.startswith("read by ") for r in readers)


def test_text_and_page_say_the_same() -> None:
    whole = sample()
    page = re.sub(r"<[^>]+>|\s+", " ", file_of("transcript", whole).decode())
    page = " ".join(page.split())
    for table in whole.tables:
        for one in transcript(whole, table).entries:
            for words in (one.who, one.act, one.said):
                assert " ".join(words.split()) in page
        text = transcript_text(transcript(whole, table))
        assert text in file_of("text", whole).decode()
