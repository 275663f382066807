"""``audit frame import``: the bruttoliste into the database, each list whole or not at all."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.authorities import Authorities
from audit.cases import Case
from audit.commands import AsJson, completing, print_json, study_of
from audit.errors import ConfigError, InputError
from audit.sampling.check import FrameCheck
from audit.sampling.frame import FrameReader, facts_sha256
from audit.sampling.model import FrameFile
from audit.study.authorities import listed_authorities
from audit.terminal.console import Console, Step
from audit.wording.authority_words import how_to_write, no_authority
from audit.wording.numbers import counted, whole

HELP = {
    "import_": "Filen er CSV eller Excel; audit.toml siger, hvilken kolonne der er hvad. Intet gemmes, før filen er "
    "uden fejl, eller du har sagt, hvilke rækker der skal udelades. Et CPR-nummer standser altid indlæsningen. "
    "Kommer sagerne i flere lister, indlæses den første alene og de næste med --add."
}

EXAMPLES = {
    "import_": (
        "audit frame import bruttoliste.csv",
        "audit frame import bruttoliste.xlsx --sheet Sager --header-row 4",
        "audit frame import aarhus.xlsx --kommune Aarhus --add",
        "audit frame import bruttoliste.csv --skip 12 --skip 40 --replace",
    ),
}
JSON = {
    "import_": {
        "file": "filens navn",
        "sha256": "dens aftryk",
        "sheet": "arket; tomt for en CSV-fil",
        "header_row": "rækken med overskrifterne",
        "kommune": "koden på den myndighed, --kommune nævner; ellers tom",
        "cases": "sager, der er indlæst fra filen",
        "left_out": "rækker, der er udeladt",
        "frame.cases": "sager i bruttolisten nu",
        "frame.sha256": "dens aftryk",
        "frame.files": "de filer, den er indlæst fra, hver med file, sha256, sheet, cases og left_out",
        "warnings": "advarsler, skrevet som fejlene i `problems`",
    }
}


def import_(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FIL", help="Bruttolisten; ellers den i audit.toml")] = None,
    sheet: Annotated[str | None, typer.Option(metavar="ARK", help="Arket i en projektmappe")] = None,
    header_row: Annotated[
        int | None,
        typer.Option(metavar="RÆKKE", min=1, max=1000, help="Rækken med overskrifterne; ellers den første med indhold"),
    ] = None,
    kommune: Annotated[
        str | None,
        typer.Option(
            metavar="KOMMUNE",
            help="Kommunen eller en anden myndighed, når listen ikke har en kolonne med den",
            autocompletion=completing.authority_names,
        ),
    ] = None,
    skip: Annotated[list[int] | None, typer.Option(metavar="RÆKKE", help="Udelad rækken; kan gentages")] = None,
    add: Annotated[bool, typer.Option("--add", help="Læg listen til dem, der er indlæst")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Sæt listen i stedet for det, der er indlæst")] = False,
    accept: Annotated[
        bool, typer.Option("--accept-unlikely", help="Bekræft datoer og tal, der ser usandsynlige ud, fx et årstal")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take a list of the frame in."""
    from audit.sheets.reading import read_table
    from audit.store import frames
    from audit.store.authorities import freeze_authorities

    if add and replace:
        raise InputError("Skriv enten --add eller --replace. Intet er ændret.")
    study = study_of(ctx)
    rubric = study.rubric_file().rubric
    frame = study.config.frame
    if frame is None:
        raise ConfigError("audit.toml siger ikke, hvilke kolonner bruttolisten har. Skriv dem under [frame.columns].")
    path = file or frame.file
    if path is None:
        raise InputError("Skriv, hvilken fil bruttolisten er i: audit frame import FIL.")
    constructed = study.config.study.constructed
    authorities = listed_authorities(study.config)
    code = _authority(authorities, kommune, constructed=constructed)
    table = read_table(path, sheet=sheet, header_row=header_row)
    left_out = tuple(sorted(set(skip or ())))
    today = None if accept else date.today()

    def reader(known: Iterable[tuple[str, str, str]] = ()) -> FrameReader:
        return FrameReader(
            table,
            frame.mapping,
            rubric,
            authorities,
            skip=left_out,
            kommune=code,
            known=known,
            constructed=constructed,
            today=today,
        )

    # Twice through the file: nothing is made or locked before all of it is known to be right in itself.
    check = _looked_through(reader(), study.console)
    _must_be_clean(check)
    if not as_json:
        study.console.problems(check.problems)
    described = FrameFile(
        name=table.name,
        sha256=table.sha256,
        rows=check.rows,
        left_out=check.left_out,
        sheet=table.sheet,
        left_out_rows=left_out,
        facts_sha256=facts_sha256(rubric),
        header_row=table.header_row,
        kommune=code,
    )
    saving = study.console.progress("Gemmer bruttolisten", check.rows)
    with study.store(create=True) as store, store.write(study.who) as tx, saving as step:
        before = frames.frame_to_change(tx.conn, table.sha256, rubric.case, add=add, replace=replace)
        if before and replace and not as_json:
            study.console.line(f"Listen sættes i stedet for {frames.told(before, rubric.case)}.")
        own = study.config.authorities
        freeze_authorities(tx, authorities, own.file.name if own else "", add=add)
        again = reader(frames.stored_cases(tx.conn) if add else ())
        frames.save_frame(tx, described, _stepping(again.cases(), step), add=add, replace=replace)
        _must_be_clean(again.check)
        after = frames.frame_file(tx.conn)
    if as_json:
        print_json(_document(described, after or described, check))
        return
    study.notice()
    less = f", {whole(check.left_out)} udeladt" if check.left_out else ""
    study.console.line(f"{counted(described.cases, rubric.case)} indlæst fra {table.name}{less}.")
    study.console.line(f"Filens aftryk (SHA-256): {table.sha256}")
    if after and after.lists:
        study.console.line(f"Bruttolisten er nu {frames.told(after, rubric.case)}.")


def _document(file: FrameFile, frame: FrameFile, check: FrameCheck) -> dict[str, Any]:
    """The list that was taken in, and the frame as it is now, for a program to read."""
    return {
        **file.list_document(),
        "header_row": file.header_row,
        "kommune": file.kommune,
        "frame": frame.as_document(),
        "warnings": [problem.as_document() for problem in check.problems],
    }


def _authority(authorities: Authorities, text: str | None, *, constructed: bool) -> str:
    """The code of the authority that was named for the whole list; "" when none was."""
    if text is None:
        return ""
    found = authorities.find(text, constructed=constructed)
    if found is None:
        raise InputError(f"{no_authority(authorities, text)} Intet er ændret. {how_to_write(authorities, text)}")
    return found.code


def _must_be_clean(check: FrameCheck) -> None:
    if check.errors:
        todo = "Ret filen." if check.cpr else "Ret filen, eller udelad rækker med --skip."
        said = counted(check.errors, "fejl", "fejl")
        raise InputError(f"Bruttolisten har {said}. Intet er gemt. {todo}", check.problems)


def _looked_through(reader: FrameReader, console: Console) -> FrameCheck:
    """What is wrong with the file; the reader and all it remembers of the rows is gone afterwards."""
    with console.progress("Ser bruttolisten efter", None) as step:
        for _ in _stepping(reader.cases(), step):
            pass
    return reader.check


def _stepping(cases: Iterable[Case], step: Step) -> Iterator[Case]:
    for case in cases:
        step()
        yield case
