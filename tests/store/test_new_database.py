"""A database that is made for the tests is the one that the program makes."""

from pathlib import Path

from audit.store import open_store
from tests.tools.new_database import new_database
from tests.tools.store import STUDY, TITLE, raw

SQLITE = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
POSTGRESQL = """
SELECT table_name::text, column_name::text, concat_ws(' ', data_type, is_nullable, column_default)
    FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT proname, '', pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'alembic_version', '', version_num FROM alembic_version
ORDER BY 1, 2, 3
"""


def schema(url: str) -> list[tuple[object, ...]]:
    """What is made in a database before anything is stored, by its own catalogue; the database is gone afterwards."""
    if "://" in url:
        found = raw(url, POSTGRESQL)
        raw(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        return found
    found = raw(url, SQLITE) + raw(url, "PRAGMA user_version") + raw(url, "PRAGMA application_id")
    Path(url).unlink()
    return found


def test_a_database_for_the_tests_is_the_one_the_program_makes(store_url: str) -> None:
    made = []
    for _ in range(2):  # the first time the migrations run
        new_database(store_url, study_id=STUDY, title=TITLE).close()
        made.append(schema(store_url))
    open_store(store_url, study_id=STUDY, title=TITLE, create=True).close()
    made.append(schema(store_url))
    assert made[0] == made[1] == made[2]
    assert {"study", "event", "answer"} <= {str(row[0]) for row in made[0]} | {str(row[1]) for row in made[0][:-2]}
