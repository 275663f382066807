"""Danish numbers, dates and lists of words, so that everything that puts a rubric in words says them alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from audit.rubric.model import Within
from audit.rubric.values import number_text

_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)

_UNITS = {"days": ("dag", "dage"), "weeks": ("uge", "uger"), "months": ("måned", "måneder"), "years": ("år", "år")}


def whole(number: int) -> str:
    """A whole number with a point between the thousands: 12.345."""
    return f"{number:,}".replace(",", ".")


def counted(number: int, one: str, many: str) -> str:
    """A whole number with its noun: »1 spørgsmål«, »139 sager«."""
    return f"{whole(number)} {one if number == 1 else many}"


def decimal_words(number: Decimal) -> str:
    """A number with a decimal comma and no superfluous zeros: 12,5."""
    return number_text(number).replace(".", ",")


def date_words(day: date) -> str:
    """»31. oktober 2013«."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def listed(words: Sequence[str], last: str = "og") -> str:
    """»a, b og c«."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(words: Sequence[str], last: str = "eller") -> str:
    """»»a«, »b« eller »c««."""
    return listed([f"»{word}«" for word in words], last)


def sentence(text: str) -> str:
    """The text with a full stop, and only one."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def clause(text: str) -> str:
    """The text without its full stop, to stand inside another sentence."""
    return text.rstrip(". ")


def length(within: Within) -> str:
    """How long a deadline is: »3 uger«, »1 måned«."""
    numbers = {unit: getattr(within, unit) for unit in _UNITS}
    return listed([counted(number, *_UNITS[unit]) for unit, number in numbers.items() if number is not None])
