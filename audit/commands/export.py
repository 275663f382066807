"""``audit export``: the results as a workbook."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit import __version__, kommuner
from audit.commands.claims import stated_by
from audit.commands.study import Study, answers_of, fact_label, frozen_rubric, gather, notes, now, value_label
from audit.errors import StateError
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.parts import option_label, readable
from audit.rubric.values import read_facts
from audit.sampling.purposive import NO_LOT

if TYPE_CHECKING:
    from audit.sheets.results_book import KommuneCases, ScoredCase
    from audit.store import Connection
    from audit.store.records import AssessmentRecord, StoredAnswer

HELP = {
    "export": "Projektmappen har rigtighed med diagram, nøgletal for hver gruppe, anbefalinger og et ark for hver "
    "kommune med dens sager, svar, fund og udfald."
}

NO_INTERVALS = "Der er ikke regnet intervaller i denne udgave."


def export(
    ctx: typer.Context,
    to: Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv projektmappen her")] = None,
) -> None:
    """Write the result workbook."""
    from audit.sheets.results_book import Grouping, ResultsBook, RubricStamp
    from audit.sheets.results_workbook import write_results_workbook
    from audit.store import log, samples

    study = Study.of(ctx)
    config = study.config
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        sample = samples.sample(conn)
        if sample is None:
            raise StateError("Der er ikke trukket en stikprøve endnu. Træk den med »audit sample draw«.")
        by = config.results.by or ("kommune",)
        figures = gather(study, conn, rubric, by)
        sheets = tuple(_kommuner(conn, rubric))
        head = log.head(conn)
        remarks = notes(study, conn)
    values = {fact: dict.fromkeys(e.group[fact] for e in figures.outcomes if set(e.group) == {fact}) for fact in by}
    book = ResultsBook(
        results=figures,
        groupings=tuple(
            Grouping(fact, fact_label(rubric, fact), {one: value_label(rubric, fact, one) for one in values[fact]})
            for fact in by
        ),
        kommuner=sheets,
        rubric=RubricStamp(rubric.title, rubric.version, sample.rubric_sha256),
        log=head,
        program_version=__version__,
        produced=now(),
        notes=(*remarks, NO_LOT if sample.criteria else NO_INTERVALS),
        stated=stated_by(config.files.claims, figures),
    )
    path = study.output(to, ".xlsx")
    write_results_workbook(path, book)
    study.notice()
    study.console.line(f"Projektmappen er skrevet til {path}")


def _kommuner(conn: "Connection", rubric: Rubric) -> Iterator["KommuneCases"]:
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
    found = evaluator.evaluate(answers_of(rubric, record), read_facts(rubric, record.case.facts))
    return ScoredCase(
        record.case.case_id,
        record.case.file_no,
        readable(record.outcome or ""),
        tuple(rubric.found[name].text or readable(name) for name in found.findings),
        tuple(
            AnsweredQuestion(rubric.questions[name].text, _words(rubric, name, given), given.remark, given.citation)
            for name in found.asked
            if (given := record.answers.get(name))
        ),
    )


def _words(rubric: Rubric, question: str, given: "StoredAnswer") -> str:
    options: dict[str, str] = getattr(rubric.questions[question], "options", {})
    if given.special or not given.values:
        return "".join(map(readable, given.values))
    return ", ".join(option_label(options, value) if options else value for value in given.values)
