"""The tables of the annex on how the study was made."""

from audit.nouns import Noun, capital
from audit.report.markdown import MarkdownTable
from audit.report.sections import RecommendationView


def not_triggered_table(recommendation: list[RecommendationView], case: Noun) -> MarkdownTable | None:
    """The recommendations that too few cases speak for; None when there are none."""
    rows = [(one.text, one.share.out_of, one.share.percent_words, one.among, one.threshold) for one in recommendation]
    header = ("Anbefaling", f"{capital(case.many)}, der taler for", "Andel", "Nævner", "Kræver")
    caption = f"Anbefalinger, som for få {case.many} taler for"
    return MarkdownTable(caption, header, rows, align="lrrll") if rows else None
