"""For `pybabel extract`: the sentences that the rules keep in tables, without knowing gettext,
and the words of the scripts.
"""

import ast
import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import IO

Found = tuple[int, None, str, list[str]]


def sentences(
    file: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, object],
) -> Iterator[Found]:
    """Each string value of a module's dictionary called SENTENCES, with its line.

    Babel's protocol for extractors; it hands over keywords, tags and options, none of use here.
    """
    del keywords, comment_tags, options
    for node in ast.parse(file.read()).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Dict):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if not any(isinstance(t, ast.Name) and t.id == "SENTENCES" for t in targets):
            continue
        for value in node.value.values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.lineno, None, value.value, []


_STRING = r'"((?:[^"\\]|\\.)*)"'
_SAID = re.compile(rf"(?<![\w.$])t\(\s*{_STRING}")
_COUNTED = re.compile(r"(?<![\w.$])tn\(")
_FORMS = re.compile(rf",\s*{_STRING},\s*{_STRING}")

Said = tuple[int, str, str | tuple[str, str], list[str]]


def scripts(
    file: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, object],
) -> Iterator[Said]:
    """The words of a script's `t("...")` and `tn(n, "...", "...")`, with their lines.

    Babel's own extractor loses calls in templates that stand inside templates, as html`...` has.
    """
    del keywords, comment_tags, options
    text = file.read().decode()
    for said in _SAID.finditer(text):
        yield _line(text, said), "gettext", _plain(said[1]), []
    for call in _COUNTED.finditer(text):
        forms = _FORMS.match(text, _end_of_argument(text, call.end()))
        if forms is not None:
            yield _line(text, call), "ngettext", (_plain(forms[1]), _plain(forms[2])), []


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def _plain(literal: str) -> str:
    return str(json.loads(f'"{literal}"'))


def _end_of_argument(text: str, start: int) -> int:
    """Where the comma after the argument stands, brackets in it passed over."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
        elif text[at] == "," and depth == 0:
            return at
    return len(text)
