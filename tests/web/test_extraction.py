"""All words of the scripts are found, however deep in templates they stand."""

import io
import re

from server.web.site.extraction import scripts
from tests.live import CHECKOUT


def found(source: str) -> list[tuple[int, str, str | tuple[str, str]]]:
    said = scripts(io.BytesIO(source.encode()), (), (), {})
    return [(line, kind, words) for line, kind, words, _ in said]


def test_words_in_templates_within_templates() -> None:
    source = 'const a = html`<p>${b && html`<i>${c ? html`${t("Deep")}` : t("Shallow")}</i>`}</p>`;'
    assert found(source) == [(1, "gettext", "Deep"), (1, "gettext", "Shallow")]


def test_plural_forms_after_any_first_argument() -> None:
    source = 'x;\ntn(count(a, [b, c]), "{n} \\"change\\"", "{n} changes", { p: 1 })'
    assert found(source) == [(2, "ngettext", ('{n} "change"', "{n} changes"))]


def test_other_names_and_variables_are_no_words() -> None:
    assert found('set("a"); obj.t("b"); start("c"); t(variable); tn(n, one, other)') == []


def test_no_call_in_our_scripts_is_lost() -> None:
    for path in sorted((CHECKOUT / "static" / "js").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        calls = re.findall(r'(?<![\w.$])t\(\s*"', text) + re.findall(
            r"(?<![\w.$])tn\((?!n, one, other)", text
        )
        if path.name == "i18n.js":
            continue
        assert len(found(text)) == len(calls), path.name
