"""The rows of the draw: every case of the frame exactly once, however many chunks they come in."""

import pytest

from audit.authorities import kommuner
from audit.cases import Case
from audit.sampling.allocation import allocate
from audit.sampling.tickets import draw
from audit.store import Store, frames
from tests.tools.store import with_frame


def cases(number: int) -> list[Case]:
    """Constructed cases of several kommuner and types; some have no type."""
    return [Case(("101", "751")[n % 2], f"sag {n}", "", {"type": f"t{n % 3}"} if n % 5 else {}) for n in range(number)]


@pytest.mark.parametrize("number", [0, 1, 999, 1000, 1001, 4999, 5000, 5001, 12000])
def test_every_case_comes_once(store: Store, number: int) -> None:
    given = cases(number)
    with_frame(store, given)
    expected = [(key, one.kommune, one.case_id, one.facts.get("type", "")) for key, one in enumerate(given, 1)]
    with store.read() as conn:
        assert list(frames.for_draw(conn, ("type",))) == expected
        assert list(frames.for_draw(conn, ())) == [row[:3] for row in expected]
        assert sum(frames.strata_sizes(conn, ("type", "kommune")).values()) == number


def test_the_draw_sees_the_whole_frame(store: Store) -> None:
    with_frame(store, cases(2500))
    with store.read() as conn:
        sizes = frames.strata_sizes(conn, ("kommune",))
        drawn = draw(
            frames.for_draw(conn, ("kommune",)),
            "frø",
            ("kommune",),
            allocate("equal", ("kommune",), sizes, kommuner(), n=2000),
        )
    assert {one.values: one.population for one in drawn.counts} == sizes == {("101",): 1250, ("751",): 1250}
    assert sorted(ticket.case_key for ticket in drawn.tickets) == [*range(1, 2501)]
