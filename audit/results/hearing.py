"""What the hearing changed, in a sentence that terminal, workbook and report share."""

from collections.abc import Mapping, Sequence

from audit.results.model import Moved
from audit.wording.labels import readable
from audit.wording.numbers import counted, whole

BOTH_KEPT = "Begge bedømmelser er gemt, og den seneste tæller."


def after_hearing(reassessed: Sequence[Moved], labels: Mapping[str, str]) -> str:
    """How many cases were scored again after the hearing, and what became of their outcomes; "" for none.

    ``labels`` are what the outcomes are called; one of an older rubric is called by its id.
    """

    def called(outcome: str) -> str:
        return labels.get(outcome) or readable(outcome)

    again = sum(one.cases for one in reassessed)
    if not again:
        return ""
    changed = [one for one in reassessed if one.before != one.after]
    number = sum(one.cases for one in changed)
    said = f"{counted(again)} er bedømt igen efter høringen. "
    if not changed:
        return said + "Udfaldet er det samme."
    if len(changed) == 1 and number == again:
        (one,) = changed
        said += f"Udfaldet er ændret fra »{called(one.before)}« til »{called(one.after)}«."
        return f"{said} {BOTH_KEPT}"
    ways = [f"fra »{called(one.before)}« til »{called(one.after)}« i {whole(one.cases)}" for one in changed]
    return f"{said}Udfaldet er ændret i {whole(number)}: {', '.join(ways)}. {BOTH_KEPT}"
