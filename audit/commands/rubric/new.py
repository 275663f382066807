"""``audit rubric new``: a commented rubric to begin from."""

from pathlib import Path
from typing import Annotated

import typer

from audit.commands import AsJson, print_json
from audit.commands.rubric.schema import put_schema
from audit.errors import InputError
from audit.files import new_file, reason
from audit.resources import shipped
from audit.rubric.reading import read_rubric
from audit.study.opening import checked
from audit.terminal.console import Console
from audit.workshop.start import SCHEMA, TITLE, starting_rubric

HELP = {
    "new": "Skriver et lille måleskema, hvor hver del er forklaret i en kommentar, og hvor prøverne afgør det hele. "
    "Ret det til dit eget. Ved siden af lægges det skema, som editorer bruger. En fil, der findes, overskrives ikke."
}
EXAMPLES = {
    "new": (
        'audit rubric new måleskema.yaml --title "Afgørelser om fleksjob"',
        "audit rubric new måleskema.yaml --classes",
    ),
}
JSON = {"new": {"file": "måleskemaets fil", "schema": "det JSON-skema, som editorer bruger"}}

Classes = typer.Option("--classes", help="Begynd på et skema, der sorterer sagerne i grupper i stedet for at bedømme")


def new(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Det nye måleskemas fil, fx måleskema.yaml")],
    title: Annotated[str, typer.Option(metavar="TEKST", help="Undersøgelsens emne")] = TITLE,
    classes: Annotated[bool, Classes] = False,
    as_json: AsJson = False,
) -> None:
    """Write a rubric to begin from."""
    if file.suffix not in (".yaml", ".yml"):
        raise InputError(f"Filens navn skal ende på .yaml. Intet er skrevet. Vælg et andet navn end »{file}«.")
    if not title.strip():
        raise InputError("Titlen er tom. Intet er skrevet. Skriv, hvad undersøgelsen handler om.")
    text = start_text(file, file.stem, title.strip(), classes=classes)
    write_beside_schema(file, text)
    if as_json:
        print_json({"file": str(file), "schema": str(file.with_name(SCHEMA))})
        return
    console = Console()
    console.line(f"Måleskemaet er skrevet i {file}, og det, editorer bruger, i {file.with_name(SCHEMA)}.")
    console.line(f"Ret det, og se det efter med »audit rubric check {file}«.")


def start_text(file: Path, name: str, title: str, *, classes: bool = False) -> str:
    """The text of a rubric to begin from; RubricError for a title that no rubric can have."""
    text = shipped("templates", "rubric", "classes.yaml" if classes else "ladder.yaml").read_text("utf-8")
    text = starting_rubric(text, file=file.name, name=name, title=title)
    checked(read_rubric(text.encode(), str(file)))
    return text


def write_beside_schema(file: Path, text: str) -> None:
    """Write a new rubric with the schema beside it; InputError when there is a file already, or none can be made."""
    if file.exists():
        raise InputError(f"»{file}« findes allerede. Intet er ændret. Vælg et andet navn.")
    put_schema(file.with_name(SCHEMA))
    try:
        new_file(file, text.encode())
    except FileExistsError:
        raise InputError(f"»{file}« findes allerede. Intet er ændret. Vælg et andet navn.") from None
    except OSError as error:
        raise InputError(f"»{file}« kan ikke skrives: {reason(error)} Intet er ændret.") from None
