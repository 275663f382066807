"""``audit review``: a begun case handed over to another reviewer, or released."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from audit.cases import Round
from audit.commands import AsJson, completing, print_json, study_of
from audit.nouns import capital
from audit.review.recorded import read_round
from audit.reviewers import identity, read_code
from audit.store import Store, Tx, assessments, samples
from audit.store.authorities import frozen_authorities
from audit.store.handing import hand_over
from audit.store.handing import release as give_up
from audit.store.records import AssessmentRecord
from audit.study.finding import chosen
from audit.study.opening import Study, case_word
from audit.wording.numbers import counted

HELP = {
    "handover": "Svar, bemærkninger og akthenvisninger følger med. Den, der får sagen, må ikke have bedømt den i en "
    "anden runde. I loggen står, hvem der har overdraget den, fra hvem og til hvem. En sag, der er bedømt færdig, "
    "kræver en begrundelse.",
    "release": "Sagen bliver fri, og en anden kan begynde forfra. Svar, bemærkninger og akthenvisninger tages ud af "
    "sagen og står kun i loggen, hvor man også ser, hvem der har frigivet den. En sag, der er bedømt færdig, kræver en "
    "begrundelse.",
}

EXAMPLES = {
    "handover": (
        "audit review handover 2013-00012 --to DEF",
        "audit review handover 751/2013-00012 --to DEF --round anden",
    ),
    "release": ('audit review release 2013-00012 --reason "ABC er rejst"',),
}
_CASE = {
    "case": "sagens nummer",
    "kommune": "myndighedens kode",
    "round": "runden: first, second, adjudicated eller after_hearing",
    "from": "koden på den, der havde sagen",
}
JSON = {
    "handover": {**_CASE, "to": "koden på den, der har sagen nu"},
    "release": {**_CASE, "answers": "svar, der er taget ud af sagen"},
}

_Case = Annotated[
    str, typer.Argument(metavar="SAG", help="Sagens nummer, fx 751/2013-00012", autocompletion=completing.cases)
]
_WHICH = "første, anden, opmand eller efter høring"
_RoundName = Annotated[str, typer.Option("--round", metavar="RUNDE", help=_WHICH, autocompletion=completing.rounds)]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEKST", help="Hvorfor; står i loggen")]
_Who = Annotated[
    str | None,
    typer.Option("--reviewer", metavar="KODE", help="Din kode i loggen", autocompletion=completing.reviewers),
]
_To = Annotated[
    str,
    typer.Option("--to", metavar="KODE", help="Den bedømmer, der får sagen", autocompletion=completing.reviewers),
]

_Change = Callable[[Tx, int, Round], AssessmentRecord]


def handover(
    ctx: typer.Context,
    case: _Case,
    to: _To,
    round_: _RoundName = "første",
    reason: _Reason = "",
    reviewer: _Who = None,
    as_json: AsJson = False,
) -> None:
    """Give a begun case to another reviewer."""
    study, code = study_of(ctx), read_code(to)
    with study.store() as store:
        with store.read() as conn:
            known = assessments.known_codes(conn).get(identity(code), code)
            called = capital(case_word(study, conn).the_one)
        record = _changed(
            *(study, store, case, round_, reviewer), lambda tx, key, which: hand_over(tx, key, which, known, reason)
        )
    if as_json:
        print_json({**_document(record), "to": known})
        return
    study.console.line(f"{called} »{record.case.case_id}« er overdraget fra {record.reviewer} til {known}.")


def release(
    ctx: typer.Context,
    case: _Case,
    round_: _RoundName = "første",
    reason: _Reason = "",
    reviewer: _Who = None,
    as_json: AsJson = False,
) -> None:
    """Take a begun case back, so that another can begin it."""
    study = study_of(ctx)
    with study.store() as store:
        record = _changed(
            *(study, store, case, round_, reviewer), lambda tx, key, which: give_up(tx, key, which, reason)
        )
        with store.read() as conn:
            word = case_word(study, conn)
    given = sum(bool(one.values) for one in record.answers.values())
    if as_json:
        print_json({**_document(record), "answers": given})
        return
    called = f"{capital(word.the_one)} »{record.case.case_id}«"
    study.console.line(f"{called} er frigivet. {record.reviewer} havde {word.it}.")
    if given:
        study.console.line(f"{counted(given, 'svar', 'svar')} er taget ud af {word.the_one} og står kun i loggen.")


def _document(record: AssessmentRecord) -> dict[str, Any]:
    """Which case changed hands, for a program to read."""
    case = record.case
    return {"case": case.case_id, "kommune": case.kommune, "round": record.round.value, "from": record.reviewer}


def _changed(
    study: Study, store: Store, case: str, round_: str, reviewer: str | None, change: _Change
) -> AssessmentRecord:
    """The assessment before ``change``, which is made in one transaction under the code of whoever asks for it."""
    which, who = read_round(round_), read_code(reviewer) if reviewer else study.who
    with store.read() as conn:
        key = chosen(samples.drawn(conn), case, frozen_authorities(conn), case_word(study, conn)).case.key
    with store.write(who) as tx:
        return change(tx, key, which)
