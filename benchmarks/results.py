"""``audit results``: a million answers against SQL on the layout before the tally, six million against polars.

The first peer is :mod:`benchmarks.bare_sql` with the statements of that layout;
the second is :mod:`benchmarks.parquet`, on the same answers as parquet. Both
are whole processes that import nothing else. That the peer in polars comes to
the same counts is looked at first.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.authorities import kommuner
from audit.cases import KOMMUNE
from audit.results.cases import CountedCases
from audit.rubric.tally import Item, ItemKind
from audit.store import open_store, tallies
from benchmarks import bare_sql, parquet
from benchmarks.constructed import ID, TITLE, database_of, evaluator, scored_study
from benchmarks.old_layout import STATEMENTS, in_old_layout
from benchmarks.parquet_file import write_parquet
from benchmarks.processes import AUDIT, PYTHON, apart, in_turn
from benchmarks.shapes import LADDER, LARGE, SMALL
from benchmarks.table import Measure, grouped, megabytes, seconds

CASES, LARGE_CASES = 50_000, 98_000
TIMES = 9
LIMIT_SQL, LIMIT_POLARS = 0.5, 1.2
MOST_MEMORY = 150
"""MB."""
MOST_FILE = 0.2 * 1_432
"""MB: a fifth of a study as large in the layout before the tally, as it was measured when the tally was decided."""


def measure() -> list[Measure]:
    """Processor time of the whole processes, the peak of memory, and the sizes of the databases."""
    return [*_million(), *_large()]


def _million() -> Iterator[Measure]:
    with TemporaryDirectory() as folder:
        config = apart(scored_study, Path(folder), CASES)
        database = database_of(config)
        before = apart(in_old_layout, database, evaluator().catalogue)
        ours, bare = in_turn(
            TIMES,
            (AUDIT, "--config", str(config), "results", "--json"),
            (PYTHON, bare_sql.__file__, str(before), str(STATEMENTS)),
        )
        sizes = database.stat().st_size, before.stat().st_size
    name = f"audit results, {grouped(CASES * SMALL.questions)} svar"
    theirs = [cost.cpu for cost in bare]
    yield Measure.ratio(name, [cost.cpu for cost in ours], "GROUP BY før", theirs, LIMIT_SQL, seconds)
    yield Measure("– databasen", megabytes(sizes[0]), f"før: {megabytes(sizes[1])}", sizes[0] / sizes[1], 0.2, "×")


def _large() -> Iterator[Measure]:
    with TemporaryDirectory() as folder:
        config = apart(scored_study, Path(folder), LARGE_CASES, LARGE)
        database = database_of(config)
        file = apart(write_parquet, database)
        apart(compare, database, file)
        ours, theirs = in_turn(
            TIMES,
            (AUDIT, "--config", str(config), "results", "--by", KOMMUNE),
            (PYTHON, parquet.__file__, str(file)),
        )
        size = database.stat().st_size
    name = f"audit results --by kommune, {grouped(LARGE_CASES * LARGE.questions)} svar"
    peer = [cost.cpu for cost in theirs]
    yield Measure.ratio(name, [cost.cpu for cost in ours], "polars", peer, LIMIT_POLARS, seconds)
    yield Measure.size("– hukommelse", max(cost.memory for cost in ours), MOST_MEMORY)
    yield Measure("– databasen", megabytes(size), "en femtedel af 1.432 MB", size / 1e6, MOST_FILE, "MB")


def compare(database: Path, file: Path) -> None:
    """AssertionError when polars counts otherwise than we do, in the whole or in a kommune."""
    catalogue = evaluator(LARGE).catalogue
    with open_store(str(database), study_id=ID, title=TITLE) as store, store.read() as conn:
        cases = CountedCases(catalogue, tallies.case_table(conn, catalogue.width, [KOMMUNE]), kommuner())
    found = {
        name: {row[:-1]: row[-1] for row in frame.iter_rows()} for name, frame in parquet.counts(str(file)).items()
    }
    answers, outcomes = found["answers"], found["outcomes"]
    for item in catalogue.items:
        if item.kind in (ItemKind.ANSWER, ItemKind.SPECIAL):
            key = item.code, item.value, int(item.kind == ItemKind.SPECIAL)
            assert cases.count(item) == answers.get(key, 0), item
    for (name,), number in found["asked"].items():
        assert cases.count(Item(ItemKind.ASKED, name)) == number, name
    for name in LARGE.choice_ids:
        assert cases.count(Item(ItemKind.MEASURE_COUNT, f"opfyldt-{name}")) == answers.get((name, "ja", 0), 0), name
    for (kommune,), group in cases.by([KOMMUNE]).items():
        for degree, outcome in enumerate(LADDER):
            assert group.count(Item(ItemKind.OUTCOME, outcome)) == outcomes.get((kommune, degree), 0), kommune
