"""CPR numbers and unsafe characters in text.

A room near the bottom: everything that takes text in, shows it or logs it asks
here. Nothing is stored here and nothing but spans, booleans and masked text
comes out, so that no number can travel further through this door. How a CPR
number can be written is in ``audit.cpr``.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import chain

from audit import cpr

MASK = "██████-████"
"""What is shown in place of a CPR number."""

_TOO_LONG = 10**12
"""A whole number of more digits than a CPR number has; one of thousands of digits cannot even be written out."""
_LOST_ZERO = re.compile(r"\s*(\d{9})(?:[.,]0+)?\s*")
_AS_IT_STANDS = (
    rf"\t\n\r -$'-~\u00a0-\u00ac\u00ae-\u00b1\u00b4-\u00b8\u00ba\u00bb\u00bf-\u00ff\u2010-\u201e\u2026{cpr.WALL}"
)
"""Characters that are read as they stand: nothing unseen, no digits but 0-9, none that begins &ndash; or %2D."""
_PLAIN = re.compile(f"[{_AS_IT_STANDS}]*")
_ODD = re.compile(f"[^{_AS_IT_STANDS}]")
_HARMLESS = re.compile(r"[0-9]{1,4}[-/][0-9]{1,8}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Za-zÆØÅæøå ,.\-]*")
"""Cells that most tables are full of: a number in two parts, a date, a few words."""
_CODED = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});|%[2-7][0-9A-Fa-f]")

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters that choose how the one before is drawn; Python calls them printable."""
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = re.compile(rf"\r\n|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDI}]")


def find_cpr(text: str) -> list[tuple[int, int]]:
    """Where CPR numbers stand in ``text``: (start, end) of each, from left to right.

    Characters that cannot be seen (soft hyphens, zero-width spaces, variation selectors) do not hide a number, nor do
    raised and circled digits, HTML entities (``&ndash;``) and signs as web addresses have them (``%2D``).
    """
    if len(text) < cpr.SHORTEST:
        return []
    if _PLAIN.fullmatch(text):
        return _spans(text)
    found: list[tuple[int, int]] = []
    # a raised digit after a number may also be the mark of a footnote
    for read, places in dict([_as_read(text, raised=False), _as_read(text, raised=True)]).items():
        found += [(places[start][0], places[end - 1][1]) for start, end in _spans(read)]
    return cpr.merged(found)


def holds_cpr(value: object) -> bool:
    """Whether a cell's value holds a CPR number; whole numbers are read as Excel gives them.

    A number of nine digits has lost its leading zero. Dates and truth values never hold one.
    """
    if value is None or isinstance(value, bool | date):
        return False
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        value = int(value)
    if isinstance(value, int) and abs(value) >= _TOO_LONG:
        return False
    return bool(find_cpr(str(value)))


def any_cpr(value: object) -> bool:
    """Whether a value read from a file holds a CPR number in any of its texts, numbers and keys, however deep."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case Mapping() as table:
                waiting += chain.from_iterable(table.items())
            case list() | tuple() as items:
                waiting += items
            case one if holds_cpr(one):
                return True
    return False


def surely_without_cpr(cells: Sequence[str]) -> bool:
    """Whether one look at a whole row shows that no cell of it holds a CPR number.

    False says only that each cell has to be looked at by itself. Most rows of
    a table have nothing like a number in them, and there can be a million.
    """
    looked_at = [cell for cell in cells if len(cell) >= cpr.SHORTEST and not _HARMLESS.fullmatch(cell)]
    row = cpr.WALL.join(looked_at)
    return not row or (bool(_PLAIN.fullmatch(row)) and not cpr.PERHAPS.search(row))


def mask(text: str) -> str:
    """``text`` with every CPR number replaced by blocks, for messages and logs."""
    while found := find_cpr(text):  # what stood beside a number can be one by itself
        for start, end in reversed(found):
            text = text[:start] + MASK + text[end:]
    return text


def visible(text: str) -> str:
    """``text`` with control characters and characters that turn the reading direction made visible.

    ESC becomes ␛, a right-to-left override ‹U+202E›. Newlines, tabs and
    brackets stay as they are; a Windows line end becomes a newline. Halves of
    surrogate pairs are shown too, since no file or terminal takes them.
    """
    return _UNSAFE.sub(_picture, text)


def unsafe(text: str) -> bool:
    """Whether ``text`` has characters that ``visible`` would show as something else; such a text is never stored."""
    return bool(_UNSAFE.search(text))


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
    """Where they stand in a text as it is read; a whole cell of nine digits has lost its leading zero to Excel."""
    if (whole := _LOST_ZERO.fullmatch(text)) and cpr.is_birthday("0" + whole[1][:5]):
        return [whole.span(1)]
    return cpr.spans(text)


def _as_read(text: str, *, raised: bool) -> tuple[str, list[tuple[int, int]]]:
    """The text as its reader sees it, and where in ``text`` each character of it stands."""
    read: list[str] = []
    places: list[tuple[int, int]] = []
    end = 0
    while odd := _ODD.search(text, end):
        read.append(text[end : odd.start()])
        places += _each(end, odd.start())
        start, end = odd.span()
        char = odd[0]
        if char in "&%" and (coded := _CODED.match(text, start)):
            end = coded.end()
            char = unescape(coded[0]) if char == "&" else chr(int(coded[0][1:], 16))
        seen = "".join(_drawn(one, raised=raised) for one in char)
        read.append(seen)
        places += [(start, end)] * len(seen)
    read.append(text[end:])
    return "".join(read), [*places, *_each(end, len(text))]


def _each(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each character of a stretch stands."""
    return zip(range(start, end), range(start + 1, end + 1), strict=True)


def _drawn(char: str, *, raised: bool) -> str:
    """A character as it is read: a digit of any kind as 0-9 (㉛ as 31), "" for what is not seen by itself."""
    if char.isascii() and char.isprintable():
        return char
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "No" and raised and (number := unicodedata.numeric(char)) == int(number):
        return str(int(number))
    return "" if _invisible(char) or kind in ("Mn", "Me") else char


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
