"""Danish numbers, dates and small words, so that every sentence of a report says them alike."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from audit.results.model import Share
from audit.rubric.values import number_text

NOTHING = "–"
"""Printed for a share when there is nothing to count among."""

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


def whole(number: int) -> str:
    """A whole number with a point between the thousands: 12.345."""
    return f"{number:,}".replace(",", ".")


def decimal_words(number: Decimal) -> str:
    """A number with a decimal comma and no superfluous zeros: 12,5."""
    return number_text(number).replace(".", ",")


def cases(number: int) -> str:
    """»1 sag«, »139 sager«."""
    return f"{whole(number)} {'sag' if number == 1 else 'sager'}"


def kommuner(number: int) -> str:
    """»1 kommune«, »10 kommuner«."""
    return f"{whole(number)} {'kommune' if number == 1 else 'kommuner'}"


def out_of(share: Share) -> str:
    """»107 ud af 139«."""
    return f"{whole(share.count)} ud af {whole(share.among)}"


def percent(share: Share) -> str:
    """»77 %«, with a space that does not break; »–« when there is nothing to count among."""
    return NOTHING if share.percent is None else f"{share.percent}\N{NO-BREAK SPACE}%"


def share_words(share: Share) -> str:
    """»107 ud af 139 (77 %)«."""
    return f"{out_of(share)} ({percent(share)})"


def share_of_cases(share: Share) -> str:
    """»107 ud af 139 sager (77 %)«, »1 ud af 1 sag (100 %)«."""
    return f"{whole(share.count)} ud af {cases(share.among)} ({percent(share)})"


def date_words(day: date) -> str:
    """»31. oktober 2013«."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime) -> str:
    """»31. oktober 2013 kl. 14.05«, with the time zone where it is known."""
    zone = moment.tzname()
    return f"{date_words(moment)} kl. {moment:%H.%M}" + (f" ({zone})" if zone else "")


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
