"""Dates as Danish writes them."""

from datetime import date

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


def date_words(day: date) -> str:
    """»31. oktober 2013«."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def date_digits(day: date) -> str:
    """»31-10-2013«: as a date is typed, so that what is shown can be typed."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"
