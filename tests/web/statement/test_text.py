"""The Joint Statement as Markdown stays what people wrote."""

import pytest
from markdown_it import MarkdownIt

from server.web.statement.lines import Line
from server.web.statement.text import markdown


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "*bold* _under_ `code` [a](b) # no heading",
        "1. not a list",
        "- not a list either",
        "1) nor this",
        "back\\slash ~~struck~~ | cell",
    ],
)
def test_what_was_written_is_read_back(written: str) -> None:
    html = MarkdownIt("js-default").render(markdown([Line("preamble", written)]))
    [paragraph] = MarkdownIt("js-default").parse(markdown([Line("preamble", written)]))[1:2]
    assert html.startswith("<p>")
    read = "".join(
        t.content for t in paragraph.children or [] if t.type in {"text", "text_special"}
    )
    assert read == written


def test_every_kind_of_line_has_its_form() -> None:
    lines = [
        Line("title", "Joint Statement"),
        Line("section", "Energy", "I"),
        Line("article", "The oil shall flow.", "1."),
        Line("annex", "What remained", "Annex I"),
        Line("bracket", "[Or not.]", aside="USA"),
        Line("signature", "China"),
    ]
    assert markdown(lines).split("\n\n") == [
        "# Joint Statement",
        "### I. Energy",
        "1. The oil shall flow.",
        "## Annex I: What remained",
        "> \\[Or not.\\] (USA)",
        "**China**\\\n—\n",
    ]
