"""CPR numbers are found however they are written, and unsafe characters never reach a reader unseen.

The numbers written here were never issued: they fail modulus 11, which only
numbers with the birthday 1 January do.
"""

import random
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.privacy import MASK, any_cpr, find_cpr, holds_cpr, mask, one_line, surely_without_cpr, visible

WRITTEN = yaml.safe_load((Path(__file__).parents[1] / "cases" / "cpr_numbers.yaml").read_text("utf-8"))

DAYS = st.dates(date(1900, 1, 1), date(2057, 12, 31))
SERIALS = st.integers(0, 9999).map("{:04d}".format)
DASHES = ["-", "\u2010", "\u2011", "\u2013", "\u2015", "\u2212", "\uff0d", " - ", "-\ufe0f", "/", ".", "_"]
SPACES = [" ", "\u00a0", "\u3000", "\n", "\t", "\r\n"]
UNSEEN = ["", "\u00ad", "\u200b", "\ufe0f"]
SEPARATORS = st.sampled_from([*DASHES, *SPACES, *UNSEEN])
BETWEEN = st.sampled_from(["", " ", ".", "-", "/", "_", "\u2011", "\t"])
AROUND = st.text(st.characters(exclude_categories=("Nd", "Cs")), max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        "311285-1234",
        "3112851234",
        "311285 1234",
        "311285\u00a01234",
        "311285\u20111234",
        "311285–1234",
        "311285 - 1234",
        "sagen311285-1234b",
        "(311285-1234).",
        "2013-12345, 311285-1234",
        "711285-1234",
        "290200-1234",
        "３１１２８５-1234",
        "311\u00ad285-12\u200b34",
        "020385-1234 20-03-1985",
        "203851234",
        " 203851234\n",
        "203851234,00",
        "311285\n1234",
        "311285\t1234",
        "311285\r\n 1234",
        "311285―1234",
        "311285－1234",
        "3112\ufe0f851234",
        "311285-\U000e01001234",
        "311285/1234",
        "311285.1234",
        "311285_1234",
        "31.12.85-1234",
        "31-12-85-1234",
        "31 12 85 1234",
        "31/12/85 1234",
        "fra 31-12-2013: 31.12.85-1234",
    ],
)
def test_a_cpr_number_is_found(text: str) -> None:
    assert holds_cpr(text)
    [(start, end)] = find_cpr(text)
    assert text[start] in "３320７7" and text[end - 1] == "4"
    assert mask(text) == text[:start] + MASK + text[end:]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2013-12345",
        "2013-0000001",
        "13/123456",
        "31-12-2013",
        "31.12.2013 kl. 12:30",
        "2013-12-31",
        "20131231",
        "12 34 56 78",
        "+45 12345678",
        "4512345678",
        "978-87-7011-123-4",
        "9788770111234",
        "3112851234567",
        "1311285-1234",
        "311285-12345",
        "311285-123",
        "321285-1234",
        "311385-1234",
        "310285-1234",
        "290201-1234",
        "921285-1234",
        "27.36.04-G01-5-13",
        "01-02-2013",
        "01-02-2013 1234",
        "01.02.2013-31.12.2014",
        "01.02.13-31.12.14",
        "2013-01-02 1234",
        "2013-01-02T10:11:12.1314",
        "2013-2014",
        "2012/2013",
        "13/00123",
        "13/01234",
        "2013-00123",
        "15.20.04-P21-1-13",
        "33 41 12 00",
        "+45 33 41 12 00",
        "§§ 10.11 og 12 1314",
        "1.203.851.234,00 kr.",
    ],
)
def test_what_only_resembles_a_cpr_number_is_left_alone(text: str) -> None:
    assert not holds_cpr(text)
    assert mask(text) == text


