"""``audit export``: the results as a workbook."""

from pathlib import Path
from typing import Annotated

import typer

from audit import __version__
from audit.cases import KOMMUNE
from audit.commands import AsJson, print_json, study_of
from audit.results.intervals import why_none
from audit.study.gathering import gather, kommune_sheets, notes, now
from audit.study.opening import frozen_rubric
from audit.study.stated import stated_by

HELP = {
    "export": "Projektmappen har rigtighed med diagram, nøgletal for hver gruppe, anbefalinger og et ark for hver "
    "kommune med dens sager, svar, fund og udfald."
}

EXAMPLES = {
    "export": (
        "audit export",
        "audit export --to resultater.xlsx",
    ),
}
JSON = {
    "export": {
        "file": "den fil, projektmappen er skrevet i",
        "constructed": "true, når data er konstruerede",
        "log.count": "antallet af ændringer i loggen, som det står i projektmappen",
        "log.hash": "loggens seneste aftryk, som det står i projektmappen",
    }
}


def export(
    ctx: typer.Context,
    to: Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv projektmappen her")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the result workbook."""
    from audit.sheets.results_book import ResultsBook, RubricStamp
    from audit.sheets.results_workbook import write_results_workbook
    from audit.store import log, samples

    study = study_of(ctx)
    config = study.config
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        sample = samples.sample(conn)
        assert sample, "a frozen rubric belongs to a sample"
        figures = gather(study, conn, rubric, config.results.by or (KOMMUNE,), config.results.cross)
        sheets = tuple(kommune_sheets(conn, rubric))
        head = log.head(conn)
        remarks = notes(study, conn)
        book = ResultsBook(
            results=figures,
            kommuner=sheets,
            rubric=RubricStamp(rubric.title, rubric.version, sample.rubric_sha256),
            log=head,
            program_version=__version__,
            produced=now(),
            notes=(*remarks, why_none(sample.method, rubric.case)),
            stated=stated_by(config.files.claims, figures),
        )
        path = study.output(to, ".xlsx")
        write_results_workbook(path, book)
    if as_json:
        log_head = {"count": head.count, "hash": head.hash}
        print_json({"file": str(path), "constructed": config.study.constructed, "log": log_head})
        return
    study.notice()
    study.console.line(f"Projektmappen er skrevet til {path}")
