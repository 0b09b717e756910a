"""What bots say, in plain sentences. Everything goes through a translator given by the caller."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Translate = Callable[[str], str]
"""A message in English -> the same in the table's language."""

WORDINGS = 7
"""In how many ways the same can be said at the most."""

LONGEST = 60
"""Characters of an issue's title or an option's text within a sentence."""


def brief(text: str) -> str:
    """The first clause of a title or an option's text, short enough for a sentence."""
    for marks in ((": ", "; ", ". "), (" (", ", ")):  # where a clause ends, then a part of it
        heads = sorted((text.split(mark, 1)[0] for mark in marks), key=len)
        for head in heads:
            if 8 <= len(head) <= LONGEST and head != text:
                return head
    head = text.rstrip(".")
    return head if len(head) <= LONGEST else head[: LONGEST - 3].rsplit(" ", 1)[0] + "..."


@dataclass(frozen=True, slots=True)
class Asked:
    """One change that a delegation asks for: an issue, what is written there, what it wants."""

    issue: str
    now: str
    wanted: str

    def into(self, sentence: str) -> str:
        """The sentence with the change in it."""
        return sentence.format(
            issue=brief(self.issue), now=brief(self.now), wanted=brief(self.wanted)
        )


def would_turn(_: Translate, asked: Sequence[Asked], turn: int) -> str:
    """A reason: what would turn the refusal into an acceptance."""
    if len(asked) > 1:
        issues, wanted = listed(_, [a.issue for a in asked]), listed(_, [a.wanted for a in asked])
        several = (
            _("It falls short on {issues}. With {wanted} we could accept."),
            _("Two things stand between us, {issues}: we would sign {wanted}."),
            _("Move on {issues}, to {wanted}, and we are with you."),
        )
        return several[turn % len(several)].format(issues=issues, wanted=wanted)
    one = (
        _("{issue}: with “{wanted}” instead of “{now}” we could accept."),
        _("We could live with the rest; on {issue} we would need “{wanted}”."),
        _("{issue} keeps us from it: “{now}” is not for us, “{wanted}” would be."),
        _("If {issue} read “{wanted}”, we would sign."),
        _("One change, on {issue}, and we are there: “{wanted}” for “{now}”."),
        _("Not with “{now}” on {issue}. Put “{wanted}” there and we accept."),
        _("Would the others consider “{wanted}” on {issue}? Then we could say yes."),
    )
    return asked[0].into(one[turn % len(one)])


def hoping(_: Translate, asked: Sequence[Asked], turn: int) -> str:
    """A reason not to accept yet what could be signed: it hopes for more, and with what it would
    not wait."""
    if len(asked) > 1:
        issues, wanted = listed(_, [a.issue for a in asked]), listed(_, [a.wanted for a in asked])
        several = (
            _("Not yet: we still hope for more on {issues}. With {wanted} we would sign now."),
            _("This could do in the end. We hope for {wanted} on {issues}, and sign at once then."),
            _("We do not rule it out, but look for better on {issues}: {wanted}, and it is done."),
        )
        return several[turn % len(several)].format(issues=issues, wanted=wanted)
    one = (
        _("Not yet: on {issue} we still hope for “{wanted}”. With it we would sign now."),
        _("This could do in the end, but we hope for more: “{wanted}” on {issue}."),
        _("We do not rule it out. “{wanted}” on {issue}, and we need not wait."),
        _("{issue} could be better for us: with “{wanted}” there we sign at once."),
        _("We look for more before we settle: “{wanted}” instead of “{now}” on {issue}."),
        _("Possible, not good enough yet: we hope that {issue} will read “{wanted}”."),
        _("We could end here, but ask first for “{wanted}” on {issue}; then we accept."),
    )
    return asked[0].into(one[turn % len(one)])


def hoping_far(_: Translate, asked: Sequence[Asked], turn: int) -> str:
    """The same where no small change is enough at present."""
    issues, wanted = listed(_, [a.issue for a in asked]), listed(_, [a.wanted for a in asked])
    some = (
        _("Too early for us: we hope for a good deal more, such as {wanted} on {issues}."),
        _("We do not rule it out, but hope for better, first of all {wanted} on {issues}."),
        _("Not as long as there is time to find better: {wanted} on {issues} would be a step."),
    )
    return some[turn % len(some)].format(issues=issues, wanted=wanted)


def not_ours_to_sign(_: Translate, asked: Asked, turn: int) -> str:
    """A reason: the package crosses a red line, and what would lift that."""
    some = (
        _("{issue}: we cannot sign “{now}”. “{wanted}” we could."),
        _("“{now}” on {issue} is a red line of ours; “{wanted}” is not."),
        _("“{now}” on {issue} is closed to us, “{wanted}” is not."),
    )
    return asked.into(some[turn % len(some)])


def far_apart(_: Translate, asked: Sequence[Asked], turn: int) -> str:
    """A reason: no small change is enough, but this is the direction."""
    issues, wanted = listed(_, [a.issue for a in asked]), listed(_, [a.wanted for a in asked])
    some = (
        _("We are far apart. A step towards us would be {wanted} on {issues}."),
        _("This asks too much of us at once; begin with {issues}, nearer to {wanted}."),
        _("It would take more than one change. We would look again at {wanted} on {issues}."),
    )
    return some[turn % len(some)].format(issues=issues, wanted=wanted)


def chairs_text(_: Translate, issues: Sequence[str]) -> str:
    """The note on a chair's amendment of the leading text."""
    return _("Chair's text: the leading proposal, changed on {issues}.").format(
        issues=listed(_, issues)
    )


def amended(_: Translate, issues: Sequence[str]) -> str:
    """The note on an amendment."""
    return _("We can sign this with a change on {issues}.").format(issues=listed(_, issues))


def offer(_: Translate, issue: str, option: str, party: str) -> str:
    """The note on a new package: what it gives another party."""
    return _("{issue}: “{option}” is meant for {party}.").format(
        issue=brief(issue), option=brief(option), party=party
    )


def again(_: Translate, label: str) -> str:
    """The note on a package that was on the table before, and that this delegation refused."""
    return _("We come back to {label}: we would not sign it then, we would now.").format(
        label=label
    )


def last_word(_: Translate, label: str) -> str:
    """The note on an own package that was on the table before: there is nothing left to concede."""
    return _("We come back to our {label}: further than that we cannot go.").format(label=label)


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


def listed(_: Translate, titles: Sequence[str]) -> str:
    """Titles or options as a list in a sentence."""
    *first, last = [f"“{brief(title)}”" for title in titles]
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


class Names:
    """Finds issues by their titles, or options by their texts, in what bots and people write."""

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
