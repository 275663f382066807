"""How often each answer was given."""

from collections import Counter
from collections.abc import Iterable

from audit.results.cases import CountedCases
from audit.results.model import AnswerCount, Group, Share
from audit.results.statistics.base import Output, Statistic, is_unknown
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind
from audit.rubric.types import Question


class AnswerStatistic(Statistic[AnswerCount]):
    """Options in the rubric's order, then what was written, then the special answers; words are never listed.

    A question is counted among the cases it was asked in, each counted once
    also where several options were chosen. ``unknown`` are the cases in which
    the papers do not say, or it cannot be assessed; ``among_unknown`` those in
    which an unknown answer decides whether the question is asked.
    """

    id = "answers"
    title = "Svar"
    about = "hvor ofte hvert svar er givet"
    subject = "Svar"
    outputs = frozenset({Output.JSON})

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[AnswerCount]:
        """A count for every option and special answer, also where it is 0, and for every written answer given."""
        for question in rubric.questions.values():
            yield from _counts(question, cases)

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """The answer, and the share."""
        return (
            FigureColumn("answer", "Kode"),
            FigureColumn("special", "Ikke et svar"),
            FigureColumn("share", "Andel"),
        )

    def rows(self, values: Iterable[AnswerCount], group: Group) -> Iterable[FigureLine]:
        """A row for each answer."""
        for one in values:
            yield FigureLine(group, one.question, one.label, (one.answer, one.special, one.share))


def _counts(question: Question, cases: CountedCases) -> Iterable[AnswerCount]:
    labels = question.answer_labels
    name, asked = question.id, cases.count(Item(ItemKind.ASKED, question.id))
    perhaps = cases.count(Item(ItemKind.ASKED_UNKNOWN, name))
    items = {one: Item(ItemKind.SPECIAL, name, one) for one in question.allow}
    special = {one: cases.count(item) for one, item in items.items()}
    unknown = sum(count for one, count in special.items() if is_unknown(items[one]))
    for option in question.labels:
        share = Share(cases.count(Item(ItemKind.ANSWER, name, option)), asked, unknown, perhaps)
        yield AnswerCount(name, option, labels[option], False, share)
    written = Counter(cases.written(name)) if question.printed else {}
    for text in sorted(written):
        yield AnswerCount(name, text, text, False, Share(written[text], asked, unknown, perhaps))
    for one, count in special.items():
        others = unknown - count if is_unknown(items[one]) else unknown
        yield AnswerCount(name, one, labels[one], True, Share(count, asked, others, perhaps))
