"""The comparison of two rubrics: the cases of tests/cases/rubric_diff.yaml, and what must hold for any two."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.revision import ChangeKind, Collected, Given, diff
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from tests.tools.rubrics import plain

ROOT = Path(__file__).parents[2]
FILE = plain((ROOT / "tests" / "cases" / "rubric_diff.yaml").read_text("utf-8"))
SHIPPED = sorted((ROOT / "rubrics").glob("*.yaml"))


def read(text: str) -> Rubric:
    reading = read_rubric(text.encode(), "prøve.yaml")
    assert reading.rubric is not None, reading.problems
    return reading.rubric


def given_as(text: str) -> Given:
    """An answer as the cases write it: in brackets when it is none to the question."""
    return Given((text[1:-1],), special=True) if text.startswith("(") else Given(tuple(text.split(", ")))


COLLECTED = Collected(
    int(FILE["assessments"]),
    {name: {given_as(text): int(count) for text, count in told.items()} for name, told in FILE["answers"].items()},
)
OLD = read(FILE["rubric"])


_kept = cache(read)


def rewritten(case: dict[str, Any]) -> Rubric:
    """The rubric with what the case writes instead; all of it at once, so that two texts can change places."""
    text, marks = FILE["rubric"], {}
    for number, (before, after) in enumerate(sorted(case["write"].items(), key=lambda pair: -len(pair[0]))):
        assert before in text, f"»{before}« står ikke i skemaet"
        marks[f"\x01{number}\x01"] = after
        text = text.replace(before, f"\x01{number}\x01", 1)
    for mark, after in marks.items():
        text = text.replace(mark, after)
    return _kept(text)


@pytest.mark.parametrize("case", FILE["cases"], ids=[case["name"] for case in FILE["cases"]])
def test_case(case: dict[str, Any]) -> None:
    collected = None if "study" in case else Collected() if "empty" in case else COLLECTED
    old = rewritten({"write": case["before"]}) if "before" in case else OLD
    found = diff(old, rewritten(case), collected)
    wanted = case["changes"]
    seen = [[str(one.kind), str(one.consequence), one.name, one.what, one.answers] for one in found]
    assert len(seen) == len(wanted), seen
    for change, (kind, consequence, name, words, answers) in zip(seen, wanted, strict=True):
        assert change[:3] == [kind, consequence, name]
        assert words in change[3]
        assert change[4] == answers


def test_the_names_of_the_cases_are_their_own() -> None:
    names = [case["name"] for case in FILE["cases"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
@pytest.mark.parametrize("collected", [None, Collected(), COLLECTED], ids=["alone", "empty", "collected"])
def test_a_rubric_does_not_differ_from_itself(path: Path, collected: Collected | None) -> None:
    text = path.read_text("utf-8")
    assert diff(read(text), read(text), collected) == ()


@given(st.lists(st.sampled_from([case for case in FILE["cases"] if case["write"]]), max_size=4))
def test_a_change_is_a_change_both_ways_and_none_to_itself(cases: list[dict[str, Any]]) -> None:
    """Several of the cases' changes at once, so far as they can be made together."""
    rubric = OLD
    for case in cases:
        new = rewritten(case)
        assert diff(new, new, COLLECTED) == ()
        forth, back = diff(rubric, new), diff(new, rubric)
        assert bool(forth) == bool(back)
        rubric = new


@pytest.mark.parametrize("case", FILE["cases"], ids=[case["name"] for case in FILE["cases"]])
def test_a_study_only_makes_a_change_less_deep(case: dict[str, Any]) -> None:
    """What is safe without a study is safe with any; only what breaks may turn out to be safe."""
    new = rewritten(case)
    for alone, studied in zip(diff(OLD, new), diff(OLD, new, COLLECTED), strict=True):
        assert (alone.what, alone.name) == (studied.what, studied.name)
        assert studied.kind is alone.kind or (alone.kind, studied.kind) == (ChangeKind.BREAKING, ChangeKind.SAFE)
        assert alone.answers is None
