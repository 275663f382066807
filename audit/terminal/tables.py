"""Tables of plain text: columns side by side, numbers to the right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from audit.privacy import one_line

_GAP = "  "
LONGEST = 16
"""The longest word that is never broken over two lines, in characters."""


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


def fitted(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """The widths of the columns in ``room`` characters, between them two: no number and no word is broken.

    Headings and texts may take several lines; a word of more than ``LONGEST`` may be broken. None where
    there is not room for that.
    """
    least, most = [], []
    for place, column in enumerate(columns):
        cells = [column.heading, *(row[place] for row in rows)]
        unbroken = [word for cell in (cells[:1] if column.numeric else cells) for word in cell.split()]
        numbers = [display_width(cell) for cell in cells[1:]] if column.numeric else []
        least.append(max([min(LONGEST, display_width(word)) for word in unbroken] + numbers, default=0))
        most.append(max(map(display_width, cells)))
    spare = room - sum(least) - len(_GAP) * (len(columns) - 1)
    if spare < 0:
        return None
    by_need = sorted(range(len(columns)), key=lambda place: most[place] - least[place])
    for left, place in zip(range(len(columns), 0, -1), by_need, strict=True):
        more = min(spare // left, most[place] - least[place])
        least[place] += more
        spare -= more
    return least


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
