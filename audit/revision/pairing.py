"""Which question of the old rubric a question of the new one takes its answers from."""

from collections.abc import Iterable

from audit.rubric.model import Rubric
from audit.rubric.types import Question


def sources(old: Rubric, new: Rubric, collected: Iterable[str] = ()) -> dict[str, str]:
    """For each question of ``new`` that was there before: its id, and the name its answers are stored under.

    That is its own id, else its ``renamed_from`` if no question of ``new`` has that id. It must be a question
    of ``old`` or, failing that, in ``collected``: the names with stored answers, also of questions removed
    before ``old``. A name belongs to one question only.
    """
    stored = set(collected)
    found: dict[str, str] = {}
    for names in (set(old.questions), stored - set(old.questions)):
        for question in new.questions.values():
            name = _source(question, names, new)
            if question.id not in found and name and name not in found.values():
                found[question.id] = name
    return found


def _source(question: Question, names: set[str], new: Rubric) -> str:
    if question.id in names:
        return question.id
    former = question.renamed_from
    return former if former and former in names and former not in new.questions else ""


def confused(old: Rubric, new: Rubric) -> tuple[Question, ...]:
    """The questions of ``new`` that are renamed to the name of another question of ``old``.

    Answers stored under that name could belong to either question.
    """
    return tuple(
        question
        for question in new.questions.values()
        if question.id in old.questions
        and question.renamed_from in old.questions
        and question.renamed_from not in new.questions
    )


def removed(old: Rubric, new: Rubric) -> tuple[str, ...]:
    """The questions of ``old`` that no question of ``new`` takes its answers from."""
    taken = set(sources(old, new).values())
    return tuple(name for name in old.questions if name not in taken)
