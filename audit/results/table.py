"""A statistic as a table: what terminal, workbook, report and JSON walk, whatever the statistic is."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from audit.results.model import Group, Share


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, duration or date as an answer has it, with its Danish words."""

    value: Decimal | timedelta | date
    words: str
    stored: str
    """As answers are stored: 12.5, 26:30, 2013-10-31."""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A word of the rubric language, as JSON has it, and what the reader sees for it."""

    code: str
    words: str


FigureCell = Share | Amount | NamedCode | int | str | bool | None
"""None where there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """What a column tells. ``id`` is its key in JSON.

    Where there is little room, ``detail`` leaves it out, and ``if_any`` where it tells 0 in every row.
    """

    id: str
    label: str
    detail: bool = False
    if_any: bool = False


@dataclass(frozen=True, slots=True)
class FigureLine:
    """What is told of one thing in one group; ``id`` and ``label`` are "" where the group is all it is about."""

    group: Group
    id: str
    label: str
    cells: tuple[FigureCell, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell: every share is out of 0, and every amount is missing."""
        told = [cell for cell in self.cells if cell is None or isinstance(cell, Share | Amount)]
        return bool(told) and not any(isinstance(cell, Amount) or (cell and cell.among) for cell in told)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One statistic of the whole study and of its groups, the whole first.

    ``about`` tells in a few words what it holds, ``subject`` heads the labels
    of the rows. ``spread``: every column is a share out of one number, the
    row's, and they stand beside each other.
    ``whole_only``: the groups are left out, being too many to read at once.
    """

    id: str
    title: str
    short: str
    about: str
    note: str
    subject: str
    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureLine, ...]
    spread: bool = False
    whole_only: bool = False

    @property
    def grouped(self) -> bool:
        """Whether every row must name its group: there are several, or nothing else tells what a row is about."""
        return any(row.group for row in self.rows) or not any(row.id for row in self.rows)

    @property
    def whole(self) -> tuple[FigureLine, ...]:
        """The rows of the whole study."""
        return tuple(row for row in self.rows if not row.group)
