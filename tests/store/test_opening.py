"""Opening a database: what is made, what is refused, and that what is refused is left alone."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from audit.errors import StoreError
from audit.store import Store, frames, log, migrate, open_store
from audit.store.sqlite import APPLICATION_ID
from tests.tools.store import (
    FILE,
    STUDY,
    TITLE,
    again,
    ordinary_user,
    raw,
    refusal,
    untouched,
    with_frame,
)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder anybody may go into; pytest's own are the administrator's alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


# What is made


def test_a_new_database_is_made_once_and_opened_after(store_url: str) -> None:
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_frame(store)
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store, store.read() as conn:
        assert frames.frame_file(conn) == FILE
        assert [event.what for event in log.events(conn)] == ["study", "frame"]


def test_without_create_a_missing_database_says_what_to_do(store_url: str) -> None:
    assert "findes ikke endnu. Kør »audit frame import« først." in refusal(store_url, create=False)
    if "://" not in store_url:
        assert not Path(store_url).exists()


def test_the_file_says_whose_it_is_and_how_it_is_kept(sqlite_url: str) -> None:
    with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True) as store, store.read() as conn:
        settings = {
            name: conn.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "recursive_triggers",
                "application_id",
                "user_version",
            )
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 3,  # EXTRA
        "foreign_keys": 1,
        "busy_timeout": 20_000,
        "recursive_triggers": 1,
        "application_id": APPLICATION_ID,
        "user_version": migrate.SCHEMA_VERSION,
    }


def test_only_the_owner_may_read_the_files(sqlite_url: str) -> None:
    before = os.umask(0)
    try:
        with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True) as store:
            with_frame(store)
            path = Path(sqlite_url)
            modes = {one.name.removeprefix(path.name): one.stat().st_mode & 0o777 for one in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"": 0o600, "-wal": 0o600, "-shm": 0o600}


def test_a_file_that_others_could_read_is_closed_to_them(database: Path) -> None:
    database.chmod(0o644)
    with again(str(database)):
        assert database.stat().st_mode & 0o777 == 0o600


def test_a_creation_that_was_killed_is_begun_again(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")  # as far as it came
    assert Path(sqlite_url).stat().st_size > 0
    assert "findes ikke endnu" in refusal(sqlite_url, create=False)
    with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_frame(store)


def test_an_uncommitted_header_is_found_in_the_log_file(sqlite_url: str) -> None:
    """While the database is in use elsewhere, its header may stand in the log file only."""
    with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True):
        assert Path(sqlite_url).read_bytes()[68:72] == bytes(4)
        with again(sqlite_url) as second, second.read() as conn:
            assert log.head(conn).count == 1


# What is refused


@pytest.mark.parametrize(
    "content",
    [b"kommune;sagsnr\n101;s1\n", b"x", b"SQLite format 2\0" + bytes(4080)],
    ids=["csv", "one byte", "another format"],
)
def test_a_file_that_is_not_a_database(sqlite_url: str, content: bytes) -> None:
    path = Path(sqlite_url)
    path.write_bytes(content)

    def attempt() -> None:
        assert "er ikke en database. Intet er ændret." in refusal(sqlite_url)

    untouched(path, attempt)


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    assert "er ikke en database" in refusal(str(tmp_path))


def test_another_programs_database(sqlite_url: str) -> None:
    raw(sqlite_url, "PRAGMA application_id = 252006674", "CREATE TABLE recipe (id)")  # Fossil's is one such

    def attempt() -> None:
        assert "hører til et andet program. Intet er ændret." in refusal(sqlite_url)

    untouched(Path(sqlite_url), attempt)


def test_another_programs_database_without_a_mark(sqlite_url: str) -> None:
    raw(sqlite_url, "CREATE TABLE recipe (id)")

    def attempt() -> None:
        assert "hører til et andet program" in refusal(sqlite_url)

    untouched(Path(sqlite_url), attempt)


def test_another_programs_postgresql_database(postgres_url: str) -> None:
    raw(postgres_url, "CREATE TABLE recipe (id integer)")
    assert "hører til et andet program" in refusal(postgres_url)
    assert raw(postgres_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("recipe",)]


def test_a_newer_file(database: Path) -> None:
    raw(str(database), "PRAGMA user_version = 99")

    def attempt() -> None:
        message = refusal(str(database))
        versions = f"databasens udgave er 99; dette program kan læse til og med udgave {migrate.SCHEMA_VERSION}"
        assert f"nyere udgave af programmet ({versions})" in message
        assert "Intet er ændret. Opdatér programmet." in message

    untouched(database, attempt)


def test_a_newer_postgresql_database(postgres_url: str) -> None:
    with open_store(postgres_url, study_id=STUDY, title=TITLE, create=True):
        pass
    raw(postgres_url, "UPDATE alembic_version SET version_num = '0099'")
    assert "nyere udgave af programmet (databasens udgave er 99;" in refusal(postgres_url)


def test_another_studys_file(database: Path) -> None:
    def attempt() -> None:
        message = refusal(str(database), study_id="fleksjob")
        assert f"hører til undersøgelsen »{STUDY}«, men audit.toml er for »fleksjob«" in message

    untouched(database, attempt)


def test_another_studys_postgresql_database(postgres_url: str) -> None:
    with open_store(postgres_url, study_id=STUDY, title=TITLE, create=True):
        pass
    assert f"hører til undersøgelsen »{STUDY}«" in refusal(postgres_url, study_id="fleksjob")


def test_a_missing_folder(tmp_path: Path) -> None:
    message = refusal(str(tmp_path / "væk" / "sager.db"))
    assert "findes ikke, så der kan ikke ligge en database i den" in message
    assert list(tmp_path.iterdir()) == []


def _can_be_read(store: Store) -> None:
    with store.read() as conn:
        assert frames.frame_file(conn) == FILE
        assert log.verify(conn).whole


def test_a_read_only_file(open_folder: Path) -> None:
    path = open_folder / "sager.db"
    with open_store(str(path), study_id=STUDY, title=TITLE, create=True) as store:
        with_frame(store)
    path.chmod(0o444)

    def attempt() -> None:
        with ordinary_user(), again(str(path)) as store:
            _can_be_read(store)
            with pytest.raises(StoreError, match=f"»{path}« er skrivebeskyttet. Intet er ændret."), store.write("ab"):
                pass

    untouched(path, attempt)


def test_a_read_only_folder(open_folder: Path) -> None:
    path = open_folder / "sager.db"
    with open_store(str(path), study_id=STUDY, title=TITLE, create=True) as store:
        with_frame(store)
    path.chmod(0o666)
    open_folder.chmod(0o555)

    def attempt() -> None:
        with ordinary_user():
            with again(str(path)) as store:
                _can_be_read(store)
                with pytest.raises(StoreError, match=f"Mappen »{open_folder}« er skrivebeskyttet"), store.write("ab"):
                    pass
            assert f"Mappen »{open_folder}« er skrivebeskyttet" in refusal(str(open_folder / "ny.db"))

    untouched(path, attempt)


def test_a_folder_one_may_not_enter(open_folder: Path) -> None:
    inner = open_folder / "lukket" / "inderst"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)
    with ordinary_user():
        assert "kan ikke åbnes. Intet er ændret." in refusal(str(inner / "sager.db"))


def test_a_read_only_postgresql_server(postgres_url: str) -> None:
    with open_store(postgres_url, study_id=STUDY, title=TITLE, create=True):
        pass
    ((name,),) = raw(postgres_url, "SELECT current_database()")
    raw(postgres_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with again(postgres_url) as store, pytest.raises(StoreError, match="er skrivebeskyttet"):
        with_frame(store)


def test_a_damaged_file(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[100:] = os.urandom(len(content) - 100)
    database.write_bytes(content)

    def attempt() -> None:
        assert "er beskadiget og kan ikke læses" in refusal(str(database))

    untouched(database, attempt)
