"""Who stood where on each proposal; a stance that changed shows both."""

from typing import Any

from server.web.records.pictures import drawing as d
from server.web.records.words import Names, stance_word
from server.web.site.i18n import gettext as _
from server.web.site.i18n import ngettext

Json = dict[str, Any]

_LEFT, _TOP, _ROW = 44.0, 26.0, 26.0


def stances(forum: Json, names: Names) -> d.Picture | None:
    """None where nothing was tabled."""
    offers: list[Json] = forum["offers"]
    if not offers:
        return None
    parties: list[str] = forum["parties"]
    return d.Picture(
        name=f"stances-{forum['id']}",
        title=_("Who stood where"),
        summary=_summary(forum, names),
        height=_TOP + _ROW * len(parties) + 6,
        parts=_drawn(forum, names),
        head=[_("Proposal"), _("By"), *(names.code(p) for p in parties)],
        rows=[[o["label"], names.short(o["by"]), *(_said(o, p) for p in parties)] for o in offers],
        legend=[
            (_glyph("accept", 0, 0, 5), _("accepts")),
            (_glyph("reject", 0, 0, 4), _("rejects")),
            (_glyph("reserve", 0, 0, 4), _("reserves")),
            (d.Mark("circle", 0, 0, 1.5, d.EDGE, d.EDGE), _("said nothing")),
            (d.Mark("ring", 0, 0, 6, d.INK), _("its author")),
        ],
    )


def _history(offer: Json, party: str) -> list[str]:
    return [str(s["stance"]) for s in offer["said"] if s["by"] == party]


def _said(offer: Json, party: str) -> str:
    return " → ".join(map(stance_word, _history(offer, party))) or stance_word(None)


def _summary(forum: Json, names: Names) -> str:
    def yes(offer: Json) -> list[str]:
        return [p for p in forum["parties"] if offer["stances"].get(p) == "accept"]

    nearest = max(forum["offers"], key=lambda o: len(yes(o)))
    changed = sum(1 for o in forum["offers"] for p in forum["parties"] if len(_history(o, p)) > 1)
    return " ".join(
        [
            _(
                "%(proposal)s was accepted by most: %(yes)s of %(all)s parties (%(who)s).",
                proposal=names.called(nearest),
                yes=len(yes(nearest)),
                all=len(forum["parties"]),
                who=names.all(yes(nearest)),
            ),
            ngettext(
                "A stance was changed %(num)s time.",
                "Stances were changed %(num)s times.",
                changed,
            )
            if changed
            else _("Nobody changed a stance."),
        ]
    )


def _glyph(stance: str, x: float, y: float, r: float) -> d.Mark:
    match stance:
        case "accept":
            return d.Mark("circle", x, y, r, d.GOOD, d.GOOD)
        case "reject":
            return d.Mark("cross", x, y, r, d.BAD, None, 2.5)
        case _:
            return d.Mark("diamond", x, y, r, d.WARN, d.PAPER, 2)


def _drawn(forum: Json, names: Names) -> list[d.Part]:
    offers, parties = forum["offers"], forum["parties"]
    wide = min((d.WIDTH - _LEFT - 8) / len(offers), 90)
    every = int(-(-34 // wide))
    r = min(6.0, wide / 3)
    found: list[d.Part] = []
    for n, offer in enumerate(offers):
        x, adopted = _LEFT + wide * (n + 0.5), offer["state"] == "adopted"
        if adopted:
            found.append(d.Area(x - wide / 2, _TOP, wide, _ROW * len(parties), "#e3efe7"))
        if n % every == 0:
            found.append(d.Words(x, 14, offer["label"], d.INK if adopted else d.QUIET,
                                 anchor="middle", bold=adopted))  # fmt: skip
    for row, party in enumerate(parties):
        y = _TOP + _ROW * (row + 0.5)
        found.append(d.Stroke([(_LEFT, y), (_LEFT + wide * len(offers), y)], d.RULE, 0.75))
        hue = d.HUES.get(names.colour(party), d.INK)
        found.append(d.Words(4, y + 4, names.code(party), hue, 12, bold=True))
        for n, offer in enumerate(offers):
            x = _LEFT + wide * (n + 0.5)
            all_ = _history(offer, party)
            before = all_[-2] if len(all_) > 1 and wide >= 30 else None
            place = x + r * 1.4 if before else x
            if before:
                found.append(_glyph(before, x - r * 1.2, y, r * 0.6))
            if all_:
                found.append(_glyph(all_[-1], place, y, r))
            else:
                found.append(d.Mark("circle", x, y, 1.5, d.EDGE, d.EDGE))
            if offer["by"] == party:
                found.append(d.Mark("ring", place, y, r + 3, d.INK))
    return found
