"""The Joint Statement as Markdown."""

import re
from collections.abc import Iterable

from server.web.statement.lines import Line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_NOBODY = "—"
_LIST = re.compile(r"^(\d+)([.)])|^([-+])")


def markdown(lines: Iterable[Line]) -> str:
    """The document; what people wrote is escaped, so that it stays what they wrote."""
    return "\n\n".join(_one(line) for line in lines) + "\n"


def _one(line: Line) -> str:
    text, aside = _plain(line.text), _plain(line.aside)
    match line.kind:
        case "title":
            return f"# {text}"
        case "annex":
            return f"## {_plain(line.mark)}: {text}"
        case "section":
            return f"### {line.mark}. {text}" if line.mark else f"### {text}"
        case "article":
            return f"{line.mark} {text}"
        case "bracket":
            return f"> {text} ({aside})" if aside else f"> {text}"
        case "issue":
            return f"**{text}**"
        case "over" | "date" | "parties" | "note":
            return f"*{text}*"
        case "signature":
            return f"**{text}**\\\n{aside or _NOBODY}"
        case "preamble" | "closing":
            return text


def _plain(text: str) -> str:
    one_line = " ".join(text.split())
    escaped = _SPECIAL.sub(r"\\\1", one_line)
    return _LIST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)
