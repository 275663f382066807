"""CPR numbers and unsafe characters in text.

A room near the bottom: everything that takes text in, shows it or logs it asks
here. Nothing is stored here and nothing but spans, booleans and masked text
comes out, so that no number can travel further through this door.

What counts as a CPR number: six digits that are a date (DDMMYY) and four more,
with or without a hyphen, a slash, a point, an underscore or space between
them (a tab and a line end are space), not inside a longer run of digits. The
date may be parted in three (01.02.03-1234), the same way in both places. The
day may be 60 higher, as in the administrative numbers given to people without
a CPR number (erstatnings-CPR-nummer). The check digit (modulus 11) is not
asked for: since October 2007 numbers are issued without it (CPR-kontoret,
»Personnumre uden kontrolciffer (modulus 11 kontrol)«). Excel takes a leading
zero away, so a whole cell of nine digits is read as the ten it may have been.

The trade-off: a miss is a breach, a false alarm costs a rename. So a
ten-digit account number that happens to begin with a date is taken for a CPR
number, and so is a bare nine-digit journal number such as 201312345 (2 January
1931); written 2013-12345 it is not. Dates, telephone numbers (8 digits),
ISBN-13 and journal numbers with a year and a hyphen do not match; a date with a
two-digit year and four digits after it (01.02.13 1500) does. Regional
replacement numbers with letters in them are not recognised. Do not ask about
hexadecimal digests: one in some hundreds holds ten such digits.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

MASK = "██████-████"
"""What is shown in place of a CPR number."""

_MARKS = r"\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d/._"
_DATE = rf"\d{{6}}|\d\d(?P<between>[\s{_MARKS}])\d\d(?P=between)\d\d"
_CANDIDATE = re.compile(rf"(?<!\d)(?P<date>{_DATE})\s{{0,2}}[{_MARKS}]?\s{{0,2}}\d{{4}}(?!\d)")
_PERHAPS = re.compile(rf"(?<!\d)(?:{_DATE})(?:\d{{3}}|\s{{0,2}}[{_MARKS}]?\s{{0,2}}\d{{4}})")
"""Whatever is a candidate, and nine digits, has this in it."""
_LOST_ZERO = re.compile(r"\s*(\d{9})(?:[.,]0+)?\s*")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST = 9
"""Digits in the shortest text that can be a CPR number."""

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters that choose how the one before is drawn; Python calls them printable."""
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = re.compile(rf"\r\n|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDI}]")


def find_cpr(text: str) -> list[tuple[int, int]]:
    """Where CPR numbers stand in ``text``: (start, end) of each, from left to right.

    Characters that cannot be seen (soft hyphens, zero-width spaces, variation selectors) do not hide a number.
    """
    if len(text) < _SHORTEST:
        return []
    if text.isprintable() and not _SELECTORS.search(text):
        return _spans(text)
    seen = [place for place, char in enumerate(text) if not _invisible(char)]
    spans = _spans("".join(text[place] for place in seen))
    return [(seen[start], seen[end - 1] + 1) for start, end in spans]


def holds_cpr(value: object) -> bool:
    """Whether a cell's value holds a CPR number; whole numbers are read as Excel gives them.

    A number of nine digits has lost its leading zero. Dates and truth values never hold one.
    """
    if value is None or isinstance(value, bool | date):
        return False
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        value = int(value)
    return bool(find_cpr(str(value)))


def surely_without_cpr(cells: Sequence[str]) -> bool:
    """Whether one look at a whole row shows that no cell of it holds a CPR number.

    False says only that each cell has to be looked at by itself. Most rows of
    a table have nothing like a number in them, and there can be a million.
    """
    row = "|".join(cells)  # which is no digit and stands within no number, so that no two cells make one
    return row.isprintable() and (row.isascii() or not _SELECTORS.search(row)) and not _PERHAPS.search(row)


def mask(text: str) -> str:
    """``text`` with every CPR number replaced by blocks, for messages and logs."""
    for start, end in reversed(find_cpr(text)):
        text = text[:start] + MASK + text[end:]
    return text


def visible(text: str) -> str:
    """``text`` with control characters and characters that turn the reading direction made visible.

    ESC becomes ␛, a right-to-left override ‹U+202E›. Newlines, tabs and
    brackets stay as they are; a Windows line end becomes a newline. Halves of
    surrogate pairs are shown too, since no file or terminal takes them.
    """
    return _UNSAFE.sub(_picture, text)


def one_line(text: str) -> str:
    """``text`` made visible and on one line: newlines and tabs become spaces."""
    return visible(text).replace("\n", " ").replace("\t", " ")


def unseen_shown(text: str) -> str:
    """``text`` with characters that are not drawn made visible, and spaces that are not plain ones.

    For single words, where such a character is the mistake: a zero-width space becomes ‹U+200B›.
    """
    return "".join(_code(char) if _invisible(char) or (char.isspace() and char != " ") else char for char in text)


def without_unseen(text: str) -> str:
    """``text`` without the characters that are not drawn; line ends and tabs stay."""
    return "".join(char for char in text if not _invisible(char))


def is_blank(text: str) -> bool:
    """Whether there is nothing in ``text`` that can be seen."""
    return all(char.isspace() or _invisible(char) for char in text)


def _spans(text: str) -> list[tuple[int, int]]:
    if whole := _LOST_ZERO.fullmatch(text):
        return [whole.span(1)] if _is_birthday("0" + whole[1][:5]) else []
    return [match.span() for match in _CANDIDATE.finditer(text) if _is_birthday(match["date"])]


def _is_birthday(written: str) -> bool:
    """Whether DDMMYY, also parted as DD.MM.YY, is a day; 29 February 1900 is let through with the one of 2000."""
    day, month, year = int(written[:2]), int(written[-4:-2] if len(written) == 6 else written[3:5]), int(written[-2:])
    if day > 60:
        day -= 60
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def _invisible(char: str) -> bool:
    return (unicodedata.category(char) in ("Cf", "Cc") and char not in "\t\n\r") or bool(_SELECTORS.match(char))


def _picture(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\r\n":
        return "\n"
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else _code(char)


def _code(char: str) -> str:
    return f"‹U+{ord(char):04X}›"
