"""``audit rubric``: what a jurist does with a rubric, a module for each command."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[Path], typer.Argument(metavar="FIL...", help="Et eller flere måleskemaer")]


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: »1 fejl«, »2 ændringer«."""
    return f"{number} {one if number == 1 else many}"
