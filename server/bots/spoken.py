"""The sentences of answers. Everything goes through a translator given by the caller."""

from collections.abc import Sequence

from server.bots.phrases import Asked, Translate, brief, listed


def _turned(sentences: Sequence[str], turn: int) -> str:
    return sentences[turn % len(sentences)]


def matters(_: Translate, issues: Sequence[str], easy: str, turn: int) -> str:
    """Which issues weigh most; `easy`, when given, is the one that weighs least."""
    first = brief(issues[0])
    if len(issues) == 1:
        some = _("“{first}”, before everything else."), _("For us it turns on “{first}”.")
        return _turned(some, turn).format(first=first)
    second = brief(issues[1])
    if not easy:
        some = (
            _("“{first}” first, then “{second}”."),
            _("Above all “{first}”; after that “{second}”."),
        )
        return _turned(some, turn).format(first=first, second=second)
    some = (
        _("“{first}” first, then “{second}”. On “{easy}” we are flexible."),
        _("Above all “{first}”, and “{second}”; “{easy}” matters least to us."),
    )
    return _turned(some, turn).format(first=first, second=second, easy=brief(easy))


def accepted_already(_: Translate, name: str) -> str:
    """Asked about what it accepts."""
    return _("We accept {name} already.").format(name=name)


def as_it_stands(_: Translate, name: str, turn: int) -> str:
    """The proposal is good enough."""
    some = _("We can accept {name} as it stands."), _("{name}, as it is now, we would sign.")
    return _turned(some, turn).format(name=name)


def not_over_it(_: Translate, name: str) -> str:
    """Nothing about the proposal would help."""
    return _("No change of {name} that we can see would do; put another package to us.").format(
        name=name
    )


def would_do(_: Translate, name: str, asked: Sequence[Asked], turn: int) -> str:
    """The change with which the proposal would be signed."""
    if len(asked) > 1:
        issues, wanted = (
            listed(_, [a.issue for a in asked]),
            listed(_, [a.wanted for a in asked]),
        )
        some = (
            _("{name} with {wanted} on {issues}: that we would sign."),
            _("It takes two changes of {name}, on {issues}: {wanted}."),
        )
        return _turned(some, turn).format(name=name, issues=issues, wanted=wanted)
    single = (
        _("{name} with “{wanted}” on {issue}, and we accept."),
        _("One change of {name}: “{wanted}” instead of “{now}” on {issue}."),
        _("On {issue} we need “{wanted}”; then {name} has our signature."),
    )
    return asked[0].into(_turned(single, turn).replace("{name}", name))


def towards(_: Translate, name: str, asked: Sequence[Asked], *, hopes: bool = False) -> str:
    """No small change is enough, but this is the direction; `hopes` for what it could sign."""
    issues = listed(_, [a.issue for a in asked])
    wanted = listed(_, [a.wanted for a in asked])
    if hopes:
        return _(
            "We do not rule {name} out, but hope for a good deal more: {wanted} on {issues} would "
            "be a step."
        ).format(name=name, issues=issues, wanted=wanted)
    return _(
        "{name} is far from what we can sign. Begin with {issues}, nearer to {wanted}; then ask "
        "again."
    ).format(name=name, issues=issues, wanted=wanted)


def because(_: Translate, name: str, asked: Sequence[Asked], turn: int) -> str:
    """Why a proposal is refused: what costs most in it."""
    issues = listed(_, [a.issue for a in asked])
    if len(asked) == 1:
        some = (
            _("What stands in {name} on {issue}, “{now}”, costs us most."),
            _("It is {issue} in {name}: “{now}” is not enough for us."),
        )
        return asked[0].into(_turned(some, turn).replace("{name}", name))
    some = (
        _("{name} costs us most on {issues}."),
        _("Above all for {issues}: there {name} is too far from us."),
    )
    return _turned(some, turn).format(name=name, issues=issues)


def hoped_for(_: Translate, name: str, issues: Sequence[str]) -> str:
    """Why it has not accepted what it could sign: it hopes for more."""
    return _("We do not rule {name} out; we hope for more, above all on {issues}.").format(
        name=name, issues=listed(_, issues)
    )


def forbidden(_: Translate, asked: Asked) -> str:
    """Why a proposal is refused: it crosses a red line."""
    return asked.into(_("“{now}” on {issue} is a red line of ours."))


