"""A table as it was read: texts in rows and columns, and where each of them stands in the file.

Mistakes in the file are Problems. Those of the whole sheet and of its headings
are in ``SheetTable.problems``; those of one row are in ``Row.problems``, so that a
caller can collect them all in one pass, and can leave a row out together with
what was wrong with it.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol, TypeVar

from audit.errors import InputError, Problem
from audit.privacy import mask, one_line, without_unseen
from audit.wording.lists import listed

_HARD_SPACES = ("\u00a0", "\u2007", "\u202f")
TOP = 40
"""Rows at the top in which the headings are looked for."""
_QUOTED = 60
"""Characters of the user's text that a message repeats at most."""


class Row(NamedTuple):
    """One row of data.

    ``number`` is the row as the user sees it: the line of a CSV file, the row
    of a sheet, counted from 1 with the headings. ``cells`` holds one text for
    each heading, "" where the cell is empty or in trouble. ``raw`` holds the
    values as the file gave them, also those beyond the headings: ask
    ``privacy.holds_cpr`` of these, for a CPR number typed as a number has lost
    its leading zero.
    """

    number: int
    cells: tuple[str, ...]
    raw: tuple[object, ...]
    problems: tuple[Problem, ...] = ()


class Numbered(Protocol):
    """Whatever stands in a row."""

    @property
    def number(self) -> int:
        """The row as the user sees it."""


R = TypeVar("R", bound=Numbered)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A file opened for reading.

    ``name`` is the file's name without folder and ``sha256`` of its bytes, in
    hex. ``sheet`` is "" for a CSV file. ``problems`` speak of the headings and
    of the sheet as a whole; some may be warnings. ``header_row`` is the row the
    headings stand in, ``above`` what stands over them, ``top`` the first rows
    of all, where a title may stand over the headings.
    """

    name: str
    sha256: str
    sheet: str
    header: tuple[str, ...]
    problems: tuple[Problem, ...]
    records: Callable[[], Iterator[Row]] = field(repr=False)
    header_row: int = 1
    above: tuple[Row, ...] = ()
    top: tuple[Row, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows of data that are not empty, read from the file as they are asked for.

        May be called again for another pass. Raises InputError when the file
        has changed since it was opened, or is damaged further down.
        """
        return self.records()

    def likely_header(self, wanted: Collection[str]) -> int:
        """The row near the top in which most of the ``wanted`` headings stand; 0 when no row has more than ours."""
        names = {heading(name).casefold() for name in wanted}

        def known(cells: Iterable[str]) -> int:
            return len(names.intersection(heading(cell).casefold() for cell in cells))

        best = max(self.top, key=lambda row: known(row.cells), default=None)
        return best.number if best and known(best.cells) > known(self.header) else 0

    def place(self, row: Row | int, column: int) -> str:
        """Where a cell is, in words: »B7« in Excel, »linje 7, kolonne »dato«« in a CSV file.

        ``column`` counts from 0, as ``header`` and ``Row.cells`` do.
        """
        number = row if isinstance(row, int) else row.number
        if self.sheet:
            return address(number, column)
        known = column < len(self.header) and self.header[column]
        return f"linje {number}, kolonne " + (quoted(self.header[column]) if known else str(column + 1))

    def problem(self, row: Row | int, column: int, what: str, todo: str = "") -> Problem:
        """A problem with one cell; ``column`` counts from 0."""
        number = row if isinstance(row, int) else row.number
        cell = address(number, column) if self.sheet else ""
        return Problem(what, todo, file=self.name, line=number, column=column + 1, cell=cell)


def address(row: int, column: int) -> str:
    """A cell's address in Excel; ``row`` counts from 1 and ``column`` from 0."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{row}"


def clean(text: str) -> str:
    """A cell's text: NFC, without space around it, hard spaces as spaces, line ends as newlines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text.strip()
    for space in _HARD_SPACES:
        if space in text:
            text = text.replace(space, " ")
    return unicodedata.normalize("NFC", text).strip()


def heading(text: str) -> str:
    """A heading on one line: line breaks and runs of space as one space, without characters that cannot be seen."""
    return " ".join(without_unseen(clean(text)).split())


def clean_row(texts: Sequence[str]) -> tuple[str, ...]:
    """``clean`` of every cell of a row; a row of ASCII without carriage returns is only stripped."""
    whole = "".join(texts)
    if whole.isascii() and "\r" not in whole:
        return tuple([text.strip() for text in texts])
    return tuple(map(clean, texts))


def quoted(text: str) -> str:
    """The user's text inside »«, on one line, cut when long, without CPR numbers."""
    text = one_line(mask(text))
    return f"»{text[:_QUOTED]}…«" if len(text) > _QUOTED else f"»{text}«"


def unreadable(name: str, what: str, todo: str) -> InputError:
    """The failure to read a whole file: what is wrong with it and what to do."""
    return InputError(f"Filen {quoted(name)} kan ikke læses: {what} Intet er ændret. {todo}")


def headings_in(rows: Iterable[R], header_row: int | None) -> tuple[list[R], int]:
    """The rows near the top, and the place among them of the headings: in row ``header_row``, else the first of all.

    The place is -1 when that row is empty. ``rows`` are those that are not empty.
    """
    top: list[R] = []
    for row in rows:
        top.append(row)
        if len(top) >= TOP and row.number > (header_row or 0):
            break
    return top, next((place for place, row in enumerate(top) if header_row in (None, row.number)), -1)


def trimmed(header: Sequence[str]) -> tuple[str, ...]:
    """The headings without the empty ones at the end, which spreadsheets leave behind."""
    width = len(header)
    while width and not header[width - 1]:
        width -= 1
    return tuple(header[:width])


def changed_headings(texts: Iterable[str], problem: Callable[[int, str, str], Problem]) -> Iterator[Problem]:
    """A warning for every heading that is read as another text than the file has; ``problem`` as in header_problems."""
    for column, text in enumerate(map(clean, texts)):
        if (read := heading(text)) != text:
            left_out = ["linjeskift"] if "\n" in text else []
            left_out += ["tegn, der ikke kan ses"] if without_unseen(text) != text else []
            without = listed(left_out or ["ekstra mellemrum"], "eller")
            yield replace(problem(column, f"overskriften læses {quoted(read)}, uden {without}.", ""), warning=True)


def header_problems(header: Sequence[str], problem: Callable[[int, str, str], Problem]) -> list[Problem]:
    """Headings that are empty or occur twice; ``problem`` makes one from a column, what and what to do."""
    problems = []
    seen: dict[str, str] = {}
    for column, name in enumerate(header):
        if not name:
            problems.append(
                problem(column, f"kolonne {column + 1} har ingen overskrift.", "Giv kolonnen et navn, eller slet den.")
            )
        elif (first := seen.setdefault(name.casefold(), name)) and list(header).index(first) != column:
            problems.append(problem(column, f"overskriften {quoted(name)} står mere end én gang.", "Omdøb den ene."))
    return problems
