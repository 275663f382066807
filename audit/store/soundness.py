"""Whether what a database holds could have been written by this program.

Asked only when a command has failed in a way nobody foresaw, before the program
takes the blame: a disk that has lost a page, or somebody who has written in the
database with another program, leaves values that no code expects. It is no
check of the log; what was changed by somebody who knows how is found by
``audit log verify``.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Integer, LargeBinary, Table, func, inspect, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from audit.cases import Round
from audit.errors import StateError, StoreError
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.reading import read_frozen
from audit.sampling import census, purposive, tickets
from audit.store import faults, tables
from audit.store.authorities import frozen_authorities
from audit.store.engine import open_store

_WORDS = {
    tables.assessment.c.round: frozenset(map(str, Round)),
    tables.sample.c.method: frozenset((census.METHOD, purposive.METHOD, tickets.METHOD)),
}
"""Columns that hold one of a few words."""

_TIMES = frozenset(
    {
        tables.study.c.begun,
        tables.frame_file.c.imported,
        tables.sample.c.at,
        tables.assessment.c.started,
        tables.event.c.at,
    }
)
_LISTS = frozenset(
    {tables.sample.c.strata, tables.stratum.c.facts, tables.drawn.c.stratum, tables.frame_file.c.left_out_rows}
)
"""Sets, and not tuples: a column is looked for in a tuple with ==, which writes a piece of SQL each time."""


def unsound(target: str, *, study_id: str, title: str) -> StoreError | None:
    """Why the database at ``target`` cannot be what this program wrote; None when nothing is found.

    ``target``, ``study_id`` and ``title`` as for ``open_store``. Never raises.
    """
    try:
        with open_store(target, study_id=study_id, title=title) as store, store.read() as conn:
            if conn.dialect.name == "sqlite" and conn.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
                return faults.damaged(store.place)
            table = next(faulty(conn), None)
            return faults.unsound(store.place, table) if table else None
    except StoreError as failure:
        return failure
    except Exception:  # a value no driver or model can read
        return faults.unsound(target if "://" not in target else "", "")


def faulty(conn: Connection) -> Iterator[str]:
    """The names of the tables that hold what this program cannot have written in them, as they are found."""
    known = inspect(conn)
    for table in tables.TableRow.metadata.sorted_tables:
        there = {one["name"] for one in known.get_columns(table.name)} if known.has_table(table.name) else set()
        if not there.issuperset(table.c.keys()) or not _rows_fit(conn, table):
            yield table.name
            return
    yield from _not_together(conn)
    yield from _unlisted(conn)
    yield from _unreadable(conn)


def _not_together(conn: Connection) -> Iterator[str]:
    """The tables that have too many rows, or lack those that others need."""

    def rows(table: Table) -> int:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()

    if rows(tables.study) > 1:
        yield tables.study.name
    if rows(tables.sample):
        yield from (one.name for one in (tables.frame_file, tables.frozen_rubric, tables.stratum) if not rows(one))
    for table in tables.TableRow.metadata.sorted_tables:
        for key in table.foreign_keys:
            lost = ~select(key.column).where(key.column == key.parent).correlate(table).exists()
            if conn.execute(select(key.parent).where(lost).limit(1)).first():
                yield table.name


def _unlisted(conn: Connection) -> Iterator[str]:
    """The tables that name an authority the study does not have, or a list that cannot be read."""
    code = tables.frame_case.c.kommune
    try:
        known = frozen_authorities(conn).by_code
    except StateError:
        return  # the log will say so
    except (ValueError, LookupError, TypeError, AttributeError):
        yield tables.authority_list.name
        return
    if not known.keys() >= set(conn.execute(select(code).distinct()).scalars()):
        yield tables.frame_case.name


def _rows_fit(conn: Connection, table: Table) -> bool:
    rows = conn.execute(select(*(type_coerce(column, NullType()) for column in table.c)))
    return all(_fits(column, value) for row in rows for column, value in zip(table.c, row, strict=True))


def _fits(column: Any, value: object) -> bool:
    """Whether a column can hold a value, as the driver gives it."""
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, Boolean):
        return value in (0, 1)
    if isinstance(column.type, Integer):
        return isinstance(value, int)
    if isinstance(column.type, LargeBinary):
        return isinstance(value, bytes)
    if isinstance(column.type, tables.JsonType | JSON):
        return _json_fits(column, value)
    if not isinstance(value, str):
        return False
    if column in _TIMES:
        return _is_time(value)
    return value in _WORDS.get(column, (value,))


def _json_fits(column: Any, value: object) -> bool:
    if isinstance(value, str | bytes):  # as SQLite has it
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return False
    if column in _LISTS:
        kind = int if column is tables.frame_file.c.left_out_rows else str
        return isinstance(value, list) and all(isinstance(one, kind) for one in value)
    if column is tables.frame_case.c.facts:
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    return isinstance(value, dict)


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unreadable(conn: Connection) -> Iterator[str]:
    """The tables whose values the frozen rubric cannot read."""
    frozen = conn.execute(
        select(tables.frozen_rubric).join(tables.sample, tables.sample.c.rubric == tables.frozen_rubric.c.number)
    ).first()
    if frozen is None:
        return
    rubric = read_frozen(frozen.text, frozen.file, frozen.sha256).rubric
    if rubric is None:
        yield tables.frozen_rubric.name
        return
    case, answer = tables.frame_case.c, tables.answer.c
    for facts in conn.execute(select(case.facts).join(tables.drawn)).scalars():
        if not _can(partial(read_facts, rubric, facts)):
            yield tables.frame_case.name
    rows = conn.execute(
        select(answer.assessment, answer.question, answer.value, answer.special).order_by(
            answer.assessment, answer.question, answer.position
        )
    )
    for (_, question), given in groupby(rows, lambda row: (row.assessment, row.question)):
        if not _answer_fits(rubric, question, list(given)):
            yield tables.answer.name


def _answer_fits(rubric: Rubric, question: str, rows: list[Any]) -> bool:
    if rows[0].special:
        return _can(lambda: Special(rows[0].value))
    asked = rubric.questions.get(question)
    return asked is None or _can(lambda: asked.decode(tuple(row.value for row in rows)))


def _can(read: Callable[[], object]) -> bool:
    """Whether a value can be read."""
    try:
        read()
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, DBAPIError):
        return False
    return True
