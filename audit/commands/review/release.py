"""``audit review release``: a begun case taken back, so that another can begin it."""

import typer

from audit.commands import AsJson, print_json, study_of
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
from audit.store.handing import release as give_up
from audit.study.opening import case_word
from audit.wording.numbers import counted

HELP = {
    "release": "Sagen bliver fri, og en anden kan begynde forfra. Svar, bemærkninger og akthenvisninger tages ud af "
    "sagen og står kun i loggen, hvor man også ser, hvem der har frigivet den. En sag, der er bedømt færdig, kræver en "
    "begrundelse."
}
EXAMPLES = {"release": ('audit review release 2013-00012 --reason "ABC er rejst"',)}
JSON = {"release": {**CASE_FIELDS, "answers": "svar, der er taget ud af sagen"}}


def release(
    ctx: typer.Context,
    case: NamedCase,
    round_: RoundName = "første",
    reason: WhyChanged = "",
    reviewer: ChangedBy = None,
    as_json: AsJson = False,
) -> None:
    """Take a begun case back, so that another can begin it."""
    study = study_of(ctx)
    with study.store() as store:
        record = changed(
            *(study, store, case, round_, reviewer), lambda tx, key, which: give_up(tx, key, which, reason)
        )
        with store.read() as conn:
            word = case_word(study, conn)
    given = sum(bool(one.values) for one in record.answers.values())
    if as_json:
        print_json({**case_fields(record), "answers": given})
        return
    called = f"{capital(word.the_one)} »{record.case.case_id}«"
    study.console.line(f"{called} er frigivet. {record.reviewer} havde {word.it}.")
    if given:
        study.console.line(f"{counted(given, 'svar', 'svar')} er taget ud af {word.the_one} og står kun i loggen.")
