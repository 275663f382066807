"""Which question of the old rubric a question of the new one takes its answers from."""

from collections.abc import Iterable

from audit.rubric.model import Rubric
from audit.rubric.types import Question


def sources(old: Rubric, new: Rubric, collected: Iterable[str] = ()) -> dict[str, str]:
    """The name its answers are stored under, for each question of ``new`` that has one.

    A question keeps its name, or ``renamed_from`` says which it had in the
    old rubric. A ``renamed_from`` that has already been followed says nothing
    more. ``collected`` are names with stored answers: a question that left the
    rubric earlier and comes back finds its answers again.
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

    Whose answers stand under the name could not be told afterwards.
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
