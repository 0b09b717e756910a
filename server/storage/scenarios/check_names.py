"""Every name of a scenario that other files may use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.storage.scenarios.tree import Node


@dataclass(frozen=True, slots=True)
class ForumNames:
    """One forum's names. `raw` are the delegations whose mandate is in raw points."""

    issues: Mapping[str, list[str]]
    parties: list[str]
    attending: list[str]
    mandates: list[str]
    raw: frozenset[str]
    open: bool


@dataclass(frozen=True, slots=True)
class Names:
    """All names; a forum whose file could not be read has None."""

    delegations: list[str]
    forums: Mapping[str, ForumNames | None]
    tracks: list[str]
    rungs: list[str]
    rounds: list[str]
    terms: Mapping[str, str | None]
    codes: Iterable[str]


def names_of(
    scenario: Node,
    forums: Iterable[Node],
    agreements: Iterable[Node],
    unread: Iterable[str],
    codes: Iterable[str],
) -> Names:
    """The names that the files define; `terms` with the forum each belongs to."""
    inside: dict[str, ForumNames | None] = dict.fromkeys(unread)
    terms: dict[str, str | None] = {}
    for forum in forums:
        if (forum_id := forum.at("id").text) is not None:
            inside[forum_id] = forum_names(forum)
        terms.update((term, forum_id) for node in terms_in(forum) if (term := node.at("id").text))
    for agreement in agreements:
        for node in agreement.at("obligations").each():
            if (term := node.at("id").text) is not None:
                terms[term] = agreement.at("forum").text
    rounds = [r for p in scenario.at("presets").each() for r in p.at("rounds").each()]
    return Names(
        delegations=_ids(scenario.at("delegations").each()),
        forums=inside,
        tracks=_ids(scenario.at("tracks").each()),
        rungs=_ids(scenario.at("ladder").each()),
        rounds=list(dict.fromkeys(_ids(rounds))),
        terms=terms,
        codes=codes,
    )


def options_of(forum: Node) -> dict[str, list[str]]:
    """The option ids of each issue."""
    return {
        issue.at("id").text or "": _ids(issue.at("options").each())
        for issue in forum.at("issues").each()
    }


def forum_names(forum: Node) -> ForumNames:
    """The names inside a forum file."""
    parties = forum.at("parties").texts()
    mandates = dict(forum.at("mandates").items())
    return ForumNames(
        issues=options_of(forum),
        parties=parties,
        attending=[*parties, *forum.at("observers").texts()],
        mandates=list(mandates),
        raw=frozenset(d for d, mandate in mandates.items() if mandate.has("points")),
        open=forum.at("open").value is not False,
    )


def terms_in(forum: Node) -> list[Node]:
    """Every obligation of a forum file: its own, and those of its options."""
    own = list(forum.at("obligations").each())
    for issue in forum.at("issues").each():
        for option in issue.at("options").each():
            own += option.at("obligations").each()
    return own


def _ids(nodes: Iterable[Node]) -> list[str]:
    return [text for node in nodes if (text := node.at("id").text) is not None]
