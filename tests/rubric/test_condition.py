from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from audit.rubric.condition import parse_condition, written

LITERALS = st.sampled_from(["ja", "2020-01-31", 5, Decimal("2.5"), True])
BOUNDS = st.one_of(LITERALS, st.just({"parameter": "p"}), st.just({"question": "b"}))
LEAVES = st.one_of(
    st.builds(lambda value: {"a": value}, st.one_of(LITERALS, st.lists(LITERALS, min_size=2, max_size=3))),
    st.builds(lambda low, high: {"b": {"at_least": low, "at_most": high}}, BOUNDS, BOUNDS),
    st.sampled_from([{"c": {"chosen": 2}}, {"c": {"chosen": {"at_least": 1, "at_most": 2}}}]),
    st.sampled_from([{"c": {"chosen": {"at_least": 2}}}, {"c": {"chosen": {"at_most": 3}}}]),
    st.sampled_from(
        [{"finding": "f"}, {"finding": ["f", "g"]}, {"outcome": "rigtig"}, {"outcome": ["rigtig", "ændres"]}]
    ),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.builds(lambda one, other: {**one, **other}, inner, inner),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_a_condition_is_written_again_as_it_was_read(condition: dict[str, Any]) -> None:
    assert written(parse_condition(condition)) == condition


def test_a_list_of_one_is_written_as_the_one() -> None:
    condition = {"all": [{"a": ["ja"]}, {"finding": ["f"]}, {"outcome": ["rigtig"]}]}
    assert written(parse_condition(condition)) == {"all": [{"a": "ja"}, {"finding": "f"}, {"outcome": "rigtig"}]}


def test_a_condition_of_all_cases_is_written_again() -> None:
    assert written(parse_condition("all")) == "all"
