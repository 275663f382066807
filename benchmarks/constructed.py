"""Studies of any size to measure on, made in seconds. Konstruerede data.

What the store itself can make in a few statements, it makes. A million answers
are written straight into its tables: they would take minutes by the road that
also logs each of them.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from audit import kommuner
from audit.cases import Case, Round
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.parts import Special
from audit.rubric.reading import Reading, read_rubric
from audit.rubric.values import Answer
from audit.sampling.allocation import Allocation
from audit.sampling.model import FrameFile
from audit.sampling.tickets import draw
from audit.store import frames, open_store, samples
from audit.store.records import FrozenRubric
from audit.store.values import utc_now

ID = "konstrueret"
TITLE = "Konstruerede data"
QUESTIONS = 20
WAYS = 2_000
"""Different sets of answers; they come again and again."""
ARTS = ("fleksjob", "ressourceforløb", "andet")
_CODES = sorted(kommuner.all_kommuner())

CONFIG = f"""\
[study]
id = "{ID}"
title = "{TITLE}"
constructed = true

[files]
rubric = "måleskema.yaml"
database = "{ID}.db"

[frame.columns]
case = "sag"
kommune = "kommune"

[frame.facts]
art = "art"

[sample]
seed = "{TITLE}"
strata = ["art"]
allocation = "proportional"
n = 1000
"""

_HEAD = f"""\
format: 1
id: {ID}
version: "1"
title: {TITLE}
facts:
  art: {{type: choice, options: [{", ".join(ARTS)}], required: true}}
outcomes:
  ladder: [rigtig, ændres, hjemvises]
sections:
  - id: alt
    title: Alt
    questions:
"""

_QUESTION = """\
      - id: spørgsmål-{0}
        text: Er punkt {0} opfyldt?
        source: Konstrueret
        type: choice
        options: [ja, delvist, nej]
        allow: [fremgår_ikke]
        findings:
          nej: {{id: fejl-{0}, outcome: {1}, text: Punkt {0} er ikke opfyldt}}
"""

_MEASURE = """\
  - id: opfyldt-{0}
    label: Punkt {0} er opfyldt
    count: {{spørgsmål-{0}: ja}}
    among: all
"""

_COUNTERPART = """\
  - id: mangler-{0}
    label: Punkt {0} mangler
    count: {{spørgsmål-{0}: nej}}
    among: all
"""


def rubric_text() -> str:
    """A rubric of choice questions with findings, and measures enough that a case is counted as in the 2015 study.

    There a case has 2.4 marks for each answer.
    """
    numbers = range(1, QUESTIONS + 1)
    questions = (_QUESTION.format(number, ("rigtig", "ændres", "hjemvises")[number % 3]) for number in numbers)
    measures = (*map(_MEASURE.format, numbers), *map(_COUNTERPART.format, numbers[::2]))
    return "".join((_HEAD, *questions, "measures:\n", *measures))


def write_files(folder: Path) -> Path:
    """The study's files without a database; its ``audit.toml``."""
    (folder / "måleskema.yaml").write_text(rubric_text(), "utf-8")
    config = folder / "audit.toml"
    config.write_text(CONFIG, "utf-8")
    return config


def frame_row(number: int) -> Case:
    """One case of the frame."""
    art = ARTS[number % len(ARTS)]
    return Case(_CODES[number % len(_CODES)], f"2013-{number:07}", f"13/{number // 2:07}", {"art": art})


def drawn_study(folder: Path, cases: int) -> Path:
    """A study in which every case of the frame is drawn and none is begun; its ``audit.toml``."""
    config = write_files(folder)
    reading = _reading()
    frozen = FrozenRubric(ID, "1", "måleskema.yaml", reading.text, reading.sha256)
    store = open_store(str(database_of(config)), study_id=ID, title=TITLE, create=True)
    with store, store.write(ID) as tx:
        frames.save_frame(tx, FrameFile("bruttoliste.csv", "0" * 64, cases), map(frame_row, range(cases)))
        rows = frames.for_draw(tx.conn, ())
        samples.save_sample(tx, draw(rows, TITLE, (), Allocation("equal", {(): cases})), frozen)
    return config


def scored_study(folder: Path, cases: int) -> Path:
    """The same with every question of every case answered."""
    config = drawn_study(folder, cases)
    _score(database_of(config), cases, list(_ways(evaluator())))
    return config


def database_of(config: Path) -> Path:
    """The study's database."""
    return config.with_name(f"{ID}.db")


def evaluator() -> Evaluator:
    """The rubric ready to evaluate cases."""
    rubric = _reading().rubric
    if rubric is None:
        raise ValueError(_reading().problems)
    return Evaluator(rubric)


def _reading() -> Reading:
    return read_rubric(rubric_text().encode(), "måleskema.yaml")


def _ways(ready: Evaluator) -> Iterator[tuple[dict[str, Answer], Evaluation]]:
    """Sets of answers and what they come to; the same in every run."""
    chance = random.Random(TITLE)
    possible: list[Answer] = ["ja", "ja", "ja", "ja", "ja", "ja", "delvist", "nej", Special.NOT_IN_PAPERS]
    for _ in range(WAYS):
        answers = {name: chance.choice(possible) for name in ready.rubric.questions}
        yield answers, ready.evaluate(answers, {})


def _score(database: Path, cases: int, ways: list[tuple[dict[str, Answer], Evaluation]]) -> None:
    """Fill the tables of assessments; each case in turn is scored as the next of ``ways``."""
    answers = [
        [(question, 0, str(answer), isinstance(answer, Special), True) for question, answer in sorted(given.items())]
        for given, _ in ways
    ]
    marks = [sorted((str(mark.kind), mark.code) for mark in evaluation.marks) for _, evaluation in ways]
    now = utc_now()
    with closing(sqlite3.connect(database)) as conn, conn:
        _insert(
            conn,
            "assessment",
            (
                (id_, key, str(Round.FIRST), ID, now, ways[id_ % WAYS][1].outcome)
                for id_, (key,) in enumerate(conn.execute("SELECT case_key FROM drawn ORDER BY number").fetchall(), 1)
            ),
        )
        ids = range(1, cases + 1)
        _insert(conn, "answer", ((id_, *row) for id_ in ids for row in answers[id_ % WAYS]))
        _insert(conn, "mark", ((id_, *row) for id_ in ids for row in marks[id_ % WAYS]))


def _insert(conn: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    columns = conn.execute(f"SELECT count(*) FROM pragma_table_info('{table}')").fetchone()[0]
    conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)
