"""Several at once, and some that are killed: one chain, no case begun twice, nothing lost that was said to be saved."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from textwrap import dedent
from threading import Barrier, Event, Thread, Timer
from time import sleep
from typing import IO

import pytest

from audit.cases import Case, Round
from audit.errors import StateError, StoreError
from audit.store import Connection, assessments, engine, frames, log, migrate, open_store, samples
from audit.store.progress import study_progress
from tests.tools import forking
from tests.tools.forking import ROOT
from tests.tools.store import (
    CASES,
    FILE,
    RUBRIC,
    STUDY,
    TITLE,
    again,
    answered,
    draw_of,
    save,
    with_frame,
    with_sample,
)

HEAD = """
import sys
from audit.cases import Case, Round
from audit.errors import StateError
from audit.store import assessments, frames, migrate, open_store
from tests.tools.store import answered, evaluation, save
import alembic.command
import alembic.config

url = sys.argv[1]


def opened(**more):
    return open_store(url, study_id="konstrueret", title="Konstruerede data", **more)


def say(*words):
    print(*words, flush=True)
"""


@dataclass(frozen=True)
class Program:
    """Another process with the store open."""

    process: forking.Copy | subprocess.Popen[bytes]
    stdin: IO[str]
    stdout: IO[str]

    def end(self) -> int:
        """Wait for it to end; its exit code."""
        return self.process.wait(120)

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()


@contextmanager
def program(url: str, text: str, *arguments: str) -> Iterator[Program]:
    """Start another process; it is gone at the end."""
    given, giving = os.pipe()
    told, telling = os.pipe()
    with NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write(HEAD + dedent(text))
        file.flush()
        command = [sys.executable, file.name, url, *arguments]
        process = forking.start(command, (given, telling, 2), ROOT, os.environ | {"PYTHONPATH": str(ROOT)})
        os.close(given)
        os.close(telling)
        with os.fdopen(giving, "w", encoding="utf-8") as stdin, os.fdopen(told, encoding="utf-8") as stdout:
            try:
                yield Program(process, stdin, stdout)
            finally:
                process.kill()
                process.wait()


def together(*jobs: Callable[[], object]) -> list[object]:
    """Run jobs at the same time, each in a thread; what they gave, or the first exception."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_concurrent_writers_write_one_chain(store_url: str) -> None:
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_sample(store)

    def writer(key: int) -> Callable[[], None]:
        def write() -> None:
            with again(store_url) as store:
                with store.write(f"r{key}") as tx:
                    one = assessments.begin(tx, key, Round.FIRST, f"r{key}")
                for number in range(25):
                    with store.write(f"r{key}") as tx:
                        save(tx, one, {f"q{number}": answered("ja")})

        return write

    together(*(writer(key) for key in (1, 2, 3, 4)))
    with again(store_url) as store, store.read() as conn:
        found = log.verify(conn)
        events = list(log.events(conn))
    assert found.whole
    assert found.count == 3 + 4 * 26
    for key in (1, 2, 3, 4):
        assert [one.question for one in events if one.who == f"r{key}"][1:] == [f"q{number}" for number in range(25)]


def test_only_one_of_several_begins_a_case(store_url: str) -> None:
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_sample(store)

    def begin(reviewer: str) -> Callable[[], str]:
        def attempt() -> str:
            try:
                with again(store_url) as store, store.write(reviewer) as tx:
                    assessments.begin(tx, 5, Round.FIRST, reviewer)
            except StateError:
                return "optaget"
            return reviewer

        return attempt

    given = together(*(begin(reviewer) for reviewer in ("ab", "cd", "ef", "gh")))
    assert sorted(given).count("optaget") == 3
    with again(store_url) as store, store.read() as conn:
        (one,) = assessments.history(conn, 5)
        assert one.reviewer in given


def test_processes_that_score_at_once_share_the_cases(store_url: str) -> None:
    cases = [Case("101", f"nr {number}", "", {}) for number in range(60)]
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_frame(store, cases)
        with store.write("leder") as tx:
            samples.save_sample(tx, draw_of(range(1, 61)), RUBRIC)
    score = """
        with opened() as store:
            say("klar")
            sys.stdin.readline()
            taken = []
            while True:
                with store.read() as conn:
                    key = assessments.next_unfinished(conn, sys.argv[2], Round.SECOND)
                if key is None or key in taken:
                    break
                try:
                    with store.write(sys.argv[2]) as tx:
                        one = assessments.begin(tx, key, Round.SECOND, sys.argv[2])
                        save(tx, one, found=evaluation("rigtig"))
                    taken.append(key)
                except StateError:
                    pass
            say(*taken)
        """
    with program(store_url, score, "ab") as first, program(store_url, score, "cd") as second:
        go(first, second)
        taken = [[int(key) for key in process.stdout.readline().split()] for process in (first, second)]
    assert sorted(taken[0] + taken[1]) == list(range(1, 61))
    with again(store_url) as store, store.read() as conn:
        assert log.verify(conn).whole
        assert study_progress(conn, Round.SECOND).complete == 60


MAKE = """
    say("klar")
    sys.stdin.readline()
    opened(create=True).close()
    """


def go(*processes: Program) -> None:
    """Wait until all are ready, and let them begin at once."""
    for process in processes:
        assert process.stdout.readline() == "klar\n"
    for process in processes:
        process.stdin.write("nu\n")
        process.stdin.flush()


