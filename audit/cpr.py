"""The ways in which a CPR number is written.

A room near the bottom, which knows nothing but digits and what stands between
them; ``audit.privacy`` makes a text ready for it and is what others ask.

A CPR number is a day (DDMMYY, or DDMMYYYY with a year from 1858 to 2057) and
four digits more. The day may be 60 higher, as in the administrative numbers
given to people without a CPR number (erstatnings-CPR-nummer). The check digit
(modulus 11) is not asked for: since October 2007 numbers are issued without it
(CPR-kontoret, »Personnumre uden kontrolciffer (modulus 11 kontrol)«).

Between the day and the four digits anything but a letter or a digit may stand
(311299--1234, 311299(1234)), and up to four words (311299 nr 1234). The day may
be parted (31/12-99 1234, 5.3.1985-1234) or have its month in letters. Spaces
may stand anywhere (31 1299 12 34). The zero that a spreadsheet takes away may be
missing (50385-1234, 503851234).

The trade-off: a miss is a breach, a false alarm costs a rename. So a ten-digit
account number that happens to begin with a day is taken for a CPR number; so is
a date with a two-digit year and four digits after it (01.02.13 1500), and a
cell that holds nothing but a journal number such as 201312345 (2 January 1931).
Within a text, nine digits that begin with a year from 2000 to 2099 are left
alone, since they are years with case numbers, unless »cpr« or the like stands
before them. So are a date with a four-digit year and space
before the four digits (01.02.2013 1500), and, where what stands between is as in
a list or a sentence, four digits that are a year (120345, 2013). Regional
replacement numbers with letters in them are not recognised. Do not ask about
hexadecimal digests: one in some hundreds holds ten such digits.
"""

import re
from collections.abc import Callable, Iterable

SHORTEST = 9
"""Digits in the shortest text that can be a CPR number."""

_MARK = r"[\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d/._\\|~+*=\u00b7\u2022\u2219\u22c5\u2026]"
_PART = rf"(?:\s{{0,2}}{_MARK}{{1,3}}\s{{0,2}}|\s{{1,2}}|[,':])"
_LETTER = "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]"
_WORDS = rf"[\W_]{{0,4}}(?:{_LETTER}{{1,15}}[\W_]{{1,5}}){{0,3}}{_LETTER}{{1,15}}[\W_]{{0,4}}"
_GAP = rf"(?P<gap>[\W_]{{0,8}}|\s{{9,80}}|{_WORDS})"
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SPACED = r"(?:\s{0,2}\d)"

_COMPACT = rf"(?P<date>\d{{6}}|\d{{8}}){_GAP}(?P<serial>\d{{4}})(?!\d)"
_PARTED = (
    rf"(?P<day>\d\d?)(?P<one>{_PART})(?P<month>\d\d?)(?P<two>{_PART})(?P<year>\d{{4}}|\d\d)"
    rf"{_GAP}(?P<serial>\d{{4}})(?!\d)"
)
_NAMED = (
    rf"(?P<day>\d\d?)\.?[\s\-]{{0,2}}(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?[\s\-]{{0,2}}(?P<year>\d{{4}}|\d\d)"
    rf"(?P<gap>\s{{0,2}}{_MARK}{{1,3}}\s{{0,2}}|\s{{1,8}})(?P<serial>\d{{4}})(?!\d|[.,:]\d)"
)
_PAIRS = (
    rf"(?<!\d{_MARK})(?<!\d:)(?P<day>\d\d)(?P<mark>{_MARK}|:)(?P<month>\d\d)(?P=mark)(?P<year>\d\d)"
    rf"(?P=mark)\d\d(?P=mark)\d\d(?!\w|(?:{_MARK}|:)\w)"
)
_SHORT = (
    rf"(?<!\d{_MARK})(?<!\d\s)(?P<date>\d{{5}})(?P<gap>\s?{_MARK}{{1,3}}\s?|\s?)(?P<serial>\d{{4}})"
    rf"(?!\s?\d)(?!{_MARK}\d)"
)
_SPREAD = (
    rf"(?<!\d\s)(?P<date>\d{_SPACED}{{5}}(?:{_SPACED}{{2}})?)(?P<gap>\s{{0,2}}{_MARK}{{0,3}}\s{{0,2}})"
    rf"(?P<serial>\d{_SPACED}{{3}})(?!\s{{0,2}}\d|[./\-]\d)"
)
_SINGLE = r"(?<!\d[\W_])\d(?:[\W_]{1,2}\d){9}(?![\W_]?\d)"

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_NUMBER_WORD = re.compile(r"cpr|person|pnr|løbe|sidste|cif|kontrol|fire", re.IGNORECASE)
_OF_NUMBER = re.compile(rf"{_NUMBER_WORD.pattern}|\bnr\b|nummer", re.IGNORECASE)
_COUNTED = re.compile(r"\s?(?:kr|dkk|sager|stk|timer|dage|pct|procent|personer|%)", re.IGNORECASE)
_OFFSET = re.compile("(?:0[0-9]|1[0-4])(?:00|15|30|45)")
_TIME_OR_MONEY = re.compile(r"\b(?:kl|klokken|kr|dkk)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:sag\w*|j|journal\w*|dok\w*|bilag|lov|bek\w*|side|tlf|kl|klokken|kr)\b", re.IGNORECASE)
_AFTER = re.compile(r"\s?[-/]\d")


