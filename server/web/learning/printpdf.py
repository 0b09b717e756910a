"""The print-outs of a table as PDF: what is handed out begins on a page of its own."""

from collections.abc import Iterator, Sequence

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from server.rules.state.talks import Talks
from server.rules.written.forum import Forum
from server.web.learning.printing import IssueLines, MandateSheet, forums_of, mandates
from server.web.site.i18n import gettext as _
from server.web.site.pdf import BOLD, ITALIC, TEXT, Part, document, mixed

MARGIN = 20 * mm
# The empty box of a font that every reader of PDF has.
BOX = '<font name="ZapfDingbats">\u274f</font>'
_SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9.5, leading=11, spaceAfter=0)
_WHY = ParagraphStyle("why", parent=_SMALL, fontName=ITALIC, fontSize=9, leading=10.5)
_NUMBER = ParagraphStyle("number", parent=_SMALL, alignment=TA_RIGHT)
_TITLE = ParagraphStyle("title", parent=TEXT, fontName=BOLD, fontSize=15, leading=18, spaceAfter=5)
_ISSUE = ParagraphStyle(
    "issue", parent=_SMALL, fontName=BOLD, spaceBefore=4, spaceAfter=1, keepWithNext=1
)
_TICK = ParagraphStyle(
    "tick",
    parent=_SMALL,
    fontSize=10.5,
    leading=13,
    leftIndent=22,
    firstLineIndent=-14,
    spaceAfter=3,
)
_LINED = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#999999"),
        ("TOPPADDING", (0, 0), (-1, -1), 0.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
)


def pdf(talks: Talks, what: Sequence[str], *, title: str) -> bytes:
    """`what`: one or more of "agenda", "mandates" and "ballots", in the order wanted."""
    makers = {"agenda": _agenda, "mandates": _mandates, "ballots": _ballots}
    parts = (part for one in what for part in makers[one](talks))
    return document(parts, title=title, margin=MARGIN)


def _agenda(talks: Talks) -> Iterator[Part]:
    heads = (_("Round"), _("Forums"), _("Minutes: briefing, negotiation, result"))
    rows = [[Paragraph(f"<b>{mixed(head)}</b>", _SMALL) for head in heads]]
    for number, round_ in enumerate(talks.schedule, start=1):
        titles = "; ".join(talks.forum(forum).title for forum in round_.forums)
        seconds = (round_.briefing, round_.negotiation, round_.result)
        minutes = ", ".join(str(length // 60) for length in seconds)
        cells = (f"{number}. {round_.title}", titles, minutes)
        rows.append([Paragraph(mixed(cell), _SMALL) for cell in cells])
    table = Table(rows, colWidths=["34%", "38%", "28%"], style=_LINED, repeatRows=1)
    yield Part([_title(_("Agenda, table %(number)s", number=talks.table)), table])


def _mandates(talks: Talks) -> Iterator[Part]:
    for sheet in mandates(talks):
        name = sheet.delegation.name
        yield Part(
            [*_mandate(sheet)],
            head=_("Confidential: for the delegation of %(delegation)s only", delegation=name),
        )


def _mandate(sheet: MandateSheet) -> Iterator[Flowable]:
    yield _title(f"{sheet.delegation.name}: {sheet.forum.title}")
    walk = _("Walk-away: %(points)s points of 100.", points=_points(sheet.reservation))
    yield Paragraph(f"<b>{mixed(walk)}</b> {mixed(sheet.alternative)}", _SMALL)
    for issue in sheet.issues:
        yield KeepTogether([*_issue(issue)])
    if sheet.red_lines:
        yield Spacer(1, 5)
    for line in sheet.red_lines:
        yield Paragraph(mixed(line), _SMALL, bulletText="•")


def _issue(issue: IssueLines) -> Iterator[Flowable]:
    yield Paragraph(mixed(issue.title), _ISSUE)
    rows = [
        [
            Paragraph(
                mixed(option.text) + (f" <b>({mixed(_('red line'))})</b>" if option.red else ""),
                _SMALL,
            ),
            Paragraph(_points(option.worth), _NUMBER),
        ]
        for option in issue.options
    ]
    yield Table(rows, colWidths=["91%", "9%"], style=_LINED)
    if issue.why:
        yield Paragraph(mixed(issue.why), _WHY)


def _ballots(talks: Talks) -> Iterator[Part]:
    for forum in forums_of(talks):
        yield Part([*_ballot(talks, forum)])


def _ballot(talks: Talks, forum: Forum) -> Iterator[Flowable]:
    yield _title(f"{_('Ballot, table %(number)s', number=talks.table)}: {forum.title}")
    blanks = ((_("Proposal number"), 8), (_("Delegation"), 30))
    yield Paragraph("&nbsp; ".join(f"{mixed(words)} {'_' * n}" for words, n in blanks), TEXT)
    for issue in forum.issues:
        ticks = [Paragraph(f"{BOX} {mixed(option.text)}", _TICK) for option in issue.options]
        yield KeepTogether([Paragraph(mixed(issue.title), _ISSUE), *ticks])
    yield Spacer(1, 12)
    stances = (_("accept"), _("reserve"), _("reject, because"))
    yield Paragraph(
        "&nbsp; &nbsp;".join(f"{BOX} {mixed(words)}" for words in stances) + " " + "_" * 36, TEXT
    )


def _title(text: str) -> Paragraph:
    return Paragraph(mixed(text), _TITLE)


def _points(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"
