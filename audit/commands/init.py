"""``audit init``: a folder with an ``audit.toml`` and a rubric to begin from."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from audit.config import NAME, starting_config
from audit.errors import ConfigError
from audit.files import reason
from audit.resources import shipped
from audit.terminal.console import Console

HELP = {
    "init": "Laver mappen, hvis den ikke er der, og lægger audit.toml og et måleskema i den. Intet, der er der i "
    "forvejen, overskrives."
}

RUBRIC = "måleskema.yaml"
EXAMPLE = "rehabiliteringsteam.yaml"


def init(
    folder: Annotated[Path, typer.Argument(metavar="MAPPE", help="Undersøgelsens mappe")] = Path(),
    title: Annotated[str, typer.Option(metavar="TEKST", help="Undersøgelsens titel")] = "Ny undersøgelse",
) -> None:
    """Begin a study."""
    here = [name for name in (NAME, RUBRIC) if (folder / name).exists()]
    if here:
        raise ConfigError(f"Der ligger allerede {' og '.join(here)} i mappen. Intet er ændret. Vælg en anden mappe.")
    config = starting_config(folder.resolve().name, title, RUBRIC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped("rubrics", EXAMPLE), folder / RUBRIC)
        (folder / NAME).write_text(config, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"Mappen kan ikke bruges: {reason(error)} Vælg en anden.") from None
    console = Console()
    console.line(f"Undersøgelsen er begyndt i {folder.resolve()}.")
    console.line(f"Ret {NAME} og {RUBRIC}, og indlæs bruttolisten med »audit frame import FIL«.")
