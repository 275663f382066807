"""``audit review handover``: a begun case handed over to another reviewer."""

from typing import Annotated

import typer

from audit.commands import AsJson, completing, print_json, study_of
from audit.commands.review.changing import (
    CASE_FIELDS,
    ChangedBy,
    NamedCase,
    RoundName,
    WhyChanged,
    case_fields,
    changed,
)
from audit.nouns import capital
from audit.reviewers import identity, read_code
from audit.store import assessments
from audit.store.handing import hand_over
from audit.study.opening import case_word

HELP = {
    "handover": "Svar, bemærkninger og akthenvisninger følger med. Den, der får sagen, må ikke have bedømt den i en "
    "anden runde. I loggen står, hvem der har overdraget den, fra hvem og til hvem. En sag, der er bedømt færdig, "
    "kræver en begrundelse."
}
EXAMPLES = {
    "handover": (
        "audit review handover 2013-00012 --to DEF",
        "audit review handover 751/2013-00012 --to DEF --round anden",
    ),
}
JSON = {"handover": {**CASE_FIELDS, "to": "koden på den, der har sagen nu"}}

_To = Annotated[
    str,
    typer.Option("--to", metavar="KODE", help="Den bedømmer, der får sagen", autocompletion=completing.reviewers),
]


def handover(
    ctx: typer.Context,
    case: NamedCase,
    to: _To,
    round_: RoundName = "første",
    reason: WhyChanged = "",
    reviewer: ChangedBy = None,
    as_json: AsJson = False,
) -> None:
    """Give a begun case to another reviewer."""
    study, code = study_of(ctx), read_code(to)
    with study.store() as store:
        with store.read() as conn:
            known = assessments.known_codes(conn).get(identity(code), code)
            called = capital(case_word(study, conn).the_one)
        record = changed(
            *(study, store, case, round_, reviewer), lambda tx, key, which: hand_over(tx, key, which, known, reason)
        )
    if as_json:
        print_json({**case_fields(record), "to": known})
        return
    study.console.line(f"{called} »{record.case.case_id}« er overdraget fra {record.reviewer} til {known}.")
