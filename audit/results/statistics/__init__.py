"""The catalogue of statistics: each is a module here and an entry in ``STATISTICS``.

Terminal, workbook, report and JSON walk the catalogue, so a new statistic
reaches them all. Where an output needs one statistic's values by themselves it
asks for them by its entry.
"""

from collections.abc import Iterable
from typing import Any

from audit.results.statistics.answers import AnswerStatistic
from audit.results.statistics.base import Output, Statistic
from audit.results.statistics.correctness import CorrectnessStatistic
from audit.results.statistics.cross import CrossStatistic
from audit.results.statistics.findings import FindingStatistic
from audit.results.statistics.measures import MeasureStatistic
from audit.results.statistics.number_measures import NumberMeasureStatistic
from audit.results.statistics.numbers import NumberStatistic
from audit.results.statistics.outcomes import OutcomeStatistic
from audit.results.statistics.recommendations import RecommendationStatistic
from audit.rubric.model import Rubric

__all__ = [
    "ANSWERS",
    "CORRECTNESS",
    "FINDINGS",
    "MEASURES",
    "OUTCOMES",
    "RECOMMENDATIONS",
    "Output",
    "Statistic",
    "catalogue_of",
]

CORRECTNESS = CorrectnessStatistic()
OUTCOMES = OutcomeStatistic()
MEASURES = MeasureStatistic()
ANSWERS = AnswerStatistic()
FINDINGS = FindingStatistic()
RECOMMENDATIONS = RecommendationStatistic()

STATISTICS: tuple[Statistic[Any], ...] = (
    CORRECTNESS,
    OUTCOMES,
    MEASURES,
    NumberMeasureStatistic(),
    NumberStatistic(),
    ANSWERS,
    FINDINGS,
    RECOMMENDATIONS,
)
"""In the order they are shown."""


def catalogue_of(rubric: Rubric, crosses: Iterable[tuple[str, str]] = ()) -> tuple[Statistic[Any], ...]:
    """The statistics of a study: those every study has, and a cross table for each pair of questions asked for."""
    asked = rubric.questions
    return (*STATISTICS, *(CrossStatistic(asked[down], asked[across], rubric.case) for down, across in crosses))
