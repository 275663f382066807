"""Dates as Danish writes them."""

from datetime import date, datetime

MONTHS = (
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
"""The months in order."""


def date_words(day: date) -> str:
    """»31. oktober 2013«."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def date_digits(day: date) -> str:
    """»31-10-2013«: as a date is typed, so that what is shown can be typed."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def moment_words(moment: datetime) -> str:
    """»31. oktober 2013 kl. 14.05 (UTC)«; no time zone where none is known."""
    return f"{date_words(moment)} {_time(moment)}"


def moment_digits(moment: datetime) -> str:
    """»31-10-2013 kl. 14.05 (UTC)«; no time zone where none is known."""
    return f"{date_digits(moment)} {_time(moment)}"


def _time(moment: datetime) -> str:
    zone = moment.tzname()
    return f"kl. {moment.hour:02}.{moment.minute:02}" + (f" ({zone})" if zone else "")