def test_several_that_make_the_database_at_once_make_one(store_url: str) -> None:
    """Each in a process of its own: in one process, a file that is closed gives up the locks of all (POSIX)."""
    with program(store_url, MAKE) as one, program(store_url, MAKE) as two, program(store_url, MAKE) as three:
        go(one, two, three)
        assert [process.end() for process in (one, two, three)] == [0, 0, 0]
    with again(store_url) as store, store.read() as conn:
        assert [one.what for one in log.events(conn)] == ["study"]


def test_one_waits_for_another_that_has_begun_to_make_the_file(sqlite_url: str) -> None:
    """SQLite refuses at once to turn write-ahead logging on while another writes; it is we who wait."""
    other = sqlite3.connect(sqlite_url, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="optaget"):
        open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True, timeout=0.1)
    done = Timer(0.3, other.rollback)
    done.start()
    open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True).close()
    done.join()
    other.close()


def test_one_that_gives_up_leaves_the_database_another_is_making(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has made the file and is interrupted while the second makes the tables in it."""
    interrupted = Event()
    begun = Event()
    upgrade = migrate.upgrade

    def meanwhile(conn: Connection) -> None:
        upgrade(conn)
        begun.set()
        assert interrupted.wait(60)

    def ready(*_: object) -> None:
        assert begun.wait(60)
        raise KeyboardInterrupt

    make_ready = engine._make_ready

    def second() -> None:
        monkeypatch.setattr(engine, "_make_ready", make_ready)
        monkeypatch.setattr(migrate, "upgrade", meanwhile)
        with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
            with_frame(store)

    def first_made_the_file(*_: object) -> None:
        thread.start()
        ready()

    thread = Thread(target=second)
    monkeypatch.setattr(engine, "_make_ready", first_made_the_file)
    with pytest.raises(KeyboardInterrupt):
        open_store(store_url, study_id=STUDY, title=TITLE, create=True)
    interrupted.set()
    thread.join(60)
    with again(store_url) as store, store.read() as conn:
        assert frames.frame_file(conn) == FILE


def test_two_that_migrate_at_once_migrate_once(store_url: str, next_version: Callable[[], Path]) -> None:
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True):
        pass
    next_version()
    together(lambda: again(store_url).close(), lambda: again(store_url).close())
    with again(store_url) as store, store.read() as conn:
        assert [one.what for one in log.events(conn)] == ["study", "migration"]


# Killed on the way

SAVE = """
    with opened() as store:
        with store.write("ab") as tx:
            key = assessments.next_unfinished(tx.conn, "ab", Round.FIRST)
            one = assessments.find(tx.conn, key, Round.FIRST) or assessments.begin(tx, key, Round.FIRST, "ab")
        number = 0
        while True:
            with store.write("ab") as tx:
                given = answered("ja", "nej", remark="ord " * 200, citation="akt 1")
                save(tx, one, {f"{sys.argv[2]}-{number}": given})
            say(number)
            number += 1
    """


def test_a_process_killed_at_any_moment_has_lost_nothing_it_said_was_saved(store_url: str) -> None:
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_sample(store)
    moments = random.Random(2)
    for kill in range(6):
        with program(store_url, SAVE, str(kill)) as process:
            said = [process.stdout.readline()]
            sleep(moments.uniform(0, 0.15))
            process.kill()
            said += process.stdout.readlines()
        saved = [int(line) for line in said if line.endswith("\n")]
        with again(store_url) as store, store.read() as conn:
            answers = assessments.load(conn, 1).answers
            assert log.verify(conn).whole
        for number in saved:
            stored = answers[f"{kill}-{number}"]
            assert stored.values == ("ja", "nej")
            assert stored.remark == "ord " * 200, "an answer and its note are stored together"
        assert len([name for name in answers if name.startswith(f"{kill}-")]) in (len(saved), len(saved) + 1)


def test_a_process_killed_within_a_large_change_leaves_none_of_it(store_url: str) -> None:
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_frame(store)
    endless = """
        from itertools import count
        from audit.sampling.model import FrameFile

        def cases():
            for number in count():
                if number == 30_000:
                    say("i gang")
                yield Case("101", f"nr {number}", "", {"type": "ny"})

        with opened() as store, store.write("leder") as tx:
            frames.save_frame(tx, FrameFile("ny.csv", "0" * 64, 1), cases(), replace=True)
        """
    with program(store_url, endless) as process:
        assert process.stdout.readline() == "i gang\n"
        process.kill()
    with again(store_url) as store, store.read() as conn:
        assert frames.frame_file(conn) == FILE
        assert sum(1 for _ in frames.for_draw(conn, ())) == len(CASES)
        assert log.verify(conn).whole
    with again(store_url) as store, store.write("leder") as tx:
        frames.save_frame(tx, FILE, CASES, replace=True)


def test_a_process_killed_while_it_makes_the_database_is_begun_again(sqlite_url: str) -> None:
    moments = random.Random(3)
    for _ in range(6):
        with program(sqlite_url, MAKE) as process:
            go(process)
            sleep(moments.uniform(0, 0.15))
            process.kill()
        with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True) as store:
            with_frame(store)
            with store.read() as conn:
                assert log.verify(conn).whole
        for left in Path(sqlite_url).parent.iterdir():
            left.unlink()
