"""Coefficients of agreement: golden values of others, and what must hold of any table."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.agreement.coefficients import AgreementTable, Coefficient
from audit.agreement.coefficients.ac1 import ac1
from audit.agreement.coefficients.alpha import alpha_nominal, alpha_ordinal
from audit.agreement.coefficients.percent import clopper_pearson, percent_agreement
from audit.agreement.coefficients.table import LEAST_FOR_INTERVAL
from tests.tools.rubrics import plain

GOLDEN = plain((Path(__file__).parents[1] / "cases" / "agreement_golden.yaml").read_text("utf-8"))
BY_NAME = {"ac1": ac1, "alpha": alpha_nominal, "percent": percent_agreement}
LETTERS = "abcdef"


def table_of(rows: list[list[int]]) -> AgreementTable:
    names = LETTERS[: len(rows)]
    counts = {
        (a, b): int(times) for a, row in zip(names, rows, strict=True) for b, times in zip(names, row, strict=True)
    }
    return AgreementTable(tuple(names), counts)


def value(found: Coefficient | None) -> float:
    assert found is not None
    return found.value


@pytest.mark.parametrize("case", [case for case in GOLDEN if "table" in case])
def test_the_golden_values(case: dict[str, Any]) -> None:
    table = table_of(case["table"])
    wanted = {name: float(case[name]) for name in BY_NAME if name in case}
    assert wanted
    for name, number in wanted.items():
        places = len(str(case[name]).split(".")[1])
        assert round(value(BY_NAME[name](table)), places) == number


@pytest.mark.parametrize("case", [case["interval"] for case in GOLDEN if "interval" in case])
def test_the_golden_intervals(case: dict[str, Any]) -> None:
    low, high = clopper_pearson(int(case["x"]), int(case["n"]))
    assert (round(low, 4), round(high, 4)) == (float(case["low"]), float(case["high"]))


@pytest.mark.parametrize("coefficient", [ac1, alpha_nominal, alpha_ordinal])
def test_an_interval_only_from_so_many_cases(coefficient: Any) -> None:
    few = table_of([[LEAST_FOR_INTERVAL - 11, 5], [0, 5]])
    many = table_of([[LEAST_FOR_INTERVAL - 10, 5], [0, 5]])
    assert (few.n, many.n) == (LEAST_FOR_INTERVAL - 1, LEAST_FOR_INTERVAL)
    assert (coefficient(few).low, coefficient(few).high) == (None, None)
    found = coefficient(many)
    assert found.low < found.value < found.high <= 1


def test_what_is_not_defined_is_none() -> None:
    nothing, same, one_answer = table_of([[0, 0], [0, 0]]), table_of([[9, 0], [0, 0]]), table_of([[9]])
    assert [each(nothing) for each in (percent_agreement, ac1, alpha_nominal, alpha_ordinal)] == [None] * 4
    assert alpha_nominal(same) is None
    assert ac1(same) == Coefficient(1.0)
    assert ac1(one_answer) is None


def test_leaving_out_the_only_other_answer_leaves_no_interval() -> None:
    """Without that one case everybody says the same, and alpha is not defined."""
    found = alpha_nominal(table_of([[60, 1], [0, 0]]))
    assert found is not None
    assert (found.low, found.high) == (None, None)


def test_order_counts_in_the_ordinal_alpha_alone() -> None:
    near, far = table_of([[9, 4, 0], [0, 9, 0], [0, 0, 9]]), table_of([[9, 0, 4], [0, 9, 0], [0, 0, 9]])
    assert value(alpha_ordinal(near)) > value(alpha_nominal(near))
    assert value(alpha_ordinal(far)) < value(alpha_nominal(far))


TABLES = (
    st.integers(2, 5)
    .flatmap(
        lambda size: st.lists(st.lists(st.integers(0, 30), min_size=size, max_size=size), min_size=size, max_size=size)
    )
    .map(table_of)
)


@given(TABLES)
def test_one_is_full_agreement_and_who_is_first_says_nothing(table: AgreementTable) -> None:
    swapped = AgreementTable(table.categories, {(b, a): times for (a, b), times in table.counts.items()})
    for coefficient in (percent_agreement, ac1, alpha_nominal, alpha_ordinal):
        found, other = coefficient(table), coefficient(swapped)
        assert (found is None) == (other is None)
        if found is not None and other is not None:
            assert found.value == pytest.approx(other.value)
            assert (found.value == pytest.approx(1)) == (table.agreed == table.n)


@given(TABLES)
def test_alpha_is_what_the_pairs_one_by_one_give(table: AgreementTable) -> None:
    """Krippendorff's definition: the share of unlike values within pairs, over that among all values."""
    values = [one for pair, times in table.counts.items() for _ in range(times) for one in pair]
    unlike = sum(len(values) - values.count(one) for one in values)
    found = alpha_nominal(table)
    if not unlike:
        assert found is None
        return
    within = 2 * (table.n - table.agreed) / len(values)
    expected = unlike / (len(values) * (len(values) - 1))
    assert value(found) == pytest.approx(1 - within / expected)
