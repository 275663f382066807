"""``audit results``: rigtighed, nøgletal, anbefalinger, and whether published numbers come out again."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.authorities import Authorities
from audit.commands import AsJson, completing, print_json, study_of
from audit.errors import StateError
from audit.nouns import capital
from audit.results.claims import Stated
from audit.results.claims_words import claims_header, claims_rows, contradictions, differences, unmatched, verdict
from audit.results.document import as_document
from audit.results.figures import Figures
from audit.results.hearing import after_hearing
from audit.results.layout import in_words
from audit.results.overruling import by_ruling
from audit.results.statistics import OUTCOMES, RECOMMENDATIONS, Output
from audit.results.table import FigureTable
from audit.review.wording import group_label
from audit.rubric.model import Rubric
from audit.study.gathering import gather
from audit.study.opening import frozen_rubric
from audit.study.stated import read_stated, recomputed
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.lists import sentence
from audit.wording.numbers import counted, whole

HELP = {
    "results": "Rigtigheden gives både af alle sager og af dem, der kan vurderes. Tallene deles op, som audit.toml "
    "siger under [results], eller som du skriver med --by; --by sagstype,kommune er efter begge på én gang. Med "
    "--against regnes hvert tal i en fil med påstande ud igen; passer et af dem ikke, slutter kommandoen med 1."
}
EXAMPLES = {
    "results": (
        "audit results",
        "audit results --by sagstype,kommune",
        "audit results --cross skriftlig,begrundet",
        "audit results --against claims.yaml",
        "audit results --json",
    ),
}
MOST_GROUPS = 10
"""With more, the whole among them, only what has one row for each is made of the groups."""


def results(
    ctx: typer.Context,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OPLYSNING", help="Del op efter en oplysning, eller flere: a,b", autocompletion=completing.facts
        ),
    ] = None,
    cross: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPØRGSMÅL,SPØRGSMÅL",
            help="Vis en krydstabel af to spørgsmål",
            autocompletion=completing.questions,
        ),
    ] = None,
    as_json: AsJson = False,
    against: Annotated[Path | None, typer.Option(metavar="FIL", help="Sammenlign med offentliggjorte tal")] = None,
) -> None:
    """Show the figures."""
    from audit.study.settling import double_scoring

    study = study_of(ctx)
    settings = study.config.results
    read = read_stated(against, study.config.study.id) if against else None
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        figures = gather(study, conn, rubric, by or settings.by, cross or settings.cross, each_answer=as_json)
        double = double_scoring(conn)
    stated = recomputed(read, figures) if read else None
    if as_json:
        _print_json(figures, stated)
    elif against and stated:
        study.notice()
        _print_checks(study.console, against, stated)
    else:
        study.notice()
        _print_figures(study.console, rubric, figures)
        if double.cases:
            study.console.line()
            study.console.line(double.told(rubric.case))
    if stated and stated.differing:
        raise typer.Exit(1)


def _print_json(figures: Figures, stated: Stated | None) -> None:
    document: dict[str, Any] = as_document(figures)
    if stated:
        document |= {"source": stated.source, "claims": [check.as_document() for check in stated.checks]}
    print_json(document)


def _print_figures(console: Console, rubric: Rubric, figures: Figures) -> None:
    case = rubric.case
    if not figures.whole.cases:
        raise StateError(f"Ingen {case.many} er færdigbedømt endnu. Bedøm dem med »audit score«.")
    drawn = counted(figures.drawn, case)
    files = figures.whole.files
    numbered = f", med {counted(files, 'journalnummer', 'forskellige journalnumre')}" if files else ""
    scored = f"{whole(figures.whole.cases)} af {drawn} i undersøgelsen er færdigbedømt{numbered}"
    console.line(f"{figures.study.title}: {scored}.")
    for table in figures.tables(Output.TERMINAL, MOST_GROUPS):
        console.line()
        console.strong(table.title)
        _print_table(console, rubric, figures.authorities, table)
        if table.spread and table.id == OUTCOMES.id:
            for said in filter(None, (after_hearing(rubric, figures.reassessed), by_ruling(rubric, figures.overruled))):
                console.line()
                console.line(said)
    if not rubric.recommendations:
        return
    console.line()
    console.strong(RECOMMENDATIONS.title)
    given = [entry for entry in figures.whole.of(RECOMMENDATIONS) if entry.triggered]
    for entry in given:
        console.line(f"- {sentence(entry.text)} Bygger på {entry.share.of_those(case, entry.among_label)}.", hang=2)
    if not given:
        console.line(f"Ingen af anbefalingerne gives, for der er for få {case.many}, der taler for dem.")


def _print_table(console: Console, rubric: Rubric, authorities: Authorities, table: FigureTable) -> None:
    """One statistic; a group without cases to tell of is left out."""
    rows = [row for row in table.rows if not (row.group and row.empty)]
    shown = in_words(table, lambda group: group_label(rubric, authorities, group), rows, capital(rubric.case.many))
    columns = [Column(name, numeric) for name, numeric in zip(shown.header, shown.numeric, strict=True)]
    console.table(columns, shown.rows if console.plain or not table.subject else _once(shown.rows))
    if table.whole_only:
        console.line("Delt op står de i --json, og i projektmappen, når opdelingen står i audit.toml under [results].")


def _once(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The rows with what they are about in the first of those about the same alone."""
    before = ""
    for about, *others in rows:
        yield ("" if about == before else about, *others)
        before = about


def _print_checks(console: Console, file: Path, stated: Stated) -> None:
    checks = stated.checks
    console.line(f"Kilde: {stated.source}")
    console.table([Column(name) for name in claims_header(checks)], claims_rows(checks))
    console.problems(unmatched(checks, str(file)))
    for said in (*differences(checks), *contradictions(checks)):
        console.line(said, hang=2)
    console.strong(verdict(checks))
