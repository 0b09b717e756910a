"""JavaScript without its comments and indentation. Lines stay lines, so that nothing is joined."""

import re

_WORD = re.compile(r"[\w$]+")
_KEYWORDS = frozenset(
    {
        "return",
        "typeof",
        "case",
        "do",
        "else",
        "in",
        "of",
        "new",
        "delete",
        "void",
        "throw",
        "await",
    }
)


def uncommented(source: str) -> str:
    """The script with comments and empty lines left out and lines not indented, outside template
    literals; what cannot be read to its end comes back as it was."""
    reader = _Reader(source)
    return reader.out() if reader.read() else source


class _Reader:
    """One pass over a script. Templates nest: `open` counts the braces of each `${` part."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.kept: list[str] = []
        self.open: list[int] = []
        self.last = ""

    def read(self) -> bool:
        at, source, end = 0, self.source, len(self.source)
        while at < end:
            start = at
            char, pair = source[at], source[at : at + 2]
            if pair == "//":
                at = self._past(at, "\n")
            elif pair == "/*":
                at = min(end, self._past(at + 2, "*/") + 2)
                at = self._after_comment(at, many_lines="\n" in source[start:at])
            elif char in "'\"":
                at = self._string(at)
            elif char == "`":
                at = self._template(at + 1)
                self._keep(source[start:at])
            elif char == "/" and self._is_pattern():
                at = self._pattern(at)
            elif char == "}" and self.open and self.open[-1] == 0:
                self.open.pop()
                at = self._template(at + 1)
                self._keep(source[start:at])
            elif char == "\n":
                at = self._line_end(at)
            elif word := _WORD.match(source, at):
                at = word.end()
                self._keep(word[0])
            else:
                self._brace(char)
                at += 1
                self._keep(char)
            if at <= start:
                return False
        return not self.open

    def out(self) -> str:
        return "".join(self.kept).strip("\n") + "\n"

    def _keep(self, text: str) -> None:
        self.kept.append(text)
        if text.strip():
            self.last = text

    def _past(self, at: int, mark: str) -> int:
        found = self.source.find(mark, at)
        return len(self.source) if found < 0 else found

    def _line_end(self, at: int) -> int:
        """One line's end for however many blank lines and whatever indentation follow."""
        while self.kept and self.kept[-1] in " \t":
            self.kept.pop()
        if self.kept and self.kept[-1] != "\n":
            self.kept.append("\n")
        while at < len(self.source) and self.source[at] in " \t\n":
            at += 1
        return at

    def _after_comment(self, at: int, *, many_lines: bool) -> int:
        """A comment parts words as a space does; one over several lines, as a line's end does."""
        if many_lines:
            return self._line_end(at)
        if self.kept and not self.kept[-1].isspace():
            self.kept.append(" ")
        while self.source[at : at + 1] in (" ", "\t"):
            at += 1
        return at

    def _string(self, at: int) -> int:
        quote, start = self.source[at], at
        at += 1
        while at < len(self.source) and self.source[at] not in (quote, "\n"):
            at += 2 if self.source[at] == "\\" else 1
        if self.source[at : at + 1] != quote:
            return start
        self._keep(self.source[start : at + 1])
        return at + 1

    def _template(self, at: int) -> int:
        """From inside a template to its end or to the `${` that opens a part of code."""
        while at < len(self.source):
            if self.source[at] == "\\":
                at += 2
            elif self.source[at] == "`":
                return at + 1
            elif self.source.startswith("${", at):
                self.open.append(0)
                return at + 2
            else:
                at += 1
        self.open.append(-1)  # never closed: what was read is not trusted
        return at

    def _is_pattern(self) -> bool:
        """A slash divides after a value and begins a pattern anywhere else."""
        return not self.last or self.last in _KEYWORDS or self.last[-1] in "(,=:[!&|?{};+-*%<>~^$"

    def _pattern(self, at: int) -> int:
        start, in_class = at, False
        at += 1
        while at < len(self.source) and self.source[at] != "\n":
            char = self.source[at]
            if char == "/" and not in_class:
                self._keep(self.source[start : at + 1])
                return at + 1
            in_class = char == "[" or (in_class and char != "]")
            at += 2 if char == "\\" else 1
        return start

    def _brace(self, char: str) -> None:
        if self.open:
            self.open[-1] += {"{": 1, "}": -1}.get(char, 0)
