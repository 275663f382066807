"""``audit rubric check``: see rubrics after for mistakes, and for what is probably not as it was meant."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import AsJson, print_json
from audit.commands.rubric import Files
from audit.errors import Problem, RubricError
from audit.rubric.reading import Reading
from audit.study.opening import read_file
from audit.terminal.console import Console
from audit.wording.numbers import counted
from audit.workshop.lint import warnings_of

HELP = {
    "check": "Alle fejl nævnes på én gang, hver med linje, kolonne og det, der nok var ment. Derefter nævnes "
    "advarslerne: det, der kan bruges, men nok ikke er, som det var ment, fx et fund, intet svar fører til. En "
    "advarsel slås fra i måleskemaet under »silence« med det navn, der står efter den, og en grund."
}
EXAMPLES = {
    "check": (
        "audit rubric check måleskema.yaml",
        "audit rubric check --strict rubrics/*.yaml",
    ),
}
_FOUND = "hver med line, column, what (hvad), todo (hvad man gør) og, for en advarsel, rule (dens navn)"
JSON = {
    "check": {
        "[].file": "filen",
        "[].questions": "antallet af spørgsmål i måleskemaet; null, når det har fejl",
        "[].errors": f"fejlene, {_FOUND}",
        "[].warnings": f"advarslerne, {_FOUND}",
    }
}

Strict = typer.Option("--strict", help="Advarsler tæller som fejl")

_SILENCE = "Ret skemaet, eller slå en advarsel fra: silence: [{rule: …, at: …, reason: …}]."


def check(files: Files, strict: Annotated[bool, Strict] = False, as_json: AsJson = False) -> None:
    """See the rubrics after."""
    read = [(path, reading := read_file(path), warnings_of(reading, str(path))) for path in files]
    if as_json:
        document = [_document(*one) for one in read]
        print_json(document)
    else:
        _show(Console(), read, strict=strict)
    problems = [problem for _, reading, _ in read for problem in reading.problems]
    warnings = [warning for _, _, found in read for warning in found]
    if problems:
        raise RubricError(f"{counted(len(problems), 'fejl', 'fejl')} i måleskemaet.", problems)
    if warnings and strict:
        said = f"{counted(len(warnings), 'advarsel', 'advarsler')} i måleskemaet. {_SILENCE}"
        raise RubricError(said, warnings)


def _show(console: Console, read: Sequence[tuple[Path, Reading, list[Problem]]], *, strict: bool) -> None:
    """Say how each rubric is; its warnings are shown here unless they are to be shown as mistakes."""
    for path, reading, found in read:
        if reading.rubric is None:
            continue
        if not strict:
            console.problems(found)
        asked = counted(len(reading.rubric.questions), "spørgsmål", "spørgsmål")
        warned = f", {counted(len(found), 'advarsel', 'advarsler')}" if found else ""
        console.line(f"{path}: ingen fejl{warned} ({asked}).")
    if not strict and any(found for _, _, found in read):
        console.line(_SILENCE)


def _document(path: Path, reading: Reading, warnings: Sequence[Problem]) -> dict[str, Any]:
    """What was found in one file, for a program to read."""
    return {
        "file": str(path),
        "questions": len(reading.rubric.questions) if reading.rubric else None,
        "errors": [_found(problem) for problem in reading.problems],
        "warnings": [_found(warning) for warning in warnings],
    }


def _found(problem: Problem) -> dict[str, Any]:
    rule = {"rule": problem.rule} if problem.rule else {}
    return {"line": problem.line, "column": problem.column, **rule, "what": problem.what, "todo": problem.todo}
