"""``audit rubric test``: run the rubrics' own tests, and look for what they do not decide."""

from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import JSON_HELP, print_json
from audit.commands.rubric import Files
from audit.errors import Problem, RubricError
from audit.rubric.model import Rubric
from audit.study.opening import Checked, checked, read_file
from audit.terminal.console import Console
from audit.wording.numbers import counted, whole
from audit.workshop.selftest import SelfTest, run_tests

HELP = {
    "test": "Kører de prøver, der står i måleskemaet, og nævner de fund, ingen prøve afgør. Med --mutate ændres "
    "skemaet prøvevis, én lille ting ad gangen, og de ændringer, ingen prøve opdager, nævnes.",
}
EXAMPLES = {
    "test": (
        "audit rubric test måleskema.yaml",
        "audit rubric test --mutate måleskema.yaml",
    ),
}
JSON = {
    "test": {
        "[].file": "filen",
        "[].tests": "måleskemaets prøver",
        "[].passed": "dem, der består",
        "[].findings": "fund, et svar kan føre til",
        "[].decided": "dem, en prøve afgør",
        "[].mutations": "med --mutate og prøver, der består: prøvede ændringer (tried), dem, prøverne opdager "
        "(noticed) og overser (missed), dem, der intet ændrer (same), og dem, der ikke kan afgøres (undecided); "
        "ellers null",
    }
}

Mutate = typer.Option(
    "--mutate", default_factory=bool, show_default=False, help="Nævn også de ændringer, ingen prøve opdager"
)
AsJson = typer.Option("--json", default_factory=bool, show_default=False, help=JSON_HELP)


def test(
    files: Files,
    mutate: Annotated[bool, Mutate],
    as_json: Annotated[bool, AsJson],
) -> None:
    """Run the rubrics' own tests."""
    console = Console(out=StringIO()) if as_json else Console()
    read = [(path, checked(read_file(path))) for path in files]  # no long run before a file that cannot be read
    problems: list[Problem] = []
    holes: list[Problem] = []
    failed = False
    documents = []
    for path, found in read:
        ran = run_tests(found.rubric)
        document = _document(path, found.rubric, ran)
        documents.append(document)
        failures, fails = _failures(console, path, found.rubric, ran)
        problems += failures
        failed = failed or fails
        if mutate and (fails or (failures and not found.rubric.tests)):
            console.line(f"{path}: ændringer er ikke prøvet. Ret først prøverne.")
        elif mutate:
            missed, document["mutations"] = _holes(console, path, found)
            holes += missed
    if as_json:
        print_json(documents)
    gaps = counted(len(holes), "hul", "huller")
    if problems:
        also = f", og der er {gaps}" if holes else ""
        what = "Måleskemaets prøver består ikke" if failed else "Prøverne afgør ikke alle fund"
        raise RubricError(f"{what}{also}.", [*problems, *holes])
    if holes:
        raise RubricError(f"{gaps} i prøverne.", holes)


def _document(path: Path, rubric: Rubric, ran: SelfTest) -> dict[str, Any]:
    """How one rubric's tests went, for a program to read; its changes are tried afterwards."""
    return {
        "file": str(path),
        "tests": len(ran.outcomes),
        "passed": sum(outcome.passed for outcome in ran.outcomes),
        "findings": len(rubric.found),
        "decided": len(rubric.found) - len(ran.undecided),
        "mutations": None,
    }


def _failures(console: Console, path: Path, rubric: Rubric, ran: SelfTest) -> tuple[list[Problem], bool]:
    """Say how many of one rubric's tests pass; give what is wrong, and whether a test fails."""
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


def _holes(console: Console, path: Path, found: Checked) -> tuple[list[Problem], dict[str, int]]:
    """Change one rubric in many small ways and say what came of it; the changes no test notices, and numbers."""
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
    numbers = {"noticed": killed, "missed": survived, "same": same, "undecided": undecided}
    return sorted(holes, key=lambda problem: (problem.line, problem.column)), {
        "tried": len(mutation.mutants),
        **numbers,
    }
