"""For `pybabel extract`: the sentences that the rules keep in tables, without knowing gettext."""

import ast
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
