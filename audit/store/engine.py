"""Opening a study's database, and the transactions everything else happens in."""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, insert, select

from audit.cases import Round
from audit.results.model import LogHead
from audit.store import faults, migrate, tables
from audit.store.events import PROGRAM, Chain, What
from audit.store.postgres import PostgresDatabase
from audit.store.sqlite import SqliteFile
from audit.store.values import WRITES, json_text, utc_now

BUSY_SECONDS = 20.0
"""How long to wait for somebody else who is writing."""


Database = SqliteFile | PostgresDatabase


class Tx:
    """One writing transaction: a connection, and the log that every change is written to."""

    def __init__(self, conn: Connection, who: str) -> None:
        self.conn = conn
        self._chain = Chain(conn, who)

    def record(
        self,
        what: What,
        *,
        case: str = "",
        question: str = "",
        round_: Round | str = "",
        old: str = "",
        new: str = "",
        reason: str = "",
    ) -> None:
        """Log one change, as :class:`audit.store.records.Event` describes it."""
        self._chain.append(what, case=case, question=question, round_=str(round_), old=old, new=new, reason=reason)

    def go_on_from(self, head: LogHead) -> None:
        """The log stands at ``head``, read in this transaction."""
        self._chain.go_on_from(head)

    def finish(self) -> None:
        """Write the events that are still waiting; the transaction is about to be committed."""
        self._chain.flush()


class Store:
    """A study's database. Use it in a ``with``; ``write`` and ``read`` give transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._engine = database.engine()

    @contextmanager
    def write(self, who: str) -> Iterator[Tx]:
        """One transaction that changes something, committed at the end and undone by an exception.

        ``who`` is the reviewer's or study leader's code. One at a time: a
        second writer waits, up to 20 seconds. Raises StoreError when the
        database fails; then nothing of the transaction is stored.
        """
        with self._translated(), self._engine.connect() as connection:
            conn = connection.execution_options(**{WRITES: True})
            with conn.begin():
                tx = Tx(conn, who)
                yield tx
                tx.finish()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A view of one moment: everything read in it belongs together, whatever others write meanwhile."""
        with self._translated(), self._engine.connect() as conn, conn.begin():
            yield conn

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _translated(self) -> AbstractContextManager[None]:
        return faults.translated(self._database.place, self._database.timeout)


def open_store(target: str, *, study_id: str, title: str, create: bool = False, timeout: float | None = None) -> Store:
    """Open the database at ``target``: the path of a file, or a ``postgresql://`` URL.

    ``create`` makes it where it is missing. One of an older version is backed
    up and migrated. ``timeout`` is how many seconds to wait for another
    writer. Raises StoreError, with the database untouched, for one that is
    missing, not ours, newer, another study's, read-only, locked or damaged.
    """
    seconds = BUSY_SECONDS if timeout is None else timeout
    database: Database = PostgresDatabase(target, seconds) if "://" in target else SqliteFile(Path(target), seconds)
    try:
        with faults.translated(database.place, seconds):
            found = database.admit()
            if not found and not create:
                raise faults.missing(database.place)
            if found > migrate.SCHEMA_VERSION:
                raise faults.newer(database.place, found, migrate.SCHEMA_VERSION)
            store = Store(database)
            _make_ready(store, database, found, study_id, title)
    except OSError as error:
        database.close()
        raise (faults.full if error.errno == errno.ENOSPC else faults.no_access)(database.place) from None
    except BaseException:
        database.close()
        raise
    return store


def _make_ready(store: Store, database: Database, found: int, study_id: str, title: str) -> None:
    if not found:
        with store.write(PROGRAM) as tx:
            _create(tx, database, study_id, title)
    with store.read() as conn:
        _check_study(conn, database, study_id)
    if 0 < found < migrate.SCHEMA_VERSION:
        with store.write(PROGRAM) as tx:
            _migrate(tx, database)


def _create(tx: Tx, database: Database, study_id: str, title: str) -> None:
    if database.version(tx.conn):
        return  # somebody else made it while we waited for the lock
    migrate.upgrade(tx.conn)
    database.stamp(tx.conn, migrate.SCHEMA_VERSION)
    tx.conn.execute(insert(tables.study).values(id=study_id, title=title, begun=utc_now()))
    tx.record(What.STUDY, new=json_text({"id": study_id, "title": title}))


def _check_study(conn: Connection, database: Database, study_id: str) -> None:
    theirs = conn.execute(select(tables.study.c.id)).scalar_one_or_none()
    if theirs is None:
        raise faults.another_program(database.place)
    if theirs != study_id:
        raise faults.another_study(database.place, theirs, study_id)


def _migrate(tx: Tx, database: Database) -> None:
    found = database.version(tx.conn)
    if found >= migrate.SCHEMA_VERSION:
        return  # somebody else migrated it while we waited for the lock
    copy = database.back_up(found)
    try:
        migrate.upgrade(tx.conn)
        if found < migrate.TALLIED_SINCE:
            from audit.store.retally import tally_all  # it reads assessments, and those need this module

            tally_all(tx.conn)
        database.stamp(tx.conn, migrate.SCHEMA_VERSION)
        tx.record(What.MIGRATION, old=str(found), new=str(migrate.SCHEMA_VERSION))
        tx.finish()
    except BaseException:
        if copy:
            copy.unlink()
        raise
