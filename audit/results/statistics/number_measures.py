"""The measures of the rubric that are a number: of one question, among the cases of their denominator."""

from collections.abc import Iterable
from dataclasses import replace

from audit.results.cases import CountedCases
from audit.results.model import Group
from audit.results.statistics.base import Statistic, is_unknown
from audit.results.statistics.numbers import NumberSummary, summary
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind
from audit.telling.condition_words import ConditionWords
from audit.telling.telling import Telling


class NumberMeasureStatistic(Statistic[NumberSummary]):
    """Every measure with ``number``: the four figures of the answers in its denominator, with how many there are."""

    id = "number_measures"
    title = "Nøgletal om tal og varigheder"
    about = "det mindste, det midterste, det største og gennemsnittet af svarene i nævneren"
    note = (
        "Kun {sager} i nævneren med et svar er med. Midterst er medianen: halvdelen af svarene er mindre og halvdelen "
        "større. Gennemsnittet er afrundet."
    )
    subject = "Nøgletal"

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[NumberSummary]:
        """A summary for every such measure; »asked« is how many of the cases in the denominator were asked."""
        telling = Telling(rubric, ConditionWords(rubric))
        for measure in rubric.measures:
            if measure.number is None:
                continue
            question, among = rubric.questions[measure.number], Item(ItemKind.MEASURE_AMONG, measure.id)
            asked = cases.count(among, Item(ItemKind.ASKED, question.id))
            special = (Item(ItemKind.SPECIAL, question.id, str(one)) for one in question.allow)
            unknown = sum(cases.count(among, item) for item in special if is_unknown(item))
            found = summary(
                question,
                rubric.measure_labels[measure.id],
                asked,
                unknown,
                cases.written_among(question.id, cases.column(among)),
            )
            yield replace(found, question=measure.id, among=telling.among(measure.among_label, measure.among))

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """How many answered, the four figures, and the denominator."""
        many = rubric.case.many
        return (
            FigureColumn("asked", f"Stillet i {many}", detail=True),
            FigureColumn("answered", f"Besvaret i {many}"),
            FigureColumn("unknown", f"Ukendt i {many}"),
            FigureColumn("smallest", "Mindst"),
            FigureColumn("middle", "Midterst"),
            FigureColumn("largest", "Størst"),
            FigureColumn("mean", "Gennemsnit"),
            FigureColumn("among_label", "Nævner"),
        )

    def rows(self, values: Iterable[NumberSummary], group: Group) -> Iterable[FigureLine]:
        """A row for each measure."""
        for one in values:
            figures = (one.smallest, one.middle, one.largest, one.mean)
            cells = (one.asked, one.answered, one.unknown, *figures, one.among)
            yield FigureLine(group, one.question, one.label, cells)
