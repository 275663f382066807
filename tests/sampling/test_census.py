"""The census: every case of the frame is in, whatever the order of the file."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.errors import InputError
from audit.nouns import CASE
from audit.sampling.allocation import shortfalls
from audit.sampling.census import METHOD, everyone
from audit.sampling.model import DrawRow, Ticket

ROWS = st.lists(st.tuples(st.sampled_from(["101", "751"]), st.sampled_from("AB")), min_size=1, max_size=40)


@given(ROWS, st.randoms(use_true_random=False))
def test_every_case_is_in_once_in_an_order_of_its_own(rows: list[tuple[str, str]], chance: Any) -> None:
    frame: list[DrawRow] = [(key, kommune, f"s{key:02}", group) for key, (kommune, group) in enumerate(rows)]
    draw = everyone(frame, ["gruppe"])
    chance.shuffle(frame)
    assert everyone(frame, ["gruppe"]) == draw
    assert sorted(one.case_key for one in draw.tickets) == list(range(len(rows)))
    assert {one.values[0]: (one.population, one.asked, one.drawn) for one in draw.counts} == {
        group: (size, size, size) for group, size in Counter(group for _, group in rows).items()
    }
    assert (draw.method, draw.seed, draw.criteria) == (METHOD, "", None)
    assert shortfalls(draw, kommuner(), CASE) == []


def test_without_strata_the_frame_is_one_group() -> None:
    draw = everyone([(2, "751", "b"), (1, "101", "a")], [])
    assert draw.tickets == (Ticket(1, "", ()), Ticket(2, "", ()))
    assert [(one.values, one.drawn) for one in draw.counts] == [((), 2)]


def test_an_empty_frame_has_nothing_to_count() -> None:
    with pytest.raises(InputError, match="Bruttolisten er tom"):
        everyone([], [])
