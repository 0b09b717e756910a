"""Markdown becomes HTML that cannot do harm."""

from server.web.site.markdown import render


def test_gives_title_sections_and_anchors() -> None:
    text = render("# Guide\n\n## Who reads *what*?\n\nWords.\n\n### Part\n\n## Who reads what?\n")
    assert text.title == "Guide"
    assert text.contents == (
        ("who-reads-what", "Who reads what?"),
        ("who-reads-what-2", "Who reads what?"),
    )
    assert '<h2 id="who-reads-what">' in text.html
    assert '<h3 id="part">' in text.html


def test_lets_no_script_through() -> None:
    evil = '<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror="y">\n'
    for allowed in (True, False):
        html = render(evil, html=allowed).html
        assert "<script" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html


def test_keeps_keys_and_tables() -> None:
    html = render("| Key | Does |\n|---|---|\n| <kbd>Esc</kbd> | closes |\n", html=True).html
    assert "<kbd>Esc</kbd>" in html
    assert "<td>closes</td>" in html
