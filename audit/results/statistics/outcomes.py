"""How many cases have each outcome."""

from collections.abc import Iterable

from audit.results.cases import CountedCases
from audit.results.model import Group, OutcomeCount, Share
from audit.results.statistics.base import Output, Statistic
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE
from audit.rubric.tally import Item, ItemKind


class OutcomeStatistic(Statistic[OutcomeCount]):
    """Every declared outcome out of all cases.

    The cases that cannot be assessed are unknown in every other outcome: an
    unknown answer decides whether they have it.
    """

    id = "outcomes"
    title = "Udfald"
    about = "hvor mange {sager} der har hvert udfald"
    note = "Procent: nævneren er alle færdigbedømte {sager} i gruppen, uanset udfald."
    spread = True
    judging = True
    outputs = frozenset({Output.TERMINAL, Output.JSON, Output.WORKBOOK})

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[OutcomeCount]:
        """A count for every outcome of the rubric, also where it is 0; none where the rubric only describes."""
        unknown = cases.count(Item(ItemKind.OUTCOME, NOT_ASSESSABLE))
        for outcome, label in rubric.outcome_labels.items():
            settled = outcome != NOT_ASSESSABLE and outcome not in rubric.outcomes.outside
            count = cases.count(Item(ItemKind.OUTCOME, outcome))
            share = Share(count, len(cases), 0 if outcome == NOT_ASSESSABLE else unknown)
            yield OutcomeCount(outcome, label, share, settled)

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """A column for every outcome."""
        return (FigureColumn(outcome, rubric.outcome_label(outcome)) for outcome in rubric.all_outcomes)

    def rows(self, values: Iterable[OutcomeCount], group: Group) -> Iterable[FigureLine]:
        """One row."""
        if shares := tuple(one.share for one in values):
            yield FigureLine(group, "", "", shares)
