"""What ``[results] by`` in audit.toml divides: the results, and the report, which says what it leaves out."""

import json
from pathlib import Path

import pytest

from tests.tools.small_study import audit, make_study, order


@pytest.mark.parametrize(
    ("by", "left_out", "told"),
    [
        ('["kommune"]', [["kommune"]], "for hver kommune,"),
        ('["art"]', [], ""),
        (
            '["art", "art,kommune", "kommune"]',
            [["art", "kommune"], ["kommune"]],
            "for hver art og kommune eller kommune,",
        ),
    ],
)
def test_results_use_it_and_the_report_says_what_it_does_not_show(
    tmp_path: Path, by: str, left_out: list[list[str]], told: str
) -> None:
    config = make_study(tmp_path)
    config.write_text(f"{config.read_text('utf-8')}\n[results]\nby = {by}\n", "utf-8")
    assert audit(tmp_path, "score", order(tmp_path)[0], "--reviewer", "ABC", lines="1\n1\n1\n").returncode == 0
    measured = json.loads(audit(tmp_path, "results", "--json").stdout)["answers"]
    assert {tuple(one["group"]) for one in measured} == {(), *(tuple(one.split(",")) for one in json.loads(by))}
    [only] = {
        tuple(one["group"])
        for one in json.loads(audit(tmp_path, "results", "--by", "kommune", "--json").stdout)["answers"]
    } - {()}
    assert only == ("kommune",)
    assert json.loads(audit(tmp_path, "report", "--json").stdout)["not_divided_by"] == left_out
    said = " ".join(audit(tmp_path, "report").stdout.split())
    assert ("viser ikke tallene" in said) == bool(left_out)
    assert told in said
