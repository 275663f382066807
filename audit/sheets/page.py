"""One printed table on one sheet: title, notes, headings, rows, widths and print setup.

All sheets of the workbook are made through this, so that they look alike, are
read alike by a screen reader, and print with their headings on every page.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.privacy import one_line
from audit.sheets.storable import starts_like_formula, storable
from audit.wording.dates import date_digits
from audit.wording.numbers import decimal_words
from audit.wording.shares import NOTHING

CONSTRUCTED = "Konstruerede data"
CONSTRUCTED_LINE = f"{CONSTRUCTED} – ingen virkelige sager, borgere eller afgørelser"

_A4 = "9"
_LINE_HEIGHT = 15.0
"""Points for a line of the workbook's 11 point type."""
_ROW_SPACE = 3.0
_SHORT_TITLE = 8
"""Characters of a heading that are kept on one line."""
_PLAIN_FITS, _BOLD_FITS = 1.05, 0.95
"""Letters of Danish text in the room of one digit, which is what widths are counted in."""
_HIGHEST = 409.0
"""Points; no row can be higher in Excel."""
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
                        _style(kind, look, tone),
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
        self._merged: list[tuple[int, float]] = []

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
            put(self.sheet, self.row, number, column.title, name)

    def add(self, values: Sequence[Value], look: Look = Look.PLAIN) -> int:
        """One row of the table; returns its number in the sheet."""
        self.row += 1
        for number, (column, value) in enumerate(zip(self.columns, values, strict=True), 1):
            put(self.sheet, self.row, number, value, _style(column.kind, look, column.tone))
            fits = _BOLD_FITS if look is Look.STRONG else 1
            width = math.ceil(_longest_line(value) / fits)
            self._widths[number - 1] = max(self._widths[number - 1], width)
            if isinstance(value, date | Quantity):
                self._uncut[number - 1] = max(self._uncut[number - 1], width)
        return self.row

    def finish(self, footer: str, *, filters: bool = True) -> None:
        """Widths, frozen headings, filter and print setup."""
        widths = [
            max(uncut, min(width, column.widest)) + 2
            for column, width, uncut in zip(self.columns, self._widths, self._uncut, strict=True)
        ]
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        for row, size in self._merged:
            self._set_height(row, _lines(self.sheet.cell(row, 1), sum(widths) / size) * size)
        for cells in self.sheet.iter_rows(min_row=self.header_row):
            lines = [_lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
            self._set_height(int(cells[0].row or 0), max(lines))
        last = get_column_letter(len(self.columns))
        self.sheet.freeze_panes = f"A{self.header_row + 1}"
        if filters and self.row > self.header_row:
            self.sheet.auto_filter.ref = f"A{self.header_row}:{last}{self.row}"
        self.sheet.print_area = f"A1:{last}{self.row}"
        self.sheet.print_title_rows = f"1:{self.header_row}"
        _set_up_print(self.sheet, footer)

    def _across(self, text: str, style: str, size: float) -> None:
        """A line over the whole width of the table."""
        self.row += 1
        put(self.sheet, self.row, 1, text, style)
        if len(self.columns) > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=len(self.columns))
        self._merged.append((self.row, size))

    def _set_height(self, row: int, lines: float) -> None:
        """Set a row's height, since not every program measures wrapped text when it opens a file."""
        self.sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT + _ROW_SPACE, _HIGHEST)


def put(sheet: Worksheet, row: int, column: int, value: Value, style: str) -> None:
    """Write a value: a text as text whatever it begins with, a number as a number, a date as a date.

    A date or a number that Excel cannot hold exactly is written in words.
    """
    if isinstance(value, date | Quantity) and not _exact(value):
        value = _shown(value)
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "only the lines of the head are merged, after they are written"
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


def _style(kind: CellKind, look: Look, tone: Tone) -> str:
    return f"{look.value}, {kind.value.lower()}{tone.value}"


def _lines(cell: Cell | MergedCell, width: float) -> int:
    """How many lines a cell's text takes in a column of this width; rather one too many than one too few."""
    texts = str(cell.value).split("\n") if cell.value is not None else []
    room = int((width - 1) * (_BOLD_FITS if cell.font.bold else _PLAIN_FITS)) or 1
    return sum(1 if len(text) <= room else max(1, len(wrap(text, room))) for text in texts)


def _least_width(title: str) -> int:
    """Room for the longest word of a heading, and for all of a short one."""
    return max(min(len(title), _SHORT_TITLE), *map(len, title.split()), 0) + 1


def _longest_line(value: Value) -> int:
    return max(map(len, _shown(value).split("\n"))) if value is not None else 0


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


def _set_up_print(sheet: Worksheet, footer: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.85, 0.4
    assert sheet.oddFooter is not None
    sheet.oddFooter.left.text = one_line(footer)[:150].replace("&", "&&")
    sheet.oddFooter.right.text = "Side &P af &N"
