"""The draw: golden tickets, and what makes it one that anyone can repeat."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.errors import InputError
from audit.sampling.allocation import Allocation, allocate
from audit.sampling.model import Draw, DrawRow, Stratum
from audit.sampling.tickets import draw, read_seed, ticket
from tests.tools.rubrics import plain

GOLDEN = plain((Path(__file__).parents[1] / "cases" / "sampling_golden.yaml").read_text("utf-8"))

ROWS = st.lists(
    st.tuples(st.sampled_from(["751", "101"]), st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)),
    unique_by=lambda row: (row[0], unicodedata.normalize("NFC", row[1])),
    min_size=1,
    max_size=60,
).map(lambda rows: [(key, *row, "a" if row[1][0] < "m" else "b") for key, row in enumerate(rows, start=1)])


def by_stratum(found: Draw) -> dict[tuple[str, ...], list[tuple[int, str]]]:
    drawn: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for one in found.tickets:
        drawn.setdefault(one.stratum, []).append((one.case_key, one.ticket))
    return drawn


def of_each(rows: Sequence[DrawRow], number: int) -> Allocation:
    return Allocation("equal", {row[3:]: number for row in rows})


def test_the_golden_ticket() -> None:
    assert ticket(GOLDEN["seed"], GOLDEN["kommune"], "2019-00001") == GOLDEN["digest_of_2019-00001"]


def test_the_golden_draw() -> None:
    rows = [(number, GOLDEN["kommune"], f"2019-{number:05d}") for number in range(1, 601)]
    found = draw(rows, GOLDEN["seed"], (), Allocation("given", {(): 4}))
    ids = [f"2019-{one.case_key:05d}" for one in found.tickets]
    assert ids == GOLDEN["first_four_of_2019-00001_to_2019-00600"]
    assert found.counts == (Stratum((), 600, 4, 4),)
    assert (found.method, found.seed, found.allocation) == ("random", GOLDEN["seed"], "given")


def test_a_ticket_is_the_same_however_the_letters_are_composed() -> None:
    assert ticket("frø", "751", "sag-\u00e5") == ticket("frø", "751", "sag-a\u030a")
    rows = [(1, "751", "sag-a\u030a")]
    assert draw(rows, "fr\u00f8", (), Allocation("given", {(): 1})).tickets[0].ticket == ticket(
        "frø", "751", "sag-\u00e5"
    )


@given(ROWS, st.integers(0, 70))
def test_the_smallest_tickets_of_each_stratum_are_drawn_in_order(rows: list[DrawRow], number: int) -> None:
    found = draw(rows, "frø", ("f",), of_each(rows, number))
    expected = {
        values: sorted(
            (ticket("frø", kommune, case_id), key) for key, kommune, case_id, *own in rows if own == [*values]
        )
        for values in {row[3:] for row in rows}
    }
    for values, cases in expected.items():
        assert by_stratum(found).get(values, []) == [(key, digest) for digest, key in cases[:number]]
    assert [(one.values, one.population, one.asked) for one in found.counts] == [
        (values, len(expected[values]), number) for values in sorted(expected)
    ]
    assert [one.stratum for one in found.tickets] == sorted(one.stratum for one in found.tickets)


@given(ROWS, st.integers(0, 20))
def test_one_more_continues_the_same_draw(rows: list[DrawRow], number: int) -> None:
    fewer = by_stratum(draw(rows, "frø", ("f",), of_each(rows, number)))
    more = by_stratum(draw(rows, "frø", ("f",), of_each(rows, number + 1)))
    for values, cases in more.items():
        before = fewer.get(values, [])
        assert cases[: len(before)] == before
        assert len(cases) <= number + 1


@given(ROWS, st.integers(0, 5), st.randoms(use_true_random=False))
def test_neither_the_order_of_the_rows_nor_an_undrawn_row_matters(
    rows: list[DrawRow], number: int, chance: Random
) -> None:
    allocation = of_each(rows, number)
    found = draw(rows, "frø", ("f",), allocation)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert draw(shuffled, "frø", ("f",), allocation) == found
    drawn = {one.case_key for one in found.tickets}
    assert draw([row for row in rows if row[0] in drawn], "frø", ("f",), allocation).tickets == found.tickets


def test_a_large_stratum_is_pruned_and_still_right() -> None:
    rows = [(number, "751", str(number)) for number in range(5000)]
    found = draw(rows, "frø", (), Allocation("given", {(): 7}))
    assert [one.case_key for one in found.tickets] == sorted(range(5000), key=lambda n: ticket("frø", "751", str(n)))[
        :7
    ]


def test_another_seed_draws_others() -> None:
    rows = [(number, "751", str(number)) for number in range(600)]
    allocation = Allocation("given", {(): 20})
    assert draw(rows, "a", (), allocation).tickets != draw(rows, "b", (), allocation).tickets


def test_fewer_cases_than_asked_for_is_a_shortfall() -> None:
    rows: list[DrawRow] = [(1, "751", "a", "x"), (2, "751", "b", "y"), (3, "751", "c", "y")]
    allocation = allocate("equal", ["f"], {("x",): 1, ("y",): 2}, kommuner(), n=2)
    assert [one.shortfall for one in draw(rows, "frø", ["f"], allocation).counts] == [1, 0]


def test_a_row_of_a_stratum_that_was_not_counted_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        draw([(1, "751", "a", "x")], "frø", ("f",), Allocation("equal", {("y",): 1}))


def test_a_seed_is_kept_as_it_is_hashed() -> None:
    assert read_seed("  fro\u0308 2026 ") == "frö 2026"


@pytest.mark.parametrize("text", ["", "  ", "a\x1fb", "a\nb", "a\u200bb", "\u202ea", "311285-1234"])
def test_a_seed_that_cannot_be_copied_from_a_report_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="Intet er lagt fast"):
        read_seed(text)
