"""Ten thousand damaged files: each gives a rubric or named problems, and none takes long.

The files are made from the shipped rubrics and the cases, by a seed, so that
every run tries the same. Of the large ones some lines at a time are taken.
"""

import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from audit.privacy import find_cpr
from audit.rubric.evaluate import Evaluator
from audit.rubric.reading import read_rubric
from audit.workshop.selftest import run_tests
from tests.rubric.test_source import ENGLISH
from tests.tools.rubric_mistakes import mistaken, mistakes

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
WHOLE = [mistaken(name).encode() for name in mistakes()]
RIGHT = (CASES / "rubric_right.yaml").read_bytes()
LARGE = [path.read_bytes() for path in [*sorted((ROOT / "rubrics").glob("*.yaml")), *sorted(CASES.glob("*.yaml"))]]

FILES, BATCHES = 10_000, 20
LINES = 30
"""Taken at a time from a large file."""

_TOKENS = """--- ... <<: &a *a !!str ? | > \\x \\u12 %YAML no on NO null true 12:30 1_000 0x1F 1e3 .5 2020-02-30
    - : ? [ ] { } , & * ! ' " % @ ` # ~ < å 😀 0101701234 010170-1234 all: not: at_least: type: {question: ask_if:{"""
ODD = [
    *(token.encode() for token in _TOKENS.split()),
    *(char.encode() for char in "\u00a0\u200b\ufeff\u2028\u0085\u202e\u00ad\ufffe\t\r\n\x00\x07\x1b "),
    *(b"\xff\xfe", b"\xc3", b"\xe6", b"\r\n", b"9" * 40, b"[" * 60, b"{a: " * 60, b"- " * 60, b"\n---\n", b"\n...\n"),
]


def damaged(chance: random.Random) -> bytes:
    """One file after one to six mishaps."""
    kind = chance.random()
    if kind < 0.65:
        data = RIGHT if kind < 0.25 else chance.choice(WHOLE)
    else:
        lines = chance.choice(LARGE).splitlines(keepends=True)
        start = chance.choice([0, chance.randrange(len(lines))])
        data = b"".join(lines[start : start + LINES])
    for _ in range(chance.choice([1, 1, 2, 3, 6])):
        data = chance.choice(MISHAPS)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) or 1)
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(ODD) + data[place:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + data[place + chance.randint(1, 40) :]


def _end_early(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(len(data) // 2, len(data))]


def _swap(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _drop(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _repeat(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    place = chance.randrange(len(lines))
    return b"".join([*lines[:place], *lines[place : place + chance.randint(1, 5)] * 2, *lines[place + 1 :]])


def _indent(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    place = chance.randrange(len(lines))
    space = chance.choice([b" ", b"  ", b"\t", "\u00a0".encode(), b"- ", b""])
    lines[place] = space + (lines[place] if space else lines[place].lstrip())
    return b"".join(lines)


def _quote(data: bytes, chance: random.Random) -> bytes:
    place = data.find(b": ", chance.randint(0, len(data)))
    return data[: place + 2] + chance.choice([b"'", b'"', b"[", b"{"]) + data[place + 2 :]


MISHAPS = (_flip, _insert, _insert, _cut, _end_early, _swap, _drop, _repeat, _indent, _quote)


@contextmanager
def at_most_a_second(data: bytes) -> Iterator[None]:
    """Stop what hangs. The second is of computing, so that a busy machine makes nothing fail."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"over a second for {data!r}")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_damaged_file_gives_a_rubric_or_named_problems(batch: int) -> None:
    chance = random.Random(batch)
    read = 0
    for _ in range(FILES // BATCHES):
        data = damaged(chance)
        with at_most_a_second(data):
            reading = read_rubric(data, "f.yaml")
            if reading.rubric is not None:
                run_tests(reading.rubric)
                Evaluator(reading.rubric).evaluate({}, {})
        read += reading.rubric is not None
        errors = [problem for problem in reading.problems if not problem.warning]
        assert (reading.rubric is None) == bool(errors), data
        lines = len(re.split(b"\r\n|[\r\n]|\xc2\x85|\xe2\x80[\xa8\xa9]", data))
        for problem in reading.problems:
            said = f"{problem.what} {problem.todo}"
            assert problem.file == "f.yaml"
            assert 0 <= problem.line <= lines, (problem, data)
            assert problem.what.endswith((".", "?")), problem
            assert not ENGLISH.search(re.sub("»[^«]*«", "", said)), (problem, data)
            assert not find_cpr(said), (problem, data)
    assert read < FILES // BATCHES, "most of the files are no longer rubrics"
