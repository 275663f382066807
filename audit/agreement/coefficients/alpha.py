"""Krippendorff's alpha for two raters and no gaps: nominal, and ordinal where the categories have an order.

K. Krippendorff, »Computing Krippendorff's Alpha-Reliability«, 2011: one minus
observed over expected disagreement, from the table of coincidences, in which
each pair stands both ways.
"""

from collections.abc import Callable, Mapping
from itertools import permutations

from audit.agreement.coefficients.jackknife import with_interval
from audit.agreement.coefficients.table import AgreementTable, Coefficient

_Distance = Callable[[str, str], float]


def alpha_nominal(table: AgreementTable) -> Coefficient | None:
    """Alpha where any two categories are equally far apart; None where it is not defined: all said the same."""
    return with_interval(table, lambda one: _alpha(one, lambda a, b: 1.0))


def alpha_ordinal(table: AgreementTable) -> Coefficient | None:
    """Alpha where the categories stand in order: those with much said between them are further apart."""
    return with_interval(table, lambda one: _alpha(one, _between(one.categories, one.said())))


def _alpha(table: AgreementTable, distance: _Distance) -> float | None:
    said, values = table.said(), 2 * table.n
    observed = sum(2 * times * distance(*pair) for pair, times in table.counts.items() if pair[0] != pair[1])
    expected = sum(said[a] * said[b] * distance(a, b) for a, b in permutations(table.categories, 2))
    return 1 - (values - 1) * observed / expected if expected else None


def _between(categories: tuple[str, ...], said: Mapping[str, int]) -> _Distance:
    places = {name: place for place, name in enumerate(categories)}

    def distance(a: str, b: str) -> float:
        low, high = sorted((places[a], places[b]))
        within = sum(said[name] for name in categories[low : high + 1])
        return (within - (said[a] + said[b]) / 2) ** 2

    return distance
