"""``audit log``: who changed what when, and whether the log is whole."""

from datetime import datetime
from itertools import islice
from typing import Annotated

import typer

from audit.commands import study_of
from audit.errors import AuditError, InputError
from audit.results.model import LogHead
from audit.study.finding import chosen
from audit.study.verifying import reevaluate
from audit.terminal.tables import Column
from audit.wording.dates import moment_digits
from audit.wording.log_words import change_kind, kept_words
from audit.wording.numbers import counted

HELP = {
    "verify": "Kæden regnes efter led for led, det gemte holdes op mod loggen, og hver sag bedømmes igen ud fra sine "
    "svar. Med --expect prøves det desuden, at loggen stadig har det led, som stod i en rapport eller projektmappe: "
    "en log, der er skåret af i enden, ses ikke af loggen selv."
}
SHOWN = 50


def show(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Option(metavar="SAG", help="Kun ændringer i én sag, fx 751/2013-00012")] = None,
    last: Annotated[int, typer.Option(metavar="ANTAL", min=1, help="De seneste så mange")] = SHOWN,
) -> None:
    """Show the latest events."""
    from audit.store import log, samples
    from audit.store.records import case_ref

    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        name = case_ref(chosen(samples.drawn(conn), case).case) if case else None
        events = list(log.events(conn, case=name, limit=last))
        head = log.head(conn)
    study.notice()
    names = ("Nr.", "Tid (UTC)", "Hvem", "Hvad", "Sag", "Spørgsmål", "Før", "Efter", "Begrundelse")
    study.console.table(
        [Column(name, numeric=name == "Nr.") for name in names],
        [
            [
                str(e.number),
                moment_digits(datetime.fromisoformat(e.at).replace(tzinfo=None)),
                e.who,
                change_kind(e.what),
                e.case,
                e.question,
                kept_words(e.old),
                kept_words(e.new),
                e.reason,
            ]
            for e in events
        ],
    )
    study.console.line(f"Loggen har {counted(head.count, 'ændring', 'ændringer')}. Seneste aftryk: {head.hash}")


def verify(
    ctx: typer.Context,
    expect: Annotated[str | None, typer.Option(metavar="ANTAL:AFTRYK", help="Antal og aftryk fra en rapport")] = None,
) -> None:
    """Check the chain, and evaluate every case again."""
    from audit.store import log

    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        found = log.verify(conn, _expected(expect))
        if not found.whole:
            raise AuditError(
                f"Loggen er ikke hel: {found.what}. Noget er rettet uden om programmet. Find den sikkerhedskopi, der "
                "passer til de aftryk, I har gemt."
            )
        if differing := list(islice(log.differences(conn), SHOWN)):
            raise AuditError(
                "Det, der er gemt, er ikke det, loggen siger. Noget er rettet uden om programmet. Intet er ændret.",
                differing,
            )
        cases, differing = reevaluate(conn, study.console.progress)
    if differing:
        raise AuditError(
            f"{counted(len(differing))} tælles ikke sådan, som svarene siger. Noget er rettet uden om programmet. "
            "Intet er ændret.",
            differing[:SHOWN],
        )
    study.notice()
    study.console.line(
        f"Loggen er hel: {counted(found.count, 'ændring', 'ændringer')}. Seneste aftryk: {found.head.hash}"
    )
    study.console.line(f"{counted(cases, 'bedømmelse', 'bedømmelser')} er regnet efter og stemmer med svarene.")


def _expected(text: str | None) -> LogHead | None:
    if not text:
        return None
    count, _, digest = text.partition(":")
    if not count.isdecimal() or len(digest) != 64:
        raise InputError("--expect skrives som antal, kolon og hele aftrykket på 64 tegn, sådan som rapporten har det.")
    return LogHead(int(count), digest)
