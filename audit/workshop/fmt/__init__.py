"""A rubric in a safe and uniform form: the same meaning and the same comments, in one way of writing.

Commas and colons in a text cannot break it: a text of more than a word never
stands inside braces, and one that could be read otherwise is in quotation
marks or in a block of its own.
"""

from collections import Counter

from audit.rubric.reading import read_rubric
from audit.workshop.fmt.nodes import comments_of, read_nodes
from audit.workshop.fmt.writing import write


def formatted(text: str) -> str | None:
    """A rubric without mistakes, rewritten; None when that would change what it says, or lose a comment."""
    text = text.removeprefix("\ufeff")
    new = write(*read_nodes(text))
    same = _meaning(new) == _meaning(text) and Counter(comments_of(new)) == Counter(comments_of(text))
    return new if same else None


def _meaning(text: str) -> str:
    """What a rubric says, also in which order; "" when it cannot be read."""
    rubric = read_rubric(text.encode(), "").rubric
    return rubric.model_dump_json() if rubric else ""
