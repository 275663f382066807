"""The study's file moved, deleted and replaced while it is open: what was said to be saved is in the study's file."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from audit.errors import StoreError
from audit.store import Store, open_store
from tests.tools.store import STUDY, TITLE, again, answered, begun, loaded, save, with_sample

Rough = Callable[[Path, Path], object]
"""What is done to the study's file; the second is a copy of it as it was some answers ago."""


def _by_another_study(path: Path, _: Path) -> None:
    other = path.parent / "anden.db"
    with open_store(str(other), study_id="anden", title=TITLE, create=True):
        pass
    other.replace(path)


def _by_a_newer_copy(path: Path, _: Path) -> None:
    newer = path.with_name("ny.db")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(newer)) as target:
        source.backup(target)
    newer.replace(path)


def _restored(path: Path, copy: Path) -> None:
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink()
    shutil.copyfile(copy, path)


def _symlink(path: Path, copy: Path) -> None:
    path.unlink()
    path.symlink_to(copy)


LOST: dict[str, Rough] = {
    "deleted": lambda path, _: path.unlink(),
    "renamed": lambda path, _: path.rename(path.with_name("gammel.db")),
    "folder moved": lambda path, _: path.parent.rename(path.parent.with_name("flyttet")),
    "replaced": lambda path, copy: copy.replace(path),
    "replaced by a newer copy": _by_a_newer_copy,
    "replaced by another study": _by_another_study,
    "replaced by a symlink": _symlink,
    "restored": _restored,
    "truncated": lambda path, _: os.truncate(path, 0),
    "log beside it deleted": lambda path, _: path.with_name(path.name + "-wal").unlink(),
}
"""After these an answer cannot be said to be saved."""

KEPT: dict[str, Rough] = {
    "read-only": lambda path, _: path.chmod(0o444),
    "permission taken": lambda path, _: path.chmod(0),
    "overwritten by what is in the log beside it too": lambda path, copy: shutil.copyfile(copy, path),
}
"""After these the open file is still the study's."""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "mappe"
    folder.mkdir()
    with open_store(str(folder / "s.db"), study_id=STUDY, title=TITLE, create=True) as store:
        with_sample(store)
    return folder / "s.db"


def _answer(store: Store, one: int, said: dict[str, str], question: str) -> None:
    with store.write("ab") as tx:
        save(tx, one, {question: answered("ja")})
    said[question] = "ja"


def _scored(study: Path, rough: Rough) -> tuple[dict[str, str], dict[str, str]]:
    """Answers said to be saved before and after something rough; scoring goes on until it is refused, or is done."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    copy = study.with_name("kopi.db")
    with again(str(study)) as store:
        one = begun(store)
        _answer(store, one, before, "a")
        with closing(sqlite3.connect(study)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        for name in "bcd":
            _answer(store, one, before, name)
        rough(study, copy)
        for name in "efg":
            try:
                _answer(store, one, after, name)
            except StoreError as refused:
                assert "Det seneste er ikke gemt." in str(refused)
    return before, after


def _stored(path: Path) -> set[str]:
    with again(str(path)) as store:
        return set(loaded(store, 1).answers)


@pytest.mark.parametrize("rough", LOST)
def test_nothing_is_said_to_be_saved_that_is_not_in_the_studys_file(study: Path, rough: str) -> None:
    _, after = _scored(study, LOST[rough])
    assert after == {}


@pytest.mark.parametrize("rough", ["renamed", "folder moved", "log beside it deleted"])
def test_what_was_said_before_is_in_the_file_that_was_moved(study: Path, rough: str) -> None:
    before, _ = _scored(study, LOST[rough])
    there = {"renamed": study.with_name("gammel.db"), "folder moved": study.parents[1] / "flyttet" / "s.db"}
    assert _stored(there.get(rough, study)) == before.keys()


@pytest.mark.parametrize("rough", KEPT)
def test_what_is_still_the_studys_file_is_written_in(study: Path, rough: str) -> None:
    before, after = _scored(study, KEPT[rough])
    study.chmod(0o600)
    assert len(after) == 3
    assert _stored(study) == before.keys() | after.keys()


def test_two_windows_that_empty_the_log_into_the_file_do_not_stop_each_other(study: Path) -> None:
    with again(str(study)) as first, again(str(study)) as second:
        one, other = begun(first, 5), begun(second, 3)
        for number in range(5):
            for store, assessment, emptying in ((first, one, second), (second, other, first)):
                _answer(store, assessment, {}, f"q{number}")
                with emptying.read() as conn:
                    conn.exec_driver_sql("SELECT 1")
                with closing(sqlite3.connect(study)) as outside:
                    outside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert len(loaded(first, one).answers) == len(loaded(second, other).answers) == 5
