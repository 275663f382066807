"""``audit score``: the scoring screen over the study's database."""

from typing import Annotated, Literal

import typer

from audit.cases import Round
from audit.commands import study_of
from audit.errors import StateError
from audit.reviewers import read_code
from audit.rubric.evaluate import Evaluator
from audit.store import rubrics, samples
from audit.study.desk import StoreDesk
from audit.study.finding import chosen
from audit.study.opening import frozen_rubric
from audit.terminal.keys import open_entries
from audit.terminal.scoring import score as score_on_screen

HELP = {
    "score": "Et spørgsmål ad gangen, med taster. Hvert svar gemmes, før det næste spørgsmål vises, så du kan gå fra "
    "det når som helst og fortsætte, hvor du slap. Svarene kan også sendes ind fra en fil, et på hver linje."
}

ROUND = "Første bedømmelse, eller en anden, der er uafhængig af den"
REVIEWER = "Din kode, fx initialer; ellers den i audit.toml"


def score(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Argument(metavar="SAG", help="Sagens nummer; ellers den næste sag")] = None,
    reviewer: Annotated[
        str | None,
        typer.Option("--reviewer", envvar="AUDIT_REVIEWER", show_envvar=True, metavar="KODE", help=REVIEWER),
    ] = None,
    round_: Annotated[Literal["first", "second"], typer.Option("--round", help=ROUND)] = "first",
) -> None:
    """Score the cases, one question at a time."""
    study = study_of(ctx)
    given = reviewer or study.config.review.reviewer
    if not given:
        raise StateError(
            "Hvem bedømmer? Skriv din kode, fx »audit score --reviewer ABC«, eller sæt reviewer under [review] i "
            "audit.toml. Intet er ændret."
        )
    who = read_code(given)
    with study.store() as store:
        with store.read() as conn:
            rubric = frozen_rubric(conn)
            sha256 = rubrics.current_sha256(conn)
            wanted = chosen(samples.drawn(conn), case).case.key if case else None
        study.notice()
        desk = StoreDesk(store, Evaluator(rubric), who, Round(round_), wanted, sha256)
        with open_entries(study.console) as entries:
            score_on_screen(desk, entries, study.console)
