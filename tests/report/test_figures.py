from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.nouns import CASE
from audit.report.figures import COLOURS, LETTERS, MOST_HEIGHT, Bar, BarFigure, kinds, lay_out, split

counts = st.lists(st.integers(0, 400), min_size=1, max_size=12).map(tuple)


def figure(*bars: Bar) -> BarFigure:
    return BarFigure("T", kinds([(f"u{n}", (0, 1, 2)) for n in range(len(bars[0].counts))]), bars, CASE)


@given(counts)
def test_the_fields_fill_the_bar_in_order(numbers: tuple[int, ...]) -> None:
    (row,) = lay_out(figure(Bar("A", numbers))).rows
    assert [field.kind for field in row.fields] == [kind for kind, count in enumerate(numbers) if count]
    assert sum(field.width for field in row.fields) == pytest.approx(100 if sum(numbers) else 0)
    for left, right in pairwise(row.fields):
        assert right.x == pytest.approx(left.x + left.width)
    for field in row.fields:
        assert field.width == pytest.approx(100 * numbers[field.kind] / sum(numbers))


@given(counts)
def test_every_count_is_written_once_and_within_the_figure(numbers: tuple[int, ...]) -> None:
    (row,) = lay_out(figure(Bar("A", numbers))).rows
    written = [(field.kind, field.text) for field in row.fields if field.text]
    written += [(note.kind, note.text) for note in row.notes]
    assert sorted(written) == [(kind, str(count)) for kind, count in enumerate(numbers) if count]
    width = 288  # pixels: a telephone less its margins
    for note in row.notes:
        assert width * note.x / 100 + note.left >= 0
        assert width * note.x / 100 - note.left <= width
    for left, right in pairwise(row.notes):
        assert right.y > left.y or width * (right.x - left.x) / 100 >= -left.left - right.left


@given(st.lists(st.tuples(st.text(max_size=90), counts.map(sum)), min_size=1, max_size=40))
def test_every_bar_is_on_one_figure_and_none_is_too_high(bars: list[tuple[str, int]]) -> None:
    made = [Bar(label, (count, 1)) for label, count in bars]
    pages = split("T", kinds([("a", (0,)), ("b", (1,))]), made, CASE)
    assert [bar.label for page in pages for bar in page.bars] == [label for label, _ in bars]
    for page in pages:
        layout = lay_out(page)
        assert layout.axis_y - layout.rows[0].y <= MOST_HEIGHT or len(page.bars) == 1


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1))
def test_a_label_is_whole_and_no_line_is_too_long(label: str) -> None:
    (row,) = lay_out(figure(Bar(label, (1,)))).rows
    assert "".join(row.lines).replace(" ", "") == f"{label}(1 sag)".replace(" ", "")
    assert max(map(len, row.lines)) <= LETTERS


def test_several_figures_are_numbered_in_their_titles() -> None:
    pages = split("Udfald", kinds([("a", (0,))]), [Bar(f"Kommune {n}", (1,)) for n in range(30)], CASE)
    assert [page.title for page in pages] == [f"Udfald ({n} af {len(pages)})" for n in range(1, len(pages) + 1)]
    assert len(pages) > 1


def test_an_outcome_nobody_has_is_left_out_of_the_legend() -> None:
    (page,) = split(
        "T", kinds([("a", (0,)), ("b", (1,)), ("c", (2,))]), [Bar("X", (1, 0, 2)), Bar("Y", (3, 0, 0))], CASE
    )
    assert [kind.label for kind in page.kinds] == ["a", "c"]
    assert page.description == "X (3 sager): a 1, c 2. Y (3 sager): a 3."


def test_a_bar_without_cases_says_so() -> None:
    assert figure(Bar("X", (0, 0))).description == "X (0 sager): ingen."


def test_neighbours_differ_in_pattern_and_all_in_the_two_together() -> None:
    made = kinds([(str(n), (0, 1, 2, 3, 4)) for n in range(12)] + [("uden for", (6, 5)), ("åben", (7,))])
    assert all(one.pattern != other.pattern for one, other in pairwise(made))
    assert len({(kind.colour, kind.pattern) for kind in made}) == len(made)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", COLOURS)
def test_white_text_can_be_read_on_every_colour(colour: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1; the same ratio against the white page passes 1.4.11."""
    assert 1.05 / (_luminance(colour) + 0.05) >= 4.5
