"""Lint: cautions about a rubric without mistakes, where it probably does not say what its author meant.

An author turns a caution off with an entry in the rubric's ``silence`` (rule,
places, reason). A place there that turns nothing off gives a caution itself.
"""

from collections.abc import Iterable, Iterator

from audit.errors import Problem
from audit.rubric.cautions import Caution, LintRule
from audit.rubric.model import Rubric
from audit.rubric.reading import Reading
from audit.wording.quoting import quoted
from audit.workshop.lint.alike import alike_cautions
from audit.workshop.lint.reach import reach_cautions
from audit.workshop.lint.texts import text_cautions
from audit.workshop.lint.use import use_cautions


def lint(rubric: Rubric) -> list[Caution]:
    """The cautions about a rubric without mistakes, except those its ``silence`` turns off; in no set order."""
    rules = reach_cautions, text_cautions, alike_cautions, use_cautions
    given = [caution for rule in rules for caution in rule(rubric)]
    return list(_heard(rubric, given))


def warnings_of(reading: Reading, file: str) -> list[Problem]:
    """The cautions of ``lint`` as warnings with their place, in the order of the file; [] when there is no rubric."""
    if reading.rubric is None:
        return []
    problems = []
    for caution in lint(reading.rubric):
        line, column = reading.locate(caution.path)
        what = caution.what
        if caution.beside:
            name, path = caution.beside
            what += f" {quoted(name)} står i linje {reading.locate(path)[0]}."
        problems.append(Problem(what, caution.todo, file, line, column, warning=True, rule=caution.rule))
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
