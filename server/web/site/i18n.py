"""The language of a page: negotiated, and the words that the scripts need.

Catalogues live in server/translations; `README.md` there says how to add a language. `messages`
holds the words of Python and templates, `js` those of static/js.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Babel, get_locale
from flask_babel import gettext as _gettext
from flask_babel import ngettext as _ngettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from server.rules import names

FOLDER = Path(__file__).parents[2] / "translations"
SOURCE = "en"

Words = dict[str, str | list[str]]


def gettext(text: str, **named: object) -> str:
    """The text in the visitor's language, with what is named put in."""
    return str(_gettext(text, **_isolated(named)))


def ngettext(one: str, many: str, number: int, **named: object) -> str:
    """The form that fits the number, which stands in the text as %(num)s."""
    return str(_ngettext(one, many, number, **_isolated(named)))


def _isolated(named: Mapping[str, object]) -> dict[str, object]:
    """What is put into a sentence, so that a name from the right turns nothing around it."""
    return {k: _isolate(v) if isinstance(v, str) else v for k, v in named.items()}


def _isolate(text: str) -> str:
    kept = names.isolated(text)
    return Markup(kept) if isinstance(text, Markup) else kept  # noqa: S704  # only marks are added


def _isolating(form: Callable[..., str]) -> Callable[..., str]:
    """A translating function of templates, with everything isolated that it puts in."""

    @pass_context
    def isolating(context: Context, *texts: object, **named: object) -> str:
        return form(context, *texts, **_isolated(named))

    return isolating


def install(app: Flask) -> None:
    """Give the application its languages, once."""
    if "babel" in app.extensions:
        return
    Babel(
        app,
        default_locale=SOURCE,
        default_translation_directories=str(FOLDER),
        locale_selector=choose,
    )
    for name in ("gettext", "ngettext"):
        form = cast("Callable[..., str]", app.jinja_env.globals[name])
        app.jinja_env.globals[name] = _isolating(form)


@cache
def languages() -> tuple[str, ...]:
    """The languages with a compiled catalogue, the source language first."""
    found = (file.parts[-3] for file in FOLDER.glob("*/LC_MESSAGES/messages.mo"))
    return (SOURCE, *sorted(set(found) - {SOURCE}))


def choose() -> str:
    """The visitor's language: the cookie's, else the best the browser accepts, else English."""
    asked = request.cookies.get("language", "")
    if asked in languages():
        return asked
    return request.accept_languages.best_match(languages()) or SOURCE


def current() -> Locale:
    """The language of this page."""
    return get_locale() or Locale.parse(SOURCE)


def tag(locale: Locale) -> str:
    """The language as HTML and JavaScript write it: `pt-BR`."""
    return str(locale).replace("_", "-")


@cache
def script_words(language: str) -> Mapping[str, str | list[str]]:
    """The words of static/js in a language, plural forms as lists; empty in the source language."""
    catalogue: NullTranslations = Translations.load(FOLDER, [language], domain="js")
    entries: dict[str | tuple[str, int], str] = getattr(catalogue, "_catalog", {})
    words: Words = {}
    plurals: dict[str, dict[int, str]] = {}
    for key, said in entries.items():
        if isinstance(key, tuple):
            plurals.setdefault(key[0], {})[key[1]] = said
        elif key:
            words[key] = said
    for text, forms in plurals.items():
        words[text] = [forms[n] for n in sorted(forms)]
    return words
