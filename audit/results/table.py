"""A statistic as a table: what terminal, workbook, report and JSON walk, whatever the statistic is."""

from collections.abc import Mapping
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


FigureCell = Share | Amount | int | str | bool | None
"""None where there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """What a column tells. ``id`` is its key in JSON; ``detail`` leaves it out where there is little room."""

    id: str
    label: str
    detail: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What is told of one thing in one group; ``id`` and ``label`` are "" where the group is all it is about."""

    group: Group
    id: str
    label: str
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One statistic of the whole study and of every group, the whole first.

    ``subject`` heads the labels of the rows. ``spread``: every column is a
    share out of one number, the row's, and they stand beside each other.
    """

    id: str
    title: str
    note: str
    subject: str
    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...]
    spread: bool = False

    @property
    def whole(self) -> tuple[FigureRow, ...]:
        """The rows of the whole study."""
        return tuple(row for row in self.rows if not row.group)


def cells_of(table: FigureTable, row: FigureRow) -> Mapping[str, FigureCell]:
    """A row's cells by the ids of their columns."""
    return {column.id: cell for column, cell in zip(table.columns, row.cells, strict=True)}
