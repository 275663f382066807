"""``audit rubric``: what a jurist does with a rubric, a module for each command."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[Path], typer.Argument(metavar="FIL...", help="Et eller flere måleskemaer")]
