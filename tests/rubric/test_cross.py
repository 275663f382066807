"""The cross tables a rubric names: shown with those of audit.toml, explained, and compared."""

import json
from pathlib import Path

from audit.revision import diff
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.telling.explain import explain
from tests.tools.small_study import RUBRIC, audit, make_study, order

_CROSSED = RUBRIC + "cross: [[skriftlig, begrundet]]\n"


def _read(text: str) -> Rubric:
    reading = read_rubric(text.encode(), "r.yaml")
    assert reading.rubric, reading.problems
    return reading.rubric


def test_those_of_the_rubric_and_of_the_study_are_shown_each_once(tmp_path: Path) -> None:
    config = make_study(tmp_path, rubric=_CROSSED)
    config.write_text(
        config.read_text("utf-8") + '\n[results]\ncross = ["skriftlig,begrundet", "hvem,skriftlig"]\n', "utf-8"
    )
    assert audit(tmp_path, "score", order(tmp_path)[0], "--reviewer", "ABC", lines="1\n1\n1\n").returncode == 0
    shown = json.loads(audit(tmp_path, "results", "--json").stdout)["crosses"]
    assert [one["id"] for one in shown] == ["skriftlig x begrundet", "hvem x skriftlig"]


def test_the_explanation_names_them() -> None:
    assert "Krydstabeller" not in str(explain(_read(RUBRIC)))
    page = explain(_read(_CROSSED))
    [chapter] = [one for one in page.chapters if one.title == "Krydstabeller"]
    assert "1.1" in str(chapter)
    assert "1.2" in str(chapter)


def test_a_new_cross_table_is_safe_and_a_renamed_question_leaves_it_as_it_was() -> None:
    [new] = diff(_read(RUBRIC), _read(_CROSSED))
    assert (new.what, new.name) == ("krydstabellen er ny", "skriftlig x begrundet")
    [gone] = diff(_read(_CROSSED), _read(RUBRIC))
    assert gone.what == "krydstabellen er fjernet"
    renamed = _CROSSED.replace("[[skriftlig, begrundet]]", "[[skriftlig, motiveret]]").replace(
        "- id: begrundet\n", "- id: motiveret\n        renamed_from: begrundet\n"
    )
    assert not [one for one in diff(_read(_CROSSED), _read(renamed)) if one.part == "krydstabel"]
