"""One printed table on one sheet: title, notes, headings, rows, widths and print setup.

All sheets of the workbook are made through this, so that they look alike, are
read alike by a screen reader, and print with their headings on every page.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.sheets.printing import set_up_print
from audit.sheets.storable import shown, starts_like_formula, storable
from audit.sheets.streamed import Streamed
from audit.sheets.text_room import (
    HIGHEST,
    LINE_HEIGHT,
    ROW_SPACE,
    digits_wide,
    going_on,
    letters_in,
    line_count,
    longest_line,
)
from audit.wording.dates import date_digits
from audit.wording.numbers import decimal_words
from audit.wording.shares import NOTHING

CONSTRUCTED = "Konstruerede data"
CONSTRUCTED_LINE = f"{CONSTRUCTED} – ingen virkelige sager, borgere eller afgørelser"

_SHORT_TITLE = 8
"""Characters of a heading that are kept on one line."""
_INK, _SHADE, _RULE, _FAINT, _ALARM = "1F2D3D", "DCE6F1", "B8C2CC", "5F6B76", "9C0006"


class CellKind(Enum):
    """How a column's values are written."""

    TEXT = "Tekst"
    NUMBER = "Tal"
    PERCENT = "Procent"
    """Whole percent as printed elsewhere: 77 is shown as 77 %, and is not 0.77."""


class Tone(Enum):
    """How a column's texts stand beside the others."""

    NORMAL = ""
    FAINT = ", gentaget"
    """A value repeated from the row above, kept for filtering; grey where the row does not stand out."""
    CALM = ", rolig"
    """Never bold."""


class Look(Enum):
    """How a row stands out."""

    PLAIN = "Række"
    STRONG = "Fremhævet"
    """A total, or the first row of a case."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column's heading, the kind of its values, and its widest width in characters."""

    title: str
    kind: CellKind = CellKind.TEXT
    widest: int = 60
    tone: Tone = Tone.NORMAL


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, "" for none: a number cell that shows »12,5 timer« where decimals have a comma."""

    number: Decimal
    unit: str = ""


Value = str | int | date | Quantity | None
"""None is an empty cell; a percent without a denominator is the text »–«."""

Row = tuple[Sequence[Value], Look]
"""A row's values, one for each column, and how it stands out."""

_FIRST_DAY = date(1900, 3, 1)
"""Excel has no days before 1900, and counts one too many before this day."""
_DIGITS, _UNIT = 15, 60
"""The digits Excel keeps of a number, and the characters of a unit that is put in a cell's number format."""


def add_styles(book: Workbook) -> None:
    """The named styles of all pages; call once for a workbook."""
    left = Alignment("left", "top", wrap_text=True, indent=1)
    right = Alignment("right", "top", indent=1)
    rule = Border(bottom=Side("thin", _RULE))
    above = Border(top=Side("medium", _FAINT), bottom=Side("thin", _RULE))
    formats = {CellKind.TEXT: ("General", left), CellKind.NUMBER: ("#,##0", right), CellKind.PERCENT: ('0" %"', right)}
    for kind, (number_format, alignment) in formats.items():
        for look in Look:
            strong = look is Look.STRONG
            for tone in Tone:
                colour = _FAINT if tone is Tone.FAINT and not strong else _INK
                book.add_named_style(
                    NamedStyle(
                        _style_name(kind, look, tone),
                        font=Font("Calibri", 11, bold=strong and tone is not Tone.CALM, color=colour),
                        border=above if strong else rule,
                        alignment=alignment,
                        number_format=number_format,
                    )
                )
    fill = PatternFill("solid", fgColor=_SHADE)
    heading = Alignment("right", "top", wrap_text=True, indent=1)
    for name, alignment in (("Overskrift", left), ("Overskrift, tal", heading)):
        book.add_named_style(
            NamedStyle(
                name,
                font=Font("Calibri", 11, bold=True, color=_INK),
                fill=fill,
                border=Border(bottom=Side("medium", _INK)),
                alignment=alignment,
            )
        )
    for name, font in (
        ("Titel", Font("Calibri", 16, bold=True, color=_INK)),
        ("Note", Font("Calibri", 11, color=_FAINT)),
        ("Advarsel", Font("Calibri", 11, bold=True, color=_ALARM)),
    ):
        book.add_named_style(NamedStyle(name, font=font, alignment=Alignment("left", "top", wrap_text=True)))


