"""The findings in sentences: what happened, why, and whether it could have been known then."""

from dataclasses import dataclass
from typing import Any

from server.web.records.words import Names, gains, points, stance_word
from server.web.site.i18n import gettext as _
from server.web.site.i18n import ngettext

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words; `known` is empty where that is no question."""

    title: str
    what: str
    why: str
    known: str = ""


def tell(m: Json, names: Names) -> Told:
    """The finding as the debrief's page tells it."""
    match m["kind"]:
        case "one_change":
            return _one_change(m, names)
        case "single_objector":
            return _objector(m, names)
        case "first_acceptable":
            return _acceptable(m, names)
        case "never_tabled":
            return _never_tabled(m, names)
        case "refused_above":
            return _refused(m, names)
        case "below_walk_away":
            return _below(m, names)
        case "across_red_line":
            return _red_line(m, names)
        case "promise_contradicted":
            return _promise(m, names)
        case _:
            return Told(
                _("A linkage that nobody used"),
                _(
                    "“%(linkage)s” never took hold. With it %(more)s packages would have been "
                    "acceptable here instead of %(fewer)s.",
                    linkage=m["name"], more=m["zone_with"], fewer=m["zone"],
                ),
                m["rule"],
            )  # fmt: skip


def _one_change(m: Json, names: Names) -> Told:
    forum = names.forum(m["forum"])
    below = {s: n for s, n in m["before"].items() if n < 0}
    why = [
        _(
            "As it was, it lay below the walk-away of %(delegations)s: %(gains)s.",
            delegations=names.all(below), gains=gains(below, names),
        ),
        _(
            "With the change %(delegations)s would have come over: %(gains)s.",
            delegations=names.all(m["came"]),
            gains=gains({s: m["after"][s] for s in m["came"]}, names),
        ),
    ]  # fmt: skip
    if m["lost"]:
        why.append(
            _(
                "%(delegations)s would have left, and the rule could do without.",
                delegations=names.all(m["lost"]),
            )
        )
    signals = "; ".join(
        _(
            "%(delegation)s had backed that option in %(proposal)s",
            delegation=names.short(s), proposal=names.called(names.offer(p)),
        )
        for s, p in m["signalled"].items()
    )  # fmt: skip
    return Told(
        _("One change away"),
        _(
            "%(proposal)s failed. With “%(option)s” instead of “%(was)s” on %(issue)s it would "
            "have met the rule.",
            proposal=names.called(names.offer(m["proposal"])),
            option=names.option(forum, m["issue"], m["option"]),
            was=names.option(forum, m["issue"], m["was"]),
            issue=names.issue(forum, m["issue"]),
        ),
        " ".join(why),
        _("It could: %(signals)s.", signals=signals)
        if m["knowable"]
        else _(
            "Not from what was said in the open: nobody who would have come over had backed that "
            "option yet. It is clear only in hindsight."
        ),
    )


def _objector(m: Json, names: Names) -> Told:
    who = names.short(m["objector"])
    where = (
        _("It was %(gain)s points above %(delegation)s's walk-away.",
          gain=points(m["gain"]), delegation=who)
        if m["gain"] >= 0
        else _("It was %(gain)s points below %(delegation)s's walk-away, so the no was sound; the "
               "others had to find those points.", gain=points(-m["gain"]), delegation=who)
    )  # fmt: skip
    return Told(
        _("%(delegation)s stood alone", delegation=who),
        _(
            "All others accepted %(proposal)s; %(delegation)s %(stands)s. What came of it in the "
            "end was worth %(points)s points less to the others together.",
            proposal=names.called(names.offer(m["proposal"])),
            delegation=who,
            stands=stance_word(m["stance"]),
            points=points(sum(m["forgone"].values())),
        ),
        " ".join(filter(None, [where, _reason(m["reason"])])),
        _(
            "That it stood alone was there for all to see. Where its walk-away lay, only "
            "%(delegation)s knew.",
            delegation=who,
        ),
    )


def _acceptable(m: Json, names: Names) -> Told:
    return Told(
        _("Acceptable to every party, and not agreed"),
        _(
            "%(proposal)s was the first package above everybody's walk-away. %(delegations)s did "
            "not accept it.",
            proposal=names.called(names.offer(m["proposal"])),
            delegations=names.all(m["refused"]),
        ),
        _("It was above their walk-aways too: %(gains)s.", gains=gains(m["refused"], names)),
        _(
            "Each knew its own walk-away; that the others were above theirs too was for nobody to "
            "see."
        ),
    )


