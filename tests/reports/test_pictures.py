"""The report's pictures: what they show is what the debrief says, as a page and as a PDF."""

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from server.analysis.outcomes import analyze
from server.reports.records.source import ClassRecord, TableRecord
from server.web.records.blocks import Lines
from server.web.records.pictures import drawing as d
from server.web.records.pictures import together
from server.web.records.pictures.dance import dance
from server.web.records.pictures.packages import packages
from server.web.records.pictures.stances import stances
from server.web.records.pictures.svg import svg
from server.web.records.pictures.tracks import tracks
from server.web.records.report import table_report
from server.web.records.words import Names, points
from tests.reports.classes import a_class, file_of
from tests.reports.sample import sample
from tests.reports.test_masking import logs
from tests.rules.ledgers import everything

Json = dict[str, Any]


@cache
def record() -> ClassRecord:
    return a_class(everything(), logs())


def forums() -> list[tuple[TableRecord, Json, Names]]:
    """Every forum of every table in which something was tabled."""
    return [
        (table, forum, Names(table.debrief))
        for table in record().tables
        for forum in table.debrief["forums"]
        if forum["offers"]
    ]


def marks(picture: d.Picture, *shapes: str) -> list[d.Mark]:
    return [p for p in picture.parts if isinstance(p, d.Mark) and p.shape in shapes]


def test_the_dance_has_a_mark_for_each_worth_and_is_hollow_below_the_walk_away() -> None:
    assert len(forums()) > 3
    for _table, forum, names in forums():
        picture = dance(forum, names)
        assert picture is not None
        worths = [o["scores"][s] - o["walk_aways"][s] for o in forum["offers"] for s in o["scores"]]
        drawn = marks(picture, "circle", "diamond")
        assert len(drawn) == len(worths)
        assert sum(m.fill == d.PAPER for m in drawn) == sum(w < 0 for w in worths)
        own = sum(o["by"] in o["scores"] for o in forum["offers"])
        assert len(marks(picture, "diamond")) == own
        for offer, row in zip(forum["offers"], picture.rows, strict=True):
            assert row[0] == offer["label"]
            assert row[5:] == [
                points(offer["scores"][s["id"]])
                for s in names.debrief["delegations"]
                if s["id"] in offer["scores"]
            ]


def test_the_stances_are_those_that_were_taken() -> None:
    for _table, forum, names in forums():
        picture = stances(forum, names)
        assert picture is not None
        last = [
            [s["stance"] for s in o["said"] if s["by"] == p][-1:]
            for o in forum["offers"]
            for p in forum["parties"]
        ]
        rejected = [m for m in marks(picture, "cross") if m.r > 4]
        assert len(rejected) == sum(one == ["reject"] for one in last)


def test_the_map_has_every_package_and_its_zone() -> None:
    shown = 0
    for table, forum, names in forums():
        picture = packages(forum, names)
        if picture is None:
            continue
        cloud, zone = (p for p in picture.parts if isinstance(p, d.Dots))
        possible = forum["possible"]
        assert len(zone.points) == possible["zone"]
        assert len(cloud.points) + len(zone.points) == possible["packages"]
        assert table.talks.forum(forum["id"]).issues  # it is the forum of these talks
        shown += 1
    assert shown > 3
    whole = analyze(everything().forums[next(iter(everything().forums))])
    assert len(whole.counted.zone) > 0  # or an empty zone would prove nothing


def test_all_tables_and_tracks_and_obligations_are_in_the_pictures() -> None:
    whole = record()
    first = next(t for t in whole.tables if t.talks.state.is_over)
    compared = together.tables(whole, Names(first.debrief), first.number)
    if compared is not None:
        over = [t for t in whole.tables if t.talks.state.is_over]
        assert [row[0] for row in compared.rows[:-1]] == [str(t.number) for t in over]
    for table in whole.tables:
        owed = together.obligations(table, Names(table.debrief))
        assert (owed is None) == (not table.talks.obligations)
        if owed is not None:
            assert len(marks(owed, "square", "cross")) == len(table.talks.obligations)
        moved = tracks(table)
        assert moved is not None


def test_a_picture_is_well_formed_and_inside_its_frame() -> None:
    for _table, forum, names in forums():
        for make in (dance, stances, packages):
            picture = make(forum, names)
            if picture is None:
                continue
            tree = ET.fromstring(str(svg(picture)))
            assert tree.attrib["aria-label"] == picture.title
            assert "style" not in str(svg(picture))
            for part in picture.parts:
                if isinstance(part, d.Mark):
                    assert -1 <= part.x <= d.WIDTH + 1
                    assert -1 <= part.y <= picture.height + 1


def test_the_report_tells_every_finding_once_and_draws_every_forum() -> None:
    whole = sample()
    for table in whole.tables:
        blocks = [*table_report(whole, table)]
        found = [b for b in blocks if type(b).__name__ == "Finding"]
        assert len(found) == len(table.debrief["moments"])
        captions = [b.caption for b in blocks if isinstance(b, Lines)]
        assert "What each delegation came to" in captions
    page = file_of("html", whole).decode()
    tabled = sum(bool(f["offers"]) for t in whole.tables for f in t.debrief["forums"])
    assert len(re.findall(r'aria-label="What each proposal was worth"', page)) >= tabled
    raw = file_of("pdf", whole)
    assert raw.startswith(b"%PDF-")
    assert raw.count(b"/Type /Page\n") + raw.count(b"/Type /Page ") > len(whole.tables)
