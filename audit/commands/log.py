"""``audit log``: who changed what when, and whether the log is whole."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from audit.commands import AsJson, completing, print_json, study_of
from audit.errors import InputError
from audit.nouns import capital
from audit.results.model import LogHead
from audit.study.finding import chosen
from audit.study.opening import case_word
from audit.study.verifying import verified
from audit.terminal.tables import Column
from audit.wording.dates import moment_digits
from audit.wording.log_words import change_kind, kept_words
from audit.wording.numbers import counted

HELP = {
    "verify": "Kæden regnes efter led for led, bruttoliste, undersøgelsens sager, måleskemaer og svar holdes op mod "
    "loggen, sagerne trækkes eller vælges igen, og hver sag bedømmes igen ud fra sine svar. "
    "Med --expect prøves det desuden, at loggen stadig har det led, som stod i en rapport eller projektmappe: "
    "en log, der er skåret af i enden, ses ikke af loggen selv."
}
EXAMPLES = {
    "show": (
        "audit log show --last 10",
        "audit log show --case 751/2013-00012",
    ),
    "verify": (
        "audit log verify",
        "audit log verify --expect 512:9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f",
    ),
}
_HEAD = {"count": "antallet af ændringer i loggen", "hash": "det seneste aftryk"}
JSON = {
    "show": {
        **_HEAD,
        "events": "ændringerne, den ældste først",
        "events[].number": "nummer i loggen",
        "events[].at": "tidspunktet i UTC",
        "events[].who": "koden på den, der gjorde det",
        "events[].what": "slags ændring",
        "events[].case": "sagen som myndighedens kode/sagens nummer; tom, når ændringen ikke gælder en sag",
        "events[].question": "spørgsmålets id; tomt, når ændringen ikke gælder et spørgsmål",
        "events[].round": "bedømmelsens runde (first, second, adjudicated, after_hearing); tom uden for en bedømmelse",
        "events[].old": "det, der stod før; tomt for intet",
        "events[].new": "det, der står nu; tomt for intet",
        "events[].reason": "begrundelsen; tom, når der ingen er",
        "events[].version": "programmets udgave",
        "events[].previous": "aftrykket af ændringen før",
        "events[].hash": "aftrykket af ændringen og alle før den",
    },
    "verify": {
        **_HEAD,
        "complete": "false for en undersøgelse begyndt med en ældre udgave af programmet, hvis log ikke har det hele",
        "assessments": "bedømmelser, der er regnet efter",
    },
}
SHOWN = 50


def show(
    ctx: typer.Context,
    case: Annotated[
        str | None,
        typer.Option(metavar="SAG", help="Kun ændringer i én sag, fx 751/2013-00012", autocompletion=completing.cases),
    ] = None,
    last: Annotated[int, typer.Option(metavar="ANTAL", min=1, help="De seneste så mange")] = SHOWN,
    as_json: AsJson = False,
) -> None:
    """Show the latest events."""
    from audit.store import log, samples
    from audit.store.authorities import frozen_authorities
    from audit.store.records import case_ref

    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        known, word = frozen_authorities(conn), case_word(study, conn)
        name = case_ref(chosen(samples.drawn(conn), case, known, word).case) if case else None
        events = list(log.events(conn, case=name, limit=last))
        head = log.head(conn)
    if as_json:
        print_json({"count": head.count, "hash": head.hash, "events": [asdict(one) for one in events]})
        return
    study.notice()
    names = ("Nr.", "Tid (UTC)", "Hvem", "Hvad", capital(word.one), "Spørgsmål", "Før", "Efter", "Begrundelse")
    study.console.table(
        [Column(name, numeric=name == "Nr.") for name in names],
        [
            [
                str(e.number),
                moment_digits(datetime.fromisoformat(e.at).replace(tzinfo=None)),
                e.who,
                change_kind(e.what, word),
                e.case,
                e.question,
                kept_words(e.old, word),
                kept_words(e.new, word),
                e.reason,
            ]
            for e in events
        ],
    )
    study.console.line(f"Loggen har {counted(head.count, 'ændring', 'ændringer')}. Seneste aftryk: {head.hash}")


def verify(
    ctx: typer.Context,
    expect: Annotated[str | None, typer.Option(metavar="ANTAL:AFTRYK", help="Antal og aftryk fra en rapport")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the log and all that it speaks of, and evaluate every case again."""
    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        found = verified(conn, _expected(expect), study.console.progress)
        case = case_word(study, conn)
    if as_json:
        told = {"complete": found.complete, "assessments": found.assessments}
        print_json({"count": found.head.count, "hash": found.head.hash, **told})
        return
    study.notice()
    study.console.line(
        f"Loggen er hel: {counted(found.head.count, 'ændring', 'ændringer')}. Seneste aftryk: {found.head.hash}"
    )
    study.console.line(f"Bruttoliste, undersøgelsens {case.many}, måleskema og svar stemmer med loggen.")
    if not found.complete:
        study.console.line(
            "Undersøgelsen er begyndt med en ældre udgave af programmet. Oplysningerne i bruttolisten står "
            "ikke i dens log og er ikke holdt op mod den, og tidspunkter er prøvet på minuttet."
        )
    evaluated = counted(found.assessments, "bedømmelse", "bedømmelser")
    study.console.line(f"{evaluated} er regnet efter og stemmer med svarene.")


def _expected(text: str | None) -> LogHead | None:
    if not text:
        return None
    count, _, digest = text.partition(":")
    if not count.isdecimal() or len(digest) != 64:
        raise InputError("--expect skrives som antal, kolon og hele aftrykket på 64 tegn, sådan som rapporten har det.")
    return LogHead(int(count), digest)
