"""How many cases each stratum gives: tests/cases/sampling_allocation.yaml, and what must hold for any frame."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.errors import InputError
from audit.nouns import CASE
from audit.sampling.allocation import Key, allocate, shortfalls, stratum_label
from audit.sampling.model import Draw, Stratum
from tests.tools.rubrics import plain

FILE = plain((Path(__file__).parents[1] / "cases" / "sampling_allocation.yaml").read_text("utf-8"))
COUNTS = st.dictionaries(st.tuples(st.sampled_from("abcdef")), st.integers(1, 500), min_size=1)


def keys(counts: dict[Any, int]) -> dict[Key, int]:
    return {tuple(str(name).split(" / ")) if name else (): count for name, count in counts.items()}


@pytest.mark.parametrize("case", FILE["cases"], ids=[case["name"] for case in FILE["cases"]])
def test_case(case: dict[str, Any]) -> None:
    def run() -> dict[Key, int]:
        given = {str(name): number for name, number in case.get("given", {}).items()}
        allocation = allocate(
            case["kind"], case["strata"], keys(case["counts"]), kommuner(), n=case.get("n"), given=given
        )
        assert allocation.kind == case["kind"]
        return dict(allocation.asked)

    if "asked" in case:
        assert run() == keys(case["asked"])
        return
    with pytest.raises(InputError) as failure:
        run()
    assert [str(problem) for problem in failure.value.problems] == case["problems"]
    assert "Intet er lagt fast" in str(failure.value)


@given(COUNTS, st.integers(1, 3000))
def test_proportional_gives_n_in_all_and_each_stratum_its_share_within_one(counts: dict[Key, int], n: int) -> None:
    asked = allocate("proportional", ["f"], counts, kommuner(), n=n).asked
    total = sum(counts.values())
    assert sum(asked.values()) == n
    assert all(abs(asked[key] * total - n * count) < total for key, count in counts.items())
    if n <= total:
        assert all(asked[key] <= count for key, count in counts.items())


@given(COUNTS, st.integers(1, 3000))
def test_a_larger_stratum_is_never_asked_for_less(counts: dict[Key, int], n: int) -> None:
    asked = allocate("proportional", ["f"], counts, kommuner(), n=n).asked
    by_size = sorted(counts, key=lambda key: counts[key])
    for small, large in pairwise(by_size):
        assert asked[small] <= asked[large] or counts[small] == counts[large]


@pytest.mark.parametrize("n", [None, 0, -1])
def test_a_missing_number_is_asked_for(n: int | None) -> None:
    with pytest.raises(InputError, match=r"Skriv n = … under \[sample\]"):
        allocate("equal", ["f"], {("a",): 1}, kommuner(), n=n)


def test_an_empty_frame_cannot_be_drawn_from() -> None:
    with pytest.raises(InputError, match="Bruttolisten er tom"):
        allocate("equal", [], {}, kommuner(), n=1)


def test_a_stratum_is_named_by_its_values() -> None:
    assert stratum_label(kommuner(), (), ()) == "hele bruttolisten"
    assert (
        stratum_label(kommuner(), ("kommune", "sagstype", "x"), ("751", "fleksjob", ""))
        == "Aarhus / fleksjob / uoplyst"
    )


def test_shortfalls_and_strata_nobody_draws_from_are_said_aloud() -> None:
    counts = (Stratum(("a",), 1, 4, 1), Stratum(("b",), 40, 4, 4), Stratum(("c",), 3, 0, 0), Stratum(("d",), 0, 5, 0))
    draw = Draw("random", "x", ("type",), "given", counts, ())
    found = shortfalls(draw, kommuner(), CASE)
    assert [str(problem) for problem in found] == [
        "gruppen »a« har kun 1 sag; der var bedt om 4, så der mangler 3.",
        "der er ikke trukket sager i gruppen »c«, som har 3 i bruttolisten.",
        "gruppen »d« har ingen sager; der var bedt om 5, så der mangler 5.",
    ]
    assert all(problem.warning for problem in found)
