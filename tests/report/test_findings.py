"""What the report says of a finding: how the cases with it ended, and those no case has in one sentence."""

from typing import Any

import pytest

from audit.report.sections import Sections
from tests.tools.report_sample import classifying, sample


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ([("rigtig", 3)], "Uden betydning for udfaldet"),
        ([("rigtig", 1), ("hjemvises", 2)], "Udfald: »Rigtig« i 1 sag og »Hjemvises« i 2 sager"),
        ([("hjemvises", 1)], "Udfald: »Hjemvises« i 1 sag"),
        ([("kan_ikke_vurderes", 2)], "Udfald: »Kan ikke vurderes« i 2 sager"),
        ([], ""),
    ],
)
def test_a_finding_is_without_effect_only_where_all_its_cases_are_right(ended: Any, told: str) -> None:
    assert Sections(sample()).effect(ended) == told


def test_a_finding_of_a_classification_is_told_by_the_groups_of_its_cases() -> None:
    assert Sections(classifying()).effect([("A", 1), ("B", 2)]) == "Gruppe: »A« i 1 sag og »B« i 2 sager"
