"""In how many cases each finding was made."""

from collections.abc import Iterable

from audit.results.cases import CountedCases
from audit.results.model import FindingCount, Group, Share
from audit.results.statistics.base import Output, Statistic
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind
from audit.wording.labels import readable


class FindingStatistic(Statistic[FindingCount]):
    """Every finding out of all cases."""

    id = "findings"
    title = "Fund"
    about = "hvor mange sager der har hvert fund"
    subject = "Fund"
    outputs = frozenset({Output.JSON})

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[FindingCount]:
        """A count for every finding, also where it is 0."""
        for name, finding in rubric.found.items():
            made, unknown = Item(ItemKind.FINDING, name), Item(ItemKind.FINDING_UNKNOWN, name)
            share = Share(cases.count(made), len(cases), cases.count(unknown))
            yield FindingCount(name, finding.text or readable(name), finding.outcome, share)

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """The outcome it leads to, and the share."""
        return FigureColumn("outcome", "Udfald"), FigureColumn("share", "Andel")

    def rows(self, values: Iterable[FindingCount], group: Group) -> Iterable[FigureLine]:
        """A row for each finding."""
        for one in values:
            yield FigureLine(group, one.finding, one.text, (one.outcome, one.share))
