"""Percent agreement with an exact interval.

The interval is Clopper and Pearson's (Biometrika 26, 1934): quantiles of the
beta distribution. It never covers too little, whatever the number of cases.
"""

from audit.agreement.coefficients.table import AgreementTable, Coefficient

_TAIL = 0.025


def percent_agreement(table: AgreementTable) -> Coefficient | None:
    """The share of pairs that are alike, from 0 to 1, with its exact 95 % interval; None where there are no pairs."""
    if not table.n:
        return None
    low, high = clopper_pearson(table.agreed, table.n)
    return Coefficient(table.agreed / table.n, low, high)


def clopper_pearson(x: int, n: int) -> tuple[float, float]:
    """The exact 95 % interval of a share, from ``x`` of ``n`` independent trials; ``n`` is at least 1."""
    from scipy.special import betaincinv  # a tenth of a second, for those who ask for an interval

    low = float(betaincinv(x, n - x + 1, _TAIL)) if x else 0.0
    high = float(betaincinv(x + 1, n - x, 1 - _TAIL)) if x < n else 1.0
    return low, high
