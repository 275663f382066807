"""How the answers to one question fell: the rows of its table, and what is said beside it."""

from decimal import Decimal

from audit.report.markdown import MarkdownTable
from audit.results.model import AnswerCount, Share
from audit.rubric.questions import DateQuestion, MultiQuestion, NumberQuestion, Question, TextQuestion
from audit.rubric.values import read_date
from audit.wording.dates import date_words
from audit.wording.numbers import counted, decimal_words

MOST_NUMBERS = 12
"""Different numbers answered that are listed one by one; of more only the span is told."""

Rows = list[tuple[str, Share]]


def answer_table(number: str, asked: int, rows: Rows) -> MarkdownTable:
    """The table of a question that ``asked`` cases were asked."""
    where = "den ene sag" if asked == 1 else f"de {counted(asked)}"
    return MarkdownTable(
        f"Svar på {number}. Andelene er ud af {where}, hvor spørgsmålet er stillet",
        ("Svar", "Sager", "Andel"),
        [(label, share.out_of, share.percent_words) for label, share in rows],
    )


def distribution(question: Question, answers: list[AnswerCount]) -> tuple[Rows, list[str]]:
    """Each answer with its share, the special ones last; and remarks in whole sentences.

    Words are never printed: they may tell who the citizen is. Dates and many
    different numbers are told by their span.
    """
    special = [(one.label, one.share) for one in answers if one.special]
    given = [one for one in answers if not one.special]
    if isinstance(question, TextQuestion):
        return special, ["Svarene er skrevet med ord og gengives ikke."]
    if isinstance(question, DateQuestion):
        days = sorted(read_date(one.answer) for one in given)
        rows, remarks = _span(given, [date_words(day) for day in days])
    elif isinstance(question, NumberQuestion):
        rows, remarks = _numbers(given, question.unit)
    else:
        rows = [(one.label, one.share) for one in given]
        many = isinstance(question, MultiQuestion)
        remarks = ["En sag kan have flere svar, så andelene kan give mere end 100 % tilsammen."] if many else []
    return rows + special, remarks


def _numbers(given: list[AnswerCount], unit: str) -> tuple[Rows, list[str]]:
    ordered = sorted(given, key=lambda one: Decimal(one.answer))
    told = [decimal_words(Decimal(one.answer)) for one in ordered]
    if len(ordered) > MOST_NUMBERS:
        return _span(ordered, told, unit)
    return [(f"{number} {unit}".rstrip(), one.share) for number, one in zip(told, ordered, strict=True)], []


def _span(given: list[AnswerCount], ordered: list[str], unit: str = "") -> tuple[Rows, list[str]]:
    """How many answered at all, and between which two answers they lie."""
    if not given:
        return [], []
    answered = Share(sum(one.share.count for one in given), given[0].share.among)
    span = f"Svarene ligger fra {ordered[0]} til {ordered[-1]}" if len(ordered) > 1 else f"Svaret er {ordered[0]}"
    return [("Besvaret", answered)], [f"{span} {unit}".rstrip() + "."]
