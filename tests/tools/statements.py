"""What a piece of work asks of the database, one statement after another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from audit.store import Store

_NOT_COUNTED = ("BEGIN", "COMMIT", "SET TRANSACTION", "SELECT pg_advisory_xact_lock")
"""What opens a transaction and takes the lock: the same for all work, and decided by the database's kind."""


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements sent while it is open, in order, without those that open the transaction and take the lock.

    Many rows written by one statement are one.
    """
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(_NOT_COUNTED):
            seen.append(statement)

    engine = store._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
