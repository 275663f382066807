"""What one Excel cell says: its text as Excel shows it, its raw value, and whether it can be trusted."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from audit.privacy import mask, one_line
from audit.sheets.number_formats import shown
from audit.sheets.table import clean
from audit.wording.numbers import exact_text

_EXACT = 10**15
"""Excel keeps 15 digits of a number and turns the rest to zeros (Excel specifications and limits)."""
_NOT_OF_A_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
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

    @property
    def number_format(self) -> str:
        """How Excel shows a number or a date."""


class Read(NamedTuple):
    """A cell as read.

    ``wrong`` is "" for a cell that can be trusted; the text of any other is "".
    A number or a date with the text "" is shown in a way that is not worked out here.
    """

    text: str
    raw: object
    wrong: str = ""
    todo: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.wrong or self.raw not in (None, ""))


_EMPTY = Read("", None)


def read_cell(cell: ExcelCell) -> Read:
    """The cell as text: numbers as Excel shows them, dates in ISO 8601, None as ""."""
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
        return _number(value, cell.number_format)
    if isinstance(value, date):
        return Read(_day(value, cell.number_format), value)
    if isinstance(value, time | timedelta):
        return Read(_clock(value), value)
    text = clean(_ESCAPED.sub(_unescaped, str(value)))
    return Read(text, text)


def _number(value: int | float, number_format: str) -> Read:
    if not math.isfinite(value) or abs(value) >= _EXACT:
        what = "cellens tal har flere end 15 cifre, og resten har Excel rundet af."
        return Read("", value, what, "Skriv tallet som tekst.")
    if number_format == "General":
        return Read(exact_text(value), value)
    return Read(shown(value, number_format) or "", value)


def _day(value: date, number_format: str) -> str:
    """The day, with the time where it is shown; "" where day, month or year is not."""
    signs = _NOT_OF_A_DATE.sub("", number_format).casefold()
    if not all(any(sign in signs for sign in both) for both in (("d",), ("m",), ("y", "å"))):
        return ""
    if isinstance(value, datetime) and value.time() != time() and ("h" in signs or "t" in signs):
        return value.isoformat(" ")
    return value.isoformat()[:10]


def _clock(value: time | timedelta) -> str:
    """Hours, a colon and minutes, and seconds where there are any; more than 24 hours stay hours."""
    seconds = (
        int(value.total_seconds())
        if isinstance(value, timedelta)
        else value.hour * 3600 + value.minute * 60 + value.second
    )
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    text = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
