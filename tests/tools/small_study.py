"""A small real study: audit.toml, a rubric, a database with a drawn sample. Konstruerede data."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from audit.authorities import Authorities, kommuner
from audit.cases import Case, Round
from audit.rubric.reading import read_rubric
from audit.sampling.allocation import allocate
from audit.sampling.model import FrameFile
from audit.sampling.tickets import draw
from audit.store import Connection, Store, assessments, frames, log, open_store, samples
from audit.store.authorities import freeze_authorities
from audit.store.records import AssessmentRecord, FrozenRubric
from tests.tools import forking
from tests.tools.new_database import new_database
from tests.tools.terminal import program_environment

ID, TITLE = "lille", "Konstruerede data"

CONFIG = """\
[study]
id = "lille"
title = "Konstruerede data"
constructed = true

[files]
rubric = "måleskema.yaml"
database = "{database}"

[frame.columns]
case = "sagsnr"
kommune = "kommune"

[review]
"""

RUBRIC = """\
format: 1
id: lille
version: "1"
title: Konstruerede data
facts:
  art: {type: choice, options: {fleks: "Fleksjob [jf. § 50]", andet: Andet}}
outcomes:
  ladder: [rigtig, ændres, hjemvises]
laws:
  lab: {cite: "LAB § 122, stk. 2", source: Konstrueret}
sections:
  - id: afgoerelse
    title: Kommunens afgørelse
    questions:
      - id: skriftlig
        text: Er afgørelsen skriftlig?
        law: lab
        type: choice
        options: [ja, nej]
        allow: [fremgår_ikke, ikke_relevant]
        findings:
          nej: {id: ikke-skriftlig, outcome: ændres, text: Afgørelsen er ikke skriftlig}
      - id: begrundet
        text: Er afgørelsen begrundet?
        law: lab
        ask_if: {skriftlig: ja}
        type: choice
        options: [ja, nej]
        findings:
          nej: {id: ikke-begrundet, outcome: hjemvises, text: Afgørelsen er ikke begrundet}
  - id: oplysning
    title: Sagens oplysning
    questions:
      - id: hvem
        text: Hvem har bidraget?
        source: Konstrueret
        type: multi
        options: {borger: Borgeren, læge: Lægen}
"""


def make_study(
    folder: Path,
    *,
    cases: int = 3,
    drawn: int | None = None,
    database: str = "lille.db",
    rubric: str = RUBRIC,
    authorities: Authorities | None = None,
) -> Path:
    """A study in ``folder`` whose sample is drawn (all cases, or ``drawn``; 0 for no draw); its audit.toml.

    ``authorities`` are the kommuner, or a list of the study's own, which has the codes 101 and 751.
    """
    (folder / "audit.toml").write_text(CONFIG.format(database=database), "utf-8")
    (folder / "måleskema.yaml").write_text(rubric, "utf-8")
    frame = [
        Case(["751", "101"][n % 2], f"S-{n + 1}", f"27.36-{n}", {"art": ["fleks", "andet"][n % 2]})
        for n in range(cases)
    ]
    reading = read_rubric(rubric.encode(), "måleskema.yaml")
    assert reading.rubric is not None, reading.problems
    with new_database(_target(folder, database), study_id=ID, title=TITLE) as store:
        with store.write("leder") as tx:
            freeze_authorities(tx, authorities or kommuner(), "myndigheder.csv")
            frames.save_frame(tx, FrameFile("frame.csv", "0" * 64, cases), frame)
        if drawn == 0:
            return folder / "audit.toml"
        with store.write("leder") as tx:
            allocation = allocate("equal", (), frames.strata_sizes(tx.conn, ()), kommuner(), n=drawn or cases)
            frozen = FrozenRubric("lille", "1", "måleskema.yaml", reading.text, reading.sha256)
            samples.save_sample(tx, draw(frames.for_draw(tx.conn, ()), "Konstrueret frø", (), allocation), frozen)
    return folder / "audit.toml"


def opened(folder: Path, database: str = "lille.db") -> Store:
    """The study's database."""
    return open_store(_target(folder, database), study_id=ID, title=TITLE)


def stored_answers(folder: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """What is stored: the answers by case id and question. The log must be whole."""
    with opened(folder) as store, store.read() as conn:
        assert log.verify(conn).whole
        return {
            name: {question: given.values for question, given in record.answers.items() if given.values}
            for name, record in first_round(conn).items()
        }


def first_round(conn: Connection) -> dict[str, AssessmentRecord]:
    """The assessments of the first round by case id."""
    records = assessments.records(conn, assessments.all_ids(conn))
    return {record.case.case_id: record for record in records if record.round is Round.FIRST}


def order(folder: Path) -> list[str]:
    """The case ids in draw order."""
    with opened(folder) as store, store.read() as conn:
        return [one.case.case_id for one in samples.drawn(conn)]


def audit(folder: Path, *arguments: str, lines: str = "", **environ: str) -> subprocess.CompletedProcess[Any]:
    """Run ``audit`` in the study's folder with lines on its input."""
    return subprocess.CompletedProcess(
        command(*arguments), *forking.run(arguments, folder, program_environment(**environ), lines)
    )


def command(*arguments: str) -> list[str]:
    """The program's command line."""
    return [sys.executable, "-m", "audit", *arguments]


def _target(folder: Path, database: str) -> str:
    return database if "://" in database else str(folder / database)
