"""Packages: a choice of options for all or some issues of a forum."""

from collections.abc import Mapping

from server.rules.ids import IssueId, OptionId

Package = Mapping[IssueId, OptionId]
"""Issue -> option. Complete when it names every issue of the forum, else partial."""


def changes_between(old: Package, new: Package) -> dict[IssueId, OptionId | None]:
    """What turns `old` into `new`; None stands for an issue that is left out."""
    issues = [*old, *(issue for issue in new if issue not in old)]
    return {i: new.get(i) for i in issues if old.get(i) != new.get(i)}


def with_changes(
    package: Package, changes: Mapping[IssueId, OptionId | None]
) -> dict[IssueId, OptionId]:
    """The package after the changes are laid on it."""
    merged = {**package, **changes}
    return {issue: option for issue, option in merged.items() if option is not None}
