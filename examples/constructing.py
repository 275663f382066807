"""What constructs the example studies: nothing random, and the same files wherever they are built.

What looks random is taken from SHA-256 of the case's own name.
"""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

NOTICE = "(Konstruerede data)"
"""The heading of a column that only says what the file is; columns in parentheses are passed over."""

CONSTRUCTED = "konstrueret"
"""What stands in that column."""


def chance(*names: object, below: int) -> int:
    """A number from 0 to ``below`` - 1 that depends on the names and nothing else."""
    return int(sha256("\x1f".join(map(str, names)).encode()).hexdigest(), 16) % below


def shuffled(name: str, items: Iterable[T]) -> list[T]:
    """The items in an order that depends on their own texts and ``name``."""
    return sorted(items, key=lambda item: chance(name, item, below=2**64))


def deal(name: str, items: Sequence[T], counts: Mapping[str, int]) -> dict[T, str]:
    """Each item with one of the values, which are given out as many times as ``counts`` says."""
    values = [value for value, count in counts.items() for _ in range(count)]
    assert len(values) == len(items), (name, len(values), len(items))
    return dict(zip(shuffled(name, items), values, strict=True))


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def write(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write a table with semicolons in UTF-8, lines ending as on Unix."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)


def folder(here: Path) -> Path:
    """Where to write: the folder named on the command line, else the example's own."""
    return Path(sys.argv[1]) if len(sys.argv) > 1 else here
