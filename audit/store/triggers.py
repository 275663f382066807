"""The triggers that keep the log append-only: whether they are there as they were made, and no other."""

from sqlalchemy import Connection

from audit.store.migrations.versions.v0001_begin import POSTGRES_REFUSAL, SQLITE_TRIGGERS

_POSTGRES = {
    ("event_no_update", "O", 1 + 2 + 8 + 16, POSTGRES_REFUSAL),  # for each row, before, delete, update
    ("event_no_truncate", "O", 2 + 32, POSTGRES_REFUSAL),  # before, truncate
}
"""Name, enabled, kind (PostgreSQL's manual, pg_trigger.tgtype) and body."""


def as_made(conn: Connection) -> bool:
    """Whether the database has the triggers of the log, unchanged, and no others."""
    if conn.dialect.name == "sqlite":
        found = conn.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'").scalars()
        return sorted(map(_plain, found)) == sorted(map(_plain, SQLITE_TRIGGERS))
    rows = conn.exec_driver_sql(
        "SELECT tgname::text, tgenabled::text, tgtype, prosrc FROM pg_trigger "
        "JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid "
        "JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE NOT tgisinternal AND nspname = current_schema()"
    )
    made = {(name, enabled, kind, _plain(body)) for name, enabled, kind, body in _POSTGRES}
    return {(row[0], row[1], row[2], _plain(row[3])) for row in rows} == made


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
