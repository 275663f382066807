from datetime import UTC, datetime

import pytest

from audit.report import wording
from audit.results.model import Share


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 sager"), (1, "1 sag"), (2, "2 sager"), (1001, "1.001 sager"), (1234567, "1.234.567 sager")],
)
def test_cases_are_counted_in_danish(number: int, text: str) -> None:
    assert wording.cases(number) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Share(107, 139), "107 ud af 139 sager (77 %)"),
        (Share(1, 1), "1 ud af 1 sag (100 %)"),
        (Share(0, 0), "0 ud af 0 sager (–)"),
        (Share(1, 8), "1 ud af 8 sager (13 %)"),  # 12.5, half up
        (Share(1, 40), "1 ud af 40 sager (3 %)"),  # 2.5, half up
        (Share(1500, 12000), "1.500 ud af 12.000 sager (13 %)"),
    ],
)
def test_a_share_names_both_counts(share: Share, text: str) -> None:
    assert wording.share_of_cases(share).replace("\N{NO-BREAK SPACE}", " ") == text


def test_percent_does_not_part_from_its_number() -> None:
    assert wording.percent(Share(1, 2)) == "50\N{NO-BREAK SPACE}%"


def test_moments() -> None:
    assert wording.moment_words(datetime(2013, 12, 31, 9, 5)) == "31. december 2013 kl. 09.05"
    assert wording.moment_words(datetime(2013, 12, 31, 9, 5, tzinfo=UTC)) == "31. december 2013 kl. 09.05 (UTC)"
