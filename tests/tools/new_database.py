"""A new study's database, made without running the migrations each time.

What they send the first time is sent again the next times, statement by statement. For tests that
only need a database: those of making, opening and migrating one let the migrations run.
"""

from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, event

from audit.store import Store, migrate, open_store

_run = migrate.upgrade
_sent: dict[tuple[str, Path], list[tuple[str, Any]]] = {}
"""By kind of database, and where the migrations lie, what they send to one that is empty."""


def new_database(target: str, *, study_id: str, title: str) -> Store:
    """The empty database of a study, where there is none."""
    with patch.object(migrate, "upgrade", _upgrade):
        return open_store(target, study_id=study_id, title=title, create=True)


def _upgrade(conn: Connection) -> None:
    kind = conn.dialect.name, migrate.SCRIPTS
    if kind in _sent:
        for statement, parameters in _sent[kind]:
            conn.exec_driver_sql(statement, parameters)
        return
    sent: list[tuple[str, Any]] = []

    def note(_conn: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if not statement.startswith(("SELECT", "PRAGMA")):
            sent.append((statement, parameters))

    event.listen(conn, "before_cursor_execute", note)
    _run(conn)
    event.remove(conn, "before_cursor_execute", note)
    _sent[kind] = sent
