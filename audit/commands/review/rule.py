"""``audit review rule``: the reviewer's own outcome in place of the one that follows from the answers."""

from dataclasses import replace
from typing import Annotated

import typer

from audit.commands import AsJson, completing, print_json, study_of
from audit.commands.review.changing import NamedCase
from audit.commands.score import ReviewerCode, scorer
from audit.errors import InputError
from audit.nouns import capital
from audit.review.recorded import read_round
from audit.review.ruling import Ruling
from audit.rubric.evaluate import Evaluator
from audit.rubric.values import option_named
from audit.store import samples
from audit.store.authorities import frozen_authorities
from audit.study.finding import chosen
from audit.study.opening import frozen_rubric
from audit.study.ruling import own_assessment, ruled

HELP = {
    "rule": "Når svarene giver et udfald, som ikke er det rigtige i sagen, kan den, der har bedømt den, selv afgøre "
    "udfaldet med en begrundelse. Begge udfald gemmes, afgørelsen tæller, og resultaterne siger, hvor mange der er "
    "afgjort sådan. --take-back lader svarenes udfald gælde igen."
}
EXAMPLES = {
    "rule": (
        'audit review rule 2013-00012 rigtig --reason "Fejlen er rettet"',
        "audit review rule 2013-00012 --take-back",
    )
}
JSON = {
    "rule": {
        "case": "sagens nummer",
        "kommune": "myndighedens kode",
        "round": "runden: first, second, adjudicated eller after_hearing",
        "derived": "det udfald, der følger af svarene",
        "outcome": "det udfald, der gælder nu",
    }
}


def rule(
    ctx: typer.Context,
    case: NamedCase,
    outcome: Annotated[
        str | None, typer.Argument(metavar="UDFALD", help="Udfaldet, som måleskemaet kalder det")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEKST", help="Hvorfor; står i loggen")] = "",
    take_back: Annotated[bool, typer.Option("--take-back", help="Lad svarenes udfald gælde igen")] = False,
    round_: Annotated[
        str | None,
        typer.Option("--round", metavar="RUNDE", help="Runden, når du har flere", autocompletion=completing.rounds),
    ] = None,
    reviewer: ReviewerCode = None,
    as_json: AsJson = False,
) -> None:
    """Decide on the outcome of a case."""
    if (outcome is None) != take_back:
        raise InputError("Skriv enten et udfald eller --take-back. Intet er ændret.")
    study = study_of(ctx)
    who = scorer(study, reviewer, "audit review rule")
    which = read_round(round_) if round_ else None
    with study.store() as store:
        with store.read() as conn:
            rubric = frozen_rubric(conn)
            key = chosen(samples.drawn(conn), case, frozen_authorities(conn), rubric.case).case.key
        evaluator = Evaluator(rubric)
        named = {name: rubric.outcome_label(name) for name in rubric.all_outcomes}
        with store.write(who) as tx:
            record = own_assessment(tx, key, who, which)
            ruling = Ruling(option_named(named, outcome), reason) if outcome else None
            evaluation = ruled(tx, evaluator, record, ruling)
    now = replace(record, ruling=ruling)
    if as_json:
        print_json(
            {
                "case": record.case.case_id,
                "kommune": record.case.kommune,
                "round": record.round,
                "derived": record.derived,
                "outcome": now.outcome,
            }
        )
        return
    label = rubric.outcome_label(evaluation.outcome or "")
    called = f"{capital(rubric.case.the_one)} »{record.case.case_id}«"
    if ruling:
        derived = rubric.outcome_label(evaluation.derived or "")
        study.console.line(f"{called} er afgjort: {label}. Svarene giver: {derived}.")
    else:
        study.console.line(f"{called} har igen det udfald, svarene giver: {label}.")
