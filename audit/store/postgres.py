"""A study in one PostgreSQL database.

Writers queue for an advisory lock that lasts as long as their transaction, so
that the event chain stays one chain. A writer reads READ COMMITTED: what it
sees after the wait is what the writer before it left. A reader sees one
snapshot, so that all figures of a report are of the same moment.
"""

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError

from audit.errors import StoreError
from audit.results.model import LogHead
from audit.store import faults
from audit.store.values import WRITES, json_text

LOCK = 0x7072616B
"""The advisory lock of whoever writes; »prak«."""

_OURS = {"study", "event", "alembic_version"}


class PostgresDatabase:
    """One database on a server, by URL."""

    def __init__(self, url: str, timeout: float) -> None:
        try:
            self._url = make_url(url)
        except (ArgumentError, ValueError):
            raise StoreError(
                "Databasens adresse i audit.toml kan ikke læses. Skriv fx postgresql://bruger@vært/navn."
            ) from None
        self._url = self._url.set(drivername="postgresql+psycopg")
        self.place = f"{self._url.host or self._url.query.get('host', 'localhost')}/{self._url.database or ''}"
        self.timeout = timeout
        self._engine: Engine | None = None

    def engine(self) -> Engine:
        """The connections; the first is not made before it is needed."""
        if self._engine is None:
            self._engine = create_engine(self._url, hide_parameters=True, json_serializer=json_text, pool_pre_ping=True)
            event.listen(self._engine, "connect", self._prepare)
            event.listen(self._engine, "begin", _begin)
        return self._engine

    def admit(self) -> int:
        """The schema version, 0 where the database is empty; StoreError for what is not ours."""
        with self.engine().connect() as conn:
            names = set(inspect(conn).get_table_names())
            if names and not names >= _OURS:
                raise faults.another_program(self.place)
            return self.version(conn)

    def _prepare(self, connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {int(self.timeout * 1000)}")
        cursor.execute("SET synchronous_commit = on")
        cursor.close()
        connection.commit()

    def version(self, conn: Connection) -> int:
        """The schema version the database has now."""
        if not inspect(conn).has_table("alembic_version"):
            return 0
        found = str(conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
        if not found.isdecimal():
            raise faults.another_program(self.place)
        return int(found)

    def stamp(self, conn: Connection, version: int) -> None:
        """Nothing: the version stands in Alembic's table."""

    def require_writable(self) -> None:
        """Nothing: the server refuses what may not be written."""

    def require_same(self, *, begun: bool = False) -> None:
        """Nothing: the server keeps its files."""

    def seen(self, head: LogHead) -> None:
        """Nothing: the server keeps its files."""

    def back_up(self, version: int) -> None:
        """Nothing: a server is backed up by those who run it, and a migration that fails leaves no trace."""

    def close(self) -> None:
        """Close the connections."""
        if self._engine is not None:
            self._engine.dispose()


def _begin(conn: Connection) -> None:
    if conn.get_execution_options().get(WRITES):
        conn.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    else:
        conn.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
