"""The answers to one question, counted: the rows of its table, and remarks beside it."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from audit.nouns import Noun, capital
from audit.report.markdown import MarkdownTable
from audit.results.model import AnswerCount, Share
from audit.rubric.types import Question
from audit.wording.lists import sentence
from audit.wording.numbers import counted, whole
from audit.wording.shares import NOTHING, out_of

Rows = list[tuple[str, Share]]


def answer_table(number: str, asked: int, rows: Rows, case: Noun) -> MarkdownTable:
    """The table of a question asked in ``asked`` cases; what is unknown has rows of its own."""
    where = case.the_only if asked == 1 else f"de {counted(asked, case)}"
    return MarkdownTable(
        f"Svar på {number}. Andelene er ud af {where}, hvor spørgsmålet er stillet",
        ("Svar", capital(case.many), "Andel"),
        [(label, out_of(share.count, share.among), share.percent_words) for label, share in rows],
    )


def joint_table(
    title: str,
    labels: Sequence[str],
    specials: Sequence[str],
    rows: Iterable[tuple[str, Sequence[AnswerCount]]],
    case: Noun,
) -> MarkdownTable:
    """Several questions with the same ``labels`` in one table, a row for each: how many were asked, and each answer.

    ``rows`` has each question as it is named, and its answers counted. A special answer that a question does not
    allow is »–«.
    """
    cells = []
    for name, answers in rows:
        shares = {one.label: one.share for one in answers}
        asked = next(iter(shares.values())).among if shares else 0
        said = [
            f"{whole(found.count)} ({found.percent_words})" if found else NOTHING
            for found in map(shares.get, (*labels, *specials))
        ]
        cells.append((name, whole(asked), *said))
    caption = f"{sentence(title)} Andelene er ud af de {case.many}, hvor spørgsmålet i rækken er stillet"
    return MarkdownTable(caption, ("Spørgsmål", capital(case.many), *labels, *specials), cells)


def distribution(question: Question, answers: list[AnswerCount], case: Noun) -> tuple[Rows, list[str]]:
    """Each answer with its share, the special ones last; and remarks in whole sentences.

    Words are never printed: they may tell who the citizen is. More different dates or
    numbers than ``most_listed`` become one row, with the lowest and highest in a remark.
    """
    special = [(one.label, one.share) for one in answers if one.special]
    given = [one for one in answers if not one.special]
    if not question.printed:
        return special, ["Svarene er skrevet med ord og gengives ikke."]
    if question.labels:
        many = f"{capital(case.a)} kan have flere svar, så andelene kan give mere end 100 % tilsammen."
        return [(one.label, one.share) for one in given] + special, [many] if question.many else []
    pairs = [(question.decode((one.answer,)), one) for one in given]
    pairs.sort(key=itemgetter(0))
    if len(pairs) <= question.most_listed:
        return [
            (f"{question.in_text(value)} {question.counted_in}".rstrip(), one.share) for value, one in pairs
        ] + special, []
    rows, remarks = _span(given, [question.in_text(value) for value, _ in pairs], question.counted_in)
    return rows + special, remarks


def _span(given: list[AnswerCount], ordered: list[str], unit: str = "") -> tuple[Rows, list[str]]:
    """A row with the number of answers, and a remark with the first and the last of ``ordered``."""
    if not given:
        return [], []
    answered = Share(sum(one.share.count for one in given), given[0].share.among)
    span = f"Svarene ligger fra {ordered[0]} til {ordered[-1]}" if len(ordered) > 1 else f"Svaret er {ordered[0]}"
    return [("Besvaret", answered)], [f"{span} {unit}".rstrip() + "."]