@pytest.mark.parametrize("text", WRITTEN["found"])
@pytest.mark.parametrize("place", ["{}", "Borgeren ({}) har klaget.", "Se {}, og bilag 3"])
def test_every_way_a_person_would_read_as_one_is_found(text: str, place: str) -> None:
    said = place.format(text)
    assert holds_cpr(said)
    assert "234" not in mask(said).replace(" ", "")
    assert not surely_without_cpr(["sag", said, "2013-00123"])


@pytest.mark.parametrize("text", WRITTEN["left_alone"])
def test_what_a_person_would_read_as_something_else_is_left_alone(text: str) -> None:
    assert find_cpr(text) == []


def test_every_kind_of_sign_between_is_found() -> None:
    signs = [chr(code) for code in range(0x20, 0x3000) if unicodedata.category(chr(code))[0] in "PSZ"]
    missed = [sign for sign in signs if not find_cpr(f"311285{sign}1234") or not find_cpr(f"311285 {sign}{sign} 1234")]
    assert missed == []


def test_every_kind_of_digit_is_found() -> None:
    digits: dict[str, list[str]] = {}
    for code in range(0x30, 0x1FBFA):
        char = chr(code)
        if unicodedata.digit(char, None) is not None:
            digits.setdefault(unicodedata.name(char).rpartition(" ")[0], []).append(char)
    kinds = [{unicodedata.digit(char): char for char in chars} for chars in digits.values()]
    whole = [kind for kind in kinds if set(kind) >= {1, 2, 3, 4, 5, 8}]
    numbers = ["".join(kind[int(digit)] for digit in "3112851234") for kind in whole]
    assert len(whole) > 50
    assert [number for number in numbers if not find_cpr(number)] == []


@pytest.mark.parametrize("value", [{"a": [{"b": "311285-1234"}]}, [[3112851234]], {"311285-1234": 1}, ("x", 203851234)])
def test_a_number_is_found_however_deep_in_a_file(value: object) -> None:
    assert any_cpr(value)


def test_what_holds_none_however_deep() -> None:
    deep: object = "2013-00123"
    for _ in range(5000):
        deep = {"a": [deep]}
    assert not any_cpr(deep)


MONTHS = ("jan.", "februar", "marts", "april", "maj", "juni", "juli", "aug.", "september", "okt.", "november", "dec.")
NUMBERS = 15_000
"""Of each kind that must not be taken for a CPR number."""


def _day(chance: random.Random) -> date:
    return date(1900, 1, 1) + timedelta(days=chance.randrange(47_000))


def _digits(chance: random.Random, count: int) -> str:
    return f"{chance.randrange(10**count):0{count}d}"