def _never_tabled(m: Json, names: Names) -> Told:
    forum = names.forum(m["forum"])
    terms = "; ".join(
        f"{names.issue(forum, i)}: {names.option(forum, i, o)}" for i, o in m["package"].items()
    )
    nearest = names.offer(m["nearest"])
    near = (
        ngettext(
            "%(proposal)s came nearest; it differed on %(num)s issue: %(issues)s.",
            "%(proposal)s came nearest; it differed on %(num)s issues: %(issues)s.",
            len(m["differs"]),
            proposal=names.called(nearest),
            issues=", ".join(names.issue(forum, i) for i in m["differs"]),
        )
        if nearest
        else _("No complete package was tabled here at all.")
    )
    worth = _(
        "It would have been worth, above the walk-aways: %(gains)s.", gains=gains(m["gains"], names)
    )
    return Told(
        _("Everybody would have accepted it, and nobody tabled it"),
        _(
            "No package that every party would have accepted was ever on the table. %(n)s existed, "
            "for example: %(terms)s.",
            n=m["many"], terms=terms,
        ),
        f"{near} {worth}",
        _("Nobody could see it alone: it takes all mandates side by side."),
    )  # fmt: skip


def _refused(m: Json, names: Names) -> Told:
    who = names.short(m["delegation"])
    return Told(
        _("%(delegation)s refused more than it got", delegation=who),
        _(
            "%(delegation)s rejected %(proposal)s, which was %(gain)s points above its walk-away, "
            "and came out with %(less)s fewer.",
            delegation=who,
            proposal=names.called(names.offer(m["proposal"])),
            gain=points(m["gain"]),
            less=points(m["forgone"]),
        ),
        _reason(m["reason"])
        or _(
            "It gave no reason. To hold out for more is a choice, and this time more did not come."
        ),
        _("Its own walk-away it knew; how the talks would end, nobody did."),
    )


def _below(m: Json, names: Names) -> Told:
    return Told(
        _("An agreement below a walk-away"),
        _(
            "%(delegations)s agreed to less than no agreement would have been worth: %(gains)s.",
            delegations=names.all(m["gains"]), gains=gains(m["gains"], names),
        ),
        _(
            "A walk-away is what a delegation has without an agreement in this forum; only gains "
            "elsewhere could make up for it."
        ),
        _("It could: each delegation knew its own mandate."),
    )  # fmt: skip


def _red_line(m: Json, names: Names) -> Told:
    forum = names.forum(m["forum"])
    return Told(
        _("A red line was crossed"),
        _(
            "%(delegation)s agreed to “%(option)s” on %(issue)s, across its own red line, at a "
            "cost of %(cost)s points.",
            delegation=names.short(m["delegation"]),
            option=names.option(forum, m["issue"], m["option"]),
            issue=names.issue(forum, m["issue"]),
            cost=points(m["cost"]),
        ),
        m["why"],
        _("It could: the delegation knew its own mandate."),
    )


def _promise(m: Json, names: Names) -> Told:
    p = m["promised"]
    deed = next((x for x in p["deeds"] if x["kind"] not in ("kept", "backed")), None)
    return Told(
        _("A promise, and a deed against it"),
        _(
            "In a letter %(delegation)s promised: “%(what)s”. %(deed)s",
            delegation=names.short(p["by"]),
            what=p["what"] or "...",
            deed=_deed(deed) if deed else "",
        ),
        _reason(deed["words"] if deed else "") or _("It gave no reason."),
        _("Those who had signed the letter knew; the others did not know of it."),
    )


def _deed(deed: Json) -> str:
    proposal = deed["label"]
    match deed["kind"]:
        case "broke":
            return _("It did not do it.")
        case "rejected":
            return _("It rejected %(proposal)s, which held just that.", proposal=proposal)
        case "broke_silence":
            return _(
                "It broke the silence on %(proposal)s, which held just that.", proposal=proposal
            )
        case "tabled_other":
            return _("It tabled %(proposal)s, which held something else.", proposal=proposal)
        case _:
            return _("It accepted %(proposal)s, which held something else.", proposal=proposal)


def _reason(words: str) -> str:
    return _("Its reason: “%(words)s”", words=words.strip()) if words.strip() else ""
