"""A study in the layout before the tally: a row for each mark of a case, and the two indices counting went by.

``old_statements.sql`` holds the statements that ``audit results`` counted with there.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from audit.rubric.tally import Catalogue, ItemKind

STATEMENTS = Path(__file__).with_name("old_statements.sql")

_KINDS = (
    ItemKind.FINDING,
    ItemKind.MEASURE_AMONG,
    ItemKind.MEASURE_COUNT,
    ItemKind.RECOMMEND_AMONG,
    ItemKind.RECOMMEND_COUNT,
)
"""What a case had a mark for."""

_MARKS = """\
CREATE TABLE mark (
    assessment INTEGER NOT NULL, kind VARCHAR NOT NULL, code VARCHAR NOT NULL,
    CONSTRAINT pk_mark PRIMARY KEY (assessment, kind, code)
) WITHOUT ROWID;
CREATE TEMP TABLE meaning (tally BLOB NOT NULL, kind VARCHAR NOT NULL, code VARCHAR NOT NULL);
"""
_FILL = """\
CREATE INDEX meaning_of ON meaning (tally, kind, code);
INSERT INTO mark SELECT a.id, m.kind, m.code FROM assessment a CROSS JOIN meaning m ON m.tally = a.tally
ORDER BY a.id, m.kind, m.code;
CREATE INDEX ix_mark_tally ON mark (kind, code, assessment);
CREATE INDEX ix_answer_tally ON answer (question, value, special, counted, position, assessment);
ALTER TABLE assessment DROP COLUMN tally;
DROP TABLE meaning;
"""


def in_old_layout(database: Path, catalogue: Catalogue) -> Path:
    """A copy of a scored study beside it, as it would have been stored before; no larger than it must be."""
    copy = database.with_suffix(".old.db")
    shutil.copyfile(database, copy)
    with closing(sqlite3.connect(copy)) as conn:
        conn.executescript(_MARKS)
        conn.executemany("INSERT INTO meaning VALUES (?, ?, ?)", _meanings(conn, catalogue))
        conn.commit()
        conn.executescript(_FILL)
        conn.execute("VACUUM")
    return copy


def _meanings(conn: sqlite3.Connection, catalogue: Catalogue) -> Iterator[tuple[bytes, str, str]]:
    """The marks that each tally stands for."""
    for (tally,) in conn.execute("SELECT DISTINCT tally FROM assessment").fetchall():
        for item in catalogue.counted(tally):
            if item.kind in _KINDS:
                yield tally, str(item.kind), item.code
