"""``audit status``: how far the study is, and what comes next."""

from dataclasses import asdict
from datetime import datetime

import typer

from audit.cases import Round
from audit.commands import AsJson, print_json, study_of
from audit.nouns import capital
from audit.review.recorded import round_label
from audit.sampling.census import METHOD as CENSUS
from audit.sampling.purposive import METHOD as PURPOSIVE
from audit.sampling.tickets import METHOD as RANDOM
from audit.study.authorities import changed_list
from audit.study.opening import case_word
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.authority_words import authorities_counted, authority_heading
from audit.wording.dates import moment_digits
from audit.wording.numbers import counted, whole

EXAMPLES = {
    "status": (
        "audit status",
        "audit status --json",
        "audit status -c ../min-undersøgelse",
    ),
}
JSON = {
    "status": {
        "study.id": "undersøgelsens korte navn",
        "study.title": "dens titel",
        "study.constructed": "true, når data er konstruerede",
        "frame": "bruttolisten; null, når den ikke er indlæst",
        "frame.cases": "sager i bruttolisten",
        "frame.sha256": "dens aftryk",
        "frame.files": "de filer, den er indlæst fra, hver med file, sha256, sheet, cases og left_out",
        "authorities": "undersøgelsens egen liste over myndigheder; null, når det er landets kommuner",
        "authorities.file": "listens fil",
        "authorities.sha256": "aftrykket af den liste, der gjaldt, da bruttolisten blev indlæst",
        "authorities.changed": "true, når filen er ændret siden",
        "drawn": "sager, der er med i undersøgelsen",
        "begun": "sager, der er begyndt",
        "complete": "sager, der er bedømt færdig",
        "kommuner": "hver myndighed i undersøgelsen",
        "kommuner[].kommune": "myndighedens kode",
        "kommuner[].drawn": "dens sager i undersøgelsen",
        "kommuner[].begun": "dem, der er begyndt",
        "kommuner[].complete": "dem, der er bedømt færdig",
        "rounds": "hver runde, der er begyndt",
        "rounds[].round": "first, second, adjudicated eller after_hearing",
        "rounds[].begun": "bedømmelser, der er begyndt",
        "rounds[].complete": "bedømmelser, der er færdige",
        "double_scoring": "de sager, to har bedømt færdig",
        "double_scoring.cases": "hvor mange",
        "double_scoring.differing": "dem, hvor de to er uenige",
        "double_scoring.undecided": "dem af dem, opmanden ikke har afgjort",
        "double_scoring.stale": "dem, der skal afgøres igen, fordi en af de to er ændret siden",
        "log.count": "antallet af ændringer i loggen",
        "log.hash": "dens seneste aftryk",
    }
}

NAMES = ("Begyndt", "Færdige", "Mangler")

_HOW = {RANDOM: "trukket", PURPOSIVE: "udvalgt", CENSUS: "hele bruttolisten taget med"}

ROUNDS = [Column("Runde"), Column("Begyndt", numeric=True), Column("Færdige", numeric=True)]


def status(
    ctx: typer.Context,
    as_json: AsJson = False,
) -> None:
    """Show how far the study is."""
    from audit.store import frames, log, samples
    from audit.store.authorities import frozen_authorities, frozen_file
    from audit.store.progress import rounds_progress, study_progress
    from audit.study.settling import double_scoring

    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        frame, sample = frames.frame_file(conn), samples.sample(conn)
        progress, head = study_progress(conn), log.head(conn)
        authorities, listed = frozen_authorities(conn), frozen_file(conn)
        changed, case = changed_list(study.config, conn), case_word(study, conn)
        rounds, double = rounds_progress(conn), double_scoring(conn)
    if as_json:
        document = {
            "study": {
                "id": study.config.study.id,
                "title": study.config.study.title,
                "constructed": study.config.study.constructed,
            },
            "frame": frame.as_document() if frame else None,
            "authorities": {"file": listed[0], "sha256": listed[1], "changed": bool(changed)} if listed else None,
            "drawn": progress.drawn,
            "begun": progress.begun,
            "complete": progress.complete,
            "kommuner": [
                {"kommune": one.kommune, "drawn": one.drawn, "begun": one.begun, "complete": one.complete}
                for one in progress.kommuner
            ],
            "rounds": [{"round": one.round, "begun": one.begun, "complete": one.complete} for one in rounds],
            "double_scoring": asdict(double),
            "log": {"count": head.count, "hash": head.hash},
        }
        print_json(document)
        return
    study.notice()
    console = study.console
    console.strong(study.config.study.title)
    console.line(f"Bruttoliste: {frames.told(frame, case) if frame else 'ikke indlæst'}")
    for one in frame.files if frame else ():
        console.line(f"             {one.name}: {counted(one.cases, case)}, aftryk {one.sha256}")
    if listed:
        many = authorities_counted(authorities, authorities.by_code)
        console.line(f"Myndigheder: {many} fra {listed[0]}, aftryk {listed[1]}")
    if changed:
        console.line(changed)
    taken = "ikke lagt fast"
    if sample:
        how = _HOW[sample.method]
        taken = f"{counted(sample.drawn, case)}, {how} {moment_digits(datetime.fromisoformat(sample.at))}"
    console.line(f"{capital(case.many)}:{' ' * max(1, 12 - len(case.many))}{taken}")
    console.line(f"Log:         {counted(head.count, 'ændring', 'ændringer')}, aftryk {head.hash[:16]}…")
    if sample:
        inorder = sorted(progress.kommuner, key=lambda one: authorities.order(one.kommune))
        rows = [(authorities.name_of(k.kommune), k.drawn, k.begun, k.complete) for k in inorder]
        heading = authority_heading(authorities)
        _table(
            console, heading, capital(case.many), [*rows, ("I alt", progress.drawn, progress.begun, progress.complete)]
        )
    if any(one.round is not Round.FIRST for one in rounds):
        console.line()
        console.table(ROUNDS, [(round_label(one.round), whole(one.begun), whole(one.complete)) for one in rounds])
    if double.cases:
        console.line(double.told(case))
    console.line(_next(frame is not None, sample is not None, progress.complete == progress.drawn))


def _table(console: Console, heading: str, cases: str, rows: list[tuple[str, int, int, int]]) -> None:
    console.line()
    console.table(
        [Column(heading), *(Column(name, numeric=True) for name in (cases, *NAMES))],
        [(name, *map(whole, (drawn, begun, done, drawn - done))) for name, drawn, begun, done in rows],
    )


def _next(imported: bool, drawn: bool, finished: bool) -> str:
    if not imported:
        return "Næste skridt: audit frame import"
    if not drawn:
        return "Næste skridt: audit sample draw"
    return "Næste skridt: audit results" if finished else "Næste skridt: audit score --reviewer DIN-KODE"
