"""An interval for a coefficient that has no exact one: the value with each case left out in turn.

B. Efron and R. J. Tibshirani, »An Introduction to the Bootstrap«, 1993, chapter
11. It is repeatable, which drawing at random is not.
"""

from collections.abc import Callable
from math import sqrt

from audit.agreement.coefficients.table import LEAST_FOR_INTERVAL, AgreementTable, Coefficient

_UPPER = 0.975


def with_interval(table: AgreementTable, value: Callable[[AgreementTable], float | None]) -> Coefficient | None:
    """The value, with a 95 % interval (at most 1) from :data:`LEAST_FOR_INTERVAL` cases; None where it is not defined.

    Without an interval where leaving a case out makes the value undefined.
    """
    found = value(table)
    if found is None or table.n < LEAST_FOR_INTERVAL:
        return None if found is None else Coefficient(found)
    again = [(value(table.without(pair)), times) for pair, times in table.counts.items() if times]
    known = [(one, times) for one, times in again if one is not None]
    if len(known) < len(again):
        return Coefficient(found)
    from scipy.special import stdtrit  # a tenth of a second, for those who ask for an interval

    n = table.n
    mean = sum(one * times for one, times in known) / n
    error = sqrt((n - 1) / n * sum(times * (one - mean) ** 2 for one, times in known))
    reach = float(stdtrit(n - 1, _UPPER)) * error
    return Coefficient(found, found - reach, min(found + reach, 1.0))
