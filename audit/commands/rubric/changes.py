"""How changes of a rubric are shown: on the screen, and as JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from audit.revision import Change, ChangeKind
from audit.terminal.console import Console
from audit.wording.numbers import counted

KINDS = {ChangeKind.BREAKING: "indgribende", ChangeKind.SAFE: "uskadelig", ChangeKind.COSMETIC: "sproglig"}
CHANGES = {
    "changes": "ændringerne",
    "changes[].kind": "breaking (indgribende), safe (uskadelig) eller cosmetic (sproglig)",
    "changes[].consequence": "hvad den gør ved svar, fund og udfald",
    "changes[].part": "den del af måleskemaet, der er ændret",
    "changes[].name": "dens navn",
    "changes[].what": "hvad der er ændret",
    "changes[].before": "det, der stod",
    "changes[].after": "det, der står nu",
    "changes[].reason": "hvorfor det er af den slags",
    "changes[].question": "spørgsmålets id, når ændringen gælder ét spørgsmål",
    "changes[].answers": "indsamlede svar, ændringen berører; null uden en undersøgelse",
}
"""The fields of changes in JSON, and what each is."""
_MANY = {ChangeKind.BREAKING: "indgribende", ChangeKind.SAFE: "uskadelige", ChangeKind.COSMETIC: "sproglige"}


def show_changes(console: Console, changes: Iterable[Change]) -> None:
    """Print every change under what it is about, and how many there are of each kind."""
    every = list(changes)
    for (part, name), group in groupby(every, lambda one: (one.part, one.name)):
        console.strong(f"{part} »{name}«" if name else part)
        for change in group:
            _show(console, change)
    numbers = [(kind, sum(change.kind is kind for change in every)) for kind in KINDS]
    told = ", ".join(counted(number, KINDS[kind], _MANY[kind]) for kind, number in numbers)
    console.line(f"{counted(len(every), 'ændring', 'ændringer')}: {told}." if every else "Ingen ændringer.")


def _show(console: Console, change: Change) -> None:
    touched = f" ({counted(change.answers, 'indsamlet', 'indsamlede')} svar)" if change.answers else ""
    console.line(f"  {KINDS[change.kind]}: {change.what}{touched}", hang=4)
    if change.before:
        console.line(f"    før: {change.before}", hang=6)
    if change.after:
        console.line(f"    nu: {change.after}", hang=6)
    if change.reason:
        console.line(f"    {change.reason}", hang=4)


def as_documents(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes for JSON."""
    return [asdict(change) for change in changes]
