"""``audit rubric test``: run the rubrics' own tests, and look for what they do not decide."""

from pathlib import Path
from typing import Annotated

import typer

from audit.commands.rubric import Files
from audit.errors import Problem, RubricError
from audit.rubric.model import Rubric
from audit.study.opening import Checked, checked, read_file
from audit.terminal.console import Console
from audit.wording.numbers import counted, whole
from audit.workshop.selftest import run_tests

HELP = {
    "test": "Kører de prøver, der står i måleskemaet, og nævner de fund, ingen prøve afgør. Med --mutate ændres "
    "skemaet på skrømt, én lille ting ad gangen, og de ændringer, ingen prøve opdager, nævnes.",
}

Mutate = typer.Option(
    "--mutate", default_factory=bool, show_default=False, help="Nævn også de ændringer, ingen prøve opdager"
)


def test(
    files: Files,
    mutate: Annotated[bool, Mutate],
) -> None:
    """Run the rubrics' own tests."""
    console = Console()
    read = [(path, checked(read_file(path))) for path in files]  # no long run before a file that cannot be read
    problems: list[Problem] = []
    holes: list[Problem] = []
    failed = False
    for path, found in read:
        failures, fails = _failures(console, path, found.rubric)
        problems += failures
        failed = failed or fails
        if mutate and (fails or (failures and not found.rubric.tests)):
            console.line(f"{path}: ændringer er ikke prøvet. Ret først prøverne.")
        elif mutate:
            holes += _holes(console, path, found)
    gaps = counted(len(holes), "hul", "huller")
    if problems:
        also = f", og der er {gaps}" if holes else ""
        what = "Måleskemaets prøver består ikke" if failed else "Prøverne afgør ikke alle fund"
        raise RubricError(f"{what}{also}. Intet er ændret.", [*problems, *holes])
    if holes:
        raise RubricError(f"{gaps} i prøverne. Intet er ændret.", holes)


def _failures(console: Console, path: Path, rubric: Rubric) -> tuple[list[Problem], bool]:
    """Run one rubric's tests: say how many pass, give what is wrong, and whether a test fails."""
    ran = run_tests(rubric)
    problems = [
        Problem(failure, file=f"{path}, »{outcome.name}«") for outcome in ran.outcomes for failure in outcome.failures
    ]
    if not ran.outcomes and ran.undecided:
        what = "der er ingen prøver, så intet fund er afgjort."
        return [Problem(what, "Skriv dem under »tests«, mindst én for hvert fund.", file=str(path))], False
    problems += [
        Problem(f"ingen prøve afgør fundet »{name}«.", "Skriv en prøve, hvor det kommer.", file=str(path))
        for name in ran.undecided
    ]
    passed = sum(outcome.passed for outcome in ran.outcomes)
    console.line(
        f"{path}: {whole(passed)} af {counted(len(ran.outcomes), 'prøve', 'prøver')} består; "
        f"{whole(len(rubric.found) - len(ran.undecided))} af {whole(len(rubric.found))} fund er afgjort."
    )
    return problems, passed < len(ran.outcomes)


def _holes(console: Console, path: Path, found: Checked) -> list[Problem]:
    """Change one rubric in many small ways: say what came of it, give the changes that no test notices."""
    from audit.workshop.mutation import Judged, Mutation, Verdict

    mutation = Mutation(found.rubric)
    by_verdict: dict[Verdict, list[Judged]] = {verdict: [] for verdict in Verdict}
    with console.progress("Ændringer prøvet", len(mutation.mutants)) as step:
        for judged in mutation.run():
            by_verdict[judged.verdict].append(judged)
            step()
    killed, survived, same, undecided = (len(by_verdict[verdict]) for verdict in Verdict)
    console.line(
        f"{path}: {counted(len(mutation.mutants), 'ændring', 'ændringer')} prøvet; prøverne opdager {killed}, "
        f"overser {survived}, {same} ændrer intet, og {undecided} kan ikke afgøres."
    )
    told = {one.told: None for verdict in (Verdict.SAME, Verdict.OPEN) for one in by_verdict[verdict]}
    for text in told:
        console.line(f"  {text}", hang=4)
    places = [(one, found.reading.locate(one.mutant.place)) for one in by_verdict[Verdict.SURVIVED]]
    holes = [Problem(one.hole, one.note, str(path), line, column) for one, (line, column) in places]
    return sorted(holes, key=lambda problem: (problem.line, problem.column))
