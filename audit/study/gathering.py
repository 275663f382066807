"""What the outputs are made of, gathered from the study's database: figures, notes, the kommuner's sheets."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from audit import kommuner
from audit.review.wording import fact_value
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.rubric.values import Answer
from audit.study.opening import Study
from audit.wording.dates import date_words
from audit.wording.labels import readable

if TYPE_CHECKING:
    from audit.results.model import Results
    from audit.sheets.results_book import KommuneCases, ScoredCase
    from audit.store import Connection
    from audit.store.records import AssessmentRecord


def notes(study: Study, conn: "Connection") -> tuple[str, ...]:
    """What the reader of the results must know: the study's own notes, and that the rubric was changed under way."""
    from audit.store import rubrics

    said = [
        f"Måleskemaet blev skiftet under undersøgelsen {date_words(date.fromisoformat(one.at[:10]))}: udgave "
        f"{one.old_version} blev til udgave {one.new_version}. Alle sager er opgjort efter den nye udgave."
        for one in rubrics.switches(conn)
        if one.old_version != one.new_version
    ]
    return (*study.config.study.notes, *said)


def gather(study: Study, conn: "Connection", rubric: Rubric, by: Sequence[str]) -> "Results":
    """The study's figures, counted in the database: the whole, and by each fact in ``by``."""
    from audit.results.summary import StudyName, in_kommuner, summarise
    from audit.store import samples, tallies

    sample = samples.sample(conn)
    config = study.config.study
    return summarise(
        StudyName(config.id, config.title, config.constructed),
        rubric,
        sample.drawn if sample else 0,
        tallies.tally(conn, by, in_kommuner(rubric)),
        tallies.answer_tally(conn),
        asked=sample.asked if sample else None,
        reassessed=tallies.reassessed(conn),
    )


def answers_of(rubric: Rubric, record: "AssessmentRecord") -> dict[str, Answer]:
    """A stored assessment's answers as values."""
    return {
        name: Special(given.values[0]) if given.special else rubric.questions[name].decode(given.values)
        for name, given in record.answers.items()
        if given.values and name in rubric.questions
    }


def evaluated(evaluator: Evaluator, record: "AssessmentRecord") -> Evaluation:
    """What the rubric makes of a stored assessment."""
    rubric = evaluator.rubric
    return evaluator.evaluate(answers_of(rubric, record), read_facts(rubric, record.case.facts))


def fact_label(rubric: Rubric, fact: str) -> str:
    """A fact as the reader sees it; »kommune« is one too."""
    known = rubric.facts.get(fact)
    return (known.label if known else "") or readable(fact)


def value_label(rubric: Rubric, fact: str, value: str) -> str:
    """A value of a fact as the reader sees it."""
    if fact == "kommune":
        return kommuner.name_of(value)
    known = rubric.facts.get(fact)
    return fact_value(known, value) if known and value else value


def kommune_sheets(conn: "Connection", rubric: Rubric) -> Iterator["KommuneCases"]:
    """What each kommune's sheet holds: its scored cases with every answer, kommuner by name."""
    from audit.sheets.results_book import KommuneCases
    from audit.store import assessments, tallies

    evaluator = Evaluator(rubric)
    by_kommune: dict[str, list[ScoredCase]] = {}
    for assessment_id in tallies.counting_ids(conn):
        record = assessments.load(conn, assessment_id)
        by_kommune.setdefault(record.case.kommune, []).append(_scored(evaluator, record))
    for code in sorted(by_kommune, key=kommuner.by_name):
        yield KommuneCases(kommuner.name_of(code), tuple(by_kommune[code]))


def _scored(evaluator: Evaluator, record: "AssessmentRecord") -> "ScoredCase":
    from audit.sheets.results_book import AnsweredQuestion, ScoredCase

    rubric = evaluator.rubric
    given = answers_of(rubric, record)
    found = evaluated(evaluator, record)
    return ScoredCase(
        record.case.case_id,
        record.case.file_no,
        readable(record.outcome or ""),
        tuple(rubric.found[name].text or readable(name) for name in found.findings),
        tuple(
            AnsweredQuestion(
                rubric.questions[name].text,
                _answer(rubric.questions[name], given.get(name)),
                stored.remark,
                stored.citation,
                rubric.questions[name].counted_in,
            )
            for name in found.asked
            if (stored := record.answers.get(name))
        ),
    )


def _answer(question: Question, answer: Answer | None) -> str | Decimal | date:
    """A number or a date as it is, anything else in words; "" where nothing is answered."""
    if answer is None:
        return ""
    return answer if isinstance(answer, Decimal | date) else question.words(answer)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
