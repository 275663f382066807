"""What one Excel cell says: its text, its raw value, and whether it can be trusted."""

import math
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple, Protocol

from audit.privacy import mask, one_line
from audit.sheets.table import clean

_EXACT = 10**15
"""Excel keeps 15 digits of a number and turns the rest to zeros (Excel specifications and limits)."""
_ESCAPED = re.compile(r"_x00(0[0-9A-Fa-f]|1[0-9A-Fa-f])_")
"""A control character as it is written in a workbook's XML (ECMA-376, ST_Xstring)."""


class ExcelCell(Protocol):
    """As much of openpyxl's cells as is read here."""

    @property
    def value(self) -> object:
        """The Python value; a formula is its text or an object with one."""

    @property
    def data_type(self) -> str:
        """n, s, b, d, e or f."""


class Read(NamedTuple):
    """A cell as read. ``wrong`` is "" for a cell that can be trusted; the text of any other is ""."""

    text: str
    raw: object
    wrong: str = ""
    todo: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.wrong)


_EMPTY = Read("", None)


def read_cell(cell: ExcelCell) -> Read:
    """The cell's value as text: dates in ISO 8601, numbers with a comma before any decimals, None as ""."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return _EMPTY
    if kind == "f":
        raw = str(getattr(value, "text", value))
        what = "cellen har en formel, hvis resultat ikke kan efterprøves."
        return Read("", raw, what, "Erstat formlen med værdien (Indsæt speciel, Værdier).")
    if kind == "e":
        return Read("", value, f"cellen har fejlen {one_line(mask(str(value)))}.", "Ret den i Excel.")
    if isinstance(value, bool):
        word = "SAND" if value else "FALSK"
        return Read("", value, f"cellen har sandhedsværdien {word}.", "Skriv den som tekst, fx ja eller nej.")
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return Read(value.date().isoformat() if midnight else value.isoformat(" "), value)
    if isinstance(value, date | time):
        return Read(value.isoformat(), value)
    text = clean(_ESCAPED.sub(_unescaped, str(value)))
    return Read(text, text)


def _number(value: int | float) -> Read:
    if not math.isfinite(value) or abs(value) >= _EXACT:
        what = "cellens tal har flere end 15 cifre, og resten har Excel rundet af."
        return Read("", value, what, "Skriv tallet som tekst.")
    if value == int(value):
        return Read(str(int(value)), value)
    return Read(format(Decimal(format(value, ".15g")), "f").replace(".", ","), value)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
