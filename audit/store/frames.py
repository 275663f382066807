"""The frame: every case that could be drawn."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select

from audit.cases import KOMMUNE, Case
from audit.errors import StateError
from audit.sampling.model import DrawRow, FrameFile
from audit.store import tables
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.values import json_text, storable, utc_now

_AT_ONCE = 10_000
_READ_AT_ONCE = 1_000


def save_frame(tx: Tx, file: FrameFile, rows: Iterable[Case]) -> int:
    """Store the frame and give back how many cases it has; the cases get their keys from 1.

    An earlier frame is replaced as long as no sample is drawn, then
    StateError. The cases are read as they are stored, so memory does not grow
    with the frame. Raises InputError for a text that cannot be stored.
    """
    if tx.conn.execute(select(tables.sample.c.number)).first():
        raise StateError(
            "Stikprøven er trukket, så bruttolisten kan ikke skiftes ud. Intet er ændret. "
            "Opret en ny undersøgelse, hvis der skal trækkes igen."
        )
    before = frame_file(tx.conn)
    tx.conn.execute(delete(tables.frame_case))
    tx.conn.execute(delete(tables.frame_file))
    count = 0
    cases = iter(rows)
    while chunk := list(islice(cases, _AT_ONCE)):
        tx.conn.execute(
            insert(tables.frame_case),
            [
                {
                    "key": key,
                    "kommune": case.kommune,
                    "case_id": storable(case.case_id),
                    "file_no": storable(case.file_no),
                    "facts": {name: storable(value) for name, value in case.facts.items()},
                }
                for key, case in enumerate(chunk, count + 1)
            ],
        )
        count += len(chunk)
    tx.conn.execute(
        insert(tables.frame_file).values(
            number=1,
            name=file.name,
            sha256=file.sha256,
            rows=file.rows,
            left_out=file.left_out,
            sheet=file.sheet,
            left_out_rows=list(file.left_out_rows),
            facts_sha256=file.facts_sha256,
            imported=utc_now(),
        )
    )
    tx.record(What.FRAME, old=_described(before) if before else "", new=_described(file))
    return count


def frame_file(conn: Connection) -> FrameFile | None:
    """The file the frame came from; None before one is imported."""
    file = tables.frame_file.c
    query = select(file.name, file.sha256, file.rows, file.left_out, file.sheet, file.left_out_rows, file.facts_sha256)
    row = conn.execute(query).first()
    if row is None:
        return None
    return FrameFile(*row[:5], left_out_rows=tuple(row.left_out_rows), facts_sha256=row.facts_sha256)


def strata_sizes(conn: Connection, strata: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Cases in each stratum of the frame, by the values of the facts ``strata``; counted in SQL."""
    values = select(
        tables.frame_case.c.key, *(fact(name).label(f"value_{place}") for place, name in enumerate(strata))
    ).subquery()
    groups = [column for column in values.c if column.name != "key"]
    rows = conn.execute(select(func.count(values.c.key), *groups).group_by(*groups))
    return {tuple(map(str, row[1:])): row[0] for row in rows if row[0]}


def for_draw(conn: Connection, strata: Sequence[str]) -> Iterator[DrawRow]:
    """Every case with its values of the facts ``strata``, "" for an unknown fact.

    ``kommune`` may be among the strata. A frame can have a million rows: they
    come a few thousand at a time, from SQLite as the driver's own tuples, as
    SQLAlchemy's rows take longer to make than the tickets.
    """
    case = tables.frame_case.c
    query = select(case.key, case.kommune, case.case_id, *(fact(name) for name in strata)).order_by(case.key)
    chunks = _of_driver(conn, query) if conn.dialect.name == "sqlite" else _of_server(conn, query)
    return chain.from_iterable(chunks)


def _of_driver(conn: Connection, query: Select[Any]) -> Iterator[list[DrawRow]]:
    driver = conn.connection.driver_connection
    assert driver is not None, "the connection is open"
    statement = query.compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True})
    cursor = driver.execute(str(statement))
    try:
        while rows := cursor.fetchmany(_READ_AT_ONCE):
            yield rows
    finally:
        cursor.close()


def _of_server(conn: Connection, query: Select[Any]) -> Iterator[list[DrawRow]]:
    for rows in conn.execute(query, execution_options={"yield_per": _READ_AT_ONCE}).partitions():
        yield [tuple(row) for row in rows]


def fact(name: str) -> ColumnElement[str]:
    """A fact of ``frame_case`` as SQL, "" where the case has none; ``kommune`` is one too."""
    if name == KOMMUNE:
        return tables.frame_case.c.kommune
    value: ColumnElement[str] = func.coalesce(tables.frame_case.c.facts[name].as_string(), "")
    return value


def _described(file: FrameFile) -> str:
    return json_text(
        {
            "file": file.name,
            "sha256": file.sha256,
            "sheet": file.sheet,
            "rows": file.rows,
            "left_out": file.left_out,
            "left_out_rows": file.left_out_rows,
            "facts_sha256": file.facts_sha256,
        }
    )
