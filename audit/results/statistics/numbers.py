"""The smallest, the middle, the largest and the mean of what is answered with numbers and durations."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from audit.results.cases import CountedCases
from audit.results.model import Group
from audit.results.statistics.base import Statistic, is_unknown
from audit.results.table import Amount, FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind
from audit.rubric.types import Question
from audit.rubric.values import encode


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """The answers to one question. ``answered`` of the cases that were ``asked`` have an answer; None without any.

    ``unknown`` of them have an answer that says it is not known. In ``perhaps`` others an unknown answer decides
    whether the question is asked.

    The middle is the median: half of the answers are below it and half above,
    and of an even number it is the mean of the two in the middle.
    """

    question: str
    label: str
    asked: int
    answered: int
    unknown: int = 0
    smallest: Amount | None = None
    middle: Amount | None = None
    largest: Amount | None = None
    mean: Amount | None = None
    perhaps: int = 0
    among: str = ""
    """The denominator in words, where it is not all cases."""


class NumberStatistic(Statistic[NumberSummary]):
    """Every question whose answers can be added up."""

    id = "numbers"
    title = "Tal og varigheder"
    about = "det mindste, det midterste, det største og gennemsnittet af svarene"
    note = (
        "Kun {sager} med et svar er med. Midterst er medianen: halvdelen af svarene er mindre og halvdelen større. "
        "Gennemsnittet er afrundet."
    )
    subject = "Spørgsmål"

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[NumberSummary]:
        """A summary for every such question."""
        for question in rubric.questions.values():
            if question.summable:
                asked = cases.count(Item(ItemKind.ASKED, question.id))
                special = (Item(ItemKind.SPECIAL, question.id, str(one)) for one in question.allow)
                unknown = sum(cases.count(item) for item in special if is_unknown(item))
                found = summary(
                    question, rubric.question_labels[question.id], asked, unknown, cases.written(question.id)
                )
                yield replace(found, perhaps=cases.count(Item(ItemKind.ASKED_UNKNOWN, question.id)))

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """How many answered, and the four figures."""
        many = rubric.case.many
        return (
            FigureColumn("asked", f"Stillet i {many}", detail=True),
            FigureColumn("perhaps", f"Måske stillet i {many}", if_any=True),
            FigureColumn("answered", f"Besvaret i {many}"),
            FigureColumn("unknown", f"Ukendt i {many}"),
            FigureColumn("smallest", "Mindst"),
            FigureColumn("middle", "Midterst"),
            FigureColumn("largest", "Størst"),
            FigureColumn("mean", "Gennemsnit"),
        )

    def rows(self, values: Iterable[NumberSummary], group: Group) -> Iterable[FigureLine]:
        """A row for each question."""
        for one in values:
            figures = (one.smallest, one.middle, one.largest, one.mean)
            yield FigureLine(
                group, one.question, one.label, (one.asked, one.perhaps, one.answered, one.unknown, *figures)
            )


def summary(question: Question, label: str, asked: int, unknown: int, written: Sequence[str]) -> NumberSummary:
    """The figures of the answers ``written``, as they are stored; without figures where there are none."""
    if not written:
        return NumberSummary(question.id, label, asked, 0, unknown)
    times: Counter[Any] = Counter()
    for text, number in Counter(written).items():
        times[question.decode((text,))] += number

    def amount(value: Any) -> Amount:
        return Amount(value, question.words(value), encode(value)[0], question.counted_in)

    ordered = sorted(times)
    upto = list(accumulate(times[value] for value in ordered))
    low, high = (ordered[bisect_right(upto, place)] for place in ((len(written) - 1) // 2, len(written) // 2))
    middle = low if low == high else question.mean({low: 1, high: 1})
    smallest, middle, largest, mean = map(amount, (ordered[0], middle, ordered[-1], question.mean(times)))
    return NumberSummary(question.id, label, asked, len(written), unknown, smallest, middle, largest, mean)
