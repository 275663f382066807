"""Gwet's AC1: agreement beyond what raters who guess now and then would agree by chance.

K. L. Gwet, »Computing inter-rater reliability and its variance in the presence
of high agreement«, British Journal of Mathematical and Statistical Psychology
61, 2008. Unlike Cohen's kappa it does not fall towards zero when nearly all
cases are alike.
"""

from audit.agreement.coefficients.jackknife import with_interval
from audit.agreement.coefficients.table import AgreementTable, Coefficient


def ac1(table: AgreementTable) -> Coefficient | None:
    """AC1 of two raters, at most 1; None where it is not defined: no pairs, or only one thing that could be said."""
    return with_interval(table, _value)


def _value(table: AgreementTable) -> float | None:
    n, categories = table.n, len(table.categories)
    if not n or categories < 2:
        return None
    shares = [times / (2 * n) for times in table.said().values()]
    by_chance = sum(share * (1 - share) for share in shares) / (categories - 1)
    return (table.agreed / n - by_chance) / (1 - by_chance)
