"""``audit sample``: draw the sample and freeze the rubric; show what was drawn."""

from typing import TYPE_CHECKING, Annotated

import typer

from audit import kommuner
from audit.commands import print_json, study_of
from audit.errors import InputError, StateError
from audit.rubric.model import Rubric
from audit.sampling.allocation import allocate, shortfalls, stratum_label
from audit.sampling.frame import facts_sha256
from audit.sampling.model import LATEST, Criteria, Draw, FrameFile
from audit.sampling.purposive import NO_LOT, choose
from audit.sampling.tickets import draw as draw_tickets
from audit.study.gathering import fact_label, value_label
from audit.study.opening import frozen_rubric
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.numbers import counted, whole

if TYPE_CHECKING:
    from audit.config.sample import Sample
    from audit.store import Connection

LOT, CHOSEN = "Trukket", "Udvalgt"
"""What the cases of a sample are, in a heading."""

HELP = {
    "draw": "De mindste lodder i hver gruppe trækkes; enhver kan regne det efter med startværdien. Måleskemaets fulde "
    "tekst gemmes, som det er nu, og det er det, sagerne bedømmes efter. En stikprøve kan kun trækkes én gang. Siger "
    "audit.toml, at sagerne er udvalgt (purposive), vælges de efter kriterierne dér og ikke ved lod."
}


def draw(
    ctx: typer.Context,
    seed: Annotated[str | None, typer.Option(metavar="TEKST", help="Startværdien; ellers den i audit.toml")] = None,
) -> None:
    """Draw the sample."""
    from audit.store import samples
    from audit.store.records import FrozenRubric

    study = study_of(ctx)
    settings = study.config.sample
    criteria, started = settings.criteria, seed or settings.seed
    if criteria and seed:
        raise InputError("Sagerne er udvalgt og trækkes ikke ved lod, så --seed kan ikke bruges. Ingen sager er valgt.")
    if not criteria and not started:
        raise StateError("Der er ingen startværdi. Skriv --seed TEKST, eller sæt seed under [sample] i audit.toml.")
    rubric = study.rubric_file()
    # One transaction for all of it: nobody else can import another frame in between.
    with study.store() as store, store.write(study.who) as tx:
        frame = samples.frame_to_draw(tx.conn)
        _check_facts(frame, rubric.rubric)
        drawn = _chosen(tx.conn, settings, criteria) if criteria else _by_lot(tx.conn, settings, started or "")
        name, reading = study.config.files.rubric.name, rubric.reading
        frozen = FrozenRubric(rubric.rubric.id, rubric.rubric.version, name, reading.text, reading.sha256)
        samples.save_sample(tx, drawn, frozen)
    study.notice()
    study.console.problems(shortfalls(drawn))
    _print_draw(study.console, drawn)
    study.console.line(f"Måleskemaet {rubric.rubric.id} {rubric.rubric.version} er frosset.")


def show(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON i stedet for en tabel")] = False,
    kommune: Annotated[str | None, typer.Option(metavar="KOMMUNE", help="Kun sager fra en kommune")] = None,
) -> None:
    """Show the drawn cases in draw order."""
    from audit.store import samples

    study = study_of(ctx)
    code = _code(kommune)
    with study.store() as store, store.read() as conn:
        rubric, sample = frozen_rubric(conn), samples.sample(conn)
        cases = samples.drawn(conn, kommune=code)
    criteria = sample.criteria if sample else None
    if as_json:
        document = [
            {
                "number": one.number,
                "kommune": one.case.kommune,
                "case": one.case.case_id,
                "file_no": one.case.file_no,
                "facts": dict(one.case.facts),
                "ticket": one.ticket,
                "basis": one.basis,
            }
            for one in cases
        ]
        print_json(document)
        return
    study.notice()
    if criteria:
        study.console.line(NO_LOT)
    facts = list(dict.fromkeys(name for one in cases for name in one.case.facts))
    facts = [name for name in facts if not criteria or name != criteria.mark]
    names = [
        "Kommune",
        "Sag",
        "Journalnr.",
        *(fact_label(rubric, fact) for fact in facts),
        "Udvalgt som" if criteria else "Lod",
    ]
    study.console.table(
        [Column("Nr.", numeric=True), *map(Column, names)],
        [
            [
                str(one.number),
                kommuner.name_of(one.case.kommune),
                one.case.case_id,
                one.case.file_no,
                *(value_label(rubric, fact, one.case.facts.get(fact, "")) for fact in facts),
                _basis(rubric, criteria, one.basis) if criteria else one.ticket[:12],
            ]
            for one in cases
        ],
    )


def _by_lot(conn: "Connection", settings: "Sample", seed: str) -> Draw:
    from audit.store import frames

    strata = settings.strata
    sizes = frames.strata_sizes(conn, strata)
    allocation = allocate(settings.allocation, strata, sizes, n=settings.n, given=settings.given)
    return draw_tickets(frames.for_draw(conn, strata), seed, strata, allocation)


def _chosen(conn: "Connection", settings: "Sample", criteria: Criteria) -> Draw:
    from audit.store import frames

    strata = settings.strata
    asked = [(kommune,) for kommune in settings.kommuner]
    facts = [*strata, criteria.latest, *([criteria.mark] if criteria.mark else [])]
    return choose(frames.for_draw(conn, facts), strata, asked or frames.strata_sizes(conn, strata), criteria)


def _check_facts(frame: FrameFile, rubric: Rubric) -> None:
    """Refuse a frame whose facts were read by other rules than those of the rubric that is being frozen."""
    if frame.facts_sha256 != facts_sha256(rubric):
        raise StateError(
            "Sagernes oplysninger (facts) eller perioden (in_force) er ændret i måleskemaet, siden bruttolisten blev "
            "indlæst. Ingen sager er trukket. Indlæs bruttolisten igen: audit frame import"
        )


def _code(text: str | None) -> str | None:
    if not text:
        return None
    found = kommuner.find(text)
    if found is None:
        raise StateError(f"»{text}« er ikke en kommune. Skriv kommunens navn eller kode.")
    return found.code


def _basis(rubric: Rubric, criteria: Criteria, basis: str) -> str:
    return "Blandt de seneste" if basis == LATEST else value_label(rubric, criteria.mark, basis)


def _print_draw(console: Console, drawn: Draw) -> None:
    cases = counted(len(drawn.tickets))
    if drawn.criteria:
        asked = sum(stratum.asked for stratum in drawn.counts)
        console.line(f"{cases} er udvalgt ud af {whole(asked)}, der er bedt om. {NO_LOT}")
    else:
        console.line(f"{cases} trukket med startværdien »{drawn.seed}«.")
    names = ("I bruttolisten", "Ønsket", CHOSEN if drawn.criteria else LOT)
    console.table(
        [Column("Gruppe"), *(Column(name, numeric=True) for name in names)],
        [
            (stratum_label(drawn.strata, one.values), *map(whole, (one.population, one.asked, one.drawn)))
            for one in drawn.counts
        ],
    )
