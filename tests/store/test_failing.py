"""A database that fails on the way: what the user is told, and that nothing is half done."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from audit.cases import Case
from audit.errors import StoreError
from audit.store import Store, frames, log, migrate, open_store
from tests.tools.store import FILE, STUDY, TITLE, again, raw, refusal, with_frame


def test_a_file_somebody_else_has_locked(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        message = refusal(str(database), timeout=0.05)
    assert "er optaget af et andet program, også efter 0,05 sekunder" in message


def test_another_writer_is_waited_for_and_then_named(store_url: str) -> None:
    with (
        open_store(store_url, study_id=STUDY, title=TITLE, create=True) as first,
        open_store(store_url, study_id=STUDY, title=TITLE, timeout=0.05) as second,
        first.write("ab"),
        pytest.raises(
            StoreError, match=r"er optaget af et andet program, også efter 0,05 sekunder\. Ændringen er ikke"
        ),
        second.write("cd"),
    ):
        pass


def test_reading_does_not_wait_for_a_writer(store_url: str) -> None:
    with (
        open_store(store_url, study_id=STUDY, title=TITLE, create=True) as first,
        open_store(store_url, study_id=STUDY, title=TITLE, timeout=0.05) as second,
        first.write("ab") as tx,
        second.read() as conn,
    ):
        frames.save_frame(tx, FILE, ())
        assert frames.frame_file(conn) is None


def test_what_is_read_in_one_go_is_of_one_moment(store: Store, store_url: str) -> None:
    with again(store_url) as second, second.read() as conn:
        before = log.head(conn)
        with_frame(store)
        assert frames.frame_file(conn) is None
        assert log.head(conn) == before
        assert list(frames.for_draw(conn, ())) == []


def test_a_full_disk_keeps_what_was_there(database: Path) -> None:
    with again(str(database)) as store:
        with store.read() as conn:
            pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
            conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        many = (Case("101", f"nummer {number}", "", {"type": "ny"}) for number in range(20_000))
        with pytest.raises(StoreError, match=r"Der er ikke plads til databasen .* på disken\. Ændringen er ikke gemt"):
            with_frame(store, many, replace=True)
    with again(str(database)) as store, store.read() as conn:
        assert frames.frame_file(conn) == FILE
        assert sum(1 for _ in frames.for_draw(conn, ())) == 6
        assert log.verify(conn).whole
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_a_new_database_there_was_no_room_for_is_made_later(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = migrate.upgrade

    def on_a_small_disk(conn: object) -> None:
        conn.exec_driver_sql("PRAGMA max_page_count = 3")
        upgrade(conn)

    monkeypatch.setattr(migrate, "upgrade", on_a_small_disk)
    assert "Der er ikke plads" in refusal(sqlite_url)
    monkeypatch.undo()
    assert "findes ikke endnu. Kør »audit frame import« først." in refusal(sqlite_url, create=False)
    with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_frame(store)


def test_a_full_postgresql_server(postgres_url: str) -> None:
    with open_store(postgres_url, study_id=STUDY, title=TITLE, create=True) as store:
        raw(
            postgres_url,
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER no_room BEFORE INSERT ON frame_case FOR EACH ROW EXECUTE FUNCTION no_room()",
        )
        with pytest.raises(StoreError, match="Der er ikke plads"):
            with_frame(store)


def test_a_server_that_is_not_there_and_a_password_that_is_not_told() -> None:
    message = refusal("postgresql://jurist:hemmelig@127.0.0.1:1/sager")
    assert "»127.0.0.1/sager« kan ikke åbnes" in message
    assert "hemmelig" not in message


def test_an_address_nobody_can_read() -> None:
    assert "adresse i audit.toml kan ikke læses" in refusal("postgresql://vært:port/sager")


def test_a_server_that_stops_on_the_way(postgres_url: str, postgres_server: str) -> None:
    def interrupted(store: Store) -> None:
        with store.write("ab") as tx:
            pid = tx.conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with psycopg.connect(postgres_server) as admin:
                admin.execute("SELECT pg_terminate_backend(%s)", [pid])
            frames.save_frame(tx, FILE, ())

    with open_store(postgres_url, study_id=STUDY, title=TITLE, create=True) as store:
        with pytest.raises(StoreError, match=r"Forbindelsen til databasen .* blev afbrudt"):
            interrupted(store)
        with_frame(store)


def test_a_refused_row_is_not_quoted(store: Store) -> None:
    twice = [Case("101", "hemmeligt-nummer", "", {}), Case("101", "hemmeligt-nummer", "", {})]
    with pytest.raises(StoreError) as caught:
        with_frame(store, twice)
    assert "afviste ændringen" in str(caught.value)
    shown = [str(caught.value), repr(caught.value.__cause__)]
    assert not any("hemmeligt-nummer" in text for text in shown)


def test_an_exception_undoes_everything(store: Store) -> None:
    def failing() -> None:
        with store.write("leder") as tx:
            frames.save_frame(tx, FILE, ())
            raise RuntimeError("strømsvigt")

    with pytest.raises(RuntimeError, match="strømsvigt"):
        failing()
    with store.read() as conn:
        assert frames.frame_file(conn) is None
        assert log.head(conn).count == 1
