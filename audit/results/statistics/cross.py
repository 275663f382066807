"""A cross table: the answers to one question within each answer to another."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.nouns import Noun, filled
from audit.results.cases import CountedCases
from audit.results.model import Group, Share
from audit.results.statistics.base import Statistic, is_unknown
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind
from audit.rubric.types import Question
from audit.wording.labels import option_label


@dataclass(frozen=True, slots=True)
class CrossRow:
    """The cases with one answer to the first question, by their answer to the second."""

    answer: str
    label: str
    shares: tuple[Share, ...]


class CrossStatistic(Statistic[CrossRow]):
    """The answers to ``across`` out of the cases with each answer to ``down`` in which both were asked.

    ``unknown`` are those in which the answer to ``across`` is not known.
    """

    subject = "Svar"
    spread = True
    crossed = True

    def __init__(self, down: Question, across: Question, case: Noun) -> None:
        self._down, self._across = down, across
        self.id = f"{down.id} x {across.id}"
        self.title = f"{down.text} – {across.text}"
        self.short = self.id
        self.about = f"svarene på »{across.text}« for hvert svar på »{down.text}«"
        several = " {En_sag} kan have flere svar, så rækkernes {sager} eller andele kan give mere end det hele."
        self.note = filled(
            "Rækkerne er svarene på det første spørgsmål, kolonnerne svarene på det andet. Nævneren i hver række er de "
            "{sager}, der har rækkens svar, og hvor begge spørgsmål er stillet."
            + (several if down.many or across.many else ""),
            case,
        )

    def words(self, rubric: Rubric, authority: Noun) -> tuple[str, str]:
        """As they were made: the questions' own texts are in them."""
        return self.about, self.note

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[CrossRow]:
        """A row for each option and special answer of the first question."""
        asked, perhaps = (Item(kind, self._across.id) for kind in (ItemKind.ASKED, ItemKind.ASKED_UNKNOWN))
        for item, label in _answers(self._down):
            among = cases.count(item, asked)
            counts = {other: cases.count(item, other) for other, _ in _answers(self._across)}
            unknown = sum(count for other, count in counts.items() if is_unknown(other))
            beside = cases.count(item, perhaps)
            shares = (Share(n, among, unknown - n if is_unknown(one) else unknown, beside) for one, n in counts.items())
            yield CrossRow(item.value, label, tuple(shares))

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """A column for each option and special answer of the second question."""
        return (FigureColumn(item.value, label) for item, label in _answers(self._across))

    def rows(self, values: Iterable[CrossRow], group: Group) -> Iterable[FigureLine]:
        """A row for each answer to the first question."""
        return (FigureLine(group, one.answer, one.label, one.shares) for one in values)


def _answers(question: Question) -> Iterable[tuple[Item, str]]:
    """What can be answered, as items of the tally, each with its label."""
    for option in question.labels:
        yield Item(ItemKind.ANSWER, question.id, option), option_label(question.labels, option)
    for special in question.allow:
        yield Item(ItemKind.SPECIAL, question.id, special), question.special_label(special)
