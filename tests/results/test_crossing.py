"""Facts and questions as a user names them on the command line and in audit.toml."""

import unicodedata

import pytest

from audit.errors import Problem
from audit.results.crossing import facts_in, questions_in
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from tests.tools.small_study import RUBRIC

MORE = RUBRIC.replace(
    "  art: {", "  Måned: {type: text}\n  MÅNED: {type: text}\n  Område: {type: text}\n  art: {"
).replace("id: hvem", "id: Begrundet")


def rubric(text: str = MORE) -> Rubric:
    reading = read_rubric(text.encode(), "måleskema.yaml")
    assert reading.rubric is not None, reading.problems
    return reading.rubric


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("art", ("art",)),
        ("ART", ("art",)),
        ("Art,KOMMUNE", ("art", "kommune")),
        ("art, Art", ("art",)),
        ("område", ("Område",)),
        (unicodedata.normalize("NFD", "OMRÅDE"), ("Område",)),
        ("Måned", ("Måned",)),
        ("MÅNED", ("MÅNED",)),
    ],
)
def test_a_fact_is_found_in_any_case(text: str, found: tuple[str, ...]) -> None:
    assert facts_in(rubric(), text) == found


def test_one_that_may_be_two_is_refused_and_both_are_named() -> None:
    assert facts_in(rubric(), "art,måned") == Problem(
        "»måned« kan være »Måned« eller »MÅNED«.", "Skriv navnet, som det står der."
    )
    both = questions_in(rubric(), "skriftlig,BEGRUNDET")
    assert isinstance(both, Problem) and "kan være »begrundet« eller »Begrundet«" in both.what


def test_one_that_is_none_is_still_refused() -> None:
    for text in ("arrt", "ARRT"):
        found = facts_in(rubric(), text)
        assert isinstance(found, Problem) and "mente du »art«" in found.what


def test_questions_are_found_in_any_case() -> None:
    assert questions_in(rubric(), "Skriftlig,begrundet") == ("skriftlig", "begrundet")
    same = questions_in(rubric(RUBRIC), "Skriftlig,SKRIFTLIG")
    assert isinstance(same, Problem) and "er ikke to spørgsmål" in same.what
