"""The purposive selection: chosen by marks or by date, never by lot."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.errors import InputError
from audit.nouns import CASE
from audit.sampling.allocation import shortfalls
from audit.sampling.model import LATEST, Criteria, Draw, DrawRow
from audit.sampling.purposive import METHOD, choose
from tests.tools.rubrics import plain

CASES = plain((Path(__file__).parents[1] / "cases" / "sampling_purposive.yaml").read_text("utf-8"))["cases"]
FIRST = date(2019, 1, 1)


def chosen(case: dict[str, Any]) -> tuple[Draw, list[str]]:
    """The draw, and the names of the frame's cases by key."""
    names = list(case["frame"])
    marks = tuple(case.get("marks", {}).items())
    rows: list[DrawRow] = [
        (key, "101", name, group, day, *([mark] if marks else []))
        for key, (name, (group, day, mark)) in enumerate(case["frame"].items())
    ]
    before = date.fromisoformat(case["before"]) if "before" in case else None
    groups = {(group,) for group in case.get("groups", [row[3] for row in rows])}
    return choose(
        rows, ["gruppe"], groups, Criteria(case["n"], "dato", before, "mærke" if marks else "", marks), kommuner()
    ), names


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(InputError, match="Intet er valgt") as failure:
            chosen(case)
        assert [str(problem) for problem in failure.value.problems] == case["refused"]
        return
    draw, names = chosen(case)
    assert [(names[one.case_key], one.basis) for one in draw.tickets] == list(case["chosen"].items())
    assert {one.values[0]: [one.population, one.asked, one.drawn] for one in draw.counts} == case["counts"]
    assert [str(problem) for problem in shortfalls(draw, kommuner(), CASE)] == case.get("shortfalls", [])
    assert (draw.method, draw.seed, {one.ticket for one in draw.tickets}) == (METHOD, "", {""})


ROWS = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(0, 400), st.sampled_from(["god", "svær", ""])), max_size=60
)


@given(ROWS, st.integers(1, 3), st.randoms(use_true_random=False))
def test_what_is_chosen_depends_on_the_cases_alone(rows: list[tuple[str, int, str]], each: int, chance: Any) -> None:
    """Whatever the order: at most n of a group, all or none by marks, and nothing later left behind."""
    frame: list[DrawRow] = [
        (key, "101", f"s{key:03}", group, (FIRST + timedelta(days=day)).isoformat(), mark)
        for key, (group, day, mark) in enumerate(rows)
    ]
    criteria = Criteria(2 * each, "dato", date(2020, 1, 1), "mærke", (("god", each), ("svær", each)))
    groups = [("A",), ("B",)]
    draw = choose(frame, ["gruppe"], groups, criteria, kommuner())
    shuffled = list(frame)
    chance.shuffle(shuffled)
    assert choose(shuffled, ["gruppe"], groups, criteria, kommuner()) == draw
    for group, stratum in zip(groups, draw.counts, strict=True):
        mine = [one for one in draw.tickets if one.stratum == group]
        fit = [row for row in frame if row[3] == group[0] and row[4] < "2020-01-01"]
        marked = {mark: sum(row[5] == mark for row in fit) for mark in ("god", "svær")}
        assert stratum.drawn == len(mine) == min(len(fit), 2 * each)
        if min(marked.values()) >= each:
            assert sorted(one.basis for one in mine) == ["god"] * each + ["svær"] * each
        else:
            assert {one.basis for one in mine} <= {LATEST}
            taken = {one.case_key for one in mine}
            left = [row[4] for row in fit if row[0] not in taken]
            assert not left or max(left) <= min(frame[key][4] for key in taken)


def test_a_large_frame_is_pruned_and_gives_the_same() -> None:
    rows: list[DrawRow] = [
        (key, "101", f"{key:05}", "A", (FIRST + timedelta(days=key % 300)).isoformat()) for key in range(3000)
    ]
    draw = choose(rows, ["gruppe"], [("A",)], Criteria(3, "dato"), kommuner())
    assert [one.case_key for one in draw.tickets] == [299, 599, 899]
    assert draw.counts[0].population == 3000
