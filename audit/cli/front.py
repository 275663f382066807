"""The front page: what ``audit --help`` shows.

Written from the registry alone. Importing Typer costs several times what
Python itself costs to start, and the page one opens most often needs none of it.
"""

import os
import sys
from collections.abc import Iterable
from textwrap import wrap

from audit.cli.registry import COMMANDS, EXIT_CODES, HEADLINE, OPTIONS

WIDEST, NARROWEST = 100, 40
"""Columns: longer lines are hard to read, shorter ones fall apart."""
ENDING = (("Valg", OPTIONS), ("Slutkoder", EXIT_CODES))


def page() -> str:
    """The front page, fitted to the terminal."""
    stages = {entry.stage: [(e.name, e.help) for e in COMMANDS if e.stage == entry.stage] for entry in COMMANDS}
    column = max(len(name) for name, _ in (*((entry.name, "") for entry in COMMANDS), *OPTIONS))
    parts = ["Brug: audit [VALG] KOMMANDO …", _paragraph(HEADLINE)]
    parts += ["\n".join([f"{heading}:", *_rows(rows, column)]) for heading, rows in (*stages.items(), *ENDING)]
    return "\n\n".join([*parts, _paragraph("Mere om en kommando: audit KOMMANDO --help")]) + "\n"


def terminal_width() -> int:
    """The columns to write in."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.stdout.fileno()).columns
    except (ValueError, OSError):
        columns = 80
    return max(min(columns or 80, WIDEST), NARROWEST) - 2


def _paragraph(text: str) -> str:
    return "\n".join(wrap(text, terminal_width(), initial_indent="  ", subsequent_indent="  "))


def _rows(rows: Iterable[tuple[str, str]], column: int) -> Iterable[str]:
    indent = " " * (column + 4)
    for name, text in rows:
        first = f"  {name.ljust(column)}  "
        yield from wrap(text, terminal_width(), initial_indent=first, subsequent_indent=indent)
