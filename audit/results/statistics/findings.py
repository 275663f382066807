"""In how many cases each finding was made, and how those cases ended."""

from collections.abc import Iterable

from audit.results.cases import CountedCases
from audit.results.model import FindingCount, Group, Share
from audit.results.statistics.base import Output, Statistic
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.findings import Finding
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind
from audit.telling.telling import finding_among

_KINDS = ItemKind.FINDING_AMONG, ItemKind.FINDING, ItemKind.FINDING_UNKNOWN


class FindingStatistic(Statistic[FindingCount]):
    """Every finding out of the cases in which it could be made: what it depends on is asked and relevant.

    A case in which an unknown answer decides is in the denominator and unknown;
    where it decides whether the finding could be made at all, beside it.
    """

    id = "findings"
    title = "Fund"
    about = "hvor mange {sager} der har hvert fund"
    subject = "Fund"
    outputs = frozenset({Output.JSON})

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[FindingCount]:
        """A count for every finding, also where it is 0."""
        for name, finding in rubric.found.items():
            among, made, unknown = (Item(kind, name) for kind in _KINDS)
            undecided = cases.count(among, unknown)
            besides = cases.count(unknown) - undecided
            share = Share(cases.count(made), cases.count(among), undecided, besides)
            label = f"alle {rubric.case.many}" if share.among == len(cases) else finding_among(rubric, name)
            text, ended = rubric.finding_labels[name], _ended(rubric, cases, name)
            yield FindingCount(name, text, _leads_to(rubric, finding), label, share, ended)

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """The outcome it leads to, where the rubric has outcomes, the share, and its denominator."""
        return (
            *(() if rubric.outcomes.describes else (FigureColumn("outcome", "Udfald"),)),
            FigureColumn("share", "Andel"),
            FigureColumn("among_label", "Nævner"),
        )

    def rows(self, values: Iterable[FindingCount], group: Group) -> Iterable[FigureLine]:
        """A row for each finding."""
        for one in values:
            yield FigureLine(group, one.finding, one.text, (*_known(one.outcome), one.share, one.among_label))


def _leads_to(rubric: Rubric, finding: Finding) -> str | None:
    return None if rubric.outcomes.describes else finding.outcome


def _known(outcome: str | None) -> tuple[str, ...]:
    return () if outcome is None else (outcome,)


def _ended(rubric: Rubric, cases: CountedCases, name: str) -> tuple[tuple[str, int], ...]:
    """The outcomes of the cases with a finding, those that none has left out."""
    counts = (
        (one, cases.count(Item(ItemKind.FINDING, name), Item(ItemKind.OUTCOME, one))) for one in rubric.all_outcomes
    )
    return tuple((outcome, count) for outcome, count in counts if count)
