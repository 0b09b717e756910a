"""Markdown to safe HTML: the guides of the project and the briefs of scenario authors."""

import re
from dataclasses import dataclass
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS = {
    *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "kbd"),
    *("blockquote", "table", "thead", "tbody", "tr", "th", "td", "a", "br", "hr", "s"),
}
_ATTRIBUTES = {
    **{heading: {"id"} for heading in ("h1", "h2", "h3", "h4")},
    "a": {"href", "title"},
    "ol": {"start"},
}
_PLAIN = ("text", "code_inline")
_NO_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, its first heading, and the anchors of its sections."""

    html: Markup
    title: str
    contents: tuple[tuple[str, str], ...]


def render(text: str, *, html: bool = False, base: str = "") -> Rendered:
    """Render Markdown; `html` lets tags such as <kbd> through. What comes out is cleaned anyway.

    `base` is the path that links to our own pages need in front.
    """
    parser = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    title, contents = _anchor(tokens)
    body = nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=lambda _tag, name, value: (
            base + value if name == "href" and value.startswith("/") else value
        ),
        url_schemes={"http", "https", "mailto"},
        link_rel="noreferrer",
    )
    return Rendered(Markup(body), title, contents)  # noqa: S704  # cleaned in the line above


def _anchor(tokens: list[Token]) -> tuple[str, tuple[tuple[str, str], ...]]:
    title = ""
    contents: list[tuple[str, str]] = []
    taken: set[str] = set()
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        plain = "".join(c.content for c in inline.children or () if c.type in _PLAIN)
        if opening.tag == "h1":
            title = title or plain
            continue
        anchor = _NO_SLUG.sub("-", plain.lower()).strip("-") or "section"
        while anchor in taken:
            anchor += "-2"
        taken.add(anchor)
        opening.attrSet("id", anchor)
        if opening.tag == "h2":
            contents.append((anchor, plain))
    return title, tuple(contents)
