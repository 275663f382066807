"""One word for one thing: class names are unique in the house, and the glossary's words are the code's.

That every value of the program's own words stands in the glossary is in ``tests/wording/test_quoting``.
"""

import ast
import re
from collections import Counter
from pathlib import Path

HOUSE = sorted((Path(__file__).parents[2] / "audit").rglob("*.py"))

REPLACED = {"advice": "recommendation", "municipality": "kommune", "questionnaire": "rubric"}
"""Words that are not used, and the glossary's word for the same."""


def test_every_class_name_is_unique() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in HOUSE]
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert len(names) > 200
    assert [name for name, times in names.items() if times > 1] == []


def test_the_words_the_glossary_replaces_do_not_stand_in_the_code() -> None:
    other = re.compile("|".join(REPLACED), re.IGNORECASE)
    assert [(path.name, found[0]) for path in HOUSE if (found := other.search(path.read_text("utf-8")))] == []
