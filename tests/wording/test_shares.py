from datetime import UTC, datetime
from decimal import Decimal

import pytest

from audit.nouns import CASE
from audit.results.model import Share
from audit.wording.dates import moment_digits, moment_words
from audit.wording.numbers import counted
from audit.wording.shares import percent_words


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 sager"), (1, "1 sag"), (2, "2 sager"), (1001, "1.001 sager"), (1234567, "1.234.567 sager")],
)
def test_cases_are_counted_in_danish(number: int, text: str) -> None:
    assert counted(number, CASE) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Share(107, 139), "107 ud af 139 sager (77 %)"),
        (Share(1, 1), "1 ud af 1 sag (100 %)"),
        (Share(0, 0), "0 ud af 0 sager (–)"),
        (Share(1, 8), "1 ud af 8 sager (13 %)"),  # 12.5, half up
        (Share(1, 40), "1 ud af 40 sager (3 %)"),  # 2.5, half up
        (Share(2, 5, unknown=2), "2 ud af 5 sager, heraf 2 ukendt (40 %)"),
        (Share(2, 5, 2, 3), "2 ud af 5 sager, heraf 2 ukendt (40 %); om 3 til hører med, er ukendt"),
        (Share(0, 0, 0, 1), "0 ud af 0 sager (–); om 1 til hører med, er ukendt"),
        (Share(1500, 12000), "1.500 ud af 12.000 sager (13 %)"),
    ],
)
def test_a_share_names_both_counts(share: Share, text: str) -> None:
    assert share.words_of(CASE).replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("share", "those", "text"),
    [
        (Share(13, 49), "sager om fleksjob", "13 af de 49 sager om fleksjob (27 %)"),
        (Share(23, 139), "alle sager", "23 af de 139 sager (17 %)"),
        (Share(23, 139), "", "23 af de 139 sager (17 %)"),
        (Share(1, 53), "kontanthjælpssager", "1 af de 53 kontanthjælpssager (2 %)"),
        (
            Share(2, 5, 2, 3),
            "sager, hvor x",
            "2 af de 5 sager, hvor x, heraf 2 ukendt (40 %); om 3 til hører med, er ukendt",
        ),
        (Share(1, 1), "sager om fleksjob", "1 ud af 1 sag (100 %), talt blandt sager om fleksjob"),
        (Share(0, 0), "", "0 ud af 0 sager (–)"),
        (Share(5, 20), "hele stikprøven", "5 ud af 20 sager (25 %), talt blandt hele stikprøven"),
    ],
)
def test_a_share_of_cases_that_have_a_name(share: Share, those: str, text: str) -> None:
    assert share.of_those(CASE, those).replace("\N{NO-BREAK SPACE}", " ") == text


def test_percent_does_not_part_from_its_number() -> None:
    assert Share(1, 2).percent_words == "50\N{NO-BREAK SPACE}%"
    assert percent_words(Decimal("12.50")) == "12,5\N{NO-BREAK SPACE}%"
    assert percent_words(None) == "–"


def test_moments() -> None:
    assert moment_words(datetime(2013, 12, 31, 9, 5)) == "31. december 2013 kl. 09.05"
    assert moment_words(datetime(2013, 12, 31, 9, 5, tzinfo=UTC)) == "31. december 2013 kl. 09.05 (UTC)"
    assert moment_digits(datetime(2013, 12, 31, 9, 5, tzinfo=UTC)) == "31-12-2013 kl. 09.05 (UTC)"


def test_a_share_without_a_noun() -> None:
    assert Share(1500, 2000).out_of == "1.500 ud af 2.000"
    assert Share(1500, 2000).words == "1.500 ud af 2.000 (75\N{NO-BREAK SPACE}%)"
