"""The schema brought up to date, upwards only.

Revisions are numbered 0001, 0002, …; the number is the schema version that
SQLite's header and PostgreSQL's ``alembic_version`` state. The caller holds
the transaction: all of it happens, or none.
"""

from pathlib import Path

from sqlalchemy import Connection

SCHEMA_VERSION = 6
"""The version this program writes: the number of the last revision."""

TALLIED_SINCE = 5
"""The version since which tallies are made as this program makes them; of an older one they are made again."""

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(conn: Connection) -> None:
    """Run the revisions the database lacks."""
    from alembic import command  # only needed when a database is made or migrated
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
