"""Tables of plain text: columns side by side, numbers to the right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from unicodedata import category, east_asian_width

from audit.privacy import one_line

_GAP = "  "
LONGEST = 16
"""The longest word of a text that is never broken over two lines, in characters."""


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
    """The widths of the columns in ``room`` characters, between them two: no name, no number and no word is broken.

    Headings and texts may take several lines; a word of more than ``LONGEST`` may be broken, but not in the first
    column, which says what the row is about, and not with a digit in it. None where there is not room for that.
    """
    least, most = [], []
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows]
        heading = [min(LONGEST, display_width(word)) for word in _words(column.heading)]
        least.append(max([*heading, *(_unbroken(cell, column, first=not place) for cell in cells)], default=0))
        most.append(max(map(display_width, [column.heading, *cells])))
    spare = room - sum(least) - len(_GAP) * (len(columns) - 1)
    if spare < 0:
        return None
    by_need = sorted(range(len(columns)), key=lambda place: most[place] - least[place])
    for left, place in zip(range(len(columns), 0, -1), by_need, strict=True):
        more = min(spare // left, most[place] - least[place])
        least[place] += more
        spare -= more
    return least


def folded(cell: str, width: int) -> str:
    """The cell on lines of so many characters; a hard space and a hyphen hold together."""
    return "\n".join(wrap(cell, width, break_on_hyphens=False))


def _unbroken(cell: str, column: Column, *, first: bool) -> int:
    """The width that a cell needs for nothing to be broken that should stand whole."""
    if column.numeric:
        return display_width(cell)
    whole = [display_width(word) for word in _words(cell) if first or any(map(str.isdigit, word))]
    return max([*whole, *(min(LONGEST, display_width(word)) for word in _words(cell))], default=0)


def _words(text: str) -> list[str]:
    """Split where a line may be broken; a hard space is no such place."""
    return text.split(" ")


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
