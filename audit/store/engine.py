"""Opening a study's database, and the transactions everything else happens in."""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, insert, select

from audit.cases import Round
from audit.errors import StoreError
from audit.results.model import LogHead
from audit.store import faults, migrate, tables
from audit.store.events import PROGRAM, Chain, What, read_head
from audit.store.postgres import PostgresDatabase
from audit.store.sqlite import SqliteFile
from audit.store.values import WRITES, json_text

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
    ) -> str:
        """Log one change, as :class:`audit.store.records.Event` describes it; its time, to be stored with the change.

        What is stored with another time than its event's is found by ``audit log verify``.
        """
        return self._chain.append(
            what, case=case, question=question, round_=str(round_), old=old, new=new, reason=reason
        )

    def go_on_from(self, head: LogHead) -> None:
        """The log stands at ``head``, read in this transaction."""
        self._chain.go_on_from(head)

    def finish(self) -> LogHead | None:
        """Write the events that are still waiting; the transaction is about to be committed.

        Gives the log's end where the transaction has read or moved it.
        """
        self._chain.flush()
        return self._chain.end


class Store:
    """A study's database. Use it in a ``with``; ``write`` and ``read`` give transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._engine = database.engine()

    @property
    def place(self) -> str:
        """The database's name in messages; never a password."""
        return self._database.place

    @contextmanager
    def write(self, who: str) -> Iterator[Tx]:
        """One transaction that changes something, committed at the end and undone by an exception.

        ``who`` is the reviewer's or study leader's code. One at a time: a
        second writer waits, up to 20 seconds. Raises StoreError when the
        database fails; then nothing of the transaction is stored. It is also
        raised when the study's file is moved or replaced under way: what has
        been committed is in the file at the study's path.
        """
        database = self._database
        database.require_writable()
        with self._translated(), self._engine.connect() as connection:
            conn = connection.execution_options(**{WRITES: True})
            with conn.begin():
                database.require_same(begun=True)
                tx = Tx(conn, who)
                yield tx
                head = tx.finish()
                database.require_same()
            database.require_same()
            if head:
                database.seen(head)

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


def open_store(
    target: str,
    *,
    study_id: str,
    title: str,
    create: bool = False,
    timeout: float | None = None,
    as_it_is: bool = False,
) -> Store:
    """Open the database at ``target``: the path of a file, or a ``postgresql://`` URL.

    ``create`` makes it where it is missing. One of an older version is backed
    up and migrated, or with ``as_it_is`` refused. ``timeout`` is how many seconds to wait for another
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
            if as_it_is and found < migrate.SCHEMA_VERSION:
                raise StoreError("Databasen er fra en ældre udgave af programmet. Intet er ændret.")
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
        database.seen(read_head(conn))
    if 0 < found < migrate.SCHEMA_VERSION:
        with store.write(PROGRAM) as tx:
            _migrate(tx, database)


def _create(tx: Tx, database: Database, study_id: str, title: str) -> None:
    if database.version(tx.conn):
        return  # somebody else made it while we waited for the lock
    migrate.upgrade(tx.conn)
    database.stamp(tx.conn, migrate.SCHEMA_VERSION)
    begun = tx.record(What.STUDY, new=json_text({"id": study_id, "title": title}))
    tx.conn.execute(insert(tables.study).values(id=study_id, title=title, begun=begun))


def _check_study(conn: Connection, database: Database, study_id: str) -> None:
    found = conn.execute(select(tables.study.c.id)).scalars().all()
    if not found:
        raise faults.another_program(database.place)
    if study_id not in found:
        raise faults.another_study(database.place, found[0], study_id)


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
