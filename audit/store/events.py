"""The log of changes: one chain of events, written in the transaction of the change itself.

An event's hash is the SHA-256, in hex, of a JSON array in UTF-8 without spaces
and with letters as they are:

    [number, at, who, what, case, question, round, old, new, reason, version, previous]

``previous`` is the hash of the event before, 64 zeros for the first; ``number``
counts from 1 without gaps. Whoever changes an event must therefore change every
event after it, and then the head that earlier reports and workbooks have
printed no longer fits. What follows from the answers alone (the tally, and which
answers are counted) is not logged: the rubric gives it again.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

import audit
from audit.results.model import LogHead
from audit.store import tables
from audit.store.values import json_text, storable, utc_now

NOTHING_BEFORE = "0" * 64
"""What stands as the previous hash in the first event."""

PROGRAM = "audit"
"""Who made a change that no person asked for."""

_AT_ONCE = 5_000


class What(StrEnum):
    """The kinds of change."""

    STUDY = "study"
    """The database was made."""
    MIGRATION = "migration"
    """The schema was brought up to date; old and new are its versions."""
    AUTHORITIES = "authorities"
    """The study's own list of authorities was frozen, or put in the place of old; new is "" where it has none now."""
    FRAME = "frame"
    """A frame was imported."""
    SAMPLE = "sample"
    """The sample was drawn and the rubric frozen."""
    RUBRIC = "rubric"
    """Another version of the rubric took the place of the one before."""
    CHANGE = "change"
    """One difference between the two versions."""
    BEGIN = "begin"
    """Who scores a case: new began it, or has it from old; new is "" where the case was released."""
    ANSWER = "answer"
    """A question was answered; new is "" where the answer was taken away."""
    NOTE = "note"
    """A remark or a citation was written."""
    OUTCOME = "outcome"
    """The answers gave another outcome; "" is none."""
    DECISION = "decision"
    """A difference between two assessments was adjudicated; old are their two answers."""
    RULING = "ruling"
    """The reviewer decided on an outcome of his own; new is "" where he took it back."""


def event_hash(fields: Sequence[int | str]) -> str:
    """The hash of an event, from its fields in the order of the module's docstring."""
    return sha256(json_text(fields).encode()).hexdigest()


class Chain:
    """The end of the chain, where one transaction writes its events.

    They are collected and written many at a time; whoever opens the
    transaction calls :meth:`flush` before it is committed.
    """

    def __init__(self, conn: Connection, who: str) -> None:
        self._conn = conn
        self._who = who
        self._end: tuple[int, str] | None = None
        self._waiting: list[dict[str, Any]] = []

    def append(self, what: What, *, case: str, question: str, round_: str, old: str, new: str, reason: str) -> str:
        """Add one event; its time."""
        if self._end is None:
            self.go_on_from(read_head(self._conn))
        assert self._end is not None
        number, previous, at = self._end[0] + 1, self._end[1], utc_now()
        fields: tuple[int | str, ...] = (
            number,
            at,
            storable(self._who),
            str(what),
            case,
            question,
            round_,
            old,
            new,
            storable(reason),
            audit.__version__,
            previous,
        )
        hashed = event_hash(fields)
        self._waiting.append(dict(zip(COLUMNS, (*fields, hashed), strict=True)))
        self._end = number, hashed
        if len(self._waiting) >= _AT_ONCE:
            self.flush()
        return at

    def go_on_from(self, head: LogHead) -> None:
        """Say where the chain stands, for whoever has read it in this transaction already."""
        self._end = self._end or (head.count, head.hash)

    @property
    def end(self) -> LogHead | None:
        """Where the chain stands with what has been added; None where that was not asked for."""
        return LogHead(*self._end) if self._end else None

    def flush(self) -> None:
        """Write what has been collected."""
        if self._waiting:
            self._conn.execute(insert(tables.event), self._waiting)
            self._waiting = []


COLUMNS = tuple(column.name for column in tables.event.columns)
"""The event table's columns: the hashed fields in their order, and the hash."""


def read_head(conn: Connection) -> LogHead:
    """Where the chain stands; 0 and 64 zeros when it is empty."""
    event = tables.event.c
    row = conn.execute(select(event.number, event.hash).order_by(event.number.desc()).limit(1)).first()
    return LogHead(row.number, row.hash) if row else LogHead(0, NOTHING_BEFORE)


def stored_rows(conn: Connection) -> Iterator[Sequence[Any]]:
    """Every event as stored, in order, a few thousand in memory at a time."""
    query = select(*tables.event.columns).order_by(tables.event.c.number)
    for rows in conn.execute(query, execution_options={"yield_per": _AT_ONCE}).partitions():
        yield from rows
