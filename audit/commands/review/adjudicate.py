"""``audit review adjudicate``: a third reviewer decides where two assessments part."""

from typing import Annotated

import typer

from audit.commands import completing, study_of
from audit.commands.score import ReviewerCode, scorer, typed
from audit.rubric.evaluate import Evaluator
from audit.store import rubrics, samples
from audit.store.authorities import frozen_authorities
from audit.study.finding import chosen
from audit.study.opening import frozen_rubric
from audit.study.settling import AdjudicationDesk
from audit.terminal.adjudicating import adjudicate as decide_on_screen
from audit.terminal.keys import open_entries

HELP = {
    "adjudicate": "Opmanden ser de to svar side om side uden navne og kun der, hvor de er forskellige; de uenigheder, "
    "der kan ændre udfaldet, først. Det, de to er enige om, følger med af sig selv. Hver afgørelse har en grund og en "
    "begrundelse, som står i loggen, og er gemt, før den næste uenighed vises. Ændres en af de to bedømmelser "
    "bagefter, skal kun det, der er ændret, afgøres igen."
}
EXAMPLES = {
    "adjudicate": (
        "audit review adjudicate --reviewer LED",
        "audit review adjudicate 2013-00012 --reviewer LED",
    ),
}


def adjudicate(
    ctx: typer.Context,
    case: Annotated[
        str | None,
        typer.Argument(metavar="SAG", help="Sagens nummer; ellers den næste sag", autocompletion=completing.cases),
    ] = None,
    reviewer: ReviewerCode = None,
) -> None:
    """Decide the differences, one at a time."""
    study = study_of(ctx)
    who = scorer(study, reviewer, "audit review adjudicate")
    with study.store() as store:
        with store.read() as conn:
            rubric = frozen_rubric(conn)
            sha256 = rubrics.current_sha256(conn)
            wanted = chosen(samples.drawn(conn), case, frozen_authorities(conn), rubric.case).case.key if case else None
        study.notice()
        desk = AdjudicationDesk(store, Evaluator(rubric), who, wanted, sha256)
        with open_entries(study.console) as entries:
            decide_on_screen(desk, entries, study.console, again=typed(ctx, "review", "adjudicate", reviewer=reviewer))
