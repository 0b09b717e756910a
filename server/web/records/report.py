"""The report of a table, and of a class: what happened, what was possible, and why."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from server.reports.records.source import ClassRecord, TableRecord
from server.reports.records.wide import Who
from server.rules.seats import InnerRole
from server.web.records.blocks import Block, Finding, Heading, Lines, Offer, Text
from server.web.records.findings import tell
from server.web.records.pictures import together
from server.web.records.pictures.dance import dance
from server.web.records.pictures.drawing import Picture
from server.web.records.pictures.stances import stances
from server.web.records.pictures.tracks import tracks
from server.web.records.words import (
    Names,
    clock,
    forum_state,
    offer_state,
    points,
    signed,
    stance_word,
)
from server.web.site.choices import role_word
from server.web.site.i18n import gettext as _

Json = dict[str, Any]


def class_report(record: ClassRecord) -> Iterator[Block]:
    """The tables side by side; a report of each that is over follows with `table_report`."""
    over = [t for t in record.tables if t.talks.state.is_over]
    first = over[0]
    yield Heading(1, _("Report of a class"), _called(record))
    yield Text(_about(first))
    waiting = [str(t.number) for t in record.tables if not t.talks.state.is_over]
    if waiting:
        yield Text(
            _("Not told here, because they have not ended: tables %(n)s.", n=", ".join(waiting)),
            "quiet",
        )
    yield Heading(2, _("The tables"))
    yield Lines(
        _("What the tables came to"),
        [_("Table"), _("Agreed"), _("Joint gain (percent)"), _("Obligations kept"),
         _("Obligations broken"), _("Proposals"), _("Minutes")],
        [
            [
                _("Table %(number)s", number=t.number),
                f"{t.row.agreed} / {t.row.forums}",
                "–" if t.row.joint is None else f"{t.row.joint / 100:.0f}",
                str(t.row.kept), str(t.row.broken),
                str(sum(len(f["offers"]) for f in t.debrief["forums"])),
                str(round(t.ran / 60_000)),
            ]
            for t in over
        ],
        numbers=True,
    )  # fmt: skip
    compared = together.tables(record, Names(first.debrief))
    if compared is not None:
        yield compared
    yield _agreed(over)


def _called(record: ClassRecord) -> str:
    return record.room.title or _("Class %(id)s", id=record.room.id)


def _about(table: TableRecord) -> str:
    when = datetime.fromtimestamp((table.first or 0) / 1000, UTC)
    return _(
        "%(title)s, played from %(when)s (UTC).",
        title=table.talks.scenario.title,
        when=f"{when:%Y-%m-%d %H:%M}",
    )


def _agreed(over: list[TableRecord]) -> Lines:
    forums = list(dict.fromkeys(f["id"] for t in over for f in t.debrief["forums"]))
    titles = {f["id"]: f["title"] for t in over for f in t.debrief["forums"]}

    def state(table: TableRecord, forum: str) -> str:
        found = next((f for f in table.debrief["forums"] if f["id"] == forum), None)
        return forum_state(found["state"]) if found else "–"

    return Lines(
        _("Forum by forum"),
        [_("Forum"), *(_("Table %(number)s", number=t.number) for t in over)],
        [[titles[f], *(state(t, f) for t in over)] for f in forums],
    )


def table_report(record: ClassRecord, table: TableRecord) -> Iterator[Block]:
    """Everything of a table that is over."""
    names = Names(table.debrief)
    over = f"{_called(record)} · {_('Table %(number)s', number=table.number)}"
    yield Heading(1, _("What happened, what was possible, and why"), over)
    yield Text(_about(table))
    yield from _overview(table, names)
    yield from _findings(table, names)
    yield Heading(2, _("The talks as a whole"))
    whole: list[Callable[[], Picture | None]] = [
        lambda: together.contacts(table, names),
        lambda: together.obligations(table, names),
        lambda: tracks(table),
        lambda: together.tables(record, names, table.number),
    ]
    for make in whole:
        picture = make()
        if picture is not None:
            yield picture
    yield _people(record, table)
    for forum in table.debrief["forums"]:
        if forum["state"] != "closed":
            yield from _forum(forum, names)


def _overview(table: TableRecord, names: Names) -> Iterator[Block]:
    data = table.debrief
    ended = [f for f in data["forums"] if f["state"] in ("agreed", "failed")]
    agreed = sum(f["state"] == "agreed" for f in ended)
    yield Text(
        _("%(agreed)s of %(all)s forums came to an agreement.", agreed=agreed, all=len(ended)),
        "lead",
    )
    yield Lines(
        _("What each delegation came to"),
        [_("Delegation"), _("Total"), _("Without agreement"), _("Difference")],
        [
            [
                names.short(s["id"]),
                points(data["totals"][s["id"]]),
                points(data["no_deal"][s["id"]]),
                signed(data["totals"][s["id"]] - data["no_deal"][s["id"]]),
            ]
            for s in data["delegations"]
        ],
        numbers=True,
    )
    yield Text(
        _("A score belongs to the role, not to the person; compare it with the same delegation at "
          "other tables."),
        "quiet",
    )  # fmt: skip


def _findings(table: TableRecord, names: Names) -> Iterator[Block]:
    yield Heading(2, _("What stands out"))
    moments = table.debrief["moments"]
    if not moments:
        yield Text(
            _("Nothing stands out: no package failed by a single issue, nobody stood alone, and no "
              "agreement was below a walk-away.")
        )  # fmt: skip
        return
    yield Text(
        _("Facts of these talks, with what was known then and what is clear only now. None of it "
          "is a grade."),
        "quiet",
    )  # fmt: skip
    for moment in moments:
        forum = names.forum(moment["forum"])
        at = _(
            "round %(n)s, %(clock)s on the clock", n=moment["round"], clock=clock(moment["clock"])
        )
        yield Finding(f"{forum['title']} · {at}" if forum else at, tell(moment, names))


def _people(record: ClassRecord, table: TableRecord) -> Lines:
    rows = []
    for person in record.people:
        who = Who(person, table)
        if person.talks == table.talks.id and (who.side or who.role):
            counted = person.counted
            done = sum(counted.counts.values()) if counted else 0
            role = role_word(InnerRole(who.role)) if who.side else _("observer")
            rows.append([person.name, who.code or "–", role, str(done)])
    bots = [
        [_("automated negotiator"), d.code, "–", "–"]
        for d in table.talks.scenario.delegations
        if d.id in table.talks.bots
    ]
    return Lines(
        _("Who took part; contributions as the log counts them, never a judgement"),
        [_("Who"), _("Delegation"), _("Role"), _("Contributions")],
        rows + bots,
    )


def _forum(forum: Json, names: Names) -> Iterator[Block]:
    ended = forum["ended_clock"]
    state = forum_state(forum["state"])
    at = _("%(clock)s on the clock", clock=clock(ended)) if ended is not None else ""
    yield Heading(2, forum["title"], " · ".join(filter(None, [state, at])))
    if forum["outcome"]:
        yield Lines(
            _("What it was worth"),
            [_("Delegation"), _("Worth"), _("Walk-away"), _("Gain")],
            [
                [
                    names.short(s),
                    points(o["score"]),
                    points(o["walk_away"]),
                    signed(o["score"] - o["walk_away"]),
                ]
                for s, o in forum["outcome"].items()
            ],
            numbers=True,
        )
    # Imported when asked for: numpy is a third of the time a server takes to start.
    from server.web.records.pictures.packages import packages

    for make in (dance, stances, packages):
        picture = make(forum, names)
        if picture is not None:
            yield picture
    if not forum["possible"].get("space") and forum["possible"].get("left_out"):
        yield Text(forum["possible"]["left_out"]["message"], "quiet")
    yield _clauses(forum, names)
    if forum["debrief"]:
        yield Heading(3, _("What really happened"))
        yield Text(forum["debrief"])
    if not forum["offers"]:
        yield Text(_("Nothing was tabled here."))
    yield from (_offer(forum, offer, names) for offer in forum["offers"])


def _clauses(forum: Json, names: Names) -> Lines:
    """What was agreed beside the record of what really happened, and the other tables."""
    others = names.debrief["others"]

    def elsewhere(other: Json, issue: str) -> str:
        settled = other["forums"].get(forum["id"], {}).get("settled", {})
        return names.option(forum, issue, settled[issue]) if issue in settled else "–"

    rows = []
    for issue in forum["issues"]:
        settled = forum["settled"].get(issue["id"])
        record = next((o["text"] for o in issue["options"] if o.get("record")), "–")
        rows.append(
            [
                issue["title"],
                names.option(forum, issue["id"], settled) if settled else "–",
                record,
                *(elsewhere(other, issue["id"]) for other in others[:3]),
            ]
        )
    return Lines(
        _("What was agreed"),
        [
            _("Issue"), _("Here"), _("The record"),
            *(_("Table %(number)s", number=other["label"]) for other in others[:3]),
        ],
        rows,
    )  # fmt: skip


def _offer(forum: Json, offer: Json, names: Names) -> Offer:
    aside = [
        _("round %(n)s, %(clock)s on the clock", n=offer["round"], clock=clock(offer["clock"])),
        offer_state(offer["state"]),
        "" if offer["complete"] else _("in part"),
        _("opening position") if offer["opening"] else "",
    ]
    return Offer(
        names.called(offer),
        " · ".join(filter(None, aside)),
        offer["note"],
        [(names.issue(forum, i), names.option(forum, i, o)) for i, o in offer["package"].items()],
        [
            (
                names.short(s["by"]),
                f"{stance_word(s['stance'])}: “{s['reason']}”"
                if s["reason"]
                else stance_word(s["stance"]),
            )
            for s in offer["said"]
        ],
    )
