"""Studies of any size to measure on, made in seconds. Konstruerede data.

What the store itself can make in a few statements, it makes. Millions of
answers are written straight into its tables: they would take minutes by the
road that also logs each of them.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from audit.authorities import kommuner
from audit.cases import Case, Round
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.parts import Special
from audit.rubric.reading import Reading, read_rubric
from audit.rubric.values import Answer, encode
from audit.sampling.allocation import Allocation
from audit.sampling.model import FrameFile
from audit.sampling.tickets import draw
from audit.store import frames, open_store, samples
from audit.store.records import FrozenRubric
from audit.store.values import utc_now
from benchmarks.shapes import ARTS, SMALL, Shape, answers, rubric_text

ID = "konstrueret"
TITLE = "Konstruerede data"
QUESTIONS = SMALL.questions
WAYS = 2_000
"""Different sets of answers; they come again and again."""
RUBRIC = "måleskema.yaml"
_CODES = sorted(code for code, one in kommuner().by_code.items() if not one.constructed)

CONFIG = f"""\
[study]
id = "{ID}"
title = "{TITLE}"
constructed = true

[files]
rubric = "{RUBRIC}"
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


def write_files(folder: Path, shape: Shape = SMALL) -> Path:
    """The study's files without a database; its ``audit.toml``."""
    (folder / RUBRIC).write_text(rubric_text(ID, TITLE, shape), "utf-8")
    config = folder / "audit.toml"
    config.write_text(CONFIG, "utf-8")
    return config


def frame_row(number: int) -> Case:
    """One case of the frame; every kommune has as many."""
    art = ARTS[number % len(ARTS)]
    return Case(_CODES[number % len(_CODES)], f"2013-{number:07}", f"13/{number // 2:07}", {"art": art})


def drawn_study(folder: Path, cases: int, shape: Shape = SMALL) -> Path:
    """A study in which every case of the frame is drawn and none is begun; its ``audit.toml``."""
    config = write_files(folder, shape)
    reading = _reading(shape)
    frozen = FrozenRubric(ID, "1", RUBRIC, reading.text, reading.sha256)
    store = open_store(str(database_of(config)), study_id=ID, title=TITLE, create=True)
    with store, store.write(ID) as tx:
        frames.save_frame(tx, FrameFile("bruttoliste.csv", "0" * 64, cases), map(frame_row, range(cases)))
        rows = frames.for_draw(tx.conn, ())
        samples.save_sample(tx, draw(rows, TITLE, (), Allocation("equal", {(): cases})), frozen)
    return config


def scored_study(folder: Path, cases: int, shape: Shape = SMALL) -> Path:
    """The same with every question of every case answered."""
    config = drawn_study(folder, cases, shape)
    _score(database_of(config), cases, list(_ways(evaluator(shape))))
    return config


def database_of(config: Path) -> Path:
    """The study's database."""
    return config.with_name(f"{ID}.db")


def evaluator(shape: Shape = SMALL) -> Evaluator:
    """The rubric ready to evaluate cases."""
    reading = _reading(shape)
    if reading.rubric is None:
        raise ValueError(reading.problems)
    return Evaluator(reading.rubric)


def _reading(shape: Shape) -> Reading:
    return read_rubric(rubric_text(ID, TITLE, shape).encode(), RUBRIC)


def _ways(ready: Evaluator) -> Iterator[tuple[dict[str, Answer], Evaluation]]:
    """Sets of answers and what they come to; the same in every run."""
    chance = random.Random(TITLE)
    for _ in range(WAYS):
        given = answers(chance, ready.rubric.questions.values())
        yield given, ready.evaluate(given, {})


def _score(database: Path, cases: int, ways: list[tuple[dict[str, Answer], Evaluation]]) -> None:
    """Fill the tables of assessments; each case in turn is scored as the next of ``ways``."""
    rows = [list(_answer_rows(given)) for given, _ in ways]
    came_to = [(evaluation.derived, evaluation.tally) for _, evaluation in ways]
    now = utc_now()
    with closing(sqlite3.connect(database)) as conn, conn:
        drawn = conn.execute("SELECT case_key FROM drawn ORDER BY number").fetchall()
        _insert(
            conn,
            "assessment",
            ((id_, key, str(Round.FIRST), ID, now, *came_to[id_ % WAYS]) for id_, (key,) in enumerate(drawn, 1)),
        )
        _insert(conn, "answer", ((id_, *row) for id_ in range(1, cases + 1) for row in rows[id_ % WAYS]))


def _answer_rows(given: dict[str, Answer]) -> Iterator[tuple[str, int, str, bool, bool]]:
    """What the table holds of each answer, in the order of its key."""
    for question, answer in sorted(given.items()):
        for position, value in enumerate(encode(answer)):
            yield question, position, value, isinstance(answer, Special), True


def _insert(conn: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    columns = conn.execute(f"SELECT count(*) FROM pragma_table_info('{table}')").fetchone()[0]
    conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)
