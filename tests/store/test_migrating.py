"""The schema: one description in the migrations, and older databases brought up to it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from audit.errors import StoreError
from audit.store import Connection, Store, log, migrate, open_store, samples
from audit.store.tables import TableRow
from tests.tools.store import STUDY, TITLE, again, raw, refusal, with_sample

TODAY = migrate.SCHEMA_VERSION
"""What this program writes; the tests' next version changes it for a while."""


def differences(conn: Connection) -> list[tuple[object, ...]]:
    """Where the tables of the code and of the database differ."""
    options = {"compare_type": True, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(conn, opts=options), TableRow.metadata)


def test_tables_and_migrations_say_the_same(store: Store) -> None:
    with store.read() as conn:
        assert differences(conn) == []


def test_a_difference_between_tables_and_migrations_would_show(store: Store) -> None:
    with store.write("leder") as tx:
        tx.conn.exec_driver_sql("ALTER TABLE note ADD COLUMN extra VARCHAR")
        tx.conn.exec_driver_sql("DROP INDEX ix_event_case_ref_number")
    with store.read() as conn:
        found = differences(conn)
    assert sorted(one[0] for one in found) == ["add_index", "remove_column"]


def test_the_version_number_is_that_of_the_last_migration() -> None:
    heads = ScriptDirectory(str(migrate.SCRIPTS)).get_heads()
    assert [int(head) for head in heads] == [migrate.SCHEMA_VERSION]


def older(url: str) -> None:
    """A database of today's version with a sample in it."""
    with open_store(url, study_id=STUDY, title=TITLE, create=True) as store:
        with_sample(store)


def test_an_older_database_is_migrated(store_url: str, next_version: Callable[[], Path]) -> None:
    older(store_url)
    next_version()
    with again(store_url) as store, store.read() as conn:
        assert conn.exec_driver_sql("SELECT title FROM study").scalar_one() == TITLE + " 2"
        assert len(samples.drawn(conn)) == 6
        last = list(log.events(conn))[-1]
        assert (last.what, last.old, last.new, last.who) == ("migration", str(TODAY), str(TODAY + 1), "audit")
        assert log.verify(conn).whole
    assert raw(store_url, "SELECT version_num FROM alembic_version") == [(f"{TODAY + 1:04}",)]
    with again(store_url) as store, store.read() as conn:
        assert log.head(conn).count == last.number


def test_a_sample_of_the_first_version_is_still_there(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database as the first version of the program left it, opened by today's."""
    first = tmp_path / "migrations"
    (first / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/v0001_begin.py"):
        (first / name).write_bytes((migrate.SCRIPTS / name).read_bytes())
    with monkeypatch.context() as past:
        past.setattr(migrate, "SCRIPTS", first)
        past.setattr(migrate, "SCHEMA_VERSION", 1)
        with open_store(store_url, study_id=STUDY, title=TITLE, create=True):
            pass
        with again(store_url) as store, store.write("leder") as tx:
            for statement in FIRST_SAMPLE:
                tx.conn.exec_driver_sql(statement)
    with again(store_url) as store, store.read() as conn:
        assert differences(conn) == []
        found = samples.sample(conn)
        assert found is not None
        assert (found.method, found.seed, found.criteria) == ("random", "frø", None)
        assert [(one.case.case_id, one.ticket, one.basis) for one in samples.drawn(conn)] == [("s1", "00", "")]
        assert list(log.events(conn))[-1].what == "migration"


FIRST_SAMPLE = (
    "INSERT INTO frame_case (key, kommune, case_id, file_no, facts) VALUES (1, '101', 's1', 'j1', '{}')",
    "INSERT INTO frozen_rubric (number, rubric_id, version, file, sha256, text) VALUES (1, 'p', '1', 'p', 'a', 't')",
    "INSERT INTO sample (number, method, seed, strata, allocation, frame_sha256, rubric, at)"
    " VALUES (1, 'random', 'frø', '[]', 'equal', 'f', 1, 't')",
    "INSERT INTO drawn (case_key, number, stratum, ticket) VALUES (1, 1, '[]', '00')",
)
"""What the first version wrote of a sample of one case."""


def test_an_older_file_is_backed_up_first(sqlite_url: str, next_version: Callable[[], Path]) -> None:
    older(sqlite_url)
    next_version()
    with again(sqlite_url):
        pass
    path = Path(sqlite_url)
    (copy,) = path.parent.glob("*.bak")
    assert copy.name.startswith(path.name + f".v{TODAY}-")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert raw(str(copy), "PRAGMA user_version") == [(TODAY,)]
    assert raw(str(copy), "SELECT title FROM study") == [(TITLE,)]
    assert raw(str(copy), "SELECT count(*) FROM drawn") == [(6,)]
    assert raw(sqlite_url, "PRAGMA user_version") == [(TODAY + 1,)]


def test_a_migration_that_fails_changes_nothing(store_url: str, next_version: Callable[[], Path]) -> None:
    older(store_url)
    revision = next_version()
    revision.write_text(revision.read_text() + '    op.execute("INSERT INTO study (id) SELECT id FROM study")\n')
    with pytest.raises(StoreError, match="afviste ændringen"):
        again(store_url)
    assert raw(store_url, "SELECT version_num FROM alembic_version") == [(f"{TODAY:04}",)]
    assert raw(store_url, "SELECT title FROM study") == [(TITLE,)]
    assert raw(store_url, "SELECT count(*) FROM event WHERE what = 'migration'") == [(0,)]
    if "://" not in store_url:
        assert raw(store_url, "PRAGMA user_version") == [(TODAY,)]
        assert list(Path(store_url).parent.glob("*.bak")) == []


def test_an_older_database_of_another_study_is_left_alone(store_url: str, next_version: Callable[[], Path]) -> None:
    older(store_url)
    next_version()
    assert "hører til undersøgelsen" in refusal(store_url, study_id="fleksjob")
    assert raw(store_url, "SELECT version_num FROM alembic_version") == [(f"{TODAY:04}",)]
