from datetime import date
from decimal import Decimal

import pytest

from audit.wording.dates import date_words
from audit.wording.lists import clause, listed, quoted, sentence
from audit.wording.numbers import counted, decimal_words


def test_days() -> None:
    assert date_words(date(2013, 3, 1)) == "1. marts 2013"


@pytest.mark.parametrize(("number", "text"), [(0, "0 år"), (1, "1 år"), (12345, "12.345 år")])
def test_numbers_with_their_noun(number: int, text: str) -> None:
    assert counted(number, "år", "år") == text


@pytest.mark.parametrize(
    ("text", "inside"), [("Den mangler.", "Den mangler"), ("Den mangler", "Den mangler"), ("Hvad?", "Hvad?")]
)
def test_a_clause_has_no_stop(text: str, inside: str) -> None:
    assert clause(text) == inside


def test_numbers_have_a_comma() -> None:
    assert decimal_words(Decimal("12.50")) == "12,5"


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a og b"
    assert quoted(["a", "b", "c"]) == "»a«, »b« eller »c«"


@pytest.mark.parametrize(("text", "whole"), [("Nej", "Nej."), ("Nej.", "Nej."), ("Hvad?", "Hvad?"), ("Nu!", "Nu!")])
def test_a_sentence_has_one_stop(text: str, whole: str) -> None:
    assert sentence(text) == whole
