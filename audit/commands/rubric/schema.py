"""``audit rubric schema``: the JSON Schema by which editors help while a rubric is written."""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from audit.errors import InputError
from audit.files import reason, replace_file
from audit.terminal.console import Console
from audit.workshop.schema import schema_text
from audit.workshop.start import SCHEMA

HELP = {
    "schema": "Editorer, der kender YAML, foreslår så nøgler og svar, viser forklaringer og markerer stavefejl. Skriv "
    f"»# yaml-language-server: $schema={SCHEMA}« øverst i måleskemaet, når filen ligger i samme mappe."
}
EXAMPLES = {
    "schema": ("audit rubric schema --to rubric.schema.json",),
}

To = Annotated[Path | None, typer.Option("--to", metavar="FIL", help=f"Skriv skemaet her, fx {SCHEMA}")]


def schema(to: To = None) -> None:
    """Write the schema."""
    if to is None:
        sys.stdout.write(schema_text())
        return
    same = False
    with suppress(OSError):
        same = to.read_bytes() == schema_text().encode()
    replaced = not same and put_schema(to)
    told = "er allerede skemaet til denne udgave" if same else "er bragt op til denne udgave"
    Console().line(f"{to} {told}." if same or replaced else f"Skrevet i {to}.")


def put_schema(path: Path) -> bool:
    """Write the schema, or bring an earlier one up to date (True). InputError for any other file."""
    try:
        there = path.exists()
        if there and not _is_ours(path.read_bytes()):
            raise InputError(f"»{path}« er en anden fil. Intet er skrevet. Vælg et andet navn.")
        replace_file(path, schema_text().encode(), mode=0o644)
    except OSError as error:
        raise InputError(f"»{path}« kan ikke skrives: {reason(error)} Intet er ændret.") from None
    return there


def _is_ours(data: bytes) -> bool:
    """Whether a file is a schema of rubrics, perhaps an earlier one, that can be brought up to date."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return False
    parts = document.get("$defs") if isinstance(document, dict) else None
    return isinstance(parts, dict) and {"Condition", "Law", "Section"} <= parts.keys()
