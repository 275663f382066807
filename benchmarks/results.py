"""``audit results --json`` over a million answers against its own GROUP BY statements in a bare Python.

The peer is :mod:`benchmarks.bare_sql`: the statements the store issues, with
their values written in, on the same indexed file, by a process that imports
nothing but ``sqlite3``. The second line leaves the start of both out.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from sqlalchemy.dialects import sqlite

from audit.store import open_store, tallies
from benchmarks import bare_sql
from benchmarks.bare_sql import BETWEEN
from benchmarks.constructed import ID, QUESTIONS, TITLE, database_of, scored_study
from benchmarks.processes import AUDIT, PYTHON, apart, in_turn
from benchmarks.table import Measure, grouped, seconds

CASES = 50_000
TIMES = 9
LIMIT = 1.5
MOST_MEMORY = 250
"""MB."""
SAME = "de samme GROUP BY i sqlite3"


def measure() -> list[Measure]:
    """Processor time of the whole processes and of the counting alone, and the peak of memory."""
    with TemporaryDirectory() as folder:
        config = apart(scored_study, Path(folder), CASES)
        statements = apart(_write_statements, Path(folder))
        ours, bare = in_turn(
            TIMES,
            (AUDIT, "--config", str(config), "results", "--json"),
            (PYTHON, bare_sql.__file__, str(database_of(config)), str(statements)),
        )
        counting, same = apart(_counting_alone, config, statements)
    whole, peer = [cost.cpu for cost in ours], [cost.cpu for cost in bare]
    return [
        Measure.ratio(f"audit results, {grouped(CASES * QUESTIONS)} svar", whole, SAME, peer, LIMIT, seconds),
        Measure.ratio("– heraf tællingen alene", counting, SAME, same, LIMIT, seconds),
        Measure.size("– hukommelse", max(cost.memory for cost in ours), MOST_MEMORY),
    ]


def _write_statements(folder: Path) -> Path:
    queries = (
        tallies.outcomes_query(None),
        tallies.files_query(None),
        tallies.marks_query(None),
        tallies.answers_query(),
    )
    written = [str(q.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})) for q in queries]
    file = folder / "statements.sql"
    file.write_text(BETWEEN.join(written), "utf-8")
    return file


def _counting_alone(config: Path, statements: Path) -> tuple[list[float], list[float]]:
    """Seconds from an open connection to the counts: the store's, and the bare statements'."""
    database, queries = database_of(config), statements.read_text("utf-8").split(BETWEEN)
    counting, same = [], []
    with open_store(str(database), study_id=ID, title=TITLE) as store, closing(sqlite3.connect(database)) as conn:
        for _ in range(TIMES):
            began = process_time()
            with store.read() as ours:
                tallies.tally(ours)
                tallies.answer_tally(ours)
            between = process_time()
            for query in queries:
                conn.execute(query).fetchall()
            counting.append(between - began)
            same.append(process_time() - between)
    return counting, same