class SheetPage:
    """A sheet being written from the top: first the head, then rows, then ``finish``."""

    def __init__(self, sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
        self.sheet = sheet
        self.columns = tuple(columns)
        self.row = 0
        self.header_row = 0
        self._widths = [_least_width(column.title) for column in columns]
        self._uncut = list(self._widths)
        self._merged: list[tuple[int, float, str]] = []
        self._written: list[Row] = []
        self._later: Callable[[], Iterable[Row]] = tuple

    def head(self, title: str, notes: Sequence[str], *, constructed: bool) -> None:
        """The title, »Konstruerede data« where it applies, the notes, and the headings."""
        self._across(title, "Titel", 1.5)
        if constructed:
            self._across(CONSTRUCTED_LINE, "Advarsel", 1)
        for note in notes:
            self._across(note, "Note", 1)
        self.row += 1
        self.header_row = self.row
        for number, column in enumerate(self.columns, 1):
            name = "Overskrift" if column.kind is CellKind.TEXT else "Overskrift, tal"
            _put(self._cell(self.row, number), column.title, name)

    def add(self, values: Sequence[Value], look: Look = Look.PLAIN) -> int:
        """One row of the table; returns its number in the sheet.

        A text that is longer than a row can show goes on in the rows below: each part ends with a mark that says
        so, and of the others only what is repeated for filtering anyhow stands in more rows than the first.
        """
        first = self.row + 1
        divided = [
            going_on(shown(value), column.widest, bold=bold(column, look)) if isinstance(value, str) else [value]
            for column, value in zip(self.columns, values, strict=True)
        ]
        for number in range(max(map(len, divided))):
            self._add([_shown_in(number, *pair) for pair in zip(self.columns, divided, strict=True)], look)
        return first

    def _add(self, values: Sequence[Value], look: Look) -> None:
        self._measure(values, look)
        self._written.append((values, look))
        for number, (column, value) in enumerate(zip(self.columns, values, strict=True), 1):
            _put(self._cell(self.row, number), value, _style(column, look))

    def stream(self, rows: Callable[[], Iterable[Row]]) -> None:
        """Rows after all the others, too many to keep: they are measured now and made again when the file is written.

        ``rows`` gives the same rows every time it is called.
        """
        for values, look in rows():
            self._measure(values, look)
        self._later = rows

    def finish(self, footer: str, *, filters: bool = True) -> Streamed:
        """Widths, heights, frozen headings, filter and print setup; what is left to write with the file."""
        widths = [
            max(uncut, min(width, column.widest)) + 2
            for column, width, uncut in zip(self.columns, self._widths, self._uncut, strict=True)
        ]
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        for row, size, text in self._merged:
            bold = self.sheet.cell(row, 1).font.bold or False
            self._set_height(row, line_count(text, letters_in(sum(widths) / size, bold=bold)) * size)
        heads = [column.title for column in self.columns]
        self._set_height(self.header_row, _lines(heads, widths, [True] * len(heads)))
        for row, (values, look) in enumerate(self._written, self.header_row + 1):
            self._set_height(row, self._row_lines(values, look, widths))
        last = get_column_letter(len(self.columns))
        self.sheet.freeze_panes = f"A{self.header_row + 1}"
        if filters and self.row > self.header_row:
            self.sheet.auto_filter.ref = f"A{self.header_row}:{last}{self.row}"
        self.sheet.print_area = f"A1:{last}{self.row}"
        self.sheet.print_title_rows = f"1:{self.header_row}"
        set_up_print(self.sheet, footer)
        return Streamed(f"A1:{last}{self.row}", lambda: self._streamed(widths))

    def _streamed(self, widths: Sequence[float]) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows of ``stream`` as cells that the sheet does not keep; a row has its height until the next."""
        for row, (values, look) in enumerate(self._later(), self.header_row + len(self._written) + 1):
            cells = [Cell(self.sheet, row, number) for number in range(1, len(self.columns) + 1)]
            for cell, column, value in zip(cells, self.columns, values, strict=True):
                _put(cell, value, _style(column, look))
            self._set_height(row, self._row_lines(values, look, widths))
            yield row, cells
            del self.sheet.row_dimensions[row]

    def _measure(self, values: Sequence[Value], look: Look) -> None:
        """Make the table a row longer, and its columns as wide as the row's values ask for."""
        self.row += 1
        for place, value in enumerate(values):
            if value is None:
                continue
            width = math.ceil(digits_wide(longest_line(_shown(value)), bold=look is Look.STRONG))
            self._widths[place] = max(self._widths[place], width)
            if isinstance(value, date | Quantity):
                self._uncut[place] = max(self._uncut[place], width)

    def _row_lines(self, values: Sequence[Value], look: Look, widths: Sequence[float]) -> int:
        return _lines(values, widths, [bold(column, look) for column in self.columns])

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell), "only the lines of the head are merged, after they are written"
        return cell

    def _across(self, text: str, style: str, size: float) -> None:
        """A line over the whole width of the table."""
        self.row += 1
        _put(self._cell(self.row, 1), text, style)
        if len(self.columns) > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=len(self.columns))
        self._merged.append((self.row, size, text))

    def _set_height(self, row: int, lines: float) -> None:
        """Set a row's height, since not every program measures wrapped text when it opens a file."""
        self.sheet.row_dimensions[row].height = min(lines * LINE_HEIGHT + ROW_SPACE, HIGHEST)


