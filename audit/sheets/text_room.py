"""How many lines a text takes in a column, and how a text is divided that takes more than a row can show."""

from collections.abc import Iterator
from functools import lru_cache
from textwrap import TextWrapper

LINE_HEIGHT, ROW_SPACE = 15.0, 3.0
"""Points for a line of the workbook's 11 point type, and for the space of a row."""
HIGHEST = 409.0
"""Points; no row can be higher in Excel."""
MOST_LINES = int((HIGHEST - ROW_SPACE) / LINE_HEIGHT)
"""What the highest row shows; well under the 253 line feeds that a cell can hold."""
GOES_ON = "… fortsættes"
"""The last line of a text that goes on in the row below."""
_PLAIN_FITS, _BOLD_FITS = 1.05, 0.95
"""Letters of Danish text in the room of one digit, which is what widths are counted in."""


def digits_wide(letters: int, *, bold: bool) -> float:
    """The width, in digits, that so many letters may need; rather too wide than too narrow."""
    return letters / _BOLD_FITS if bold else letters


def letters_in(width: float, *, bold: bool) -> int:
    """How many letters a line has room for in a column of this width, in digits; at least one."""
    return int((width - 1) * (_BOLD_FITS if bold else _PLAIN_FITS)) or 1


def longest_line(text: str) -> int:
    """The letters of the longest line as it is written."""
    return max(map(len, text.split("\n")))


@lru_cache(4096)
def line_count(text: str, letters: int) -> int:
    """How many lines a text takes where a line has room for so many letters; rather one too many than one too few."""
    return len(lines(text, letters))


def lines(text: str, letters: int) -> list[str]:
    """The text's lines as they are shown, each with its line end; joined they are the text."""
    wrapper = TextWrapper(letters, expand_tabs=False, replace_whitespace=False, drop_whitespace=False)
    *ended, last = text.split("\n")
    written = [*(f"{line}\n" for line in ended), last]
    return [shown for line in written for shown in _wrapped(line, letters, wrapper)]


def parts(text: str, letters: int) -> Iterator[str]:
    """The text in parts that a row can show each; joined they are the text."""
    shown = lines(text, letters)
    for start in range(0, len(shown), MOST_LINES - 1):
        yield "".join(shown[start : start + MOST_LINES - 1])


def going_on(text: str, widest: int, *, bold: bool) -> list[str]:
    """The text, or its parts where a row cannot show it in a column of this width; each that goes on says so last."""
    letters = letters_in(min(longest_line(text), widest) + 2, bold=bold)
    if len(text) <= MOST_LINES or line_count(text, letters) <= MOST_LINES:
        return [text]
    *before, last = parts(text, letters)
    return [*(f"{part.rstrip()}\n{GOES_ON}" for part in before), last]


def _wrapped(line: str, letters: int, wrapper: TextWrapper) -> list[str]:
    """One written line as the lines it is shown on; its line end takes no room."""
    end = "\n" if line.endswith("\n") else ""
    words = line.removesuffix("\n")
    if len(words) <= letters:
        return [line]
    *before, last = wrapper.wrap(words)
    return [*before, last + end]
