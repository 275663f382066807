"""``audit report``: the report as a web page in one file."""

from pathlib import Path
from typing import Annotated

import typer

from audit import __version__
from audit.cases import KOMMUNE
from audit.commands import AsJson, print_json, study_of
from audit.review.wording import fact_label
from audit.study.gathering import divisions, gather, notes, now
from audit.study.opening import frozen_rubric
from audit.study.stated import stated_by
from audit.wording.labels import lower_first
from audit.wording.lists import listed

HELP = {"report": "Skrives som en webside i én fil i undersøgelsens mappe, medmindre du vælger et andet sted med --to."}

EXAMPLES = {
    "report": (
        "audit report",
        "audit report --to rapport.html",
    ),
}
JSON = {
    "report": {
        "file": "den fil, rapporten er skrevet i",
        "constructed": "true, når data er konstruerede",
        "not_divided_by": "de opdelinger i audit.toml under [results], som rapporten ikke viser",
        "log.count": "antallet af ændringer i loggen, som det står i rapporten",
        "log.hash": "loggens seneste aftryk, som det står i rapporten",
    }
}


def report(
    ctx: typer.Context,
    to: Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv rapporten her")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the report."""
    from audit.report.model import ReportInput, Selection
    from audit.report.page import write_html
    from audit.store import frames, log, samples

    study = study_of(ctx)
    config = study.config
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        sample, frame = samples.sample(conn), frames.frame_file(conn)
        assert sample and frame, "a frozen rubric belongs to a sample, and that to a frame"
        asked = divisions(rubric, config.results.by)
        by = [name for name, *more in asked if not more and name != KOMMUNE]
        left_out = [facts for facts in asked if len(facts) > 1 or facts == (KOMMUNE,)]
        figures = gather(study, conn, rubric, by, config.results.cross)
        head = log.head(conn)
        remarks = notes(study, conn)
    page = ReportInput(
        results=figures,
        rubric=rubric,
        rubric_sha256=sample.rubric_sha256,
        selection=Selection(
            sample.method, frame, sample.seed, sample.strata, sample.allocation, sample.counts, sample.criteria
        ),
        log=head,
        program_version=__version__,
        produced=now(),
        group_by=by[0] if by else "",
        notes=remarks,
        source=config.study.source or "",
        stated=stated_by(config.files.claims, figures),
    )
    path = study.output(to, ".html")
    write_html(page, path)
    if as_json:
        log_head = {"count": head.count, "hash": head.hash}
        document = {
            "file": str(path),
            "constructed": config.study.constructed,
            "not_divided_by": [list(facts) for facts in left_out],
        }
        print_json({**document, "log": log_head})
        return
    study.notice()
    study.console.line(f"Rapporten er skrevet til {path}")
    if left_out:
        told = listed(
            [
                listed([lower_first(fact_label(rubric, figures.authorities, fact)) for fact in facts])
                for facts in left_out
            ],
            "eller",
        )
        study.console.line(
            f"Rapporten viser ikke tallene for hver {told}, selv om audit.toml deler op sådan. "
            "De står i projektmappen: audit export"
        )
