"""What the hearing changed, in a sentence that terminal, workbook and report share."""

from collections.abc import Sequence

from audit.results.model import Moved
from audit.rubric.model import Rubric
from audit.wording.numbers import counted, whole

BOTH_KEPT = "Begge bedømmelser er gemt, og den seneste tæller."


def after_hearing(rubric: Rubric, reassessed: Sequence[Moved]) -> str:
    """How many cases were scored again after the hearing, and what became of their outcomes; "" for none."""
    label = rubric.outcome_label
    again = sum(one.cases for one in reassessed)
    if not again:
        return ""
    changed = [one for one in reassessed if one.before != one.after]
    number = sum(one.cases for one in changed)
    said = f"{counted(again, rubric.case)} er bedømt igen efter høringen. "
    if rubric.outcomes.describes:
        return said + BOTH_KEPT
    if not changed:
        return said + "Udfaldet er det samme."
    if len(changed) == 1 and number == again:
        (one,) = changed
        said += f"Udfaldet er ændret fra »{label(one.before)}« til »{label(one.after)}«."
        return f"{said} {BOTH_KEPT}"
    ways = [f"fra »{label(one.before)}« til »{label(one.after)}« i {whole(one.cases)}" for one in changed]
    return f"{said}Udfaldet er ændret i {whole(number)}: {', '.join(ways)}. {BOTH_KEPT}"
