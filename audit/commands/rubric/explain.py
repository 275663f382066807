"""``audit rubric explain``: the whole logic of a rubric as one page in Danish."""

from pathlib import Path
from typing import Annotated

import typer

from audit.errors import InputError
from audit.rubric.model import Rubric
from audit.study.opening import checked, read_file
from audit.telling.condition_words import question_numbers
from audit.telling.explain import explain as explain_rubric
from audit.telling.explain import explain_question
from audit.terminal.console import Console
from audit.terminal.explained import show_block, show_page
from audit.wording.quoting import suggest

HELP = {
    "explain": "Viser, hvornår hvert spørgsmål stilles, hvad hvert svar fører til, hvordan udfaldet bliver til, "
    "fristerne med den sidste rettidige dag, nøgletallene med deres nævnere og anbefalingerne. Har skemaet fejl, "
    "nævnes de i stedet."
}

File = Annotated[Path, typer.Argument(metavar="FIL", help="Måleskemaet")]
To = typer.Option(metavar="FIL", help="Skriv siden som en webside her i stedet for at vise den")
Question = typer.Option("--question", "-q", metavar="NUMMER", help="Vis kun det spørgsmål, fx 2.3; også dets id")


def explain(
    file: File,
    to: Annotated[Path | None, To] = None,
    question: Annotated[str | None, Question] = None,
) -> None:
    """Explain the rubric."""
    console = Console()
    if to and question:
        raise InputError("--to skriver hele siden og kan ikke bruges sammen med --question. Intet er skrevet.")
    if to and to.suffix != ".html":
        raise InputError(f"Filens navn skal ende på .html. Intet er skrevet. Vælg et andet navn end »{to}«.")
    found = checked(read_file(file))
    rubric = found.rubric
    if question:
        show_block(console, explain_question(rubric, _question(rubric, question)))
    elif to:
        from audit.report.explained import write_explained

        write_explained(explain_rubric(rubric), found.reading.sha256, to)
        console.line(f"Siden er skrevet til {to}")
    else:
        show_page(console, explain_rubric(rubric))


def _question(rubric: Rubric, asked: str) -> str:
    """The id of the question meant, by its number or its id."""
    numbers = {number: name for name, number in question_numbers(rubric).items()}
    name = numbers.get(asked, asked)
    if name not in rubric.questions:
        hint = suggest(asked, [*rubric.questions, *numbers]) or "."
        raise InputError(f"Måleskemaet har ikke spørgsmålet »{asked}«{hint} Se numrene med »audit rubric explain FIL«.")
    return name
