"""A study in one SQLite file: what is refused, how it is opened, how it is kept.

The settings were measured in simulated power cuts before they were chosen: WAL
with synchronous=NORMAL lost acknowledged answers, and so did a rollback
journal with FULL; WAL with EXTRA lost none. A writer takes the lock when it
begins (BEGIN IMMEDIATE); with a plain BEGIN two writers refuse each other.
"""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from audit.store import faults
from audit.store.values import WRITES, json_text

APPLICATION_ID = 0x7072616B
"""»prak« in the file's header: the file is this program's."""

PRIVATE = 0o600
_MAGIC = b"SQLite format 3\0"
_SIDES = ("-wal", "-shm")
_CACHE_KIB = 32_000


class SqliteFile:
    """One database file."""

    def __init__(self, path: Path, timeout: float) -> None:
        self.place = str(path)
        self.timeout = timeout
        self._path = path.absolute()
        self._engine: Engine | None = None

    def admit(self) -> int:
        """The schema version of the file, 0 where there is none yet; StoreError for what is not ours.

        The file is only read.
        """
        path, folder = self._path, self._path.parent
        if not folder.is_dir():
            raise faults.no_folder(folder)
        if not _may(folder, os.W_OK | os.X_OK):
            raise faults.read_only_folder(folder)
        if not path.exists():
            return 0
        if not path.is_file():
            raise faults.not_a_database(self.place)
        if not _may(path, os.R_OK | os.W_OK):
            raise faults.read_only(self.place)
        return self._read_header() if path.stat().st_size else 0

    def _read_header(self) -> int:
        with self._path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise faults.not_a_database(self.place)
        # Without a log beside it the file is whole, and »immutable« lets SQLite make none.
        how = "mode=ro" if _has_content(_beside(self._path, "-wal")) else "immutable=1"
        with closing(sqlite3.connect(f"{self._path.as_uri()}?{how}", uri=True, timeout=self.timeout)) as conn:
            (application_id,) = conn.execute("PRAGMA application_id").fetchone()
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            (tables,) = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application_id == APPLICATION_ID:
            return int(version)
        if application_id or version or tables:
            raise faults.another_program(self.place)
        return 0  # begun and never filled: the process was killed while it made the file

    def engine(self) -> Engine:
        """The file made where it is missing, kept private, and ready to be used.

        A file that is then never filled is left: somebody else may be filling
        it, and the next who makes the database takes it over.
        """
        if self._engine is None:
            self._make_private()
            self._engine = create_engine(
                URL.create("sqlite", database=str(self._path)), hide_parameters=True, json_serializer=json_text
            )
            event.listen(self._engine, "connect", self._prepare)
            event.listen(self._engine, "begin", _begin)
        return self._engine

    def _make_private(self) -> None:
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        except FileExistsError:
            for path in (self._path, *(_beside(self._path, side) for side in _SIDES)):
                with suppress(FileNotFoundError, PermissionError):  # another user's file is theirs to protect
                    path.chmod(PRIVATE)

    def _prepare(self, connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver shall not begin transactions of its own
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(self.timeout * 1000)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        if cursor.fetchone() != ("wal",):
            raise faults.no_wal(self.place)
        cursor.execute("PRAGMA synchronous = EXTRA")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        cursor.close()

    def version(self, conn: Connection) -> int:
        """The schema version the database has now."""
        return int(conn.exec_driver_sql("PRAGMA user_version").scalar_one())

    def stamp(self, conn: Connection, version: int) -> None:
        """Write into the file's header whose it is and which schema it has."""
        conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.exec_driver_sql(f"PRAGMA user_version = {version}")

    def back_up(self, version: int) -> Path | None:
        """Copy the database as it was last committed to a file beside it."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        copy = _beside(self._path, f".v{version}-{stamp}.bak")
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        try:
            with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        except sqlite3.Error:
            copy.unlink()
            raise
        return copy

    def close(self) -> None:
        """Close the connections; the last one takes the log file with it."""
        if self._engine is not None:
            self._engine.dispose()


def _begin(conn: Connection) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE" if conn.get_execution_options().get(WRITES) else "BEGIN")


def _may(path: Path, wanted: int) -> bool:
    return os.access(path, wanted, effective_ids=os.access in os.supports_effective_ids)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0
