"""From the store's counts to the figures of the study.

Nothing is counted here: every number is one the store counted in SQL, set
beside the denominator it belongs to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audit import kommuner
from audit.results.model import (
    AnswerCount,
    AnswerTally,
    Correctness,
    FindingCount,
    GroupTally,
    MeasureResult,
    OutcomeCount,
    Reassessed,
    RecommendationResult,
    Results,
    Share,
)
from audit.rubric.evaluate import MarkKind
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE
from audit.rubric.types import Question
from audit.wording.labels import option_label, readable


@dataclass(frozen=True, slots=True)
class StudyName:
    """What a study is called, and whether its data are constructed."""

    id: str
    title: str
    constructed: bool


def summarise(
    study: StudyName,
    rubric: Rubric,
    drawn: int,
    groups: Sequence[GroupTally],
    answers: Iterable[AnswerTally],
    *,
    asked: int | None = None,
    reassessed: Sequence[Reassessed] = (),
) -> Results:
    """The figures of a study; ``groups`` begins with the whole (its ``group`` is {}).

    ``asked`` and ``drawn`` are the cases the sample was asked for and has,
    ``reassessed`` those scored again after the hearing.
    """
    groups = _in_order(rubric, groups)
    whole = groups[0]
    return Results(
        study_id=study.id,
        title=study.title,
        constructed=study.constructed,
        drawn=drawn,
        cases=whole.cases,
        files=whole.files,
        kommuner=whole.kommuner,
        correctness=tuple(correctness(rubric, tally) for tally in groups) if rubric.right else (),
        outcomes=tuple(count for tally in groups for count in _outcomes(rubric, tally)),
        measures=tuple(measure for tally in groups for measure in _measures(rubric, tally)),
        answers=tuple(_answers(rubric, answers)),
        findings=tuple(_findings(rubric, whole)),
        recommendations=tuple(_recommendations(rubric, whole)),
        asked=asked,
        reassessed=tuple(reassessed),
    )


def _in_order(rubric: Rubric, groups: Sequence[GroupTally]) -> list[GroupTally]:
    """The whole first, then fact by fact as they came: options in the rubric's order, kommuner by name."""
    facts = list(dict.fromkeys(fact for tally in groups for fact in tally.group))

    def place(tally: GroupTally) -> tuple[int, int, tuple[str, ...]]:
        for fact, value in tally.group.items():
            declared = rubric.facts.get(fact)
            options = list(declared.options) if declared else []
            option = options.index(value) if value in options else len(options)
            return 1 + facts.index(fact), option, kommuner.by_name(value) if fact == "kommune" else ()
        return 0, 0, ()

    return sorted(groups, key=place)


def correctness(rubric: Rubric, tally: GroupTally) -> Correctness:
    """Right, wrong, outside and not assessable: every case in exactly one of the four."""
    outside = sum(tally.outcomes.get(outcome, 0) for outcome in rubric.outcomes.outside)
    right = tally.outcomes.get(str(rubric.right), 0)
    not_assessable = tally.outcomes.get(NOT_ASSESSABLE, 0)
    return Correctness(
        group=tally.group,
        cases=tally.cases,
        right=right,
        wrong=tally.cases - right - outside - not_assessable,
        outside=outside,
        not_assessable=not_assessable,
    )


def _outcomes(rubric: Rubric, tally: GroupTally) -> Iterable[OutcomeCount]:
    for outcome in rubric.all_outcomes:
        count = Share(tally.outcomes.get(outcome, 0), tally.cases)
        settled = outcome != NOT_ASSESSABLE and outcome not in rubric.outcomes.outside
        yield OutcomeCount(outcome, readable(outcome), tally.group, count, settled)


def _measures(rubric: Rubric, tally: GroupTally) -> Iterable[MeasureResult]:
    for measure in rubric.measures:
        marks = tally.marked_kommuner if measure.unit == "kommuner" else tally.marks
        share = Share(
            marks.get((MarkKind.MEASURE_COUNT, measure.id), 0), marks.get((MarkKind.MEASURE_AMONG, measure.id), 0)
        )
        yield MeasureResult(measure.id, measure.label, measure.among_label, tally.group, share, measure.unit)


def in_kommuner(rubric: Rubric) -> tuple[str, ...]:
    """The measures that are counted in kommuner."""
    return tuple(measure.id for measure in rubric.measures if measure.unit == "kommuner")


def _answers(rubric: Rubric, tallies: Iterable[AnswerTally]) -> Iterable[AnswerCount]:
    """Options in the rubric's order, then the special answers; words and numbers as they came.

    A question is counted among the cases that answered it, each counted once
    also when several options were chosen.
    """
    by_question: dict[str, dict[tuple[str, bool], AnswerTally]] = {}
    for tally in tallies:
        by_question.setdefault(tally.question, {})[tally.answer, tally.special] = tally
    for question in rubric.questions.values():
        given = by_question.get(question.id, {})
        options = question.labels
        for answer, special in _listed(question, options, given):
            found = given.get((answer, special))
            yield AnswerCount(
                question.id,
                answer,
                option_label({} if special else options, answer) if options or special else answer,
                special,
                Share(found.cases if found else 0, found.asked if found else _asked(given)),
            )


def _listed(
    question: Question, options: dict[str, str], given: dict[tuple[str, bool], AnswerTally]
) -> list[tuple[str, bool]]:
    known = [(option, False) for option in options] + [(str(special), True) for special in question.allow]
    if not question.printed:
        return [key for key in known if key in given or key[1]]
    return known + [key for key in given if key not in known]


def _asked(given: dict[tuple[str, bool], AnswerTally]) -> int:
    return max((tally.asked for tally in given.values()), default=0)


def _findings(rubric: Rubric, whole: GroupTally) -> Iterable[FindingCount]:
    for finding in rubric.found.values():
        count = whole.marks.get((MarkKind.FINDING, finding.id), 0)
        yield FindingCount(finding.id, finding.text or readable(finding.id), finding.outcome, Share(count, whole.cases))


def _recommendations(rubric: Rubric, whole: GroupTally) -> Iterable[RecommendationResult]:
    """A recommendation is triggered by at least one case, and by the share the rubric asks for.

    The share is compared exactly, not rounded.
    """
    for name, recommendation in rubric.recommendations.items():
        share = Share(
            whole.marks.get((MarkKind.RECOMMEND_COUNT, name), 0),
            whole.marks.get((MarkKind.RECOMMEND_AMONG, name), 0),
        )
        enough = share.count > 0 and Fraction(100 * share.count, share.among) >= Fraction(
            recommendation.at_least_percent
        )
        yield RecommendationResult(
            name, recommendation.text, recommendation.section, enough, recommendation.among_label, share
        )
