"""The frame: every case that could be drawn."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select

from audit.cases import KOMMUNE, Case
from audit.errors import StateError
from audit.nouns import CASE, Noun
from audit.sampling.model import DrawRow, FrameFile
from audit.store import tables
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.values import json_text, storable
from audit.wording.numbers import counted
from audit.wording.quoting import listed

_AT_ONCE = 10_000
_READ_AT_ONCE = 1_000


def save_frame(tx: Tx, file: FrameFile, rows: Iterable[Case], *, add: bool = False, replace: bool = False) -> int:
    """Store a list of cases and give back how many it has; the frame's cases have the keys from 1.

    With ``add`` the list comes after those that are there, with ``replace`` in
    their place; StateError when there is a frame and neither is said, and when
    the sample is drawn. The cases are read as they are stored, so memory does
    not grow with the frame. Raises InputError for a text that cannot be stored.
    """
    before = frame_to_change(tx.conn, file.sha256, CASE, add=add, replace=replace)
    if replace:
        tx.conn.execute(delete(tables.frame_case))
        tx.conn.execute(delete(tables.frame_file))
    first = 1 if replace or not before else before.cases + 1
    count, digest = 0, sha256()
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
                for key, case in enumerate(chunk, first + count)
            ],
        )
        for case in chunk:
            digest.update(case_line(case))
        count += len(chunk)
    replaced = [described(one) for one in before.files] if before and replace else []
    imported = tx.record(
        What.FRAME,
        old=json_text(replaced[0] if len(replaced) == 1 else replaced) if replaced else "",
        new=json_text(described(file) | {"cases_sha256": digest.hexdigest()}),
    )
    tx.conn.execute(
        insert(tables.frame_file).values(
            number=1 if replace or not before else len(before.files) + 1,
            name=file.name,
            sha256=file.sha256,
            rows=file.rows,
            left_out=file.left_out,
            sheet=file.sheet,
            left_out_rows=list(file.left_out_rows),
            facts_sha256=file.facts_sha256,
            imported=imported,
        )
    )
    return count


def frame_to_change(conn: Connection, sha256: str, case: Noun, *, add: bool, replace: bool) -> FrameFile | None:
    """The frame that is there before a list with this SHA-256 is taken in; StateError when it cannot be."""
    if conn.execute(select(tables.sample.c.number)).first():
        raise StateError(
            f"Undersøgelsens {case.many} ligger fast, så bruttolisten kan ikke skiftes ud. Intet er ændret. "
            "Opret en ny undersøgelse, hvis det skal være andre."
        )
    before = frame_file(conn)
    if before and not add and not replace:
        raise StateError(
            f"Der er allerede en bruttoliste: {told(before, case)}. Intet er ændret. "
            "Skriv --add for at lægge listen til, eller --replace for at sætte den i stedet."
        )
    if before and add and (same := next((one for one in before.files if one.sha256 == sha256), None)):
        raise StateError(f"Listen er allerede indlæst som »{same.name}«. Intet er ændret. Vælg en anden fil.")
    return before


def told(frame: FrameFile, case: Noun) -> str:
    """The cases and the files of a frame, in words."""
    return f"{counted(frame.cases, case)} fra {listed(one.name for one in frame.files)}"


def frame_file(conn: Connection) -> FrameFile | None:
    """The file the frame came from, or all of them as one; None before one is imported.

    What the log alone knows of a file, its headings' row and its one kommune, is not told.
    """
    file = tables.frame_file.c
    query = select(file.name, file.sha256, file.rows, file.left_out, file.sheet, file.left_out_rows, file.facts_sha256)
    lists = [
        FrameFile(*row[:5], left_out_rows=tuple(row.left_out_rows), facts_sha256=row.facts_sha256)
        for row in conn.execute(query.order_by(file.number))
    ]
    return FrameFile.of(lists) if lists else None


def stored_cases(conn: Connection) -> Iterator[tuple[str, str, str]]:
    """Every case as the name of its list, the kommune's code and the case's number, list by list."""
    frame, case = frame_file(conn), tables.frame_case.c
    query = select(case.kommune, case.case_id).order_by(case.key)
    rows = chain.from_iterable(conn.execute(query, execution_options={"yield_per": _READ_AT_ONCE}).partitions())
    for file in frame.files if frame else ():
        for row in islice(rows, file.cases):
            yield file.name, row.kommune, row.case_id


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


def case_line(case: Case) -> bytes:
    """A case as it is hashed in ``cases_sha256`` of a list: canonical JSON in UTF-8, and a newline."""
    return f"{json_text([case.kommune, case.case_id, case.file_no, case.facts])}\n".encode()


def described(file: FrameFile) -> dict[str, object]:
    """What the log says of a list, beside ``cases_sha256``: the SHA-256 of its cases in their order."""
    return {
        "file": file.name,
        "sha256": file.sha256,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "kommune": file.kommune,
        "rows": file.rows,
        "left_out": file.left_out,
        "left_out_rows": file.left_out_rows,
        "facts_sha256": file.facts_sha256,
    }
