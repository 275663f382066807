"""A study in one SQLite file: what is refused, how it is opened, how it is kept.

The settings were measured in simulated power cuts before they were chosen: WAL
with synchronous=NORMAL lost acknowledged answers, and so did a rollback
journal with FULL; WAL with EXTRA lost none. A writer takes the lock when it
begins (BEGIN IMMEDIATE); with a plain BEGIN two writers refuse each other.

An open connection follows its file wherever that is moved, and goes on writing
in it when it is deleted or another is put in its place. So the file at the
study's path is looked at before and after each change is committed
(:meth:`SqliteFile.require_same`): what is said to be saved is in that file.
"""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

from audit.errors import StoreError
from audit.results.model import LogHead
from audit.store import faults
from audit.store.values import WRITES, json_text

APPLICATION_ID = 0x7072616B
"""»prak« in the file's header: the file is this program's."""

PRIVATE = 0o600
_MAGIC = b"SQLite format 3\0"
_SIDES = ("-wal", "-shm")
_CACHE_KIB = 32_000
_PAUSE = 0.01
"""Seconds between two tries to turn write-ahead logging on."""
_LAST_EVENTS = 1_000
"""Events read again when another has written in the file: more than SQLite keeps outside of it."""

_Place = tuple[int, int] | None
"""The device and number of the file at a path; None where there is none that can be looked at."""
_Touch = tuple[int, int]
"""A file's size in bytes, and when it was written last."""


class SqliteFile:
    """One database file."""

    def __init__(self, path: Path, timeout: float) -> None:
        self.place = str(path)
        self.timeout = timeout
        self._path = path.absolute()
        self._engine: Engine | None = None
        self._refusal: StoreError | None = None
        self._opened: tuple[_Place, _Place] | None = None
        self._touched: _Touch | None = None
        self._head = LogHead(0, "")

    def admit(self) -> int:
        """The schema version of the file, 0 where there is none yet; StoreError for what is not ours.

        The file is only read. One that may not be written can be read all the
        same, and :meth:`require_writable` refuses the rest.
        """
        path, folder = self._path, self._path.parent
        if not folder.is_dir():
            raise faults.no_folder(folder)
        if not _may(folder, os.W_OK | os.X_OK):
            self._refusal = faults.read_only_folder(folder)
        if not path.exists():
            self.require_writable()
            return 0
        if not path.is_file():
            raise faults.not_a_database(self.place)
        if not _may(path, os.R_OK):
            raise faults.no_access(self.place)
        if not _may(path, os.W_OK):
            self._refusal = faults.read_only(self.place)
        return self._read_header() if path.stat().st_size else 0

    def _read_header(self) -> int:
        with self._path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise faults.not_a_database(self.place)
        with closing(sqlite3.connect(self._only_read(), uri=True, timeout=self.timeout)) as conn:
            (application_id,) = conn.execute("PRAGMA application_id").fetchone()
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            (tables,) = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application_id == APPLICATION_ID:
            return int(version)
        if application_id or version or tables:
            raise faults.another_program(self.place)
        return 0  # begun and never filled: the process was killed while it made the file

    def _only_read(self) -> str:
        """The file as a URI that lets SQLite read and nothing else."""
        # Without a log beside it the file is whole, and »immutable« lets SQLite make none.
        how = "mode=ro" if _has_content(_beside(self._path, "-wal")) else "immutable=1"
        return f"{self._path.as_uri()}?{how}"

    def require_writable(self) -> None:
        """Refuse what would change a database that may only be read; StoreError."""
        if self._refusal:
            raise self._refusal

    def require_same(self, *, begun: bool = False) -> None:
        """Refuse when the file at the study's path is not the one that is open, or another has written in it.

        ``begun`` says that a change begins now: then nobody but SQLite may have
        touched the file since the last. StoreError; the change must be undone.
        """
        if self._opened is None:
            return
        file, log = self._opened
        found, touched = _look(self._path)
        beside, _ = _look(_beside(self._path, "-wal"))
        if found != file or (log and beside != log):
            raise faults.moved(self.place)
        if begun and touched != self._touched and not self._continues():
            raise faults.moved(self.place)
        self._opened = file, beside
        self._touched = touched

    def _continues(self) -> bool:
        """Whether the file at the path still holds the end of the log as one chain, read anew."""
        last = "SELECT number, previous, hash FROM event ORDER BY number DESC LIMIT ?"
        try:
            with closing(sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, timeout=self.timeout)) as conn:
                rows = conn.execute(last, (_LAST_EVENTS,)).fetchall()
                (study,) = conn.execute("SELECT count(*) FROM study").fetchone()
        except sqlite3.Error:
            return False
        linked = all((one[0], one[1]) == (before[0] + 1, before[2]) for one, before in pairwise(rows))
        return bool(study and linked and (self._head.count, self._head.hash) in {(row[0], row[2]) for row in rows})

    def engine(self) -> Engine:
        """The file made where it is missing, kept private, and ready to be used.

        A file that is then never filled is left: somebody else may be filling
        it, and the next who makes the database takes it over.
        """
        if self._engine is None:
            if self._refusal:
                self._engine = create_engine("sqlite://", creator=self._connect_to_read, hide_parameters=True)
                return self._engine
            self._make_private()
            url = URL.create("sqlite", database=str(self._path))
            self._engine = create_engine(url, hide_parameters=True, json_serializer=json_text)
            event.listen(self._engine, "connect", self._prepare)
            event.listen(self._engine, "close", self._leave)
            event.listen(self._engine, "begin", _begin)
        return self._engine

    def _connect_to_read(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._only_read(), uri=True, timeout=self.timeout)
        connection.execute("PRAGMA query_only = ON")
        return connection

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
        if self._make_wal(cursor) != ("wal",):
            raise faults.no_wal(self.place)
        cursor.execute("PRAGMA synchronous = EXTRA")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        cursor.close()
        if self._opened is None:
            file, self._touched = _look(self._path)
            self._opened = file, None

    def _make_wal(self, cursor: DBAPICursor) -> object:
        """Turn write-ahead logging on, and wait for another that makes the file: here SQLite itself never waits."""
        last = monotonic() + self.timeout
        while True:
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
                return cursor.fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= last:
                    raise
            sleep(_PAUSE)

    def _leave(self, connection: DBAPIConnection, _record: object) -> None:
        """SQLite leaves the log beside a file that was moved; what is in it goes into that file first."""
        if self._opened and _look(self._path)[0] != self._opened[0]:
            with suppress(sqlite3.Error), closing(connection.cursor()) as cursor:
                cursor.execute("PRAGMA busy_timeout = 0")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def seen(self, head: LogHead) -> None:
        """The log's end as it was read or committed last through this connection."""
        self._head = head

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


def _look(path: Path) -> tuple[_Place, _Touch]:
    try:
        found = path.stat()
    except OSError:
        return None, (0, 0)
    return (found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns)


def _may(path: Path, wanted: int) -> bool:
    return os.access(path, wanted, effective_ids=os.access in os.supports_effective_ids)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0
