"""``audit sample``: draw the sample and freeze the rubric; show what was drawn."""

import json
import sys
from typing import Annotated

import typer

from audit import kommuner
from audit.commands.study import Study, counted
from audit.errors import StateError
from audit.rubric.model import Rubric
from audit.sampling.allocation import allocate, shortfalls, stratum_label
from audit.sampling.frame import facts_sha256
from audit.sampling.model import Draw, FrameFile
from audit.sampling.tickets import draw as draw_tickets
from audit.terminal.console import Console
from audit.terminal.tables import Column

HELP = {
    "draw": "De mindste lodder i hver gruppe trækkes; enhver kan regne det efter med startværdien. Måleskemaets fulde "
    "tekst gemmes, som det er nu, og det er det, sagerne bedømmes efter. En stikprøve kan kun trækkes én gang."
}


def draw(
    ctx: typer.Context,
    seed: Annotated[str | None, typer.Option(metavar="TEKST", help="Startværdien; ellers den i audit.toml")] = None,
) -> None:
    """Draw the sample."""
    from audit.store import frames, samples
    from audit.store.records import FrozenRubric

    study = Study.of(ctx)
    settings = study.config.sample
    started = seed or settings.seed
    if not started:
        raise StateError("Der er ingen startværdi. Skriv --seed TEKST, eller sæt seed under [sample] i audit.toml.")
    rubric = study.rubric_file()
    # One transaction for all of it: nobody else can import another frame in between.
    with study.store() as store, store.write(study.who) as tx:
        frame = samples.frame_to_draw(tx.conn)
        _check_facts(frame, rubric.rubric)
        strata = settings.strata
        sizes = frames.strata_sizes(tx.conn, strata)
        allocation = allocate(settings.allocation, strata, sizes, n=settings.n, given=settings.given)
        drawn = draw_tickets(frames.for_draw(tx.conn, strata), started, strata, allocation)
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

    study = Study.of(ctx)
    code = _code(kommune)
    with study.store() as store, store.read() as conn:
        if samples.sample(conn) is None:
            raise StateError("Der er ikke trukket en stikprøve endnu. Træk den med »audit sample draw«.")
        cases = samples.drawn(conn, kommune=code)
    if as_json:
        document = [
            {
                "number": one.number,
                "kommune": one.case.kommune,
                "case": one.case.case_id,
                "file_no": one.case.file_no,
                "facts": dict(one.case.facts),
                "ticket": one.ticket,
            }
            for one in cases
        ]
        json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    study.notice()
    facts = list(dict.fromkeys(name for one in cases for name in one.case.facts))
    names = ["Kommune", "Sag", "Journalnr.", *facts, "Lod"]
    study.console.table(
        [Column("Nr.", numeric=True), *map(Column, names)],
        [
            [
                str(one.number),
                kommuner.name_of(one.case.kommune),
                one.case.case_id,
                one.case.file_no,
                *(one.case.facts.get(fact, "") for fact in facts),
                one.ticket[:12],
            ]
            for one in cases
        ],
    )


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


def _print_draw(console: Console, drawn: Draw) -> None:
    console.line(f"{counted(len(drawn.tickets))} trukket med startværdien »{drawn.seed}«.")
    console.table(
        [Column("Gruppe"), *(Column(name, numeric=True) for name in ("I bruttolisten", "Ønsket", "Trukket"))],
        [
            (stratum_label(drawn.strata, one.values), str(one.population), str(one.asked), str(one.drawn))
            for one in drawn.counts
        ],
    )
