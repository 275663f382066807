"""The tables of the annex on how the study was made."""

from audit.report.markdown import Table
from audit.report.model import ReportInput
from audit.report.sections import AdviceView
from audit.report.wording import out_of, percent
from audit.rubric.phrases import listed, whole


def strata_table(report: ReportInput) -> Table | None:
    """The strata as drawn from; None when there are none."""
    selection = report.selection
    if not selection.counts:
        return None
    rows = [
        (
            listed([report.value_label(fact, value) for fact, value in zip(selection.strata, one.values, strict=True)])
            or "Hele bruttolisten",
            *map(whole, (one.population, one.asked, one.drawn, one.shortfall)),
        )
        for one in selection.counts
    ]
    header = ("Gruppe", "På bruttolisten", "Ønsket", "Udtrukket", "Manglede")
    return Table("Sager på bruttolisten og i stikprøven", header, rows)


def not_triggered_table(advice: list[AdviceView]) -> Table | None:
    """The recommendations that too few cases speak for; None when there are none."""
    rows = [(one.text, out_of(one.share), percent(one.share), one.among, one.threshold) for one in advice]
    header = ("Anbefaling", "Sager, der taler for", "Andel", "Nævner", "Kræver")
    return Table("Anbefalinger, som for få sager taler for", header, rows, align="lrrll") if rows else None
