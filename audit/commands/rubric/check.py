"""``audit rubric check``: see rubrics after for mistakes."""

from audit.commands.rubric import Files, count
from audit.commands.study import read_file
from audit.errors import Problem, RubricError
from audit.terminal.console import Console

HELP = {"check": "Alle fejl nævnes på én gang, hver med linje, kolonne og det, der nok var ment."}


def check(files: Files) -> None:
    """See the rubrics after."""
    console = Console()
    problems: list[Problem] = []
    for path in files:
        reading = read_file(path)
        found = reading.problems
        problems += [problem for problem in found if not problem.warning]
        console.problems(problem for problem in found if problem.warning)
        if reading.rubric and not any(not problem.warning for problem in found):
            asked = len(reading.rubric.questions)
            console.line(f"{path}: ingen fejl ({count(asked, 'spørgsmål', 'spørgsmål')}).")
    if problems:
        raise RubricError(f"{count(len(problems), 'fejl', 'fejl')} i måleskemaet. Intet er ændret.", problems)
