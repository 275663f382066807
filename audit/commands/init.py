"""``audit init``: a folder with an ``audit.toml`` and a rubric to begin from."""

from pathlib import Path
from typing import Annotated

import typer

from audit.commands import AsJson, completing, print_json
from audit.commands.rubric.new import start_text, write_beside_schema
from audit.config import NAME, starting_config, study_id_of
from audit.errors import ConfigError, InputError
from audit.files import new_file, real, reason
from audit.resources import shipped
from audit.study.opening import checked, read_file
from audit.terminal.console import Console
from audit.wording import lists
from audit.wording.quoting import listed, suggest
from audit.workshop.start import with_schema_beside

HELP = {
    "init": "Laver mappen, hvis den ikke er der, og lægger audit.toml og et måleskema i den: et lille, hvor hver del "
    "er forklaret, eller med --rubric et af programmets egne. Intet, der er der i forvejen, overskrives."
}

EXAMPLES = {
    "init": (
        'audit init min-undersøgelse --title "Afgørelser om fleksjob"',
        "audit init min-undersøgelse --rubric rehabiliteringsteam",
    ),
}
JSON = {
    "init": {
        "folder": "undersøgelsens mappe",
        "config": "dens audit.toml",
        "rubric": "dens måleskema",
    }
}

RUBRIC = "måleskema.yaml"
UNTITLED = "Ny undersøgelse"

Shipped = Annotated[
    str | None,
    typer.Option(
        "--rubric",
        metavar="NAVN",
        help="Begynd på et af programmets måleskemaer",
        autocompletion=completing.shipped_rubrics,
    ),
]


def init(
    folder: Annotated[Path, typer.Argument(metavar="MAPPE", help="Undersøgelsens mappe")] = Path(),
    title: Annotated[str | None, typer.Option(metavar="TEKST", help="Undersøgelsens titel")] = None,
    rubric: Shipped = None,
    as_json: AsJson = False,
) -> None:
    """Begin a study."""
    here = [name for name in (NAME, RUBRIC) if (folder / name).exists()]
    if here:
        raise ConfigError(f"Der ligger allerede {lists.listed(here)} i mappen. Intet er ændret. Vælg en anden mappe.")
    if rubric is None:
        title = title or UNTITLED
        text = start_text(folder / RUBRIC, real(folder).name, title)
    else:
        path = _shipped(rubric)
        text = with_schema_beside(path.read_text("utf-8"))
        title = title or checked(read_file(path)).rubric.title
    study_id = study_id_of(real(folder).name, title)
    config = starting_config(study_id, title, RUBRIC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_beside_schema(folder / RUBRIC, text)
        new_file(folder / NAME, config.encode())
    except OSError as error:
        raise ConfigError(f"Mappen kan ikke bruges: {reason(error)} Vælg en anden.") from None
    if as_json:
        made = real(folder)
        print_json({"folder": str(made), "config": str(made / NAME), "rubric": str(made / RUBRIC)})
        return
    console = Console()
    console.line(f"Undersøgelsen er begyndt i {real(folder)}.")
    if study_id != real(folder).name:
        console.line(f"I {NAME} hedder den »{study_id}«, fordi mappens navn ikke kan bruges. Ret navnet efter [study].")
    console.line(f"Ret {NAME} og {RUBRIC}, og indlæs bruttolisten med »audit frame import FIL«.")


def _shipped(name: str) -> Path:
    """The file of a shipped rubric; InputError with what there is when there is none of that name."""
    names = sorted(path.stem for path in shipped("rubrics").glob("*.yaml"))
    if name not in names:
        hint = suggest(name, names) or f". De er {listed(names)}."
        raise InputError(f"Programmet har ikke et måleskema, der hedder »{name}«{hint} Intet er skrevet.")
    return shipped("rubrics", f"{name}.yaml")
