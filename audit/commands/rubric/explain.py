"""``audit rubric explain``: the whole logic of a rubric as one page in Danish."""

from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import AsJson, print_json
from audit.errors import InputError
from audit.rubric.model import Rubric
from audit.study.opening import checked, read_file
from audit.telling.condition_words import question_numbers
from audit.telling.document import as_document
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
EXAMPLES = {
    "explain": (
        "audit rubric explain måleskema.yaml",
        "audit rubric explain måleskema.yaml --question 2.3",
        "audit rubric explain måleskema.yaml --to måleskema.html",
    ),
}
_LINES = "sætningerne, hver med term (ordet, den begynder med), text og parts (sætningerne under den)"
JSON = {
    "explain": {
        "title": "måleskemaets titel",
        "stamp": "måleskema og udgave",
        "chapters": "kapitlerne i den rækkefølge, de vises",
        "chapters[].title": "kapitlets overskrift",
        "chapters[].lines": _LINES,
        "chapters[].blocks": "afsnittene, hver med number, title, lines og table (header og rows; null uden tabel)",
        "question": "med --question: kun dette afsnit i stedet for det hele",
    }
}

File = Annotated[Path, typer.Argument(metavar="FIL", help="Måleskemaet")]
To = typer.Option(metavar="FIL", help="Skriv siden som en webside her i stedet for at vise den")
Question = typer.Option("--question", "-q", metavar="NUMMER", help="Vis kun det spørgsmål, fx 2.3; også dets id")


def explain(
    file: File,
    to: Annotated[Path | None, To] = None,
    question: Annotated[str | None, Question] = None,
    as_json: AsJson = False,
) -> None:
    """Explain the rubric."""
    console = Console()
    if to and question:
        raise InputError("--to skriver hele siden og kan ikke bruges sammen med --question. Intet er skrevet.")
    if to and to.suffix != ".html":
        raise InputError(f"Filens navn skal ende på .html. Intet er skrevet. Vælg et andet navn end »{to}«.")
    if to and as_json:
        raise InputError("--to skriver siden i en fil og kan ikke bruges sammen med --json. Intet er skrevet.")
    found = checked(read_file(file))
    rubric = found.rubric
    if as_json:
        print_json(_document(rubric, question))
    elif question:
        show_block(console, explain_question(rubric, _question(rubric, question)))
    elif to:
        from audit.report.explained import write_explained

        write_explained(explain_rubric(rubric), found.reading.sha256, to)
        console.line(f"Siden er skrevet til {to}")
    else:
        show_page(console, explain_rubric(rubric))


def _document(rubric: Rubric, question: str | None) -> dict[str, Any]:
    """The page, or the one question, for a program to read."""
    if question:
        return {"question": as_document(explain_question(rubric, _question(rubric, question)))}
    page = explain_rubric(rubric)
    chapters = (page.overview, page.index, *page.chapters)
    return {"title": page.title, "stamp": page.stamp, "chapters": [as_document(one) for one in chapters]}


def _question(rubric: Rubric, asked: str) -> str:
    """The id of the question meant, by its number or its id."""
    numbers = {number: name for name, number in question_numbers(rubric).items()}
    name = numbers.get(asked, asked)
    if name not in rubric.questions:
        hint = suggest(asked, [*rubric.questions, *numbers]) or "."
        raise InputError(f"Måleskemaet har ikke spørgsmålet »{asked}«{hint} Se numrene med »audit rubric explain FIL«.")
    return name
