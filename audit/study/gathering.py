"""What the outputs are made of, gathered from the study's database: figures, notes, the authorities' sheets."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from audit.authorities import Authorities
from audit.errors import InputError, Problem, StateError
from audit.nouns import Noun
from audit.review.wording import value_label
from audit.rubric.evaluate import Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.types import Question
from audit.rubric.values import Answer
from audit.study.authorities import changed_list
from audit.study.opening import Study, case_word
from audit.wording.dates import date_words

if TYPE_CHECKING:
    from audit.results.figures import Figures
    from audit.sheets.results_book import KommuneCases, ScoredCase
    from audit.store import Connection
    from audit.store.records import AssessmentRecord

T = TypeVar("T")


def notes(study: Study, conn: "Connection") -> tuple[str, ...]:
    """What the reader of the results must know: the study's own notes, and what was changed under way."""
    from audit.store import rubrics

    case = case_word(study, conn)
    said = [
        f"Måleskemaet blev skiftet under undersøgelsen {date_words(date.fromisoformat(one.at[:10]))}: udgave "
        f"{one.old_version} blev til udgave {one.new_version}. Alle {case.many} er opgjort efter den nye udgave."
        for one in rubrics.switches(conn)
        if one.old_version != one.new_version
    ]
    return (*study.config.study.notes, *said, *filter(None, [changed_list(study.config, conn)]))


def gather(
    study: Study,
    conn: "Connection",
    rubric: Rubric,
    by: Sequence[str],
    cross: Sequence[str] = (),
    *,
    each_answer: bool = True,
) -> "Figures":
    """The study's figures: the whole, by each entry of ``by``, and the cross tables of ``cross`` and of the rubric.

    The entries are as the user writes them (:mod:`audit.results.crossing`).
    ``each_answer`` is whether every date and number that was answered will be
    listed; without it only what can be added up is read. InputError when an
    entry names what is not there.
    """
    from audit.results.cases import CountedCases
    from audit.results.crossing import questions_in
    from audit.results.figures import StudyName, figures_of
    from audit.rubric.tally import Catalogue
    from audit.store import samples, tallies
    from audit.store.authorities import frozen_authorities

    catalogue = Catalogue(rubric)
    crossings = divisions(rubric, by)
    crosses = list(dict.fromkeys([*rubric.crosses, *(_known(questions_in(rubric, one)) for one in cross)]))
    facts = dict.fromkeys(fact for crossing in crossings for fact in crossing)
    written = [
        name
        for name, question in rubric.questions.items()
        if question.summable or (each_answer and question.printed and not question.labels)
    ]
    sample = samples.sample(conn)
    config = study.config.study
    table = tallies.case_table(conn, catalogue.width, facts, written)
    authorities = frozen_authorities(conn)
    if not config.constructed:
        _must_exist(authorities, table.kommuner, rubric.case)
    return figures_of(
        StudyName(config.id, config.title, config.constructed),
        rubric,
        CountedCases(catalogue, table, authorities),
        drawn=sample.drawn if sample else 0,
        by=crossings,
        crosses=crosses,
        asked=sample.asked if sample else None,
        reassessed=tallies.reassessed(conn),
        overruled=tallies.overruled(conn),
        kommuner_asked=samples.kommuner_asked(conn, sample) if sample else None,
    )


def _must_exist(authorities: Authorities, codes: Sequence[str], case: Noun) -> None:
    """StateError when one of the kommuner is constructed: figures of a study that says it is not have none."""
    if any(authorities.by_code[code].constructed for code in set(codes)):
        raise StateError(
            f"Undersøgelsen har {case.many} fra konstruerede {authorities.noun.many}, men audit.toml "
            "siger ikke, at den er konstrueret. "
            "Skriv »constructed = true« under [study]."
        )


def divisions(rubric: Rubric, by: Sequence[str]) -> list[tuple[str, ...]]:
    """The facts that each entry of ``by`` divides by, as the rubric names them; InputError for one that is none."""
    from audit.results.crossing import facts_in

    return list(dict.fromkeys(_known(facts_in(rubric, one)) for one in by))


def _known(found: T | Problem) -> T:
    if isinstance(found, Problem):
        raise InputError("Tallene kan ikke deles sådan op.", [found])
    return found


def kommune_sheets(conn: "Connection", rubric: Rubric) -> Iterator["KommuneCases"]:
    """What each authority's sheet holds: its scored cases with every answer, authorities by name.

    The cases are read when they are asked for, so ``conn`` must be open until then; only the last authority's are kept.
    """
    from audit.sheets.results_book import KommuneCases
    from audit.store import assessments, tallies
    from audit.store.authorities import frozen_authorities

    evaluator, authorities = Evaluator(rubric), frozen_authorities(conn)
    of_authority = tallies.counting_ids(conn)

    @lru_cache(1)
    def cases(code: str) -> tuple["ScoredCase", ...]:
        found = assessments.records(conn, of_authority[code])
        return tuple(_scored(evaluator, authorities, record) for record in found)

    for code in sorted(of_authority, key=authorities.order):
        yield KommuneCases(authorities.name_of(code), partial(cases, code))


def _scored(evaluator: Evaluator, authorities: Authorities, record: "AssessmentRecord") -> "ScoredCase":
    from audit.sheets.results_book import AnsweredQuestion, ScoredCase
    from audit.store.retally import answers_of, evaluated

    rubric = evaluator.rubric
    given = answers_of(rubric, record)
    found = evaluated(evaluator, record)
    return ScoredCase(
        record.case.case_id,
        record.case.file_no,
        rubric.outcome_label(record.outcome or "") if rubric.called_outcome else None,
        tuple(rubric.finding_labels[name] for name in found.findings),
        tuple(
            AnsweredQuestion(
                rubric.question_labels[name],
                _answer(rubric.questions[name], given.get(name)),
                stored.remark,
                stored.citation,
                rubric.questions[name].counted_in,
            )
            for name in found.asked
            if (stored := record.answers.get(name))
        ),
        {
            name: value if isinstance(value, Decimal | date) else value_label(rubric, authorities, name, value)
            for name, value in read_facts(rubric, record.case.facts).items()
        },
    )


def _answer(question: Question, answer: Answer | None) -> str | Decimal | date:
    """A number or a date as it is, anything else in words; "" where nothing is answered."""
    if answer is None:
        return ""
    return answer if isinstance(answer, Decimal | date) else question.words(answer)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
