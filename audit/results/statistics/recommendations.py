"""The recommendations, and the cases that speak for each."""

from collections.abc import Iterable
from fractions import Fraction

from audit.results.cases import CountedCases
from audit.results.model import Group, RecommendationResult
from audit.results.statistics.base import Output, Statistic, proportion
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import ItemKind

_KINDS = (
    ItemKind.RECOMMEND_AMONG,
    ItemKind.RECOMMEND_COUNT,
    ItemKind.RECOMMEND_UNKNOWN,
    ItemKind.RECOMMEND_AMONG_UNKNOWN,
)


class RecommendationStatistic(Statistic[RecommendationResult]):
    """Every recommendation, of the whole study.

    It is triggered by at least one case, and by the share the rubric asks for,
    compared exactly and not rounded.
    """

    id = "recommendations"
    title = "Anbefalinger"
    about = "anbefalingerne, og hvor mange {sager} der taler for dem"
    note = "Antal er de {sager}, der taler for anbefalingen. Den gives, når andelen når måleskemaets grænse."
    grouped = False
    outputs = frozenset({Output.JSON, Output.WORKBOOK})

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[RecommendationResult]:
        """A result for every recommendation."""
        for name, one in rubric.recommendations.items():
            share = proportion(cases, _KINDS, name)
            least = Fraction(one.at_least_percent)
            triggered = share.count > 0 and Fraction(100 * share.count, share.among) >= least
            yield RecommendationResult(name, one.text, one.section, triggered, one.among_label, share)

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """The text, whether it is given, and the share of the cases that speak for it."""
        return (
            FigureColumn("text", "Anbefaling"),
            FigureColumn("triggered", "Gives"),
            FigureColumn("share", "Andel"),
            FigureColumn("among_label", "Nævner"),
        )

    def rows(self, values: Iterable[RecommendationResult], group: Group) -> Iterable[FigureLine]:
        """A row for each recommendation."""
        for one in values:
            yield FigureLine(group, one.id, "", (one.text, one.triggered, one.share, one.among_label))
