"""What a report counts, in words, so that every sentence says it alike."""

from datetime import datetime

from audit.results.model import Share
from audit.wording.dates import date_words
from audit.wording.numbers import counted, whole

NOTHING = "–"
"""Printed for a share when there is nothing to count among."""


def cases(number: int) -> str:
    """»1 sag«, »139 sager«."""
    return counted(number, "sag", "sager")


def kommuner(number: int) -> str:
    """»1 kommune«, »10 kommuner«."""
    return counted(number, "kommune", "kommuner")


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


def moment_words(moment: datetime) -> str:
    """»31. oktober 2013 kl. 14.05«, with the time zone where it is known."""
    zone = moment.tzname()
    return f"{date_words(moment)} kl. {moment:%H.%M}" + (f" ({zone})" if zone else "")
