"""``audit results``: rigtighed, nøgletal, anbefalinger, and whether published numbers come out again."""

from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import print_json, study_of
from audit.errors import InputError, Problem, StateError
from audit.results.claims import Check, check_claims
from audit.results.document import as_document
from audit.results.hearing import after_hearing
from audit.results.model import Group, Results
from audit.rubric.model import Rubric
from audit.study.gathering import fact_label, gather, value_label
from audit.study.opening import frozen_rubric
from audit.study.stated import read_stated
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.numbers import counted, whole
from audit.wording.quoting import suggest

HELP = {
    "results": "Rigtigheden gives både af alle sager og af dem, der kan vurderes. Med --against regnes hvert tal i "
    "en fil med påstande ud igen; passer et af dem ikke, slutter kommandoen med 1."
}


def results(
    ctx: typer.Context,
    by: Annotated[list[str] | None, typer.Option(metavar="OPLYSNING", help="Del op efter en oplysning")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON i stedet for tabeller")] = False,
    against: Annotated[Path | None, typer.Option(metavar="FIL", help="Sammenlign med offentliggjorte tal")] = None,
) -> None:
    """Show the figures."""
    study = study_of(ctx)
    stated = read_stated(against) if against else None
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        groups = _known(rubric, by or [])
        figures = gather(study, conn, rubric, groups)
    checks = check_claims(stated, figures) if stated else ()
    if as_json:
        _print_json(figures, stated.source if stated else "", checks, against is not None)
    elif stated:
        study.notice()
        _print_checks(study.console, stated.source, checks)
    else:
        study.notice()
        _print_results(study.console, rubric, figures)
    if not all(check.agrees for check in checks):
        raise typer.Exit(1)


def _known(rubric: Rubric, by: list[str]) -> list[str]:
    known = ["kommune", *rubric.facts]
    for fact in by:
        if fact not in known:
            near = suggest(fact, known) or f". Vælg en af {', '.join(known)}."
            raise InputError(f"»{fact}« er ikke en oplysning om sagerne{near}")
    return list(dict.fromkeys(by))


def _print_json(figures: Results, source: str, checks: tuple[Check, ...], compared: bool) -> None:
    document: dict[str, Any] = as_document(figures)
    if compared:
        document |= {"source": source, "claims": [check.as_document() for check in checks]}
    print_json(document)


def _print_results(console: Console, rubric: Rubric, figures: Results) -> None:
    if not figures.cases:
        raise StateError("Ingen sager er færdigbedømt endnu. Bedøm dem med »audit score«.")
    console.line(f"{figures.title}: {whole(figures.cases)} af {counted(figures.drawn)} i stikprøven er færdigbedømt.")
    if figures.correctness:
        console.line()
        console.strong("Rigtighed")
        headings = ("Rigtige af alle sager", "Rigtige af dem, der kan vurderes")
        console.table(
            [Column("Sager"), *(Column(name, numeric=True) for name in headings)],
            [(_group_label(rubric, one.group), one.of_all.words, one.of_assessed.words) for one in figures.correctness],
        )
    _print_outcomes(console, rubric, figures)
    if heard := after_hearing(figures.reassessed):
        console.line()
        console.line(heard)
    console.line()
    console.strong("Nøgletal")
    console.table(
        [Column("Nøgletal"), Column("Andel", numeric=True), Column("Blandt")],
        [(m.label, m.share.words, m.among_shown) for m in figures.measures if not m.group],
    )
    console.line()
    console.strong("Anbefalinger")
    for entry in figures.recommendations:
        if entry.triggered:
            console.line(f"- {entry.text} – {entry.share.words} {entry.among_label}".rstrip(), hang=2)


def _print_outcomes(console: Console, rubric: Rubric, figures: Results) -> None:
    rows: dict[str, list[str]] = {}
    for one in figures.outcomes:
        rows.setdefault(_group_label(rubric, one.group), [whole(one.share.among)]).append(whole(one.share.count))
    names = dict.fromkeys(one.label for one in figures.outcomes)
    console.line()
    console.strong("Udfald")
    console.table(
        [Column("Sager"), Column("I alt", numeric=True), *(Column(name, numeric=True) for name in names)],
        [(group, *counts) for group, counts in rows.items()],
    )


def _group_label(rubric: Rubric, group: Group) -> str:
    if not group:
        return "Alle sager"
    return ", ".join(f"{fact_label(rubric, fact)}: {value_label(rubric, fact, value)}" for fact, value in group.items())


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
