"""``audit results``: rigtighed, nøgletal, anbefalinger, and whether published numbers come out again."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import print_json, study_of
from audit.errors import Problem, StateError
from audit.results.claims import Check, check_claims
from audit.results.document import as_document
from audit.results.figures import Figures
from audit.results.hearing import after_hearing
from audit.results.layout import in_words
from audit.results.statistics import OUTCOMES, RECOMMENDATIONS, Output
from audit.results.table import FigureTable
from audit.review.wording import group_label
from audit.rubric.model import Rubric
from audit.study.gathering import gather
from audit.study.opening import frozen_rubric
from audit.study.stated import read_stated
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.numbers import counted, whole

HELP = {
    "results": "Rigtigheden gives både af alle sager og af dem, der kan vurderes. Med --by sagstype,kommune deles der "
    "op efter begge på én gang. Med --against regnes hvert tal i en fil med påstande ud igen; passer et af dem ikke, "
    "slutter kommandoen med 1."
}
MOST_GROUPS = 10
"""With more, the whole among them, only what has one row for each is made of the groups."""


def results(
    ctx: typer.Context,
    by: Annotated[
        list[str] | None, typer.Option(metavar="OPLYSNING", help="Del op efter en oplysning, eller flere: a,b")
    ] = None,
    cross: Annotated[
        list[str] | None, typer.Option(metavar="SPØRGSMÅL,SPØRGSMÅL", help="Vis en krydstabel af to spørgsmål")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON i stedet for tabeller")] = False,
    against: Annotated[Path | None, typer.Option(metavar="FIL", help="Sammenlign med offentliggjorte tal")] = None,
) -> None:
    """Show the figures."""
    study = study_of(ctx)
    stated = read_stated(against) if against else None
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        figures = gather(study, conn, rubric, by or (), cross or study.config.results.cross, each_answer=as_json)
    checks = check_claims(stated, figures) if stated else ()
    if as_json:
        _print_json(figures, stated.source if stated else "", checks, against is not None)
    elif stated:
        study.notice()
        _print_checks(study.console, stated.source, checks)
    else:
        study.notice()
        _print_figures(study.console, rubric, figures)
    if not all(check.agrees for check in checks):
        raise typer.Exit(1)


def _print_json(figures: Figures, source: str, checks: tuple[Check, ...], compared: bool) -> None:
    document: dict[str, Any] = as_document(figures)
    if compared:
        document |= {"source": source, "claims": [check.as_document() for check in checks]}
    print_json(document)


def _print_figures(console: Console, rubric: Rubric, figures: Figures) -> None:
    if not figures.whole.cases:
        raise StateError("Ingen sager er færdigbedømt endnu. Bedøm dem med »audit score«.")
    drawn = counted(figures.drawn)
    console.line(f"{figures.study.title}: {whole(figures.whole.cases)} af {drawn} i stikprøven er færdigbedømt.")
    for table in figures.tables(Output.TERMINAL, MOST_GROUPS):
        console.line()
        console.strong(table.title)
        _print_table(console, rubric, table)
        if table.spread and (heard := after_hearing(figures.reassessed)) and table.id == OUTCOMES.id:
            console.line()
            console.line(heard)
    console.line()
    console.strong(RECOMMENDATIONS.title)
    for entry in figures.whole.of(RECOMMENDATIONS):
        if entry.triggered:
            console.line(f"- {entry.text} – {entry.share.words} {entry.among_label}".rstrip(), hang=2)


def _print_table(console: Console, rubric: Rubric, table: FigureTable) -> None:
    """One statistic; a group without cases to tell of is left out."""
    rows = [row for row in table.rows if not (row.group and row.empty)]
    shown = in_words(table, lambda group: group_label(rubric, group), rows)
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


def _print_checks(console: Console, source: str, checks: tuple[Check, ...]) -> None:
    console.line(f"Kilde: {source}")
    console.table(
        [Column("Påstand"), Column("Trykt"), Column("Regnet ud"), Column("Blandt"), Column("Passer")],
        [(c.what, c.published.shown, c.shown, c.among_label, "ja" if c.agrees else "NEJ") for c in checks],
    )
    for check in checks:
        if check.computed and not check.agrees:
            found = f"trykt {check.published.shown}, regnet ud {check.shown}"
            console.line(f"»{check.id}« passer ikke: {found}.", hang=2)
    console.problems(Problem(f"påstanden »{c.id}«: {c.missing}") for c in checks if c.missing)
    for check in checks:
        if check.conflict:
            console.line(f"Kilden siger sig selv imod ved »{check.id}«: {check.conflict}", hang=2)
    wrong = sum(not check.agrees for check in checks)
    right = "Tallet er" if len(checks) == 1 else f"Alle {whole(len(checks))} tal er"
    told = f"{whole(wrong)} af {whole(len(checks))} tal passer ikke." if wrong else f"{right} regnet ud igen og passer."
    console.strong(told)
