"""The answers of a study as parquet, read from its database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import polars as pl

_ANSWERS = """\
SELECT a.assessment, f.kommune, a.question, a.position, a.value, a.special
FROM answer a JOIN assessment s ON s.id = a.assessment JOIN frame_case f ON f.key = s.case_key
WHERE a.counted
"""
_TYPES = {
    "assessment": pl.Int32,
    "kommune": pl.String,
    "question": pl.String,
    "position": pl.Int8,
    "value": pl.String,
    "special": pl.Int8,
}
_AT_A_TIME = 500_000


def write_parquet(database: Path) -> Path:
    """A file beside the database, with a row for each value of an answer and the kommune of its case."""
    file = database.with_suffix(".parquet")
    parts = []
    with closing(sqlite3.connect(database)) as conn:
        rows = conn.execute(_ANSWERS)
        while some := rows.fetchmany(_AT_A_TIME):
            parts.append(pl.DataFrame(some, schema=_TYPES, orient="row"))
    pl.concat(parts).write_parquet(file)
    return file
