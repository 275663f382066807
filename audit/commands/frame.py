"""``audit frame import``: the bruttoliste into the database, whole or not at all."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from audit.cases import Case
from audit.commands import study_of
from audit.errors import ConfigError, InputError
from audit.sampling.frame import FrameCheck, FrameReader, facts_sha256
from audit.sampling.model import FrameFile
from audit.terminal.console import Console, Step
from audit.wording.numbers import counted, whole

HELP = {
    "import_": "Filen er CSV eller Excel; audit.toml siger, hvilken kolonne der er hvad. Intet gemmes, før filen er "
    "uden fejl, eller du har sagt, hvilke rækker der skal udelades. Et CPR-nummer standser altid indlæsningen."
}


def import_(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FIL", help="Bruttolisten; ellers den i audit.toml")] = None,
    sheet: Annotated[str | None, typer.Option(metavar="ARK", help="Arket i en projektmappe")] = None,
    skip: Annotated[list[int] | None, typer.Option(metavar="RÆKKE", help="Udelad rækken; kan gentages")] = None,
) -> None:
    """Take the frame in."""
    from audit.sheets.reading import read_table
    from audit.store import frames as stored_frames

    study = study_of(ctx)
    rubric = study.rubric_file().rubric
    frame = study.config.frame
    if frame is None:
        raise ConfigError("audit.toml siger ikke, hvilke kolonner bruttolisten har. Skriv dem under [frame.columns].")
    path = file or frame.file
    if path is None:
        raise InputError("Skriv, hvilken fil bruttolisten er i: audit frame import FIL.")
    table = read_table(path, sheet=sheet)
    left_out = tuple(sorted(set(skip or ())))

    def reader() -> FrameReader:
        return FrameReader(table, frame.mapping, rubric, skip=left_out)

    # Twice through the file: nothing is made or locked before all of it is known to be right.
    check = _looked_through(reader(), study.console)
    if check.errors:
        todo = "Ret filen." if check.cpr else "Ret filen, eller udelad rækker med --skip."
        raise InputError(f"Bruttolisten har {whole(check.errors)} fejl. Intet er gemt. {todo}", check.problems)
    described = FrameFile(
        table.name, table.sha256, check.rows, check.left_out, table.sheet, left_out, facts_sha256(rubric)
    )
    saving = study.console.progress("Gemmer bruttolisten", check.rows)
    with study.store(create=True) as store, store.write(study.who) as tx, saving as step:
        stored_frames.save_frame(tx, described, _stepping(reader().cases(), step))
    study.notice()
    study.console.problems(check.problems)
    less = f", {whole(check.left_out)} udeladt" if check.left_out else ""
    study.console.line(f"{counted(check.rows - check.left_out)} indlæst fra {table.name}{less}.")
    study.console.line(f"Filens aftryk (SHA-256): {table.sha256}")


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
