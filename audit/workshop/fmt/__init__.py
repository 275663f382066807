"""Formats a rubric: the same meaning and comments, in one YAML style.

A text of more than one word is never put inside braces. A text that YAML could
read as something else is put in quotation marks or in a block.
"""

from collections import Counter

from audit.rubric.reading import read_rubric
from audit.workshop.fmt.nodes import comments_of, read_nodes
from audit.workshop.fmt.writing import write


def formatted(text: str) -> str | None:
    """The formatted text of a rubric without mistakes; None if its meaning or comments would not be the same."""
    text = text.removeprefix("\ufeff")
    new = write(*read_nodes(text))
    same = _meaning(new) == _meaning(text) and Counter(comments_of(new)) == Counter(comments_of(text))
    return new if same else None


def _meaning(text: str) -> str:
    """The rubric as JSON, to compare with another (order counts); "" when it cannot be read."""
    rubric = read_rubric(text.encode(), "").rubric
    return rubric.model_dump_json() if rubric else ""
