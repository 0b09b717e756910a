"""A forum as GENIUS XML: a domain, and a utility profile for each party.

Weights are powers of two and evaluations whole numbers over one, so that floating point, with which
GENIUS and NegMAS add them up, is exact: what is acceptable, equal or better stays so. Evaluations
lie between 0 and 1, where GENIUS takes them as they are and NegMAS does so anyway; weights add up
to 1 at most, and so do utilities.
"""

from collections.abc import Mapping
from decimal import Context, Decimal
from math import gcd
from xml.sax.saxutils import quoteattr

from server.rules.ids import DelegationId, IssueId, OptionId
from server.rules.written.mandate import Mandate
from server.storage.games.expressible import Expressible

Table = Mapping[IssueId, tuple[Decimal, Mapping[OptionId, Decimal]]]
"""Each issue's weight, and its options' evaluations."""

EXACT = Context(prec=100)


def genius_files(told: Expressible) -> dict[str, bytes]:
    """File name -> content: the domain, which says what is left out, and the profiles."""
    forum = told.forum
    said = "".join(f"\n  {line.replace('--', '- -')}" for line in told.lost)
    comment = f"<!-- left out or told otherwise:{said}\n-->\n" if said else ""
    space = f'<utility_space number_of_issues="{len(forum.issues)}">'
    domain = f"<negotiation_template>\n{space}\n{_objective(told, None)}</utility_space>\n"
    files = {f"{forum.id}-domain.xml": f"{comment}{domain}</negotiation_template>\n".encode()}
    for party in forum.parties:
        table, reservation, unit = _table(forum.mandates[party])
        files[f"{forum.id}-{party}.xml"] = (
            f"<!-- {_comment(told, party, unit)} -->\n{space}\n{_objective(told, table)}"
            '<discount_factor value="1.0"/>\n'
            f'<reservation value="{_text(reservation)}"/>\n</utility_space>\n'
        ).encode()
    return files


def _comment(told: Expressible, party: DelegationId, unit: Decimal) -> str:
    name = told.parties[party].replace("--", "- -")
    return f"{name}: a utility of {_text(round(100 * unit, 12))} is a point"


def _objective(told: Expressible, table: Table | None) -> str:
    forum = told.forum
    name = quoteattr(forum.id)
    kind = 'type="objective" etype="objective"'
    lines = [f'<objective index="0" name={name} description="" {kind}>']
    for number, issue in enumerate(forum.issues, 1):
        discrete = 'vtype="discrete" type="discrete" etype="discrete"'
        lines.append(f'<issue index="{number}" name={quoteattr(told.issue(issue))} {discrete}>')
        for place, option in enumerate(issue.options, 1):
            value = quoteattr(told.option(issue, option))
            worth = f' evaluation="{_text(table[issue.id][1][option.id])}"' if table else ""
            lines.append(f'<item index="{place}" value={value}{worth}/>')
        lines.append("</issue>")
    if table:
        lines += [
            f'<weight index="{number}" value="{_text(table[issue.id][0])}"/>'
            for number, issue in enumerate(forum.issues, 1)
        ]
    return "\n".join([*lines, "</objective>\n"])


def _table(mandate: Mandate) -> tuple[Table, Decimal, Decimal]:
    """Weights and evaluations, the reservation value, and the utility of a hundredth of a point.

    The worst option of each issue has the evaluation 0, whatever it is worth.
    """
    positions = mandate.positions
    low = {i: min(p.worth.values()) for i, p in positions.items()}
    room = {i: max(p.worth.values()) - low[i] for i, p in positions.items()}
    least = mandate.reservation - sum(low.values())
    worths = [w - low[i] for i, p in positions.items() for w in p.worth.values()]
    step = gcd(*worths, least) or 1
    bits = {i: (most // step).bit_length() for i, most in room.items()}
    whole = sum(1 << own for own in bits.values()).bit_length()
    table: Table = {
        i: (
            _over(1, whole - bits[i]),
            {o: _over((worth - low[i]) // step, bits[i]) for o, worth in p.worth.items()},
        )
        for i, p in positions.items()
    }
    return table, _over(least // step, whole), _over(1, whole) / step


def _over(number: int, power: int) -> Decimal:
    """The number over a power of two: a finite decimal."""
    return Decimal(number * 5**power).scaleb(-power, EXACT)


def _text(number: Decimal) -> str:
    return f"{number.normalize(EXACT):f}"
