"""Reviewers' codes: one grammar at every door, and one identity."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.cases import Case
from audit.config import load_config
from audit.errors import ConfigError, InputError, Problem
from audit.review.recorded import read_recorded
from audit.reviewers import MISTAKE, find_code, identity, read_code, same_reviewer
from audit.rubric.reading import read_rubric
from tests.tools.small_study import RUBRIC

WORDS = st.text(st.one_of(st.sampled_from("aAzZæøåÆØÅëËüß019_- ."), st.characters(codec="utf-8")), max_size=14)


@pytest.mark.parametrize("code", ["AB", "ÅB-1", "j_1", "abcdefghijkl", " AB ", "Zoë", "Jürgen", "åæøÅÆØ"])
def test_a_reviewer_is_a_code(code: str) -> None:
    assert find_code(code) == read_code(code) == code.strip()


@pytest.mark.parametrize(
    "code",
    [
        "",
        "Anne Hansen",
        "ah@kommune.dk",
        "311285-1234",
        "3112851234",
        "abcdefghijklm",
        "A\x1b",
        "A²",
        "A\nB",
        "A\u200bB",
    ],
)
def test_a_reviewer_is_not_a_person(code: str) -> None:
    assert find_code(code) is None
    with pytest.raises(InputError, match="som en kode") as failure:
        read_code(code)
    assert "1234" not in str(failure.value)
    assert MISTAKE[1:] in str(failure.value)


def test_a_code_is_stored_in_one_form_of_unicode() -> None:
    assert find_code(unicodedata.normalize("NFD", "Zoë-Åse")) == "Zoë-Åse"
    assert find_code(unicodedata.normalize("NFD", "ë" * 12)) == "ë" * 12, "the length is that of what is stored"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ABC", "abc", True),
        ("Zoë", "ZOË", True),
        ("ÆØÅ", "æøå", True),
        (unicodedata.normalize("NFD", "Åse"), "åse", True),
        ("AB", "ABC", False),
        ("A-B", "A_B", False),
        ("ae", "æ", False),
        ("aa", "å", False),
    ],
)
def test_two_codes_of_one_reviewer(one: str, other: str, same: bool) -> None:
    assert same_reviewer(one, other) is same_reviewer(other, one) is same


@given(WORDS, WORDS, WORDS)
def test_identity_is_an_equivalence(one: str, other: str, third: str) -> None:
    assert same_reviewer(one, one)
    assert same_reviewer(one, other) == same_reviewer(other, one)
    if same_reviewer(one, other) and same_reviewer(other, third):
        assert same_reviewer(one, third)
    assert same_reviewer(one, identity(one)), "what is compared has the identity it was made of"


@given(WORDS)
def test_a_code_that_is_read_is_a_code(text: str) -> None:
    code = find_code(text)
    assert code is None or find_code(code) == code


def by_file(text: str) -> str | None:
    """The code as the column ``bedømmer`` takes it."""
    rubric = read_rubric(RUBRIC.encode(), "r.yaml").rubric
    assert rubric is not None
    drawn = [Case("751", "S-1", "", {"art": "fleks"}, 1)]
    found = read_recorded(
        ["sagsnr", "bedømmer"],
        [(2, ["S-1", text], ["S-1", text])],
        drawn,
        rubric,
        kommuner(),
        lambda *told: Problem(told[2]),
    )
    return found.assessments[0].reviewer if found.assessments else None


def by_config(path: Path, text: str) -> str | None:
    """The code as ``reviewer`` in audit.toml takes it."""
    written = "".join(f"\\U{ord(char):08X}" for char in text)
    path.write_text(f"""\
[study]
id = "a"
title = "A"
[files]
rubric = "a.yaml"
database = "a.db"
[review]
reviewer = "{written}"
""")
    try:
        return load_config(path).review.reviewer
    except ConfigError:
        return None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=WORDS)
@example(text="Zoë")
@example(text="Zoe\u0308")
@example(text="Anne Hansen")
@example(text="311285123")
@example(text="")
def test_every_door_takes_the_same_codes(tmp_path: Path, text: str) -> None:
    try:
        typed = read_code(text)
    except InputError:
        typed = None
    assert by_file(text) == typed
    assert by_config(tmp_path / "audit.toml", text) == typed
