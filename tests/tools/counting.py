"""Cases that count, made by real evaluations: what the figures of a test are counted from."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count as numbers
from typing import Any

from audit.authorities import Authorities, kommuner
from audit.cases import KOMMUNE, Case
from audit.results.cases import CaseTable, CountedCases
from audit.results.figures import Figures, StudyName, figures_of
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.values import Answer, encode

STUDY = StudyName("prøve", "Prøve", constructed=True)

Scored = tuple[Case, Mapping[str, Answer]]


def read(rubric: Rubric, texts: Mapping[str, str]) -> dict[str, Answer]:
    """Answers as a file has them, as values."""
    return {name: rubric.questions[name].read(text) for name, text in texts.items()}


def evaluated(rubric: Rubric, scored: Iterable[Scored], ruling: str | None = None) -> list[Evaluation]:
    evaluator = Evaluator(rubric)
    return [evaluator.evaluate(answers, read_facts(rubric, case.facts), ruling=ruling) for case, answers in scored]


def case_table(rubric: Rubric, scored: Sequence[Scored], strata: Sequence[tuple[str, ...]] = ()) -> CaseTable:
    """The columns of cases that are all complete; written answers only where the question was asked."""
    found = evaluated(rubric, scored)
    assert all(one.complete for one in found), "only complete cases count"
    alone = map(str, numbers())
    written = [name for name, question in rubric.questions.items() if question.printed and not question.labels]

    def stored(name: str, answers: Mapping[str, Answer], one: Evaluation) -> str | None:
        answer = answers.get(name)
        return None if name not in one.asked or isinstance(answer, Special | None) else encode(answer)[0]

    return CaseTable(
        [one.tally for one in found],
        [case.kommune for case, _ in scored],
        [case.file_no or f"/{next(alone)}" for case, _ in scored],
        strata,
        {KOMMUNE: [case.kommune for case, _ in scored]}
        | {fact: [case.facts.get(fact, "") for case, _ in scored] for fact in rubric.facts},
        {
            name: [stored(name, answers, one) for (_, answers), one in zip(scored, found, strict=True)]
            for name in written
        },
    )


def counted_cases(
    rubric: Rubric,
    scored: Sequence[Scored],
    strata: Sequence[tuple[str, ...]] = (),
    authorities: Authorities | None = None,
) -> CountedCases:
    table = case_table(rubric, scored, strata)
    return CountedCases(Evaluator(rubric).catalogue, table, authorities or kommuner())


def figures(
    rubric: Rubric,
    scored: Sequence[Scored],
    by: Iterable[Sequence[str]] = (),
    study: StudyName = STUDY,
    authorities: Authorities | None = None,
    **more: Any,
) -> Figures:
    """The figures of complete cases, all of them drawn unless ``drawn`` says otherwise."""
    return figures_of(
        study, rubric, counted_cases(rubric, scored, authorities=authorities), by=by, **{"drawn": len(scored), **more}
    )


def each(rubric: Rubric, *many: tuple[int, Mapping[str, str]], kommuner: Sequence[str] = ("101",)) -> list[Scored]:
    """So many cases with the same answers, and so many with others; kommuner in turn, each case its own file."""
    answered = [read(rubric, texts) for times, texts in many for _ in range(times)]
    return [
        (Case(kommuner[place % len(kommuner)], f"s{place}", f"j{place}", {}), answers)
        for place, answers in enumerate(answered)
    ]
