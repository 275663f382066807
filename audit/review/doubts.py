"""What is unlikely in a case: an answer outside the usual, and a deadline that ends before it begins.

An unlikely answer may be right, so it is not refused: the keyboard asks once more, and a file must be confirmed.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from audit.rubric.model import Rubric
from audit.rubric.values import Answer
from audit.wording.dates import date_digits
from audit.wording.quoting import quoted

Doubt = tuple[tuple[str, ...], str]
"""The questions and facts it is about, and the doubt in a sentence."""


def doubts(rubric: Rubric, answers: Mapping[str, Answer], facts: Mapping[str, object], today: date) -> Iterator[Doubt]:
    """What is unlikely among the answers to the questions asked in a case, which are given ``today``.

    ``facts`` are the case's, as values. A deadline whose two dates are both facts is nothing a reviewer can mend.
    """
    for name, answer in answers.items():
        if why := rubric.questions[name].doubt(answer, today):
            yield (name,), why
    known = {**facts, **answers}
    for deadline in rubric.deadlines:
        pair = deadline.end, deadline.start
        end, start = map(known.get, pair)
        if isinstance(end, date) and isinstance(start, date) and end < start and not answers.keys().isdisjoint(pair):
            late, early = (quoted(_called(rubric, name)) for name in pair)
            yield pair, f"{date_digits(end)} ({late}) ligger før {date_digits(start)} ({early})."


def out_of_order(rubric: Rubric, question: str, answers: Mapping[str, Answer], facts: Mapping[str, object]) -> str:
    """Why a date cannot be answered, as it lies before the one the rubric says it may not; "" when it can."""
    other = rubric.questions[question].follows
    day, earlier = answers.get(question), {**facts, **answers}.get(other or "")
    if other and isinstance(day, date) and isinstance(earlier, date) and day < earlier:
        named = quoted(_called(rubric, other))
        return f"{date_digits(day)} ligger før {date_digits(earlier)} ({named}), og det må den ikke."
    return ""


def _called(rubric: Rubric, name: str) -> str:
    question = rubric.questions.get(name)
    return question.text if question else rubric.fact_labels[name]
