"""Tables of plain text: columns side by side, numbers to the right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from audit.privacy import one_line

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether its cells are numbers."""

    heading: str
    numeric: bool = False


def plain_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table without boxes: headings, then a line for each row."""
    cells = [[one_line(column.heading) for column in columns], *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(display_width(row[place]) for row in cells) for place in range(len(columns))]
    for row in cells:
        padded = (_pad(cell, width, column) for cell, width, column in zip(row, widths, columns, strict=True))
        yield _GAP.join(padded).rstrip()


def display_width(text: str) -> int:
    """The columns a text takes in a terminal: two for wide characters, none for combining ones."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1


def _pad(cell: str, width: int, column: Column) -> str:
    space = " " * (width - display_width(cell))
    return space + cell if column.numeric else cell + space
