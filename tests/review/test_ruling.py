"""Who may rule what: the cases of rulings.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.review.ruling import Ruling, refusal
from tests.tools.tallied import RUBRIC

CASES = yaml.safe_load(Path(__file__).with_name("rulings.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["navn"] for case in CASES])
def test_a_ruling_is_refused_or_made(case: dict[str, Any]) -> None:
    derived = None if case["svarene"] == "nej" else case["svarene"]
    found = refusal(RUBRIC, derived, Ruling(case["udfald"], case["begrundelse"]))
    assert (str(found).casefold() if found else "ja") == case["kan"].casefold()
