"""Rigtighed: how many cases are right, of all and of those that can be assessed."""

from collections.abc import Iterable

from audit.nouns import Noun, capital
from audit.results.cases import CountedCases
from audit.results.model import Correctness, Group
from audit.results.statistics.base import Output, Statistic
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE
from audit.rubric.tally import Item, ItemKind


class CorrectnessStatistic(Statistic[Correctness]):
    """Right, wrong, outside and not assessable: every case in exactly one of the four. Not for a classification."""

    id = "correctness"
    title = "Rigtighed"
    about = "i hvor mange {sager} afgørelsen er rigtig"
    note = (
        "Af alle {sager}: nævneren er alle færdigbedømte {sager} i gruppen, uanset udfald. Af {sager}, der kan "
        "vurderes: nævneren er de rigtige og de forkerte {sager}. {Sager}, der hverken er rigtige eller forkerte, og "
        "{sager}, der ikke kan vurderes, er ikke med."
    )
    judging = True
    outputs = frozenset({Output.TERMINAL, Output.JSON, Output.WORKBOOK})

    def words(self, rubric: Rubric, authority: Noun) -> tuple[str, str]:
        """Where a case has a word of its own, it is right or wrong itself; a »sag« has a decision that is."""
        about, note = super().words(rubric, authority)
        return (f"hvor mange {rubric.case.many} der er rigtige" if rubric.unit else about), note

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[Correctness]:
        """One value, where the rubric judges."""
        if rubric.right is None:
            return
        counts = {name: cases.count(Item(ItemKind.OUTCOME, name)) for name in rubric.all_outcomes}
        right, not_assessable = counts[rubric.right], counts[NOT_ASSESSABLE]
        outside = sum(counts[name] for name in rubric.outcomes.outside)
        wrong = len(cases) - right - outside - not_assessable
        yield Correctness(len(cases), right, wrong, outside, not_assessable)

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """The four counts, and the share of each denominator."""
        many = rubric.case.many
        return (
            FigureColumn("cases", capital(many), detail=True),
            FigureColumn("right", "Rigtige", detail=True),
            FigureColumn("wrong", "Forkerte", detail=True),
            FigureColumn("outside", "Hverken rigtige eller forkerte", detail=True),
            FigureColumn("not_assessable", rubric.outcome_label(NOT_ASSESSABLE), detail=True),
            FigureColumn("of_all", f"Rigtige af alle {many}"),
            FigureColumn("of_assessed", f"Rigtige af {many}, der kan vurderes"),
        )

    def rows(self, values: Iterable[Correctness], group: Group) -> Iterable[FigureLine]:
        """One row."""
        for one in values:
            counts = (one.cases, one.right, one.wrong, one.outside, one.not_assessable)
            yield FigureLine(group, "", "", (*counts, one.of_all, one.of_assessed))
