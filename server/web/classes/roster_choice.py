"""Which column is what, as somebody chooses on the check page: the fields of its form.

Each column has a field with its meaning, and one field says which line names the columns. They
count once one of them is another than the list was read with, and for that list only.
"""

from hashlib import sha256

from server.web.classes.roster import Roster
from server.web.classes.roster_layout import MOST_COLUMNS, Chosen
from server.web.classes.roster_words import Meaning
from server.web.site.forms import Form

OF, READ_AS, HEADING, OWN = "roster_of", "roster_read_as", "roster_heading", "roster_own"
"""The list they are for; what it was read as; the line of the headings; set once chosen."""

COLUMN = "roster_column_"
FORGET = "forget_columns"
"""The button that has the list read by itself again."""


def text_of(form: Form) -> str:
    """The roster as it was sent: empty first lines and cells keep their place."""
    return form.values.get("roster", "")


def chosen(form: Form) -> Chosen | None:
    """What was chosen for the list in the form; None to have the list tell."""
    if form.get(OF) != _fingerprint(text_of(form)) or form.get("do") == FORGET:
        return None
    meanings = []
    for number in range(1, MOST_COLUMNS + 1):
        value = form.get(f"{COLUMN}{number}")
        if value not in list(Meaning):
            break
        meanings.append(Meaning(value))
    line = form.number(HEADING, 0, 100_000)
    if not meanings or line is None:
        return None
    made = Chosen(tuple(meanings), line)
    return made if form.get(OWN) or _said(made) != form.get(READ_AS) else None


def hidden(form: Form, read: Roster) -> dict[str, str]:
    """The fields that nobody sees, for the page that shows this reading."""
    return {
        OF: _fingerprint(text_of(form)),
        READ_AS: _said(Chosen(tuple(c.meaning for c in read.columns), read.heading)),
        OWN: "yes" if chosen(form) else "",
    }


def kept(form: Form) -> dict[str, str]:
    """All the fields as they are, for a page that does not show them."""
    names = {OF, READ_AS, HEADING, OWN}
    return {n: v for n, v in form.values.items() if n in names or n.startswith(COLUMN)}


def _fingerprint(text: str) -> str:
    """Of the text whatever its line ends are: a form changes them."""
    return sha256("\n".join(text.split()).encode("utf-8", "replace")).hexdigest()[:16]


def _said(made: Chosen) -> str:
    return f"{made.heading}:{','.join(made.meanings)}"
