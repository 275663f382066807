"""``audit score``: the scoring screen over the study's database."""

from collections.abc import Sequence
from typing import Annotated

import typer

from audit.cases import Round
from audit.commands import GlobalOptions, completing, study_of
from audit.errors import StateError
from audit.review.recorded import read_round
from audit.reviewers import read_code
from audit.rubric.evaluate import Evaluator
from audit.store import rubrics, samples
from audit.store.authorities import frozen_authorities
from audit.study.desk import StoreDesk
from audit.study.finding import chosen
from audit.study.opening import Study, frozen_rubric
from audit.terminal.keys import open_entries
from audit.terminal.scoring import score as score_on_screen

HELP = {
    "score": "Ét spørgsmål ad gangen, med taster. Hvert svar gemmes, før det næste spørgsmål vises, så du kan gå fra "
    "det når som helst og fortsætte, hvor du slap. Nævner du en sag, er det kun den, der bedømmes; er den færdig, kan "
    "du se den og ændre den med en begrundelse. Svarene kan også læses fra en fil, ét på hver linje."
}

EXAMPLES = {
    "score": (
        "audit score --reviewer ABC",
        "audit score 2013-00012 --reviewer ABC",
        "audit score --round anden --reviewer DEF",
    ),
}
ROUND = "første; eller anden, som er uafhængig af den første"
REVIEWER = "Din kode, fx initialer; ellers den i audit.toml"

ReviewerCode = Annotated[
    str | None,
    typer.Option(
        "--reviewer",
        envvar="AUDIT_REVIEWER",
        show_envvar=True,
        metavar="KODE",
        help=REVIEWER,
        autocompletion=completing.reviewers,
    ),
]


def score(
    ctx: typer.Context,
    case: Annotated[
        str | None,
        typer.Argument(metavar="SAG", help="Sagens nummer; ellers den næste sag", autocompletion=completing.cases),
    ] = None,
    reviewer: ReviewerCode = None,
    round_: Annotated[
        str, typer.Option("--round", metavar="RUNDE", help=ROUND, autocompletion=completing.rounds)
    ] = "første",
) -> None:
    """Score the cases, one question at a time."""
    study = study_of(ctx)
    who = scorer(study, reviewer, "audit score")
    which = read_round(round_, (Round.FIRST, Round.SECOND))
    with study.store() as store:
        with store.read() as conn:
            rubric = frozen_rubric(conn)
            sha256 = rubrics.current_sha256(conn)
            wanted = chosen(samples.drawn(conn), case, frozen_authorities(conn), rubric.case).case.key if case else None
        study.notice()
        desk = StoreDesk(store, Evaluator(rubric), who, which, wanted, sha256)
        with open_entries(study.console) as entries:
            which_round = ("--round", round_) if _on_the_line(ctx, "round_") else ()
            onward = typed(ctx, "score", reviewer=reviewer, options=which_round)
            again = typed(ctx, "score", *([case] if case else []), reviewer=reviewer, options=which_round)
            score_on_screen(desk, entries, study.console, again=again, onward=onward if case else "")


def scorer(study: Study, reviewer: str | None, command: str) -> str:
    """The code of whoever sits at the screen: as given, else as audit.toml says; StateError when nobody has said."""
    given = reviewer or study.config.review.reviewer
    if not given:
        raise StateError(
            f"Hvem bedømmer? Skriv din kode, fx »{command} --reviewer ABC«, eller sæt reviewer under [review] i "
            "audit.toml. Intet er ændret."
        )
    return read_code(given)


def typed(ctx: typer.Context, *words: str, reviewer: str | None, options: Sequence[str] = ()) -> str:
    """The command as it must be typed to go on, with the options it was given."""
    given: GlobalOptions = ctx.obj
    config = ["--config", str(given.config)] if given.config else []
    who = ["--reviewer", reviewer] if reviewer and _on_the_line(ctx, "reviewer") else []
    return " ".join(map(_quoted, ("audit", *config, *words, *who, *options)))


def _on_the_line(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
