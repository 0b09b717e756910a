"""The Joint Statement: what a view holds of agreements, put together as one document.

It is made from a view and nothing else, so that it tells its reader nothing the gate would not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from server.rules.seats import signed_as

View = Mapping[str, Mapping[str, Any]]
Entity = Mapping[str, Any]

_LEFT_OPEN = frozenset({"forum_ended", "another_adopted"})
"""Why proposals lapse that stood to the end. One that another's adoption ended says something only
where the agreement is partial: of a whole one no issue is left."""


@dataclass(frozen=True, slots=True)
class Clause:
    """An adopted clause."""

    issue: str
    text: str


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a party owes under an agreement. `due_round` counts from 1; `due` is its title, empty
    for after the talks. `after` is what must be done first."""

    by: str
    what: str
    due_round: int
    due: str
    status: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One forum's agreement; `agreed_at` in milliseconds since the epoch."""

    title: str
    parties: tuple[str, ...]
    clauses: tuple[Clause, ...]
    agreed_at: int | None
    partial: bool
    recorded: bool
    undertakings: tuple[Undertaking, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """An agreement that the closing plenary did not endorse: who set it aside, and why."""

    section: Section
    by: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A clause that was proposed and not agreed, and who stood behind it."""

    text: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An issue that stayed open."""

    issue: str
    brackets: tuple[Bracket, ...]


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a forum left open: all of it, or the issues a partial agreement says nothing of."""

    title: str
    partial: bool
    issues: tuple[Unsettled, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A delegation under the document; `people` head first, empty when it is automated."""

    delegation: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The document. `sections` are its body; annexes follow: what was set aside, what remained in
    brackets, and (for those who may know) what was agreed behind closed doors."""

    title: str
    table: int
    draft: bool
    at: int | None
    parties: tuple[str, ...]
    sections: tuple[Section, ...]
    set_aside: tuple[SetAside, ...]
    remaining: tuple[Remaining, ...]
    apart: tuple[Section, ...]
    signatures: tuple[Signature, ...]


def statement_of(view: View) -> Statement:
    """The Joint Statement as the view's reader may know it, at this point of the talks."""
    forums = sorted((e for k, e in view.items() if _is(k, "forum")), key=lambda f: f["order"])
    found = {f["id"]: view.get(f"agreement/{f['id']}") for f in forums if f["state"] == "agreed"}
    agreed = [(f, a) for f in forums if (a := found.get(f["id"])) is not None]
    public = [(f, a) for f, a in agreed if f["open"]]
    body = [(f, a) for f, a in public if a["endorsed"] is not False]
    parties = _parties(view, [f for f, _ in body], forums)
    dates = [a["adopted_at"] for _, a in body if a["adopted_at"] is not None]
    return Statement(
        title=view["talks"]["title"],
        table=view["talks"]["table"],
        draft=view["talks"]["state"] in {"lobby", "running"},
        at=max(dates, default=None),
        parties=tuple(_name(view, d) for d in parties),
        sections=tuple(_section(view, f, a) for f, a in body),
        set_aside=tuple(_aside(view, f, a) for f, a in public if a["endorsed"] is False),
        remaining=tuple(left for f in forums if (left := _remaining(view, f)) is not None),
        apart=tuple(_section(view, f, a) for f, a in agreed if not f["open"]),
        signatures=tuple(_signature(view, d) for d in parties),
    )


def _is(key: str, kind: str) -> bool:
    return key.startswith(f"{kind}/")


def _parties(view: View, body: Iterable[Entity], forums: Iterable[Entity]) -> list[str]:
    """Who signs, in seating order: the parties of the body, and of the plenary that endorsed it."""
    plenaries = (f for f in forums if f.get("endorses") and f["state"] != "closed")
    signing = {d for f in (*body, *plenaries) for d in f["parties"]}
    seated = sorted((e for k, e in view.items() if _is(k, "delegation")), key=lambda d: d["order"])
    return [d["id"] for d in seated if d["id"] in signing]


def _name(view: View, delegation: str) -> str:
    name: str = view[f"delegation/{delegation}"]["name"]
    return name


def _section(view: View, forum: Entity, agreement: Entity) -> Section:
    titles = {i["id"]: i["title"] for i in forum["issues"]}
    return Section(
        title=agreement["title"],
        parties=tuple(_name(view, d) for d in agreement["signatories"]),
        clauses=tuple(Clause(titles[c["issue"]], c["clause"]) for c in agreement["clauses"]),
        agreed_at=agreement["adopted_at"],
        partial=agreement["partial"],
        recorded=agreement["recorded"],
        undertakings=tuple(_undertakings(view, forum)),
    )


def _undertakings(view: View, forum: Entity) -> Iterator[Undertaking]:
    """What the agreement obliges to, as the ledger shows it, the first due first."""
    rounds = [r["title"] for r in view["talks"]["rounds"]]
    owed = [e for k, e in view.items() if _is(k, "obligation")]
    own = [o for o in owed if o["source"]["kind"] == "forum" and o["source"]["id"] == forum["id"]]
    for one in sorted(own, key=lambda o: o["due_round"]):
        yield Undertaking(
            by=_name(view, one["by"]),
            what=one["what"],
            due_round=one["due_round"],
            due="" if one["after_talks"] else rounds[one["due_round"] - 1],
            status=one["status"],
            after=tuple(step["what"] for step in one["after"]),
        )


def _aside(view: View, forum: Entity, agreement: Entity) -> SetAside:
    reasons = agreement["endorsement_reasons"]
    against = [d for d, stance in agreement["endorsements"].items() if stance == "set_aside"]
    by = tuple((_name(view, d), reasons.get(d, "")) for d in against)
    return SetAside(_section(view, forum, agreement), by)


def _remaining(view: View, forum: Entity) -> Remaining | None:
    """What the forum left open, if it began, if the reader sees its inside, and if anything did."""
    if "issues" not in forum or forum["state"] == "closed":
        return None
    agreement = view.get(f"agreement/{forum['id']}") if forum["state"] != "failed" else None
    settled = agreement["package"] if agreement is not None else {}
    proposals = [e for k, e in view.items() if _is(k, "proposal") and e["forum"] == forum["id"]]
    standing = [p for p in proposals if _stood(p)]
    issues = tuple(
        Unsettled(i["title"], _brackets(view, i, standing))
        for i in forum["issues"]
        if i["id"] not in settled
    )
    return Remaining(forum["title"], bool(settled), issues) if issues else None


def _stood(proposal: Entity) -> bool:
    """True for what was on the table to the end."""
    if proposal["state"] == "lapsed":
        return proposal["lapse_why"] in _LEFT_OPEN
    return proposal["state"] in {"tabled", "silence"}


def _brackets(view: View, issue: Entity, proposals: Iterable[Entity]) -> tuple[Bracket, ...]:
    behind: dict[str, set[str]] = {}
    for proposal in proposals:
        option = proposal["package"].get(issue["id"])
        if option is not None:
            accepting = {d for d, s in proposal["stances"].items() if s["stance"] == "accept"}
            named = {proposal["by"], *proposal["cosponsors"]}
            behind.setdefault(option, set()).update(accepting | named)
    seated = sorted((e for k, e in view.items() if _is(k, "delegation")), key=lambda d: d["order"])
    return tuple(
        Bracket(o["clause"], tuple(d["short"] for d in seated if d["id"] in behind[o["id"]]))
        for o in issue["options"]
        if o["id"] in behind
    )


def _signature(view: View, delegation: str) -> Signature:
    known = view[f"delegation/{delegation}"]
    if known["bot"] is None:
        return Signature(known["name"], tuple(d["name"] for d in known["delegates"]))
    agent = known["bot"].get("agent")
    return Signature(known["name"], (signed_as(agent["name"]),) if agent else ())
