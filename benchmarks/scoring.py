"""From a key to the next question in the real ``audit score``, beyond what the commit itself takes.

The commit is the same transaction (answer, note, evaluation) in the same
database file, done in this process in turn with the keys. What is left is
reading the key, evaluating the case and showing the next question.

The first question is measured against importing the libraries that the design
began with, none of which it takes to be whole for showing a question.
"""

import os
import pty
import signal
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from audit.cases import Note, Round
from audit.review.session import CaseOnDesk, Session
from audit.store import open_store, rubrics
from audit.study.desk import StoreDesk
from benchmarks.constructed import ID, QUESTIONS, TITLE, database_of, drawn_study, evaluator
from benchmarks.processes import AUDIT, ENVIRONMENT, PYTHON, run
from benchmarks.table import Measure, milliseconds

CASES = 6
"""Cases scored at the screen; as many are scored in this process."""
LIMIT = 20.0
"""Milliseconds."""
TIMES, LIMIT_FIRST = 15, 0.42
_PROMPT, _DONE = b"Svar: ", b"forlad: "


def measure() -> list[Measure]:
    """Processor time to the first question; median time on the wall of a key, and of a commit."""
    with TemporaryDirectory() as folder:
        config = drawn_study(Path(folder), 3 * CASES)
        first = _first_question(config)
        keys, commits = _in_turn(config)
    key, commit = median(keys), median(commits)
    return [
        first,
        Measure(
            "Fra tast til næste spørgsmål",
            milliseconds(key),
            f"lagringen alene: {milliseconds(commit)}",
            1000 * (key - commit),
            LIMIT,
            "ms",
        ),
    ]


def _in_turn(config: Path) -> tuple[list[float], list[float]]:
    """Seconds from each key to the next prompt, and of each commit between them; the first case is the warm-up."""
    keys, commits = [], []
    store = open_store(str(database_of(config)), study_id=ID, title=TITLE)
    with store, _Screen(config) as screen:
        with store.read() as conn:
            sha256 = rubrics.current_sha256(conn)
        desk = StoreDesk(store, evaluator(), "GULV", Round.FIRST, None, sha256)
        screen.read_to(_PROMPT)
        for _ in range(CASES):
            saving = _saves(desk)
            for _ in range(QUESTIONS - 1):
                keys.append(screen.press(b"1", _PROMPT))
                commits.append(next(saving))
            next(saving)
            screen.press(b"1", _DONE)
            screen.press(b"\r", _PROMPT)
    return keys[QUESTIONS:], commits[QUESTIONS:]


def _saves(desk: StoreDesk) -> Iterator[float]:
    """Score a case as the screen does, and give the seconds each commit took."""
    work = desk.next_case()
    assert isinstance(work, CaseOnDesk)
    session = Session.begin(desk.evaluator, {}, work.answers, work.notes)
    while question := session.question:
        answer = session.read("1")
        began = perf_counter()
        evaluation = desk.save(work.key, question.id, answer, Note())
        taken = perf_counter() - began
        session = session.answered_with(answer, Note(), evaluation)
        yield taken


def _first_question(config: Path) -> Measure:
    """Processor time from the start of the program until the first question stands on the screen."""
    ours, theirs = [], []
    for _ in range(TIMES + 1):
        began = os.times()
        with _Screen(config) as screen:
            screen.read_to(_PROMPT)
        now = os.times()
        ours.append(now.children_user + now.children_system - began.children_user - began.children_system)
        theirs.append(run((PYTHON, "-c", "import typer, rich, sqlmodel")).cpu)
    peer = "import typer, rich, sqlmodel"
    return Measure.ratio("Første spørgsmål", ours[1:], peer, theirs[1:], LIMIT_FIRST, milliseconds)


class _Screen:
    """``audit score`` in a terminal of its own."""

    def __init__(self, config: Path) -> None:
        self._pid, self._master = pty.fork()
        if not self._pid:
            environment = ENVIRONMENT | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
            os.execve(AUDIT, (AUDIT, "--config", str(config), "score", "--reviewer", "TAST"), environment)

    def __enter__(self) -> "_Screen":
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._pid, signal.SIGTERM)
        os.waitpid(self._pid, 0)
        os.close(self._master)

    def press(self, key: bytes, prompt: bytes) -> float:
        """Seconds from the key to the whole of the prompt."""
        began = perf_counter()
        os.write(self._master, key)
        self.read_to(prompt)
        return perf_counter() - began

    def read_to(self, prompt: bytes) -> None:
        """Read until the screen ends with the prompt."""
        seen = b""
        while not seen.endswith(prompt):
            seen += os.read(self._master, 1 << 16)
