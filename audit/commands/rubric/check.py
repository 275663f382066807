"""``audit rubric check``: see rubrics after for mistakes, and for what is probably not as it was meant."""

from typing import Annotated

import typer

from audit.commands.rubric import Files, count
from audit.commands.study import read_file
from audit.errors import Problem, RubricError
from audit.rubric.lint import warnings_of
from audit.terminal.console import Console

HELP = {
    "check": "Alle fejl nævnes på én gang, hver med linje, kolonne og det, der nok var ment. Derefter nævnes "
    "advarslerne: det, der kan bruges, men nok ikke er, som det var ment, fx et fund, intet svar fører til. En "
    "advarsel slås fra i måleskemaet under »silence« med det navn, der står efter den, og en grund."
}

Strict = typer.Option("--strict", default_factory=bool, show_default=False, help="Advarsler tæller som fejl")


def check(files: Files, strict: Annotated[bool, Strict]) -> None:
    """See the rubrics after."""
    console = Console()
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for path in files:
        reading = read_file(path)
        problems += reading.problems
        if reading.rubric is None:
            continue
        found = warnings_of(reading, str(path))
        warnings += found
        if not strict:
            console.problems(found)
        asked = count(len(reading.rubric.questions), "spørgsmål", "spørgsmål")
        warned = f"ingen fejl, {count(len(found), 'advarsel', 'advarsler')}" if found else "ingen fejl"
        console.line(f"{path}: {warned} ({asked}).")
    if problems:
        raise RubricError(f"{count(len(problems), 'fejl', 'fejl')} i måleskemaet. Intet er ændret.", problems)
    if warnings and strict:
        said = f"{count(len(warnings), 'advarsel', 'advarsler')} i måleskemaet. Intet er ændret. {SILENCE}"
        raise RubricError(said, warnings)
    if warnings:
        console.line(SILENCE)


SILENCE = "Ret skemaet, eller slå en advarsel fra: silence: [{rule: …, at: …, reason: …}]."
