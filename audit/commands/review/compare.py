"""``audit review compare``: the cases scored twice, and where the two part."""

from typing import Annotated, Any

import typer

from audit.agreement.comparing import ComparedAssessments, DifferenceKind
from audit.agreement.state import STATE_WORDS, SettlingState
from audit.authorities import Authorities
from audit.commands import AsJson, completing, print_json, study_of
from audit.errors import StateError
from audit.nouns import capital
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.store import samples
from audit.store.authorities import frozen_authorities
from audit.study.finding import chosen
from audit.study.opening import frozen_rubric
from audit.study.settling import SettlingCase, settling_case, settling_cases
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.authority_words import authority_heading
from audit.wording.numbers import counted, whole

HELP = {
    "compare": "Uden en sag vises hver sag, der er bedømt færdig to gange: om den er ens, har uenigheder, er afgjort "
    "eller skal afgøres igen, fordi en af de to er ændret. Med en sag vises de spørgsmål, de to har svaret forskelligt "
    "på. En sag, der venter på en af de to, tælles, men nævnes ikke, og det vises aldrig, hvem der svarede hvad."
}
EXAMPLES = {"compare": ("audit review compare", "audit review compare 2013-00012", "audit review compare --json")}
_DIFFERENCE = {
    "question": "spørgsmålets id",
    "kind": "value: to svar; unknown: mindst ét særligt svar, fx fremgår_ikke",
    "changes_outcome": "true, når udfaldet kan afhænge af den",
    "follows": "spørgsmål, som kun den ene fik stillet på grund af den",
    "answers": "de to svar i rækkefølge efter id, så rækkefølgen ikke siger, hvem der svarede",
    "decided": "true, når den er afgjort mellem de svar, der gælder nu",
}
JSON = {
    "compare": {
        "waiting": "sager, der er begyndt i anden runde, og som ikke begge har bedømt færdig",
        "cases": "hver sag, der er bedømt færdig to gange, i den trukne rækkefølge",
        "cases[].case": "sagens nummer",
        "cases[].kommune": "myndighedens kode",
        "cases[].state": "alike, differs, decided eller stale",
        "cases[].compared": "svar, der er holdt op mod hinanden",
        "cases[].left": "uenigheder, der ikke er afgjort",
        "cases[].differences": "hvor de to har svaret forskelligt",
        **{f"cases[].differences[].{name}": told for name, told in _DIFFERENCE.items()},
    }
}
_ABOUT_OUTCOME = "Om udfaldet"
_KINDS = {
    DifferenceKind.VALUE: "to svar",
    DifferenceKind.UNKNOWN: "et svar er ukendt",
}


def compare(
    ctx: typer.Context,
    case: Annotated[
        str | None, typer.Argument(metavar="SAG", help="Kun denne sag", autocompletion=completing.cases)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show where two assessments of the same case part."""
    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        evaluator, authorities = Evaluator(rubric), frozen_authorities(conn)
        if case:
            key = chosen(samples.drawn(conn), case, authorities, rubric.case).case.key
            one = settling_case(conn, evaluator, key)
            if one is None or one.comparison is None:
                called = f"{capital(rubric.case.the_one)} »{case}«"
                raise StateError(
                    f"{called} er ikke bedømt {rubric.case.finished} af to, så der er intet at sammenligne."
                )
            found, waiting = [one], 0
        else:
            begun = list(settling_cases(conn, evaluator))
            found = [one for one in begun if one.comparison]
            waiting = len(begun) - len(found)
    if as_json:
        print_json({"waiting": waiting, "cases": [_document(one) for one in found]})
        return
    study.notice()
    if case:
        _show_case(study.console, rubric, found[0])
        return
    if found:
        _show_all(study.console, rubric, authorities, found)
    else:
        study.console.line(
            f"Ingen {rubric.case.many} er bedømt færdige af to endnu. Anden runde: audit score --round anden"
        )
    if waiting:
        study.console.line(f"{counted(waiting, rubric.case)} venter på, at begge er færdige.")


def _show_all(console: Console, rubric: Rubric, authorities: Authorities, found: list[SettlingCase]) -> None:
    case, rows = rubric.case, []
    told = ["Uenigheder", *([_ABOUT_OUTCOME] if rubric.called_outcome else []), "Mangler"]
    for one in found:
        differences = one.comparison.differences.values() if one.comparison else ()
        about_outcome = sum(each.changes_outcome for each in differences)
        counts = {"Uenigheder": len(differences), _ABOUT_OUTCOME: about_outcome, "Mangler": one.left}
        about = one.case.case_id, authorities.name_of(one.case.kommune), STATE_WORDS[one.state]
        rows.append((*about, *(whole(counts[name]) for name in told)))
    headings = capital(case.one), authority_heading(authorities), "Tilstand"
    console.table([*map(Column, headings), *(Column(name, numeric=True) for name in told)], rows)
    open_ = sum(one.state in (SettlingState.DIFFERS, SettlingState.STALE) for one in found)
    console.line()
    if open_:
        console.line(f"{counted(open_, case)} har uenigheder, der ikke er afgjort. Opmanden: audit review adjudicate")
    else:
        console.line("Ingen uenigheder mangler at blive afgjort.")


def _show_case(console: Console, rubric: Rubric, one: SettlingCase) -> None:
    console.strong(f"{capital(rubric.case.one)} {one.case.case_id}: {STATE_WORDS[one.state]}")
    assert one.comparison is not None
    console.line(f"{whole(one.comparison.alike)} af {counted(one.comparison.compared, 'svar', 'svar')} er ens.")
    for name, difference in one.comparison.differences.items():
        question = rubric.questions[name]
        console.line()
        console.strong(question.text)
        said = " mod ".join(_quoted_answers(one.comparison, rubric, name))
        about = [_KINDS[difference.kind], *(["kan ændre udfaldet"] if difference.changes_outcome else [])]
        console.line(f"  {said} ({', '.join(about)})", hang=4)
        if difference.follows:
            console.line(f"  {counted(len(difference.follows), 'spørgsmål', 'spørgsmål')} følger af svaret.", hang=4)


def _quoted_answers(comparison: ComparedAssessments, rubric: Rubric, name: str) -> list[str]:
    """The two answers in words, in an order that says nothing of who gave which."""
    question = rubric.questions[name]
    given = (side.answers.get(name) for side in (comparison.first, comparison.second))
    return sorted("intet svar" if answer is None else f"»{question.words(answer)}«" for answer in given)


def _document(one: SettlingCase) -> dict[str, Any]:
    differences = []
    if one.comparison:
        for name, found in one.comparison.differences.items():
            decided = one.adjudication is not None and one.adjudication.decided(name)
            differences.append(
                {
                    "question": name,
                    "kind": found.kind,
                    "changes_outcome": found.changes_outcome,
                    "follows": list(found.follows),
                    "answers": sorted(one.comparison.pair(name)),
                    "decided": decided,
                }
            )
    return {
        "case": one.case.case_id,
        "kommune": one.case.kommune,
        "state": one.state,
        "compared": one.comparison.compared if one.comparison else 0,
        "left": one.left,
        "differences": differences,
    }
