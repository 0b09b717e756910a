"""What bots say, in plain sentences. Everything goes through a translator given by the caller."""

from collections.abc import Callable, Mapping, Sequence

Translate = Callable[[str], str]
"""A message in English -> the same in the table's language."""

LONGEST = 60
"""Characters of an issue's title or an option's text within a sentence."""


def brief(text: str) -> str:
    """The first clause of a title or an option's text, short enough for a sentence."""
    for mark in (" (", ": ", "; ", ", ", ". "):
        head = text.split(mark, 1)[0]
        if 8 <= len(head) <= LONGEST:
            return head
    head = text.rstrip(".")
    return head if len(head) <= LONGEST else head[: LONGEST - 3].rsplit(" ", 1)[0] + "..."


def too_little(_: Translate, issue: str, option: str) -> str:
    """A reason: the option is worth too little."""
    return _("{issue}: “{option}” gives us too little.").format(
        issue=brief(issue), option=brief(option)
    )


def not_ours_to_sign(_: Translate, issue: str, option: str) -> str:
    """A reason: the option crosses a red line."""
    return _("{issue}: we cannot sign “{option}”.").format(issue=brief(issue), option=brief(option))


def chairs_text(_: Translate, issues: Sequence[str]) -> str:
    """The note on a chair's amendment of the leading text."""
    return _("Chair's text: the leading proposal, changed on {issues}.").format(
        issues=_quoted(_, issues)
    )


def amended(_: Translate, issues: Sequence[str]) -> str:
    """The note on an amendment."""
    return _("We can sign this with a change on {issues}.").format(issues=_quoted(_, issues))


def offer(_: Translate, issue: str, option: str, party: str) -> str:
    """The note on a new package: what it gives another party."""
    return _("{issue}: “{option}” is meant for {party}.").format(
        issue=brief(issue), option=brief(option), party=party
    )


def opening(_: Translate, forum: str, issue: str) -> str:
    """What a party says when a forum opens."""
    return _("{forum}: what matters most to us is “{issue}”.").format(
        forum=brief(forum), issue=brief(issue)
    )


def observing(_: Translate, forum: str, issue: str) -> str:
    """What an observer says when a forum opens."""
    return _("{forum}: we take no stance here, but “{issue}” concerns us too.").format(
        forum=brief(forum), issue=brief(issue)
    )


def delaying(_: Translate) -> str:
    """The note on an obligation that a bot does not do yet."""
    return _("We need one round more.")


def refusing(_: Translate) -> str:
    """The note on an obligation that a bot does not do."""
    return _("The others have not moved; we shall not go first.")


def one_sided(_: Translate) -> str:
    """Why a side letter is declined: it asks for more than it gives."""
    return _("It asks more of us than it gives.")


def not_ours_to_promise(_: Translate) -> str:
    """Why a side letter is declined: it promises what the mandate forbids."""
    return _("We cannot promise that.")


def in_step(_: Translate, what: str) -> str:
    """Said with an acceptance: what the bot would owe should be matched step by step."""
    return _("Action for action: we ask for a step of yours beside “{what}”.").format(
        what=brief(what)
    )


def _quoted(_: Translate, titles: Sequence[str]) -> str:
    """Issues' titles as a list in a sentence."""
    *first, last = [f"“{brief(title)}”" for title in titles]
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


class Names:
    """Finds issues by their titles in what bots say, and in what people write."""

    __slots__ = ("_names",)

    def __init__(self, titles: Mapping[str, str]) -> None:
        names = [(brief(title).casefold(), issue) for issue, title in titles.items()]
        self._names = sorted(names, key=lambda pair: (-len(pair[0]), pair))

    def named_in(self, text: str) -> list[str]:
        """The issues whose title stands in the text; a longer title hides one it contains."""
        rest = text.casefold()
        found = []
        for name, issue in self._names:
            if name in rest:
                found.append(issue)
                rest = rest.replace(name, " ")
        return found