def _dates(chance: random.Random) -> str:
    day, other, clock = _day(chance), _day(chance), f"{chance.randrange(24):02d}{chance.randrange(60):02d}"
    return chance.choice(
        [
            *(f"{day:{form}}" for form in ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %m %Y", "%d%m%y")),
            *(f"{day:{form}}" for form in ("%d-%m-%y", "%Y%m%d", "%d%m%Y", "%Y%m%dT%H%M%S", "%Y%m%d%H%M%S")),
            f"{day.day}.{day.month}.{day.year}",
            f"{day.day}/{day.month}-{day:%y}",
            f"{day.day}/{day.month} {day.year}",
            f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
            f"{day:%d-%m-%Y} {clock[:2]}:{clock[2:]}",
            f"{day:%d-%m-%Y} {clock}",
            f"{day:%d.%m.%Y} kl. {clock}",
            f"{day:%d.%m.%y} kl. {clock}",
            f"{day:%d%m%y} kl. {clock}",
            f"{day:%Y-%m-%dT}{clock[:2]}:{clock[2:]}:12.1314",
            f"{day:%d.%m.%Y} - {other:%d.%m.%Y}",
            f"{day:%d-%m-%Y}-{other:%d-%m-%Y}",
            f"{day:%d.%m.%y}-{other:%d.%m.%y}",
            f"{day.year}-{day.year + 1}",
        ]
    )


def _case_numbers(chance: random.Random) -> str:
    year = chance.randrange(1990, 2031)
    five, six = _digits(chance, 5), _digits(chance, 6)
    return chance.choice(
        [
            *(
                f"{year}-{five}",
                f"{year}-{six}",
                f"{year}-0{six}",
                f"{year} {six}",
                f"{year}/{five}",
                f"{year}/{five[1:]}",
            ),
            *(f"{year % 100:02d}/{five}", f"{year % 100:02d}/{six}", f"{five}/{year}", f"{five}-{year}"),
            f"{year}-{five[1:]}-{five}",
            f"sag {year}{five} om fleksjob",
            f"{year}.{five[1:]}.{five[2:]}",
            f"27.{five[:2]}.{six[:2]}-G01-{six[2:]}",
            f"{year}-{five}, {year}-{six}",
        ]
    )


def _phones(chance: random.Random) -> str:
    pairs = " ".join(_digits(chance, 2) for _ in range(4))
    whole = pairs.replace(" ", "")
    return chance.choice(
        [
            *(pairs, whole, f"+45 {pairs}", f"+45{whole}", f"0045{whole}", f"0045 {pairs}", f"(+45) {whole}"),
            *(f"{whole[:4]} {whole[4:]}", pairs.replace(" ", "-"), f"{pairs} / {pairs}", f"{pairs}, {pairs}"),
            *(f"tlf. {pairs}, {chance.randrange(1990, 2031)}", f"{pairs} lok. {_digits(chance, 4)}"),
        ]
    )


def _ean_numbers(chance: random.Random) -> str:
    whole = "57" + _digits(chance, 11)
    return chance.choice(
        [
            *(whole, f"EAN {whole}", _digits(chance, 13), f"{whole[0]} {whole[1:7]} {whole[7:]}"),
            *(f"{whole[:4]} {whole[4:8]} {whole[8:]}", f"978-87-{whole[4:8]}-{whole[8:11]}-{whole[12]}"),
            *(" ".join(whole[start : start + 2] for start in range(0, 13, 2)), f"CVR {whole[5:]}"),
        ]
    )


@pytest.mark.parametrize("make", [_dates, _case_numbers, _phones, _ean_numbers])
def test_thousands_of_other_numbers_are_left_alone(make: Callable[[random.Random], str]) -> None:
    chance = random.Random(make.__name__)
    texts = [make(chance) for _ in range(NUMBERS)]
    taken = [text for text in texts if find_cpr(text) or find_cpr(f"Jf. brev ({text}) og notat.")]
    assert taken == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3112851234, True),
        (3112851234.0, True),
        (203851234, True),
        (203851234.0, True),
        (Decimal("203851234.0"), True),
        (203851234.5, False),
        (20385123, False),
        (float("nan"), False),
        (float("inf"), False),
        (True, False),
        (None, False),
        (date(1985, 12, 31), False),
        ("", False),
    ],
)
def test_values_as_excel_gives_them(value: object, expected: bool) -> None:
    assert holds_cpr(value) is expected


@given(AROUND, DAYS, BETWEEN, SEPARATORS, SERIALS, AROUND, st.booleans())
def test_every_birthday_and_serial_is_found_where_it_stands(
    before: str, day: date, between: str, separator: str, serial: str, after: str, replacement: bool
) -> None:
    number = f"{day.day + 60 * replacement:02d}{between}{day:%m}{between}{day:%y}{separator}{serial}"
    text = f"{before}|{number}|{after}"
    assert find_cpr(text) == [(len(before) + 1, len(before) + 1 + len(number))]
    assert mask(text) == f"{before}|{MASK}|{after}"


@given(DAYS, SERIALS)
def test_a_number_that_excel_took_for_an_amount_is_found(day: date, serial: str) -> None:
    number = int(f"{day:%d%m%y}{serial}")
    assert holds_cpr(number)
    assert holds_cpr(float(number))
    assert holds_cpr(str(number))


