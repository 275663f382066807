"""What the figures are divided by and crossed with, as a user writes it: names parted by commas."""

import unicodedata
from collections.abc import Sequence

from audit.cases import KOMMUNE
from audit.errors import Problem
from audit.rubric.model import Rubric
from audit.wording.quoting import listed, quoted, suggest


def facts_in(rubric: Rubric, text: str) -> tuple[str, ...] | Problem:
    """The facts that are crossed, for example of »sagstype,kommune«; what is wrong when one is not a fact.

    Large and small letters make no difference, unless two facts differ in nothing else.
    """
    what = f"er ikke en oplysning om {rubric.case.the_many}"
    found = _named(_parts(text), [*rubric.facts, KOMMUNE], what, "Oplysningerne")
    return found if isinstance(found, Problem) else tuple(dict.fromkeys(found))


def questions_in(rubric: Rubric, text: str) -> tuple[str, str] | Problem:
    """The two questions of a cross table, the one down the rows first; what is wrong when they are not two of those.

    They are named as in :func:`facts_in`.
    """
    known = [name for name, question in rubric.questions.items() if question.labels]
    names = _named(_parts(text), known, "er ikke et spørgsmål med svarmuligheder", "Spørgsmålene")
    if isinstance(names, Problem):
        return names
    if len(names) != 2 or names[0] == names[1]:
        return Problem(f"{quoted(text)} er ikke to spørgsmål.", "Skriv to forskellige spørgsmål med et komma imellem.")
    return names[0], names[1]


def _parts(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _named(names: Sequence[str], known: Sequence[str], what: str, listed_as: str) -> list[str] | Problem:
    """The known names meant; what is wrong with the first that is not one, or may be several."""
    found = []
    for name in names:
        meant = [one for one in known if one == name] or [one for one in known if _folded(one) == _folded(name)]
        if len(meant) > 1:
            return Problem(f"{quoted(name)} kan være {listed(meant, 'eller')}.", "Skriv navnet, som det står der.")
        if not meant:
            near = suggest(name, known) or suggest(_folded(name), known) or f". {listed_as} er {listed(known)}."
            return Problem(f"{quoted(name)} {what}{near}")
        found += meant
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
