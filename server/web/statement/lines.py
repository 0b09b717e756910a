"""The Joint Statement in words: the lines of a document, the same in every form it takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from flask_babel import format_date, lazy_gettext

from server.rules.asking.statement import (
    Remaining,
    Section,
    SetAside,
    Signature,
    Statement,
    Undertaking,
)
from server.web.site.i18n import gettext as _

Kind = Literal[
    "over", "title", "date", "preamble", "section", "parties", "article", "annex", "bracket",
    "issue", "note", "closing", "signature",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document: `mark` stands before it (an article's number), `aside` after it
    (who stands behind a bracket, who signs)."""

    kind: Kind
    text: str
    mark: str = ""
    aside: str = ""


def file_name(statement: Statement) -> str:
    """What the file is called, without its ending."""
    return f"joint-statement-table-{statement.table}"


def lines(statement: Statement) -> list[Line]:
    """The whole document, from its heading to its last annex."""
    return [
        *_heading(statement),
        *_body(statement),
        *(_signatures(statement.signatures) if statement.sections else ()),
        *_annexes(statement),
    ]


def _heading(statement: Statement) -> Iterator[Line]:
    where = _("%(title)s, table %(number)s", title=statement.title, number=statement.table)
    yield Line("over", where)
    yield Line("title", _("Draft Joint Statement") if statement.draft else _("Joint Statement"))
    if statement.at is not None:
        yield Line("date", _date(statement.at))


def _body(statement: Statement) -> Iterator[Line]:
    if not statement.sections:
        yield Line("note", _("Nothing has been agreed that this Statement could hold."))
        return
    parties = _listed(statement.parties)
    yield Line(
        "preamble",
        _(
            "The parties to these talks, %(parties)s, having met and negotiated in good faith, "
            "have agreed as follows.",
            parties=parties,
        ),
    )
    number = 0
    for place, section in enumerate(statement.sections, 1):
        yield Line("section", section.title, _roman(place))
        if section.parties != statement.parties:
            yield Line("parties", _agreed(section))
        for clause in section.clauses:
            number += 1
            yield Line("article", clause.text, f"{number}.")
        yield from _remarks(section)


def _remarks(section: Section) -> Iterator[Line]:
    if section.partial:
        yield Line("note", _("Agreed in part; what stayed open stands in an annex."))
    if section.recorded:
        yield Line("note", _("Reached face to face, and recorded by the facilitator."))


def _signatures(signatures: Iterable[Signature]) -> Iterator[Line]:
    yield Line("closing", _("Done by the heads of delegation, on behalf of:"))
    for one in signatures:
        yield Line("signature", one.delegation, aside=", ".join(one.people))


def _annexes(statement: Statement) -> Iterator[Line]:
    """Every annex that has something to say, numbered in order."""
    annexes = [
        (_("What the parties undertake"), [*_undertaken(statement.sections)]),
        (_("Agreements that the plenary set aside"), [*_set_aside(statement.set_aside)]),
        (_("What remained in brackets"), [*_brackets(statement.remaining)]),
        (_("Agreed behind closed doors; not for publication"), [*_apart(statement.apart)]),
    ]
    filled = [(title, inside) for title, inside in annexes if inside]
    for place, (title, inside) in enumerate(filled, 1):
        yield Line("annex", title, _("Annex %(number)s", number=_roman(place)))
        yield from inside


def _undertaken(sections: Iterable[Section]) -> Iterator[Line]:
    for section in sections:
        if not section.undertakings:
            continue
        yield Line("section", section.title)
        for number, owed in enumerate(section.undertakings, 1):
            text = _("%(who)s: %(what)s", who=owed.by, what=owed.what)
            yield Line("article", f"{text.rstrip('.')}; {_when(owed)}.", f"{number}.")


def _when(owed: Undertaking) -> str:
    """By when, after what, and what became of it, in a few words."""
    said = [_("by the end of “%(round)s”", round=owed.due) if owed.due else _("after the talks")]
    if owed.after:
        said.append(
            _("once this is done: %(what)s", what=", ".join(w.rstrip(".") for w in owed.after))
        )
    if owed.status in _BECAME:
        said.append(str(_BECAME[owed.status]))
    return "; ".join(said)


_BECAME = {
    "done": lazy_gettext("reported done"),
    "kept": lazy_gettext("kept"),
    "delayed": lazy_gettext("delayed"),
    "refused": lazy_gettext("refused"),
    "contested": lazy_gettext("contested"),
    "broken": lazy_gettext("broken"),
    "lapsed": lazy_gettext("not done in time"),
    "released": lazy_gettext("released"),
}


def _set_aside(agreements: Iterable[SetAside]) -> Iterator[Line]:
    for one in agreements:
        yield Line("section", one.section.title)
        yield Line("parties", _agreed(one.section))
        for who, why in one.by:
            said = _("%(who)s set it aside: %(why)s", who=who, why=why)
            yield Line("note", said if why else _("%(who)s set it aside.", who=who))
        if not one.by:
            yield Line("note", _("Not every party of the plenary endorsed it."))
        yield from _numbered(one.section)


def _apart(sections: Iterable[Section]) -> Iterator[Line]:
    for section in sections:
        yield Line("section", section.title)
        yield Line("parties", _agreed(section))
        yield from _numbered(section)


def _agreed(section: Section) -> str:
    return _("Agreed by %(who)s", who=_listed(section.parties))


def _numbered(section: Section) -> Iterator[Line]:
    for number, clause in enumerate(section.clauses, 1):
        yield Line("article", clause.text, f"{number}.")


def _brackets(forums: Iterable[Remaining]) -> Iterator[Line]:
    for forum in forums:
        yield Line("section", forum.title)
        for issue in (i for i in forum.issues if i.brackets):
            yield Line("issue", issue.issue)
            for bracket in issue.brackets:
                yield Line("bracket", f"[{bracket.text}]", aside=", ".join(bracket.by))
        bare = "; ".join(i.issue for i in forum.issues if not i.brackets)
        if bare:
            yield Line("note", _("Nothing stood on the table: %(issues)s.", issues=bare))


def _date(at: int) -> str:
    return str(format_date(datetime.fromtimestamp(at / 1000, UTC), "long", rebase=False))


def _listed(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])


def _roman(number: int) -> str:
    marks = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, mark in marks:
        text += mark * (number // value)
        number %= value
    return text
