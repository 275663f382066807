"""What handing a begun case over and releasing it have in common."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from audit.cases import Round
from audit.commands import completing
from audit.review.recorded import read_round
from audit.reviewers import read_code
from audit.store import Store, Tx, samples
from audit.store.authorities import frozen_authorities
from audit.store.records import AssessmentRecord
from audit.study.finding import chosen
from audit.study.opening import Study, case_word

CASE_FIELDS = {
    "case": "sagens nummer",
    "kommune": "myndighedens kode",
    "round": "runden: first, second, adjudicated eller after_hearing",
    "from": "koden på den, der havde sagen",
}

NamedCase = Annotated[
    str, typer.Argument(metavar="SAG", help="Sagens nummer, fx 751/2013-00012", autocompletion=completing.cases)
]
_WHICH = "første, anden, opmand eller efter høring"
RoundName = Annotated[str, typer.Option("--round", metavar="RUNDE", help=_WHICH, autocompletion=completing.rounds)]
WhyChanged = Annotated[str, typer.Option("--reason", metavar="TEKST", help="Hvorfor; står i loggen")]
ChangedBy = Annotated[
    str | None,
    typer.Option("--reviewer", metavar="KODE", help="Din kode i loggen", autocompletion=completing.reviewers),
]

Change = Callable[[Tx, int, Round], AssessmentRecord]


def case_fields(record: AssessmentRecord) -> dict[str, Any]:
    """Which case changed hands, for a program to read."""
    case = record.case
    return {"case": case.case_id, "kommune": case.kommune, "round": record.round.value, "from": record.reviewer}


def changed(
    study: Study, store: Store, case: str, round_: str, reviewer: str | None, change: Change
) -> AssessmentRecord:
    """The assessment before ``change``, which is made in one transaction under the code of whoever asks for it."""
    which, who = read_round(round_), read_code(reviewer) if reviewer else study.who
    with store.read() as conn:
        key = chosen(samples.drawn(conn), case, frozen_authorities(conn), case_word(study, conn)).case.key
    with store.write(who) as tx:
        return change(tx, key, which)