def by_now(_: Translate, name: str) -> str:
    """Asked why it refused what it would accept by now."""
    return _("We would not sign {name} then; we would now.").format(name=name)


def trade_done(_: Translate, name: str, given: str, wanted: str) -> str:
    """Yes to an exchange within a proposal."""
    return _("Yes: {name} with “{given}” and “{wanted}” we would sign.").format(
        name=name, given=brief(given), wanted=brief(wanted)
    )


def trade_helps(_: Translate, given: str, wanted: str) -> str:
    """Yes to an exchange where nothing is on the table to put it into."""
    return _(
        "“{wanted}” for “{given}”: yes, put it into a package and we look at the rest."
    ).format(given=brief(given), wanted=brief(wanted))


def trade_with_more(_: Translate, asked: Asked) -> str:
    """The exchange helps and is not enough."""
    return asked.into(_("It would help, but not by itself: with “{wanted}” on {issue} too, yes."))


def trade_short(_: Translate, given: str, wanted: str) -> str:
    """The exchange helps and is far from enough."""
    return _("“{given}” would help us, and is far from enough for “{wanted}”.").format(
        given=brief(given), wanted=brief(wanted)
    )


def trade_not(_: Translate, given: str, wanted: str, turn: int) -> str:
    """No: it gives less than it takes."""
    some = (
        _("No. “{given}” is not worth “{wanted}” to us."),
        _("Not for that: “{wanted}” costs us more than “{given}” brings."),
    )
    return _turned(some, turn).format(given=brief(given), wanted=brief(wanted))


def trade_forbidden(_: Translate, option: str) -> str:
    """No: a red line."""
    return _("No. “{option}” is a red line of ours, whatever is given for it.").format(
        option=brief(option)
    )


def on_issue(_: Translate, issue: str, wanted: Sequence[str], turn: int) -> str:
    """What it wants on one issue."""
    some = (
        _("On {issue} we look for {wanted}."),
        _("{issue}: {wanted} would be best for us."),
    )
    return _turned(some, turn).format(issue=brief(issue), wanted=listed(_, wanted))


def option_closed(_: Translate, option: str, issue: str) -> str:
    """The option named is over a red line."""
    return _("“{option}” on {issue} is closed to us.").format(
        option=brief(option), issue=brief(issue)
    )


def option_wanted(_: Translate, option: str, issue: str) -> str:
    """The option named is the best one."""
    return _("“{option}” is what we want on {issue}.").format(
        option=brief(option), issue=brief(issue)
    )


def option_costs(_: Translate, option: str, issue: str, wanted: str) -> str:
    """The option named costs something."""
    return _(
        "“{option}” on {issue} is not our first choice: that is “{wanted}”. We would want "
        "something for it."
    ).format(option=brief(option), issue=brief(issue), wanted=brief(wanted))


def observer(_: Translate, issue: str) -> str:
    """From a delegation without a stance in the forum."""
    return _("We take no stance in this forum; what concerns us is “{issue}”.").format(
        issue=brief(issue)
    )


def between_us(_: Translate, name: str, asked: Sequence[Asked], turn: int) -> str:
    """An offer in a caucus: a change of the proposal of that name, or a package of its own."""
    issues = listed(_, [a.issue for a in asked])
    wanted = listed(_, [a.wanted for a in asked])
    some = (
        _("Between us: {name} with {wanted} on {issues}. That we would sign."),
        _("What if {name} had {wanted} on {issues}? We would sign it."),
    )
    if not name:
        some = (
            _("Between us: a package with {wanted} on {issues}. That we would sign."),
            _("What if a package had {wanted} on {issues}? We have one that we would sign."),
        )
    return _turned(some, turn).format(name=name, wanted=wanted, issues=issues)


def nothing_to_offer(_: Translate) -> str:
    """In a caucus, when nothing is left."""
    return _("We have nothing better to offer for now.")


def step(_: Translate) -> str:
    """Asked for a step of its own."""
    return _("Put it in a letter: we sign what gives us as much as it asks of us.")


def ask_me(_: Translate, issue: str) -> str:
    """It understood nothing, and says what it understands."""
    return _(
        "I did not understand that. Ask me about “{issue}” or another issue, a proposal by its "
        "number, or what matters most to us."
    ).format(issue=brief(issue))
