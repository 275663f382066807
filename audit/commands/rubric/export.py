"""``audit rubric export``: the måleskema as a workbook, or as an annex to a report."""

from pathlib import Path
from typing import Annotated

import typer

from audit import __version__
from audit.commands import AsJson, print_json
from audit.errors import InputError
from audit.files import real
from audit.study.opening import checked, read_file
from audit.telling.condition_words import ConditionWords
from audit.telling.telling import Telling
from audit.terminal.console import Console

HELP = {
    "export": "Endelsen på --to afgør formen: .xlsx er en projektmappe med spørgsmål, fund, nøgletal, anbefalinger og "
    "regler på hvert sit ark; .html er et bilag i én fil med det, der spørges om, og felter til at krydse af i. "
    "Uden --to skrives en projektmappe med måleskemaets navn i den mappe, du står i."
}
EXAMPLES = {
    "export": (
        "audit rubric export måleskema.yaml",
        "audit rubric export måleskema.yaml --to bilag.html --replace",
    ),
}
JSON = {"export": {"file": "den fil, måleskemaet er skrevet i"}}

FORMS = (".xlsx", ".html")

Replace = typer.Option(
    "--replace", default_factory=bool, show_default=False, help="Erstat filen, hvis den er der i forvejen"
)


def export(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Måleskemaet")],
    replace: Annotated[bool, Replace],
    to: Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv her; .xlsx eller .html")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the måleskema for people to read."""
    found = checked(read_file(file))
    path = _destination(to or Path(f"{found.rubric.id}.xlsx"), file, replace)
    _write(Telling(found.rubric, ConditionWords(found.rubric)), found.reading.sha256, path)
    if as_json:
        print_json({"file": str(path)})
        return
    Console().line(f"Måleskemaet er skrevet til {path}")


def _destination(path: Path, rubric: Path, replace: bool) -> Path:
    """Where to write; InputError when the form is not known, or the file is there already."""
    if path.suffix.lower() not in FORMS:
        raise InputError(f"Filens navn skal ende på .xlsx eller .html. Intet er skrevet. Vælg et andet end »{path}«.")
    if real(path) == real(rubric):
        raise InputError(f"»{path}« er selve måleskemaet. Intet er skrevet. Vælg et andet navn.")
    if path.exists() and not replace:
        raise InputError(
            f"»{path}« er der i forvejen. Intet er skrevet. "
            "Vælg et andet navn med --to, eller erstat den med --replace."
        )
    return path


def _write(telling: Telling, sha256: str, path: Path) -> None:
    if path.suffix.lower() == ".xlsx":
        from audit.sheets.paper_workbook import write_paper_workbook

        write_paper_workbook(path, telling, sha256, __version__)
    else:
        from audit.report.page import write_page
        from audit.report.paper import render_paper

        write_page(render_paper(telling, sha256, __version__), path)
