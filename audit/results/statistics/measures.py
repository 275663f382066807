"""The measures (nøgletal) of the rubric."""

from collections.abc import Iterable

from audit.results.cases import CountedCases
from audit.results.model import Group, MeasureResult, Share
from audit.results.statistics.base import Output, Statistic, proportion
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind

_KINDS = (
    ItemKind.MEASURE_AMONG,
    ItemKind.MEASURE_COUNT,
    ItemKind.MEASURE_UNKNOWN,
    ItemKind.MEASURE_AMONG_UNKNOWN,
)


class MeasureStatistic(Statistic[MeasureResult]):
    """Every measure with its denominator, counted in cases or in kommuner with at least one case."""

    id = "measures"
    title = "Nøgletal"
    about = "hvert nøgletal"
    note = "Hvert nøgletal tælles blandt de sager eller kommuner, nævneren angiver."
    subject = "Nøgletal"
    outputs = frozenset({Output.TERMINAL, Output.JSON, Output.WORKBOOK})

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[MeasureResult]:
        """A result for every measure."""
        for measure in rubric.measures:
            in_cases = measure.unit == "sager"
            share = proportion(cases, _KINDS, measure.id) if in_cases else _in_kommuner(cases, measure.id)
            yield MeasureResult(measure.id, measure.label, measure.among_label, share, measure.unit)

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """What is counted, the share, and its denominator."""
        return (
            FigureColumn("unit", "Tælles i", detail=True),
            FigureColumn("share", "Andel"),
            FigureColumn("among_label", "Nævner"),
        )

    def rows(self, values: Iterable[MeasureResult], group: Group) -> Iterable[FigureLine]:
        """A row for each measure."""
        for one in values:
            yield FigureLine(group, one.id, one.label, (one.unit, one.share, one.among_shown))


def _in_kommuner(cases: CountedCases, measure: str) -> Share:
    """Kommuner with at least one case that is counted, out of those with one in the denominator.

    Unknown are the others that have a case in which an unknown answer decides;
    beside the denominator those outside it with a case that may belong in it.
    """
    among, counted, unknown, besides = (cases.kommuner_with(Item(kind, measure)) for kind in _KINDS)
    return Share(len(counted), len(among), len(unknown - counted), len(besides - among))