def _shown_in(number: int, column: SheetColumn, divided: Sequence[Value]) -> Value:
    """The part of a value that stands in the row of this number, counted from 0, of those that a long text takes."""
    if number < len(divided):
        return divided[number]
    return divided[0] if column.tone is Tone.FAINT and len(divided) == 1 else None


def bold(column: SheetColumn, look: Look) -> bool:
    """Whether the column's text is bold in a row that stands out so."""
    return look is Look.STRONG and column.tone is not Tone.CALM


def _put(cell: Cell, value: Value, style: str) -> None:
    """Write a value: a text as text whatever it begins with, a number as a number, a date as a date.

    A date or a number that Excel cannot hold exactly is written in words.
    """
    if isinstance(value, date | Quantity) and not _exact(value):
        value = _shown(value)
    if isinstance(value, str):
        cell.value = storable(value)
        cell.data_type = "s"
    else:
        cell.value = value.number if isinstance(value, Quantity) else value
    cell.style = style
    if isinstance(value, date | Quantity):
        cell.number_format = _format(value)
    if isinstance(value, str) and starts_like_formula(value):
        cell.quotePrefix = True


def percent(value: int | None) -> Value:
    """A whole percent, or a dash where there is nothing to count among."""
    return NOTHING if value is None else value


def _style(column: SheetColumn, look: Look) -> str:
    return _style_name(column.kind, look, column.tone)


def _style_name(kind: CellKind, look: Look, tone: Tone) -> str:
    return f"{look.value}, {kind.value.lower()}{tone.value}"


def _lines(values: Sequence[Value], widths: Sequence[float], bolds: Sequence[bool]) -> int:
    """How many lines a row's values take in columns of these widths."""
    return max(
        0 if value is None else line_count(_shown(value), letters_in(width, bold=strong))
        for value, width, strong in zip(values, widths, bolds, strict=True)
    )


def _least_width(title: str) -> int:
    """Room for the longest word of a heading, and for all of a short one."""
    return max(min(len(title), _SHORT_TITLE), *map(len, title.split()), 0) + 1


def _shown(value: Value) -> str:
    """The value as a reader sees it."""
    if isinstance(value, Quantity):
        return f"{decimal_words(value.number)} {value.unit}".rstrip()
    return date_digits(value) if isinstance(value, date) else str(value)


def _exact(value: date | Quantity) -> bool:
    """Whether a cell holds the value and its unit without loss."""
    if isinstance(value, date):
        return value >= _FIRST_DAY
    return (
        len(value.number.as_tuple().digits) <= _DIGITS and abs(value.number) < 10**_DIGITS and len(value.unit) <= _UNIT
    )


def _format(value: date | Quantity) -> str:
    """The cell's number format: as many decimals as the number has, and its unit as quoted text."""
    if isinstance(value, date):
        return "dd-mm-yyyy"
    decimals = max(0, -int(value.number.normalize().as_tuple().exponent))
    unit = storable(f" {value.unit}").replace('"', '"\\""')
    return "0" + ("." + "0" * decimals if decimals else "") + (f'"{unit}"' if value.unit else "")