@given(st.integers(0, 999999).map("{:06d}".format), SERIALS)
def test_six_digits_that_are_no_day_in_any_century_are_not_taken(digits: str, serial: str) -> None:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    real = []
    for century in (1800, 1900, 2000):
        start = date(century + year, 1, 1)
        real += [start + timedelta(days=offset) for offset in range(366)]
    known = any((one.day, one.month, one.year % 100) == (day % 60 if day > 60 else day, month, year) for one in real)
    assert holds_cpr(f"{digits}-{serial}") is known


FORMS = ["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"]
DATES = st.builds(lambda day, form: day.strftime(form), DAYS, st.sampled_from(FORMS))
JOURNALS = st.tuples(st.integers(1990, 2030), st.integers(0, 99999)).flatmap(
    lambda pair: st.sampled_from([f"{pair[0]}-{pair[1]:05d}", f"{pair[0] % 100:02d}/{pair[1]:05d}"])
)
PHONES = st.lists(st.integers(0, 99).map("{:02d}".format), min_size=4, max_size=4).flatmap(
    lambda pairs: st.sampled_from([" ".join(pairs), "".join(pairs), "+45 " + " ".join(pairs)])
)
YEARS = st.integers(1990, 2030).flatmap(
    lambda year: st.sampled_from([f"{year}-{year + 1}", f"{year}/{year + 1}", f"{year} – {year + 1}"])
)


@given(st.lists(st.one_of(DATES, JOURNALS, PHONES, YEARS), min_size=1, max_size=4), st.sampled_from([", ", "; ", "|"]))
def test_dates_journal_numbers_telephone_numbers_and_years_are_left_alone(said: list[str], parted: str) -> None:
    assert find_cpr(parted.join(said)) == []


@given(DAYS, DAYS, st.sampled_from(FORMS), st.sampled_from([" ", "-", " - ", "–", "/", "\n"]))
def test_two_dates_are_left_alone(begin: date, end: date, form: str, to: str) -> None:
    assert find_cpr(f"{begin:{form}}{to}{end:{form}}") == []


@given(st.text(st.sampled_from("0123456789 -./_\u00ad\ufe0f\n,a"), max_size=40))
def test_nothing_is_left_after_masking(text: str) -> None:
    assert find_cpr(mask(text)) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[jf. § 50] og [/x]", "[jf. § 50] og [/x]"),
        ("\x1b[31mrød\x1b[0m", "␛[31mrød␛[0m"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb␍c"),
        ("\x00\x7f\x9b", "␀␡‹U+009B›"),
        ("\u202eefil\u202c", "‹U+202E›efil‹U+202C›"),
        ("\u2066x\u2069\u200f\u2028", "‹U+2066›x‹U+2069›‹U+200F›‹U+2028›"),
        ("\ud800", "‹U+D800›"),
        ("æøå – »ja« 🙂", "æøå – »ja« 🙂"),
    ],
)
def test_unsafe_characters_are_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_visible_text_is_safe_and_says_no_more_when_asked_again(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert all(unicodedata.category(char) not in ("Cc", "Cs") or char in "\n\t" for char in shown)
    assert not set(one_line(text)) & set("\n\t\r\x1b")


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["010203-1234", " 10203123 4", "102031234", "102031234,0", "01.02.03 1234", "2013-12345"]),
            st.text("0123 -|/.\u00ad", max_size=14),
        ),
        max_size=4,
    )
)
def test_one_look_at_a_row_misses_no_number(cells: list[str]) -> None:
    if surely_without_cpr(cells):
        assert not any(map(holds_cpr, cells))


def test_one_look_at_a_row_is_enough_for_most() -> None:
    assert surely_without_cpr(["2013-0001234", "101", "13/0000617", "København", "2014-05-01", "fleksjob"])
    assert surely_without_cpr(["0102", "031234", ""])
    assert not surely_without_cpr(["sag", "0102031234"])
