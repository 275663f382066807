"""A rubric to begin from: its name, its title, and the line that tells editors of the schema."""

import pytest

from audit.workshop.start import id_of, starting_rubric, with_schema_beside
from tests.tools.workspace import ROOT


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Mit skema", "mit-skema"),
        ("2015-ÆØÅ_x", "æøå-x"),
        ("---", "nyt-skema"),
        ("a" * 99, "a" * 60),
        ("æ\u030a b", "æ-b"),
    ],
)
def test_a_file_name_becomes_an_id(name: str, wanted: str) -> None:
    assert id_of(name) == wanted


def test_a_rubric_without_a_schema_line_gets_one() -> None:
    assert with_schema_beside("format: 1\n").splitlines() == [
        "# yaml-language-server: $schema=rubric.schema.json",
        "format: 1",
    ]


def test_what_is_to_be_replaced_stands_in_both_rubrics_to_begin_from() -> None:
    for kind in ("ladder", "classes"):
        text = (ROOT / "templates" / "rubric" / f"{kind}.yaml").read_text("utf-8")
        new = starting_rubric(text, file="x.yaml", name="y", title="Z")
        assert "id: y\n" in new
        assert "title: Z\n" in new
        assert "FIL" not in new