def spans(text: str) -> list[tuple[int, int]]:
    """Where CPR numbers stand in a text whose digits are 0-9: (start, end) of each, from left to right.

    Numbers that overlap are one span.
    """
    found = []
    for pattern, fits in _WAYS:
        place = 0
        while match := pattern.search(text, place):
            if fits(match):
                found.append(match.span())
                place = match.end()
            else:
                place = match.start() + 1
    return merged(found)


def merged(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    one: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if one and start < one[-1][1]:
            one[-1] = (one[-1][0], max(end, one[-1][1]))
        else:
            one.append((start, end))
    return one


def is_birthday(digits: str) -> bool:
    """Whether DDMMYY or DDMMYYYY is a day; 29 February 1900 is let through with the one of 2000."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if len(digits) == 8 and not 1858 <= year <= 2057:
        return False
    if day > 60:
        day -= 60
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def _compact(match: re.Match[str]) -> bool:
    """311299-1234, 31121999 1234, 311299 nr 1234."""
    gap = match["gap"]
    if not is_birthday(match["date"]) or _TIME_OR_MONEY.search(gap):
        return False
    if not _YEAR.fullmatch(match["serial"]) or _NUMBER_WORD.search(gap) or gap in ("", "-"):
        return True
    listed = re.search(r"[^\W\d_]|[,;:|]", gap) or _AFTER.match(match.string, match.end())
    return len(match["date"]) == 6 and not listed


def _parted(match: re.Match[str]) -> bool:
    """31.12.99-1234, 31/12-99 1234, 5.3.1985-1234."""
    gap, year = match["gap"], match["year"]
    if not (is_birthday(f"{match['day']:0>2}{match['month']:0>2}{year}") and _parted_alike(match)):
        return False
    if re.search(r"[^\W\d_]", gap):
        return bool(_OF_NUMBER.search(gap)) and not _OF_ANOTHER.search(gap)
    is_year = _YEAR.fullmatch(match["serial"])
    if re.search(r"[,;:]", gap) and len(gap) > 1:
        listed = match["one"].isspace() or is_year or _COUNTED.match(match.string, match.end())
        return len(year) == 2 and gap.strip() == "," and not listed
    if match["one"] == ":" and _is_time(match):
        return False
    if is_year and (_AFTER.match(match.string, match.end()) or _in_a_row(match)):
        return False
    if len(year) == 2:
        return True
    return not gap.isspace() and not re.search(r"\.\s", gap) and not (is_year and re.search(r"\s", gap))


def _parted_alike(match: re.Match[str]) -> bool:
    """Whether what parts day, month and year belongs to one date: the same twice, or as in 31/12-99 and 31/12 1999."""
    one, two = match["one"], match["two"]
    short = len(match["day"] + match["month"]) < 4
    before = match.string[max(0, match.start() - 2) : match.start()]
    if short and (one.isspace() or one in ",'" or re.fullmatch(rf"\d{_MARK}", before)):
        return False
    if one == two:
        return True
    if match["gap"] == "" or re.search(r"[|+=*~\\,']", one + two):
        return False
    if two.isspace():
        return one in ("/", ".")
    return not one.isspace() and one[0].isspace() == two[0].isspace()


def _is_time(match: re.Match[str]) -> bool:
    """Whether hours, minutes and seconds are read as a day: 10:12:45, also before what they differ from UTC."""
    clock = int(match["day"]) < 24 and int(match["year"]) < 60
    return clock and (match["gap"] != "-" or bool(_OFFSET.fullmatch(match["serial"])))


def _pairs(match: re.Match[str]) -> bool:
    """31-12-99-12-34."""
    return is_birthday(match["day"] + match["month"] + match["year"])


def _in_a_row(match: re.Match[str]) -> bool:
    """Whether the day goes on from two digits and space before it, as the pairs of a telephone number do."""
    before = match.string[max(0, match.start() - 3) : match.start()]
    return match["one"].isspace() and bool(re.fullmatch(r"\d\d\s", before))


def _named(match: re.Match[str]) -> bool:
    """31. december 1999-1234, 31 dec 1999 1234."""
    month = _MONTHS.index(match["name"].lower()) + 1
    return is_birthday(f"{match['day']:0>2}{month:02d}{match['year']}") and not _YEAR.fullmatch(match["serial"])


def _short(match: re.Match[str]) -> bool:
    """50385-1234, 503851234: the leading zero is lost."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    if match["gap"] == "" and match["date"].startswith("20") and not _NUMBER_WORD.search(before):
        return False
    return is_birthday("0" + match["date"]) and (match["gap"] == "" or not _YEAR.fullmatch(match["serial"]))


def _spread(match: re.Match[str]) -> bool:
    """3 1 1 2 9 9 - 1 2 3 4, 311299-12 34, 31 1299 12 34."""
    digits, serial, gap = ("".join(match[part].split()) for part in ("date", "serial", "gap"))
    whole = (digits, serial) == match.group("date", "serial")  # which is for ``_compact`` to judge
    if whole or not is_birthday(digits):
        return False
    if gap:
        return len(digits) == 6 or not _YEAR.fullmatch(serial)
    groups = match[0].split()
    sizes = [len(group) for group in groups]
    thousands = sizes[0] <= 3 and all(size == 3 for size in sizes[1:])
    beside = sizes in ([2, 8], [8, 2]) or (sizes[0] == 4 and _YEAR.fullmatch(groups[0]))
    return len(digits) == 6 and not thousands and not beside


def _single(match: re.Match[str]) -> bool:
    """3.1.1.2.9.9.1.2.3.4."""
    return is_birthday(re.sub(r"\D", "", match[0])[:6])


_Fits = Callable[[re.Match[str]], bool]
_WAYS: tuple[tuple[re.Pattern[str], _Fits], ...] = tuple(
    (re.compile(rf"(?<!\d){pattern}", re.IGNORECASE), fits)
    for pattern, fits in (
        (_COMPACT, _compact),
        (_PARTED, _parted),
        (_NAMED, _named),
        (_PAIRS, _pairs),
        (_SHORT, _short),
        (_SPREAD, _spread),
        (_SINGLE, _single),
    )
)

WALL = "\u10ef"
"""Put between the cells of a row: a letter that stands in no way of writing a CPR number."""

_FAR = rf"[^\d{WALL}]{{1,80}}"
PERHAPS = re.compile(
    rf"(?<!\d)(?:\d{{9}}|\d{{5,8}}{_FAR}\d|\d{{1,4}}\s{{1,2}}\d|\d(?:[\W_]{{1,2}}\d){{5}}"
    rf"|\d\d?[\W_]{{1,7}}\d\d?[\W_]{{1,7}}(?:\d{{6}}|\d\d(?:\d\d)?{_FAR}\d{{4}})"
    rf"|\d\d(?:[\W_]\d\d){{4}}|\d\d?\.?[\s\-]{{0,2}}(?:{'|'.join(_MONTHS)}))",
    re.IGNORECASE,
)
"""Whatever is written as a CPR number has this in it, and little else has; cells of a row are joined by ``WALL``."""
