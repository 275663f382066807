"""Answers and facts as values: from what was typed to what is counted, and back.

The kinds of value, and how text becomes one. One road for all: the keyboard,
recorded answers, inline tests and the frame come here through the types of
question (``rubric.types``) and through ``rubric.facts``, so the same text means
the same everywhere.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import singledispatch
from typing import Any

from audit.rubric.fields import has_two_readings, two_readings
from audit.rubric.parts import Special
from audit.wording.dates import MONTHS, date_digits
from audit.wording.labels import option_label
from audit.wording.quoting import quoted

Value = str | tuple[str, ...] | Decimal | date | timedelta
"""Words or an option; several options in the rubric's order; a number; a day; a length of time."""

Answer = Value | Special

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DANISH = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$")
_IN_WORDS = re.compile(r"^(?:den\s+)?(\d{1,2})\.?\s*([^\W\d_]+)\.?,?\s*(\d{4})$")
_SHORT_YEAR, _FIRST_OF_LAST_CENTURY = 2, 69
_SERIAL = re.compile(r"^([1-6]\d{4})([.,]\d+)?$")
"""The days of 1927 to 2091 as Excel counts them."""
_EXCELS_DAY_0 = date(1899, 12, 30)
_NUMBER = re.compile(r"^-?\d{1,15}([.,]\d{1,6})?$")
_TOO_FINE = re.compile(r"^-?\d{1,15}[.,]\d{7,}$")
_GROUPED = re.compile(r"^-?\d{1,3}(\.\d{3})+,\d+$|^-?\d{1,3}(\.\d{3}){2,}$")
"""Points that can only stand between thousands: 53.000,50 and 1.250.000."""
_TWO_WAYS = re.compile(r"\.\d{3}$")


class NotAnAnswer(ValueError):
    """The text is not an answer to the question; the message says why, in Danish."""


def read_date(text: str) -> date:
    """A date as ``2013-10-31``, ``31.10.2013``, ``7-6-24`` or ``4. februar 2024``; NotAnAnswer for no such day.

    A month may be cut to its first three letters. A year of two digits is from 1969 to 2068, as in POSIX's ``%y``.
    """
    text = text.strip()
    if iso := _ISO.match(text):
        year, month, day = map(int, iso.groups())
    elif danish := _DANISH.match(text):
        day, month, year = map(int, danish.groups())
        if len(danish[3]) == _SHORT_YEAR:
            year += 1900 if year >= _FIRST_OF_LAST_CENTURY else 2000
    elif (words := _IN_WORDS.match(text)) and (named := _month(words[2])):
        day, month, year = int(words[1]), named, int(words[3])
    else:
        if serial := _SERIAL.match(text):
            meant = _EXCELS_DAY_0 + timedelta(days=int(serial[1]))
            what = f"{quoted(text)} er ikke en dato, men måske Excels tal for {date_digits(meant)}."
            raise NotAnAnswer(f"{what} Skriv datoen som dag-måned-år.")
        raise NotAnAnswer(f"{quoted(text)} er ikke en dato. Skriv dag-måned-år, fx 31-10-2013.")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotAnAnswer(f"datoen {quoted(text)} findes ikke.") from None


def _month(word: str) -> int:
    """The number of the month with this name, or with these first three letters; 0 for none."""
    word = word.casefold()
    found = (number for number, name in enumerate(MONTHS, 1) if word in (name, name[:3]))
    return next(found, 0)


def read_number(text: str) -> Decimal:
    """A number with a comma or a point before the decimals, and with points between thousands where that is plain.

    A point before three digits and nothing more is refused: in Danish 1.000 is a thousand, elsewhere it is one.
    """
    text = text.strip()
    if _GROUPED.match(text):
        text = text.replace(".", "")
    if text.endswith("%"):
        raise NotAnAnswer(f"{quoted(text)} er skrevet med procenttegn. Skriv tallet alene, fx 95 eller 0,95.")
    if _TOO_FINE.match(text):
        raise NotAnAnswer(f"{quoted(text)} har flere end seks decimaler. Rund det af til højst seks.")
    if not _NUMBER.match(text):
        raise NotAnAnswer(f"{quoted(text)} er ikke et tal. Skriv fx 12 eller 12,5.")
    if _TWO_WAYS.search(text):
        raise NotAnAnswer(two_readings(text, ","))
    return Decimal(text.replace(",", "."))


def option_named(options: Mapping[str, str], text: str) -> str:
    """The option whose id or label is ``text``; ``text`` itself when there is none, or several."""
    text = unicodedata.normalize("NFC", text).strip()
    found = [one for one in options if text.casefold() in (one.casefold(), option_label(options, one).casefold())]
    return found[0] if len(found) == 1 and text not in options else text


@singledispatch
def encode(answer: Answer) -> tuple[str, ...]:
    """The canonical texts that are stored and counted: one for each option of a multi.

    A type of question whose values are written in another way than Python's registers how.
    """
    return answer if isinstance(answer, tuple) else (str(answer),)


def as_text(value: Any) -> str:
    """An answer as the YAML has it, in the words a reviewer would type."""
    if isinstance(value, Decimal):
        return str(value) if has_two_readings(value) else str(value).replace(".", ",")  # a reviewer's decimal sign
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
