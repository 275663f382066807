"""The tables of the annex on how the study was made."""

from audit.report.markdown import MarkdownTable
from audit.report.sections import RecommendationView


def not_triggered_table(recommendation: list[RecommendationView]) -> MarkdownTable | None:
    """The recommendations that too few cases speak for; None when there are none."""
    rows = [(one.text, one.share.out_of, one.share.percent_words, one.among, one.threshold) for one in recommendation]
    header = ("Anbefaling", "Sager, der taler for", "Andel", "Nævner", "Kræver")
    return MarkdownTable("Anbefalinger, som for få sager taler for", header, rows, align="lrrll") if rows else None
