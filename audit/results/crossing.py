"""What the figures are divided by and crossed with, as a user writes it: names parted by commas."""

from collections.abc import Sequence

from audit.cases import KOMMUNE
from audit.errors import Problem
from audit.rubric.model import Rubric
from audit.wording.quoting import listed, quoted, suggest


def facts_in(rubric: Rubric, text: str) -> tuple[str, ...] | Problem:
    """The facts that are crossed, for example of »sagstype,kommune«; what is wrong when one is not a fact."""
    names, known = _parts(text), [*rubric.facts, KOMMUNE]
    unknown = _unknown(names, known, "er ikke en oplysning om sagerne", "Oplysningerne")
    return unknown or tuple(dict.fromkeys(names))


def questions_in(rubric: Rubric, text: str) -> tuple[str, str] | Problem:
    """The two questions of a cross table, the one down the rows first; what is wrong when they are not two of those."""
    names = _parts(text)
    known = [name for name, question in rubric.questions.items() if question.labels]
    if unknown := _unknown(names, known, "er ikke et spørgsmål med svarmuligheder", "Spørgsmålene"):
        return unknown
    if len(names) != 2 or names[0] == names[1]:
        return Problem(f"{quoted(text)} er ikke to spørgsmål.", "Skriv to forskellige spørgsmål med et komma imellem.")
    return names[0], names[1]


def _parts(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _unknown(names: Sequence[str], known: Sequence[str], what: str, listed_as: str) -> Problem | None:
    wrong = next((name for name in names if name not in known), None)
    if wrong is None:
        return None
    near = suggest(wrong, known) or f". {listed_as} er {listed(known)}."
    return Problem(f"{quoted(wrong)} {what}{near}")
