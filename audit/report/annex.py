"""The tables of the annex on how the study was made."""

from audit.report.markdown import Table
from audit.report.sections import AdviceView
from audit.report.wording import out_of, percent


def not_triggered_table(advice: list[AdviceView]) -> Table | None:
    """The recommendations that too few cases speak for; None when there are none."""
    rows = [(one.text, out_of(one.share), percent(one.share), one.among, one.threshold) for one in advice]
    header = ("Anbefaling", "Sager, der taler for", "Andel", "Nævner", "Kræver")
    return Table("Anbefalinger, som for få sager taler for", header, rows, align="lrrll") if rows else None
