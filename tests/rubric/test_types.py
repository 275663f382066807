"""The types of question: one module each, named nowhere else."""

import re
from pathlib import Path
from typing import get_args

import pytest

import audit
from audit.rubric.model import Fact
from audit.rubric.types import KINDS, Question

HOUSE = Path(audit.__file__).parent
TYPES = HOUSE / "rubric" / "types"
ONLY_OF_QUESTIONS = set(KINDS) - set(get_args(Fact.model_fields["type"].annotation))
NAMED = re.compile(
    "|".join(
        (
            *(rf"\b{kind.__name__}\b" for kind in KINDS.values()),
            *(rf"""["']{word}["']""" for word in sorted(ONLY_OF_QUESTIONS)),
            r"""getattr\([^)]*["'](?:options|exclusive|unit)["']""",
            r"(?:question|asked|old|new)\.type (?:==|!=|in) [\"'({]",
        )
    )
)


def test_no_other_room_names_a_type_of_question() -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{number}: {line.strip()}"
        for path in sorted(HOUSE.rglob("*.py"))
        if TYPES not in path.parents
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if NAMED.search(line)
    ]
    assert not found, "ask the question instead: rubric/types/base.py says what it can answer"


@pytest.mark.parametrize("line", ["isinstance(q, MultiQuestion)", 'x == "multi"', 'getattr(q, "options", {})'])
def test_what_is_looked_for_would_be_found(line: str) -> None:
    assert NAMED.search(line)


def test_every_type_has_a_module_and_is_registered_once() -> None:
    union = get_args(get_args(Question)[0])
    assert set(union) == set(KINDS.values())
    assert all(kind.__module__ == f"audit.rubric.types.{word}" for word, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_type_says_what_readers_see(kind: type) -> None:
    for word in ("one", "changed", "called"):
        assert getattr(kind, word).strip()
