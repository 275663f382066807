"""Lint: what is probably not as a rubric's author meant, though nothing is wrong with it.

A caution that is right as it is, is silenced in the rubric with the reason
(``silence``); one that silences nothing is itself named, so that none stays
behind when its cause is gone.
"""

from collections.abc import Iterable, Iterator

from audit.errors import Problem
from audit.rubric.cautions import Caution, LintRule
from audit.rubric.model import Rubric
from audit.rubric.reading import Reading
from audit.wording.quoting import quoted
from audit.workshop.lint.reach import reach_cautions
from audit.workshop.lint.texts import text_cautions
from audit.workshop.lint.use import use_cautions


def lint(rubric: Rubric) -> list[Caution]:
    """All cautions about a rubric without mistakes that it does not silence, in no particular order."""
    return list(_heard(rubric, [*reach_cautions(rubric), *text_cautions(rubric), *use_cautions(rubric)]))


def warnings_of(reading: Reading, file: str) -> list[Problem]:
    """The cautions about a rubric that was read, each at its place and with its name, in the order of the file."""
    if reading.rubric is None:
        return []
    problems = []
    for caution in lint(reading.rubric):
        line, column = reading.locate(caution.path)
        problems.append(Problem(caution.what, caution.todo, file, line, column, warning=True, rule=caution.rule))
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _heard(rubric: Rubric, cautions: Iterable[Caution]) -> Iterator[Caution]:
    silenced: dict[tuple[LintRule, str], tuple[int, int]] = {}
    for number, silence in enumerate(rubric.silence):
        for place, at in enumerate(silence.at):
            silenced.setdefault((silence.rule, at), (number, place))
    used: set[tuple[int, int]] = set()
    for caution in cautions:
        key = (caution.rule, caution.at)
        if key in silenced:
            used.add(silenced[key])
        else:
            yield caution
    for number, silence in enumerate(rubric.silence):
        for place, at in enumerate(silence.at):
            if (number, place) not in used:
                what = f"der er ingen advarsel {quoted(silence.rule)} om {quoted(at)} at slå fra."
                yield Caution(LintRule.SILENCES_NOTHING, at, ("silence", number, "at", place), what, "Slet linjen.")
