"""What reviewers have ruled in place of the answers' outcome, in a sentence terminal, workbook and report share."""

from collections.abc import Sequence

from audit.results.model import Moved
from audit.rubric.model import Rubric
from audit.wording.lists import listed
from audit.wording.numbers import counted, whole

BOTH_KEPT = "Begge udfald er gemt, og det afgjorte tæller."


def by_ruling(rubric: Rubric, overruled: Sequence[Moved]) -> str:
    """In how many cases the outcome is the reviewer's ruling, and from what to what; "" for none."""
    number = sum(one.cases for one in overruled)
    if not number:
        return ""
    label = rubric.outcome_label
    said = f"I {counted(number, rubric.case)} har bedømmeren selv afgjort udfaldet: "
    ways = [f"fra »{label(one.before)}« til »{label(one.after)}« i {whole(one.cases)}" for one in overruled]
    if len(overruled) == 1:
        ways = [ways[0].rsplit(" i ", 1)[0]]
    return f"{said}{listed(ways)}. {BOTH_KEPT}"
