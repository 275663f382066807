"""``audit rubric fmt``: rewrite rubrics in one safe form, meaning and comments untouched."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import AsJson, print_json
from audit.commands.rubric import Files
from audit.errors import Problem, RubricError
from audit.files import real, reason, replace_file
from audit.privacy import visible
from audit.study.opening import checked, read_file
from audit.terminal.console import Console
from audit.wording.numbers import counted
from audit.workshop.fmt import formatted

HELP = {
    "fmt": "Nøglerne sættes i samme orden, indrykningen bliver ens, og lange tekster og tekster med fx kolon skrives, "
    "så de ikke kan læses forkert. Betydningen og kommentarerne ændres ikke; kan det ikke lade sig gøre, ændres filen "
    "slet ikke. Filen skal være uden fejl."
}
EXAMPLES = {
    "fmt": (
        "audit rubric fmt måleskema.yaml",
        "audit rubric fmt --check --diff rubrics/*.yaml",
    ),
}
JSON = {
    "fmt": {
        "[].file": "filen",
        "[].changed": "true, når den er eller ville blive skrevet om",
        "[].written": "true, når den er skrevet om",
        "[].diff": "ændringerne, når --diff er givet; ellers tom",
    }
}

Check = typer.Option("--check", help="Skriv ikke; sig, hvilke filer der ville blive ændret, og slut i så fald med 1")
Diff = typer.Option("--diff", help="Skriv ikke; vis ændringerne")


@dataclass(frozen=True, slots=True)
class _Change:
    path: Path
    old: str
    new: str


def fmt(
    files: Files,
    check: Annotated[bool, Check] = False,
    diff: Annotated[bool, Diff] = False,
    as_json: AsJson = False,
) -> None:
    """Rewrite the rubrics."""
    changes = [change for path in dict.fromkeys(files) if (change := _change(path))]
    told = [_document(path, changes, diff=diff, written=not (check or diff)) for path in dict.fromkeys(files)]
    console = Console(out=StringIO()) if as_json else Console()
    if check or diff:
        _compare(console, files, changes, diff=diff)
    else:
        _rewrite(console, files, changes)
    if as_json:
        print_json(told)
    if check and changes:
        problems = [Problem("er ikke i den sikre og ens form.", file=str(change.path)) for change in changes]
        said = f"{counted(len(changes), 'måleskema', 'måleskemaer')} ville blive skrevet om."
        raise RubricError(f"{said} Gør det med »audit rubric fmt«.", problems)


def _compare(console: Console, files: Sequence[Path], changes: Sequence[_Change], *, diff: bool) -> None:
    """Show what would come of the files."""
    if diff:
        console.out.write("".join(visible(_diff(change)) for change in changes))
    if not changes:
        console.line(f"{counted(len(files), 'måleskema', 'måleskemaer')} set efter; intet ville blive ændret.")


def _rewrite(console: Console, files: Sequence[Path], changes: Sequence[_Change]) -> None:
    for change in changes:
        _write(change)
        console.line(f"{change.path}: skrevet om.")
    for path in files:
        if not any(change.path == path for change in changes):
            console.line(f"{path}: intet at ændre.")


def _document(path: Path, changes: Sequence[_Change], *, diff: bool, written: bool) -> dict[str, Any]:
    """What comes of one file, for a program to read."""
    change = next((one for one in changes if one.path == path), None)
    told = {"file": str(path), "changed": change is not None, "written": written and change is not None}
    return {**told, "diff": _diff(change) if diff and change else ""}


def _change(path: Path) -> _Change | None:
    """What would come of a file; None when it is as it should be. RubricError when it cannot be rewritten."""
    old = checked(read_file(path)).reading.text
    new = formatted(old)
    if new is None:
        raise RubricError(
            f"{path} kan ikke skrives om, uden at betydningen eller kommentarerne ændres. Intet er ændret. "
            "Ret det i filen, der er skrevet på en usædvanlig måde."
        )
    return _Change(path, old, new) if new != old else None


def _diff(change: _Change) -> str:
    old, new = (text.splitlines(keepends=True) for text in (change.old, change.new))
    lines = unified_diff(old, new, f"{change.path} (nu)", f"{change.path} (skrevet om)")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _write(change: _Change) -> None:
    """Put the new text in the file's place, with the rights the file had; a link keeps being one."""
    try:
        path = real(change.path)
        replace_file(path, change.new.encode(), mode=stat.S_IMODE(path.stat().st_mode))
    except OSError as error:
        raise RubricError(f"{change.path} kan ikke skrives: {reason(error)} Filen er uændret.") from None
