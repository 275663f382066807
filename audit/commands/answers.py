"""``audit answers import``: recorded answers from CSV or Excel, all of them or none."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from audit.commands import AsJson, print_json, study_of
from audit.errors import InputError
from audit.review.recorded import HEADINGS, read_recorded
from audit.study.opening import frozen_rubric
from audit.wording.numbers import counted
from audit.wording.problems import by_kind

HELP = {
    "import_": "En række er en bedømmelse af en sag: sagsnr, kommune, bedømmer, runde og en kolonne for hvert "
    "spørgsmål. <spørgsmål>.bemærkning og <spørgsmål>.akthenvisning kan følge med. Svarene prøves efter de samme "
    "regler, som når de tastes, og intet gemmes, før alle er i orden."
}

EXAMPLES = {
    "import_": (
        "audit answers import svar.csv",
        'audit answers import svar.xlsx --replace --reason "Tastefejl rettet"',
    ),
}
JSON = {
    "import_": {
        "assessments": "bedømmelser i filen",
        "cases": "sager, de gælder",
        "changed": "bedømmelser, der er nye eller ændrede",
        "complete": "bedømmelser, der er færdige",
        "warnings": "advarsler, skrevet som fejlene i `problems`",
    }
}


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Filen med svarene")],
    sheet: Annotated[str | None, typer.Option(metavar="ARK", help="Arket i en projektmappe")] = None,
    header_row: Annotated[
        int | None,
        typer.Option(metavar="RÆKKE", min=1, max=1000, help="Rækken med overskrifterne; ellers den første med indhold"),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Lad filen gælde for sager, der er begyndt")] = False,
    accept: Annotated[
        bool, typer.Option("--accept-unlikely", help="Bekræft svar, der ser usandsynlige ud, fx et årstal")
    ] = False,
    reason: Annotated[str, typer.Option(metavar="TEKST", help="Hvorfor færdige sager ændres; står i loggen")] = "",
    as_json: AsJson = False,
) -> None:
    """Take recorded answers in."""
    from audit.sheets.reading import read_table
    from audit.store import recorded, rubrics, samples
    from audit.store.authorities import frozen_authorities

    study = study_of(ctx)
    with study.store() as store:
        with store.read() as conn:
            rubric = frozen_rubric(conn)
            sha256 = rubrics.current_sha256(conn)
            drawn, authorities = samples.drawn(conn), frozen_authorities(conn)
        table = read_table(file, sheet=sheet, header_row=header_row)
        rows = list(table.rows())
        if row := table.likely_header([*HEADINGS, *rubric.questions]):
            what = f"overskriften står vist i række {row} og ikke i række {table.header_row}."
            raise InputError(
                "Svarene kan ikke læses. Intet er gemt.", [table.problem(row, 0, what, f"Skriv --header-row {row}.")]
            )
        found = read_recorded(
            table.header,
            ((row.number, row.cells, row.raw) for row in rows),
            (one.case for one in drawn),
            rubric,
            authorities,
            table.problem,
            table.header_row,
            above=((row.number, row.cells, row.raw) for row in table.above),
            today=None if accept else date.today(),
        )
        problems = [*table.problems, *(problem for row in rows for problem in row.problems), *found.problems]
        if errors := [problem for problem in problems if not problem.warning]:
            raise InputError(
                f"{counted(len(errors), 'fejl', 'fejl')} i svarene. Intet er gemt. Ret filen, og indlæs den igen.",
                by_kind(errors),
            )
        warnings = by_kind(problems)
        if not as_json:
            study.console.problems(warnings)
        with store.write(study.who) as tx:
            rubrics.require_rubric(tx.conn, sha256)
            changed = recorded.save_recorded(tx, found.assessments, replace=replace, reason=reason.strip())
    complete = sum(one.evaluation.complete for one in found.assessments)
    touched = len({one.case.key for one in found.assessments})
    if as_json:
        told = {"assessments": len(found.assessments), "cases": touched, "changed": changed, "complete": complete}
        print_json({**told, "warnings": [problem.as_document() for problem in warnings]})
        return
    study.notice()
    read = counted(len(found.assessments), "bedømmelse", "bedømmelser")
    cases = counted(touched, rubric.case)
    new = counted(changed, "er ny eller ændret", "er nye eller ændrede")
    done = counted(complete, "er bedømt færdig", "er bedømt færdige")
    study.console.line(f"{read} af {cases} læst; {new}, og {done}.")
